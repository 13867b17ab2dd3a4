import assert from 'node:assert/strict';
import type { Row } from '../workbench/sidebar.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';

interface SessionJson {
  readonly call_session_id: string;
  readonly total_participant_sessions: number;
  readonly participants_sessions: readonly { readonly user_id: string; readonly joined_at: string }[];
  readonly next?: string;
  readonly duration?: number;
  readonly _rollcall?: { readonly rows: number; readonly of: number; readonly state: string };
}

describe('session JSON', () => {
  const stage = useStage({ browser: { viewport: { width: 1400, height: 1400 } } });
  let sessionLabel = '';
  let sessionId = '';

  before(async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
    const isEnded = (row: Row): boolean =>
      row.level === 2 && row.expanded === false && !row.label.includes('now');
    const rows = await sidebar.waitForRows('Calls', (all) => all.some(isEnded), 'an ended session');
    const ended = rows.find(isEnded);
    assert.ok(ended, JSON.stringify(rows));
    sessionLabel = ended.label;
    sessionId = sample.ledger.sessions(standup).find((one) => !one.live)?.id ?? '';
  });

  const copied = async (act: () => Promise<void>): Promise<string> => {
    const { sidebar } = stage();
    await sidebar.setClipboard('nothing copied yet');
    await act();
    return sidebar.waitForClipboard('nothing copied yet');
  };
  const session = (): ReturnType<ReturnType<typeof stage>['sidebar']['row']> =>
    stage().sidebar.row('Calls', sessionLabel, { level: 2 });

  it('copies a call session whole, from the context menu', async () => {
    const { sample, sidebar } = stage();
    const text = await copied(() => sidebar.menu(session(), 'Copy Call Session JSON'));
    const json = JSON.parse(text) as SessionJson;
    const truth = sample.ledger.connections(sessionId);
    assert.equal(json.call_session_id, sessionId);
    assert.deepEqual(
      json.participants_sessions.map((row) => `${row.user_id} ${row.joined_at}`).sort(),
      truth.map((one) => `${one.userId} ${new Date(one.joinedAt).toISOString()}`).sort(),
    );
    assert.deepEqual([json.next, json.duration], [undefined, undefined]);
    assert.equal(Object.keys(json).at(-1), '_rollcall');
    assert.equal(json._rollcall?.rows, truth.length);
    assert.equal(json._rollcall.of, json.total_participant_sessions);
  });

  it('copies wire JSON with nanoseconds', async () => {
    const { sample, sidebar } = stage();
    const text = await copied(() => sidebar.menu(session(), 'Copy as Wire JSON'));
    const joined = sample.ledger.connections(sessionId)[0]?.joinedAt;
    assert.ok(text.includes(`"joined_at": ${joined}000000`));
  });

  it('copies one participant session, and ids', async () => {
    const { sample, sidebar } = stage();
    await sidebar.expand(session());
    const people = new Set(sample.ledger.connections(sessionId).map((one) => one.userId));
    const isPerson = (each: Row): boolean => each.level === 3 && people.has(each.label);
    const rows = await sidebar.waitForRows('Calls', (all) => all.some(isPerson), 'the people of the session');
    const user = rows.find(isPerson)?.label ?? '';
    const row = sidebar.row('Calls', user, { level: 3 });
    const json = JSON.parse(await copied(() => sidebar.action(row, 'Copy Participant Session JSON'))) as {
      readonly user_id: string;
    };
    assert.equal(json.user_id, user);
    assert.equal(await copied(() => sidebar.menu(session(), 'Copy ID')), sessionId);
    assert.equal(
      await copied(() => sidebar.menu(sidebar.row('Calls', standup, { level: 1 }), 'Copy ID')),
      standup,
    );
    const userSession = await copied(async () => {
      await sidebar.menu(row, 'Copy ID');
      await sidebar.choose('User session ID');
    });
    assert.ok(sample.ledger.connections(sessionId).some((one) => one.userSessionId === userSession));
  });

  it('opens a read-only document that can be folded', async () => {
    const { sidebar, page } = stage();
    await sidebar.click(session());
    await sidebar.menu(session(), 'Open as JSON');
    await sidebar.editorTab(/daily-standup.*\.json/).waitFor();
    const text = await sidebar.editorText();
    assert.equal((JSON.parse(text) as SessionJson).call_session_id, sessionId);
    // Typing into it changes nothing.
    await page.keyboard.type('x');
    await page.getByRole('paragraph').filter({ hasText: 'Editor is read-only' }).waitFor();
    assert.equal(await sidebar.editorText(), text);
    await page.locator('.monaco-editor .codicon-folding-expanded').first().waitFor({ state: 'attached' });
  });
});
