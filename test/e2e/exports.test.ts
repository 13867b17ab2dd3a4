import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { scenarioOf } from '../../src/sample/scenario';
import type { Connection, TrueSession } from '../../src/sample/server';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until, type Row } from '../workbench/sidebar.mjs';
import {
  csvRows,
  exportedPair,
  reported,
  told,
  toldInCsv,
  type RowJson,
  type SessionJson,
} from './exported-rows';
import { stageNow, useStage } from './stage';

const standup = 'default:daily-standup';
const allHands = 'default:company-all-hands';
const command = 'Export Participant Sessions…';
const exporting = 'Rollcall: reading participant sessions';

/** The latest stand-up that is over, as the seed has it before any server is started. */
const planned = scenarioOf(1, stageNow)
  .calls.find(({ cid }) => cid === standup)
  ?.sessions.filter(
    ({ lastLeaveAt = Infinity, onlyWith }) => lastLeaveAt < stageNow && onlyWith === undefined,
  )
  .reduce((one, other) => (other.startedAt > one.startedAt ? other : one));
const target = {
  kind: 'session',
  appId: 'sample',
  session: { callType: 'default', callId: 'daily-standup', sessionId: planned?.id },
};
const keybinding = (key: string, to: string): unknown => ({
  key,
  command: 'rollcall.exportParticipantSessions',
  args: [target, { question: {}, format: 'json', to }],
});

describe('exports, copies as code, and comparing', () => {
  const stage = useStage({
    browser: { viewport: { width: 1400, height: 1000 } },
    workbench: {
      files: { blocked: 'a file, and no folder\n' },
      // The default would ask again after 10 s, and be answered before a slow machine has pressed Cancel.
      settings: { 'rollcall.requestTimeout': 120 },
      keybindings: [keybinding('ctrl+alt+8', 'blocked/rows.json'), keybinding('ctrl+alt+9', 'by-key.json')],
    },
  });
  const workspace = (name: string): string => join(stage().workbench.workspaceDir, name);
  const files = (): readonly string[] =>
    readdirSync(stage().workbench.workspaceDir).filter((name) => !name.startsWith('.'));

  let session: TrueSession;
  let connections: readonly Connection[];
  let label = '';
  const row = (): ReturnType<ReturnType<typeof stage>['sidebar']['row']> =>
    stage().sidebar.row('Calls', label, { level: 2 });

  before(async () => {
    const { sample, sidebar } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
    const isEnded = (each: Row): boolean =>
      each.level === 2 && each.expanded === false && !each.label.includes('now');
    const rows = await sidebar.waitForRows('Calls', (all) => all.some(isEnded), 'an ended session');
    label = rows.find(isEnded)?.label ?? '';
    const [found] = sample.ledger.sessions(standup).filter((one) => !one.live);
    assert.equal(found?.id, planned?.id);
    assert.ok(found);
    session = found;
    connections = sample.ledger.connections(found.id);
  });

  /** Answers VS Code's own save dialog once it proposes a name. */
  async function saveAs(path: string, proposed: RegExp): Promise<void> {
    const { sidebar } = stage();
    await until(
      'the dialog to propose a name',
      () => sidebar.quickInput().inputValue(),
      (value) => proposed.test(value),
      sidebar.timeoutMs,
    );
    await sidebar.answer(path);
  }

  /** From the context menu up to the dialog for a file. */
  async function exportAll(format: string): Promise<void> {
    const { sidebar } = stage();
    await sidebar.menu(row(), command);
    await sidebar.waitForQuickTitle('Export Participant Sessions');
    await sidebar.choose(format);
    await sidebar.choose('All rows');
  }

  const clear = (): Promise<void> => stage().sidebar.command('Notifications: Clear All Notifications');

  it('exports a session as CSV from its context menu, and beside it where its rows come from', async () => {
    const { sidebar } = stage();
    await exportAll('CSV');
    const stamp = new Date(session.startedAt).toISOString().slice(0, 16).replace('T', ' ').replace(':', '-');
    await saveAs(workspace('all.csv'), new RegExp(`/default-daily-standup ${stamp}.* attendance\\.csv$`));
    const n = connections.length;
    await sidebar.toast(`Saved ${n} rows as CSV to all.csv.`).waitFor();
    const { text, side } = exportedPair(workspace('all.csv'));
    const rows = csvRows(text);
    assert.deepEqual(rows.map(toldInCsv), connections.map(reported));
    assert.deepEqual(
      [side.file, side.format, side.app, side.call, side.session, side.question],
      ['all.csv', 'csv', 'Sample data', standup, session.id, {}],
    );
    assert.deepEqual(
      [side.rows, side.coverage.read, side.coverage.of, side.coverage.complete],
      [n, n, n, true],
    );
    assert.deepEqual([...files()].sort(), ['all.csv', 'all.csv.rollcall.json', 'blocked']);
    await sidebar.toastAction('Saved', 'Open');
    await sidebar.editorTab('all.csv').waitFor();
  });

  it('exports the rows of a filter as NDJSON from the palette', async () => {
    const { sidebar } = stage();
    const user = connections[0]?.userId ?? '';
    const own = connections.filter(({ userId }) => userId === user);
    assert.ok(own.length > 0 && own.length < connections.length);
    await sidebar.click(row());
    await sidebar.command(`Rollcall: ${command}`);
    await sidebar.choose('NDJSON');
    await sidebar.choose('Rows by a filter…');
    await sidebar.waitForQuickText('{}');
    await sidebar.quickInput().fill('{"nobody": 1}');
    await sidebar.waitForQuickMessage(/nobody/);
    await sidebar.answer(JSON.stringify({ user_id: user }));
    await saveAs(workspace('own.ndjson'), / attendance filtered\.ndjson$|\.ndjson$/);
    await sidebar.toast(/Saved .* as NDJSON to own\.ndjson\./).waitFor();
    const { text, side } = exportedPair(workspace('own.ndjson'));
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RowJson);
    assert.deepEqual(rows.map(told), own.map(reported));
    assert.ok(rows.every(({ _rollcall }) => _rollcall?.session === session.id));
    assert.deepEqual([side.rows, side.format, side.session], [own.length, 'ndjson', session.id]);
    assert.ok(JSON.stringify(side.question).includes(JSON.stringify(user)));
  });

  it('leaves nothing where it is cancelled, at each step', async () => {
    const { sidebar, page } = stage();
    await clear();
    const before = files();
    await sidebar.menu(row(), command);
    await sidebar.option('CSV').waitFor();
    await sidebar.dismiss();
    await sidebar.menu(row(), command);
    await sidebar.choose('Markdown');
    await sidebar.option('All rows').waitFor();
    await sidebar.dismiss();
    await sidebar.menu(row(), command);
    await sidebar.choose('JSON');
    await sidebar.choose('Times within a window…');
    await sidebar.waitForQuickText('');
    await sidebar.dismiss();
    await exportAll('CSV');
    await until(
      'the dialog to propose a name',
      () => sidebar.quickInput().inputValue(),
      (value) => value.endsWith('.csv'),
      sidebar.timeoutMs,
    );
    await sidebar.dismiss();
    await sidebar.rest();
    assert.deepEqual(files(), before);
    assert.deepEqual(await sidebar.toasts(), []);
    assert.equal(await page.locator('.quick-input-widget:visible').count(), 0);
  });

  it('replaces a file only when VS Code has asked', async () => {
    const { sidebar, page } = stage();
    const before = readFileSync(workspace('all.csv'));
    writeFileSync(workspace('all.csv'), 'something of mine\n');
    const mine = statSync(workspace('all.csv')).mtimeMs;
    await exportAll('CSV');
    await saveAs(workspace('all.csv'), /\.csv$/);
    const taken = page.locator('.quick-input-widget:visible').getByText(/already exists/);
    await taken.waitFor();
    await sidebar.dismiss();
    assert.equal(statSync(workspace('all.csv')).mtimeMs, mine);
    await exportAll('CSV');
    await saveAs(workspace('all.csv'), /\.csv$/);
    await taken.waitFor();
    await sidebar.keep();
    await sidebar.toast(/Saved .* to all\.csv\./).waitFor();
    assert.deepEqual(readFileSync(workspace('all.csv')), before);
    exportedPair(workspace('all.csv'));
  });

  it('exports by a keybinding without a question, and says why where it cannot', async () => {
    const { sidebar, page } = stage();
    await clear();
    await sidebar.rest();
    const before = files();
    const refused = sidebar.toast('rows.json was not written: its folder does not exist.');
    await page.keyboard.press('Control+Alt+8');
    await refused.waitFor();
    assert.deepEqual(files(), before);
    await clear();
    await sidebar.rest();
    await page.keyboard.press('Control+Alt+9');
    await until(
      'the file and the one beside it',
      () => Promise.resolve(existsSync(workspace('by-key.json.rollcall.json'))),
      (is) => is,
      60_000,
    );
    const { text } = exportedPair(workspace('by-key.json'));
    const json = JSON.parse(text) as SessionJson;
    assert.equal(json.call_session_id, session.id);
    assert.deepEqual(json.participants_sessions.map(told), connections.map(reported));
    await clear();
    await sidebar.rest();
    await page.keyboard.press('Control+Alt+9');
    await sidebar.toast('There is a file by-key.json already.').waitFor();
    assert.equal(exportedPair(workspace('by-key.json')).text, text);
  });

  it('copies code and a summary that hold neither key nor token nor secret', async () => {
    const { sample, sidebar } = stage();
    const copied = async (act: () => Promise<void>): Promise<string> => {
      await sidebar.setClipboard('nothing copied yet');
      await act();
      return sidebar.waitForClipboard('nothing copied yet');
    };
    const curl = await copied(() => sidebar.menu(row(), 'Copy as cURL', { under: 'Copy As' }));
    await sidebar.click(row());
    const node = await copied(() => sidebar.command('Rollcall: Copy as SDK Code for Node'));
    const python = await copied(() => sidebar.command('Rollcall: Copy as SDK Code for Python'));
    const summary = await copied(() => sidebar.menu(row(), 'Copy as Markdown Summary', { under: 'Copy As' }));
    for (const code of [curl, node, python]) {
      assert.ok(code.includes(session.id) && code.includes('STREAM_API_KEY'), code);
      assert.match(code, /next/);
    }
    const people = new Set(connections.map(({ userId }) => userId)).size;
    assert.ok(summary.includes(`Session: ${session.id}`), summary);
    for (const [name, figure] of [
      ['Rows', connections.length],
      ['People', people],
    ] as const)
      assert.match(summary, new RegExp(`^\\| ${name} \\| ${figure}[; ][^|]*\\| ${figure}[; ]`, 'm'));
    for (const text of [curl, node, python, summary]) {
      for (const hidden of [sample.key, sample.secret, 'eyJ', sample.url]) {
        assert.ok(!text.includes(hidden), `${hidden} stands in ${text}`);
      }
    }
  });

  it('compares a session with the one before it, side by side', async () => {
    const { sample, sidebar, page } = stage();
    await sidebar.menu(row(), 'Compare Sessions…');
    await sidebar.waitForQuickTitle(/^Compare .* with…/);
    const [first] = await sidebar.options();
    assert.ok(first !== undefined && first !== label);
    await sidebar.choose(first);
    await sidebar.editorTab(/↔/).waitFor();
    const text = async (side: 'original' | 'modified'): Promise<string> => {
      const marker = `nothing copied yet ${side}`;
      await sidebar.setClipboard(marker);
      return until(
        `the ${side} text`,
        async () => {
          await page.locator(`.monaco-diff-editor .editor.${side} .view-lines`).click();
          await page.keyboard.press('ControlOrMeta+A');
          await page.keyboard.press('ControlOrMeta+C');
          return sidebar.clipboard();
        },
        (copy) => copy !== marker,
        sidebar.timeoutMs,
      );
    };
    const [before] = sample.ledger.sessions(standup).filter(({ startedAt }) => startedAt < session.startedAt);
    assert.ok(before);
    for (const [side, one] of [
      ['original', before],
      ['modified', session],
    ] as const) {
      const json = JSON.parse(await text(side)) as SessionJson;
      assert.equal(json.call_session_id, one.id);
      assert.deepEqual(
        json.participants_sessions.map(({ user_session_id }) => user_session_id).sort(),
        sample.ledger
          .connections(one.id)
          .map(({ userSessionId }) => userSessionId)
          .sort(),
      );
    }
  });

  describe('of a session that cannot be read whole', () => {
    let large: TrueSession;
    const all = (): number => stage().sample.ledger.connections(large.id).length;
    const selected = (): ReturnType<typeof row> =>
      stage().sidebar.tree('Calls').locator('[role=treeitem][aria-level="2"][aria-selected=true]');

    before(async () => {
      const { sample, sidebar } = stage();
      await clear();
      const [found] = sample.ledger.sessions(allHands);
      assert.ok(found);
      large = found;
      assert.ok(all() > 100);
      await sidebar.command('Rollcall: Open Session by ID…');
      await sidebar.answer(`${allHands}/${large.id}`);
      await sidebar.waitForRows('Calls', (rows) => rows.some(({ selected: is, level }) => is && level === 2));
      await sidebar.rest();
      await clear();
    });
    after(() => {
      stage().sample.setQuirks({});
    });

    it('writes nothing when it is cancelled while it reads', async () => {
      const { sample, sidebar } = stage();
      const before = files();
      const requests = sample.requests.length;
      sample.setQuirks({ silenceAt: { request: 2, ms: 600_000 } });
      await sidebar.menu(selected(), command);
      await sidebar.choose('CSV');
      await sidebar.choose('All rows');
      await saveAs(workspace('large.csv'), /\.csv$/);
      await sidebar.toast(exporting).waitFor();
      await sidebar.toastAction(exporting, 'Cancel');
      await sidebar.toast(exporting).waitFor({ state: 'detached' });
      await sidebar.rest();
      assert.deepEqual(files(), before);
      assert.deepEqual(await sidebar.toasts(), []);
      assert.ok(sample.requests.length - requests <= 3);
    });

    it('asks before it writes a part, and says so in both files', async () => {
      const { sample, sidebar } = stage();
      const before = files();
      sample.setQuirks({ dropConnectionAt: { request: 1, times: 1000 } });
      await sidebar.menu(selected(), command);
      await sidebar.choose('CSV');
      await sidebar.choose('All rows');
      await saveAs(workspace('large.csv'), /\.csv$/);
      await sidebar
        .modal()
        .filter({ hasText: `Export the 100 of ${all()} rows that were read?` })
        .waitFor();
      assert.deepEqual(files(), before);
      await sidebar.modalAction('Export These Rows');
      await sidebar.toast(/to large\.csv\./).waitFor();
      const { text, side } = exportedPair(workspace('large.csv'));
      assert.equal(csvRows(text).length, 100);
      assert.deepEqual([side.coverage.complete, side.coverage.of, side.rows], [false, all(), 100]);
    });

    it('saves a part only after a question, and says so wherever it is opened', async () => {
      const { sample, sidebar, page } = stage();
      const before = files();
      sample.setQuirks({ dropConnectionAt: { request: 1, times: 1000 } });
      await sidebar.menu(selected(), 'Save Session…');
      const question = sidebar.modal();
      await question.filter({ hasText: 'This session was not read whole. Save what was read?' }).waitFor();
      const told = await question.innerText();
      assert.match(told, new RegExp(`100 of ${all()} rows`));
      assert.match(told, /The copy will say that it is incomplete, wherever it is opened\./);
      await sidebar.modalAction('Cancel');
      await sidebar.rest();
      assert.deepEqual(files(), before);
      assert.equal(await page.locator('.quick-input-widget:visible').count(), 0);

      await sidebar.menu(selected(), 'Save Session…');
      await sidebar.modalAction('Save Incomplete Copy');
      await saveAs(workspace('part.session.json'), /\.session\.json$/);
      const saved = sidebar.toast(/Saved the session with 100 rows to part\.session\.json\./);
      await saved.waitFor();
      sample.setQuirks({});
      const asked = sample.requests.length;
      await sidebar.toastAction(/part\.session\.json/, 'Open Archived Copy');
      const panel = new AttendancePanel(page);
      await panel.settled(({ header }) => header.archived, 'the archived copy');
      await panel.frame.getByText(`Computed from 100 of ${all()} rows.`, { exact: true }).waitFor();
      assert.equal(await panel.rowCount(), 100);
      assert.match((await panel.figures()).get('Rows')?.computed ?? '', /^at least 100\b/);
      assert.equal(sample.requests.length, asked);
    });
  });

  describe('afterwards', () => {
    it('there is no temporary file, and no uncaught error', () => {
      assert.deepEqual(
        files()
          .filter((name) => name !== 'blocked')
          .sort(),
        [
          ...['all.csv', 'own.ndjson', 'by-key.json', 'large.csv'].flatMap((name) => [
            name,
            `${basename(name)}.rollcall.json`,
          ]),
          'part.session.json',
        ].sort(),
      );
      assert.deepEqual(stage().errors, []);
    });
  });
});
