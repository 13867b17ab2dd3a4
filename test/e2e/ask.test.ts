import assert from 'node:assert/strict';
import type { Connection, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { sidesExactly, thereAt, truthOf } from './panel-truth';
import { stageNow, useStage } from './stage';

/** Called every few weeks: it stands on no list before somebody asks for it. */
const finance = 'default:finance-monthly';
const sales = 'default:sales-pipeline';
const quarter = 15 * 60_000;
const tenMinutes = 10 * 60;

const query = (key: string, args?: unknown): unknown => ({
  key,
  command: 'rollcall.queryParticipantSessions',
  ...(args === undefined ? {} : { args }),
});

describe('asking from anywhere', () => {
  const stage = useStage({
    browser: { viewport: { width: 1400, height: 1100 } },
    workbench: {
      keybindings: [
        query('ctrl+alt+7'),
        query('ctrl+alt+8', {
          call: finance,
          session: 'newest',
          rows: { duration_in_seconds: { $gte: tenMinutes } },
          result: 'json',
        }),
        query('ctrl+alt+9', { call: finance, session: 'newest', rows: {}, result: 'copy' }),
        query('ctrl+alt+0', { call: finance, session: 'newest', result: 'totals' }),
        query('ctrl+alt+6', { call: finance, rowz: {} }),
        query('ctrl+alt+5', {
          call: finance,
          session: 'newest',
          window: { from: '2026-01-05T09:00:00Z', to: '2026-01-05T09:30:00Z' },
          result: 'totals',
        }),
      ],
    },
  });
  const newestOf = (
    cid: string,
  ): { readonly session: TrueSession; readonly rows: readonly Connection[]; readonly endedAt: number } => {
    const { ledger } = stage().sample;
    const session = ledger.sessions(cid).find(({ startedAt }) => startedAt <= stageNow);
    assert.ok(session?.endedAt !== undefined, `${cid} has no session that is over.`);
    return { session, rows: ledger.connections(session.id), endedAt: session.endedAt };
  };
  const line = '.quick-input-widget:visible .quick-input-list .monaco-list-row';
  /** The label of the line that Enter would take. */
  const active = async (): Promise<string> => {
    const labels = await stage().page.locator(`${line}.focused .label-name`).allInnerTexts();
    return (labels[0] ?? '').replace(/[\u2066-\u2069]/g, '');
  };
  /** Waits for a line to be the active one, with the keyboard's help, and presses Enter. */
  const enter = async (label: RegExp): Promise<void> => {
    const { sidebar, page } = stage();
    await sidebar.option(label).waitFor();
    await until(
      `${label} to be the active line`,
      async () => {
        const now = await active();
        if (!label.test(now)) await page.keyboard.press('ArrowDown');
        return label.test(now) && label.test(await active());
      },
      (is) => is,
      sidebar.timeoutMs,
    );
    await sidebar.keep();
  };
  const type = async (words: string): Promise<void> => {
    await stage().sidebar.quickInput().fill(words);
  };
  /** Names and values of the open list, whose title stands there before its lines: once `drawn` is among them. */
  const lines = async (drawn: string | RegExp): Promise<readonly (readonly [string, string])[]> => {
    await stage().page.locator(line).filter({ hasText: drawn }).first().waitFor();
    const all = await stage()
      .page.locator(line)
      .evaluateAll((rows) =>
        rows.map((row) =>
          ['.label-name', '.label-description'].map((part) => row.querySelector(part)?.textContent ?? ''),
        ),
      );
    return all.map(([label = '', about = '']) => [
      label.replace(/[\u2066-\u2069]/g, ''),
      about.replace(/[\u2066-\u2069]/g, ''),
    ]);
  };
  const press = async (key: string): Promise<void> => {
    await stage().sidebar.rest();
    await stage().page.keyboard.press(key);
  };
  const closed = async (): Promise<void> => {
    await stage().page.locator('.quick-input-widget:visible').waitFor({ state: 'hidden' });
  };
  const tabs = (): Promise<readonly string[]> =>
    stage().page.locator('.tabs-container').getByRole('tab').allInnerTexts();

  it('asks step by step, by keyboard alone, with a way back', async () => {
    const { sidebar, page, sample } = stage();
    await sidebar.waitForRows('Recent', (rows) => rows.some(({ level }) => level === 2));
    await press('Control+Alt+7');
    await sidebar.waitForQuickTitle(/which call\? \(1\/4\)/);
    await sidebar.rest();
    assert.equal(await sidebar.option(finance).count(), 0);
    const before = sample.requests.length;
    await type('finance');
    await enter(/^default:finance-monthly$/);
    await sidebar.waitForQuickTitle(/Sessions of default:finance-monthly \(2\/4\)/);
    const asked = sample.requests.slice(before).filter(({ operation }) => operation === 'QueryCalls');
    assert.equal(asked.length, 1, 'What is typed is looked for by one request.');
    assert.match(JSON.stringify(asked[0]?.body), /"filter_conditions":\{"id":\{"\$gte":"finance"/);
    const { session } = newestOf(finance);
    const start = new Date(session.startedAt).toISOString().slice(11, 16);
    const newest = new RegExp(`, ${start} – `);
    await sidebar.option(newest).waitFor();
    await until('the newest to be active', active, (label) => newest.test(label), sidebar.timeoutMs);
    await press('Control+Alt+Minus');
    await sidebar.waitForQuickTitle(/which call\? \(1\/4\)/);
    await type('finance');
    await enter(/^default:finance-monthly$/);
    await sidebar.waitForQuickTitle(/Sessions of default:finance-monthly \(2\/4\)/);
    await enter(newest);
    await sidebar.waitForQuickTitle(/What do you ask of default:finance-monthly\? \(3\/4\)/);
    await enter(/Rows of a person/);
    await sidebar.waitForQuickTitle(/Rows of which person\?/);
    const { rows } = newestOf(finance);
    const user = rows[0]?.userId ?? '';
    await type(user);
    await enter(new RegExp(`^${user}$`));
    await sidebar.waitForQuickTitle(/What do you ask of/);
    await sidebar.option(/Go On/).filter({ hasText: user }).waitFor();
    await enter(/Go On/);
    await sidebar.waitForQuickTitle(/Where shall the answer go\? \(4\/4\)/);
    await press('Control+Alt+Minus');
    await sidebar.waitForQuickTitle(/What do you ask of .* \(3\/4\)/);
    await sidebar.option(/Go On/).filter({ hasText: user }).waitFor();
    await enter(/Go On/);
    await sidebar.waitForQuickTitle(/Where shall the answer go\? \(4\/4\)/);
    await enter(/Attendance Panel/);
    const panel = new AttendancePanel(page);
    await panel.settled(({ header }) => header.call.includes('finance'), 'the panel of the call');
    const own = rows.filter(({ userId }) => userId === user);
    const figures = await panel.figures();
    assert.equal(figures.get('Rows')?.computed, String(own.length));
    assert.equal(
      await panel.exactFigure('Interval time'),
      sidesExactly(truthOf(own, newestOf(finance).endedAt).intervalMs),
    );
  });

  it('lists what was asked before first, with no request, and is cancelled at every step', async () => {
    const { sidebar, sample } = stage();
    const before = await tabs();
    const steps: readonly (readonly [RegExp, RegExp])[] = [
      [/which call\?/, /^default:finance-monthly$/],
      [/Sessions of/, / – /],
      [/What do you ask of/, /Present at least/],
      [/Present at least/, /./],
    ];
    const asked = sample.requests.length;
    for (let last = 0; last < steps.length; last++) {
      await press('Control+Alt+7');
      for (const [title, choice] of steps.slice(0, last)) {
        await sidebar.waitForQuickTitle(title);
        await enter(choice);
      }
      await sidebar.waitForQuickTitle(steps[last]?.[0] ?? /never/);
      if (last === 0) {
        await sidebar.option(finance).waitFor();
        assert.equal((await lines(finance))[0]?.[0], finance);
        assert.equal(sample.requests.length, asked);
      }
      await press('Escape');
      await closed();
    }
    await sidebar.rest();
    assert.deepEqual(await sidebar.toasts(), []);
    assert.deepEqual(await tabs(), before);
  });

  it('gives totals in the list itself, of a window of time', async () => {
    const { sidebar } = stage();
    await press('Control+Alt+0');
    await sidebar.waitForQuickTitle(/What do you ask of default:finance-monthly/);
    await enter(/First 15 minutes/);
    await sidebar
      .option(/Go On/)
      .filter({ hasText: /Only from/ })
      .waitFor();
    await enter(/Go On/);
    await sidebar.waitForQuickTitle(/^default:finance-monthly: /);
    const { session, rows, endedAt } = newestOf(finance);
    const from = session.startedAt;
    const truth = truthOf(rows, endedAt, { from, to: from + quarter });
    const said = new Map(await lines('Interval time'));
    assert.match([...said.keys()][0] ?? '', /all rows · Only from .*UTC to .*UTC/);
    assert.match(
      (await sidebar.quickInput().getAttribute('placeholder')) ?? '',
      /^all 6 rows read · as of Nov 20, 2026/,
    );
    assert.equal(said.get('Interval time'), sidesExactly(truth.intervalMs));
    assert.equal(said.get('Presence of all people'), sidesExactly(truth.presenceMs));
    await sidebar.setClipboard('nothing yet');
    await enter(/^Interval time$/);
    const copied = await sidebar.waitForClipboard('nothing yet');
    assert.ok(copied.startsWith(`Interval time: ${sidesExactly(truth.intervalMs)}`), copied);
    assert.ok(copied.includes(session.id), copied);
  });

  it('warns of a window of another session, in the list and above the figures of the panel', async () => {
    const { sidebar, page } = stage();
    await press('Control+Alt+5');
    await sidebar.waitForQuickTitle(/^default:finance-monthly: /);
    const outside =
      /The window lies outside this session: it ends at .*2026.*, and the session began at .*2026.*\. Every figure of time is zero for that reason\./;
    const said = await lines(outside);
    assert.match(said[1]?.[0] ?? '', outside);
    assert.equal(new Map(said).get('Interval time'), '0s');
    await type('Open Attendance');
    await enter(/Open Attendance/);
    const panel = new AttendancePanel(page);
    await panel.frame.locator('rollcall-reading .note.warning').filter({ hasText: outside }).waitFor();
    await sidebar.command('View: Close All Editors');
  });

  it('is asked by a keybinding without a question: JSON, and totals to paste', async () => {
    const { sidebar } = stage();
    const { session, rows } = newestOf(finance);
    await press('Control+Alt+8');
    await sidebar.editorTab(/finance-monthly.*\.json/).waitFor();
    const json = JSON.parse(await sidebar.editorText()) as {
      readonly call_session_id: string;
      readonly participants_sessions: readonly { readonly user_session_id: string }[];
      readonly _rollcall: { readonly filter: unknown };
    };
    const long = rows.filter(
      ({ joinedAt, leftAt }) => leftAt !== undefined && Math.floor((leftAt - joinedAt) / 1000) >= tenMinutes,
    );
    assert.ok(long.length > 0 && long.length < rows.length, `${long.length} of ${rows.length}`);
    assert.equal(json.call_session_id, session.id);
    assert.deepEqual(
      json.participants_sessions.map((row) => row.user_session_id).sort(),
      long.map(({ userSessionId }) => userSessionId).sort(),
    );
    assert.ok(json._rollcall.filter, 'What was asked stands in the document.');
    await sidebar.setClipboard('nothing yet');
    await press('Control+Alt+9');
    const markdown = await sidebar.waitForClipboard('nothing yet');
    const { people } = stage().sample.ledger.figures(session.id);
    const truth = truthOf(rows, newestOf(finance).endedAt);
    assert.match(markdown, new RegExp(`^\\| Rows \\| .*${rows.length}.* \\| ${rows.length}\\b`, 'm'));
    assert.match(markdown, new RegExp(`^\\| People \\| .* \\| ${people}\\b`, 'm'));
    assert.ok(markdown.includes(`| ${sidesExactly(truth.intervalMs)}`), markdown);
  });

  it('refuses the arguments of a keybinding that would ask something else', async () => {
    const { sidebar } = stage();
    await press('Control+Alt+6');
    await sidebar.toast(/“rowz”.*Allowed: .*rows, window/).waitFor();
    await sidebar.command('Notifications: Clear All Notifications');
  });

  it('finds a call, and shows its newest session', async () => {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Find Call…');
    await sidebar.waitForQuickTitle('Find a call of Sample data');
    await type('sales-pipe');
    await enter(/^default:sales-pipeline$/);
    await sidebar.showOnly('Calls');
    const rows = await sidebar.waitForRows('Calls', (all) =>
      all.some(({ level, selected }) => level === 2 && selected),
    );
    const at = rows.findIndex(({ level, selected }) => level === 2 && selected);
    assert.equal(rows.slice(0, at).findLast(({ level }) => level === 1)?.label, sales);
    const start = new Date(newestOf(sales).session.startedAt).toISOString().slice(11, 16);
    assert.match(rows[at]?.label ?? '', new RegExp(`${start} – `));
  });

  it('says who was there at an instant', async () => {
    const { sidebar } = stage();
    const { session, rows } = newestOf(sales);
    const ends = rows.map(({ leftAt = session.startedAt }) => leftAt).toSorted((a, b) => a - b);
    // Right after somebody left, and while others are there.
    const instants = [...rows.map(({ joinedAt }) => joinedAt), ...ends].map(
      (at) => Math.floor(at / 1000) * 1000 + 1000,
    );
    const everybody = new Set(rows.map(({ userId }) => userId)).size;
    const at = instants.find((each) => {
      const there = thereAt(rows, each).size;
      return there > 0 && there < everybody;
    });
    assert.ok(at !== undefined);
    await sidebar.command('Rollcall: Who Was Here…');
    await sidebar.waitForQuickTitle(/^Who was here in default:sales-pipeline\?$/);
    await type('25:61');
    await sidebar.waitForQuickMessage(/time/);
    await sidebar.answer(new Date(at).toISOString().slice(11, 19));
    await sidebar.waitForQuickTitle(/Who was here at /);
    const present = thereAt(rows, at);
    const all = (await lines([...present][0] ?? '')).map(([label]) => label);
    const listed = all.filter((label) => rows.some(({ userId }) => userId === label));
    assert.deepEqual(new Set(listed.slice(0, present.size)), present);
    await stage().page.getByText(`Present: ${present.size}`, { exact: true }).waitFor();
    await sidebar.setClipboard('nothing yet');
    await enter(/Copy the lists/);
    const copied = await sidebar.waitForClipboard('nothing yet');
    const [, list = ''] = new RegExp(`Present: ${present.size}\\n([^]*?)\\n\\n`).exec(copied) ?? [];
    assert.deepEqual(new Set(list.split('\n')), present);
  });

  it('opens a session by an address of the dashboard and by a log line', async () => {
    const { sidebar, errors } = stage();
    const { session } = newestOf(finance);
    const isThere = async (): Promise<void> => {
      await sidebar.toast(/Opened a session of default:finance-monthly/).waitFor();
      const rows = await sidebar.waitForRows('Calls', (all) =>
        all.some(({ level, selected }) => level === 2 && selected),
      );
      assert.ok(rows.some(({ label, expanded }) => label === finance && expanded));
      await sidebar.command('Notifications: Clear All Notifications');
    };
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(
      `https://dashboard.getstream.io/app/1234567/video/calls/default/finance-monthly/sessions/${session.id}?tab=participants#top`,
    );
    await isThere();
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(
      `2026-11-08T09:31:02.113Z WARN [worker-3] (src/join.ts:88:14) call=${finance} session=${session.id} took 1312 ms from 10.0.0.7:5123`,
    );
    await isThere();
    assert.deepEqual(errors, []);
  });
});
