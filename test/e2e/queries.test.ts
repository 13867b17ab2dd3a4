import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until, type Row } from '../workbench/sidebar.mjs';
import { connectProduction, type OtherApp } from './connecting';
import { plainSessions } from './panel-ledger';
import { useStage } from './stage';

const standup = 'default:daily-standup';
const kept = '.vscode/rollcall.json';
const keptAtFirst = `{
  // Kept by the whole team.
  "version": 1,
  "queries": [
    { "name": "Lessons of last term", "app": "Gone School", "call": "default:maths", "session": "newest" },
  ]
}
`;

describe('queries that are kept, and filters as documents', () => {
  const stage = useStage({
    browser: { viewport: { width: 1400, height: 1100 } },
    workbench: { files: { [kept]: keptAtFirst } },
  });
  /** The newest session of the stand-up that is over and known whole, and the rows of one of its people. */
  const truth = (): {
    readonly id: string;
    readonly label: RegExp;
    readonly user: string;
    readonly rows: number;
  } => {
    const { sample } = stage();
    const found = plainSessions(sample, 60).find(({ session }) => session.cid === standup);
    assert.ok(found);
    const users = found.connections.map(({ userId }) => userId);
    const user = users.find((one, at) => users.indexOf(one) !== at) ?? users[0] ?? '';
    const start = new Date(found.session.startedAt);
    const day = start.toLocaleString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
    return {
      id: found.session.id,
      label: new RegExp(`^${day}, ${start.toISOString().slice(11, 16)} – `),
      user,
      rows: users.filter((one) => one === user).length,
    };
  };
  const keptText = (): string => readFileSync(join(stage().workbench.workspaceDir, kept), 'utf8');
  const suggestions = (): Promise<readonly string[]> =>
    stage()
      .page.locator('.suggest-widget.visible .monaco-list-row .label-name')
      .evaluateAll((all) => all.map((label) => label.textContent));
  const suggested = (name: string): Promise<readonly string[]> =>
    until(`“${name}” to be proposed`, suggestions, (all) => all.includes(name), stage().sidebar.timeoutMs);
  /** Puts a text into the active editor in place of what stands there. */
  const write = async (text: string): Promise<void> => {
    const { sidebar, page } = stage();
    // Reading it selects it.
    await sidebar.editorText();
    await sidebar.setClipboard(text);
    await page.keyboard.press('ControlOrMeta+V');
    await until(
      'the text in the editor',
      () => sidebar.editorText(),
      (now) => now === text,
      sidebar.timeoutMs,
    );
    await page.keyboard.press('ControlOrMeta+Home');
  };
  const problems = (wanted: RegExp): Promise<string> =>
    until(
      `Problems to say ${wanted}`,
      async () => (await stage().page.locator('.markers-panel .monaco-list-rows').allInnerTexts()).join('\n'),
      (text) => wanted.test(text),
      stage().sidebar.timeoutMs,
    );
  const lens = (title: string): Promise<void> =>
    stage().sidebar.click(stage().page.locator('.codelens-decoration a', { hasText: title }));
  const queryNamed = (name: string): ReturnType<ReturnType<typeof stage>['sidebar']['row']> =>
    stage().sidebar.row('Queries', name, { level: 2 });
  const groupOf = (rows: readonly Row[], label: string): string | undefined =>
    rows.slice(0, rows.findIndex((row) => row.label === label) + 1).findLast(({ level }) => level === 1)
      ?.label;
  const waitForGroup = (label: string, group: string): Promise<readonly Row[]> =>
    stage().sidebar.waitForRows(
      'Queries',
      (rows) => groupOf(rows, label) === group,
      `“${label}” in “${group}”`,
    );
  const clear = (): Promise<void> => stage().sidebar.command('Notifications: Clear All Notifications');
  const panelOfQuery = async (rows: number): Promise<void> => {
    const panel = new AttendancePanel(stage().page);
    await panel.settled(({ header }) => header.call.includes('daily-standup'), 'the panel of the stand-up');
    const figures = await panel.figures();
    assert.equal(figures.get('Rows')?.computed, String(rows));
  };

  it('completes a row filter by fields and operators', async () => {
    const { sidebar, page } = stage();
    await sidebar.command('Rollcall: Edit Participant Session Filter as Document');
    await sidebar.editorTab(/participants\.rollcall-rows\.json/).waitFor();
    await sidebar.rest();
    await page.keyboard.press('Control+Space');
    const fields = await suggested('user_id');
    for (const field of ['roles', 'joined_at', 'publisher_type']) assert.ok(fields.includes(field), field);
    await page.keyboard.type('user_i');
    await until(
      'the fields that begin so',
      suggestions,
      (all) => all[0] === 'user_id' && !all.includes('roles'),
      sidebar.timeoutMs,
    );
    await page.keyboard.press('Enter');
    const operators = await suggested('{ $in }');
    assert.ok(operators.includes('{ $exists }') && !operators.includes('{ $gt }'), operators.join());
    await page.keyboard.press('Escape');
    assert.equal(await sidebar.editorText(), '{\n  "user_id": \n}\n');
  });

  it('explains the word at the cursor', async () => {
    const { sidebar, page } = stage();
    const { user } = truth();
    await write(`{\n  "user_id": "${user}"\n}\n`);
    await page.keyboard.press('ArrowDown');
    for (let at = 0; at < 6; at++) await page.keyboard.press('ArrowRight');
    await sidebar.command('Show or Focus Hover');
    const said = page.locator('.monaco-hover:visible', { hasText: 'user_id' });
    await said.waitFor();
    assert.match(await said.innerText(), /The id of the user who was there\.[^]*It takes \$eq, \$in/);
    await page.keyboard.press('Escape');
  });

  it('shows a mistake at its place, and then runs nothing', async () => {
    const { sidebar, page, sample } = stage();
    await write('{\n  "usr_id": "alice"\n}\n');
    await sidebar.command('Problems: Focus on Problems View');
    const said = await problems(/\[Ln 2, Col 3\]/);
    assert.match(said, /Rows have no field “usr_id”\. Allowed: .*user_id/);
    await sidebar.command('View: Hide Panel');
    await sidebar.editorText();
    const asked = sample.requests.length;
    await page.keyboard.press('Control+Alt+Enter');
    await sidebar.toast(/Line 2, column 3: Rows have no field “usr_id”/).waitFor();
    assert.equal(sample.requests.length, asked);
    await clear();
  });

  it('runs the filter of a document: what is not in it is asked', async () => {
    const { sidebar } = stage();
    const { user, label, rows } = truth();
    await write(`{\n  "user_id": "${user}"\n}\n`);
    await lens('Run');
    await sidebar.waitForQuickTitle(/which call\? \(1\/3\)/);
    await sidebar.choose(standup);
    await sidebar.waitForQuickTitle(/Sessions of default:daily-standup \(2\/3\)/);
    await sidebar.choose(label);
    await sidebar.waitForQuickTitle(/Where shall the answer go\? \(3\/3\)/);
    await sidebar.choose(/Attendance Panel/);
    await panelOfQuery(rows);
  });

  it('saves the filter of a document for me', async () => {
    const { sidebar } = stage();
    await sidebar.click(sidebar.editorTab(/participants\.rollcall-rows\.json/));
    await lens('Save as Query…');
    await sidebar.answer('Just one');
    await sidebar.choose(/For Me Only/);
    await sidebar.showOnly('Queries');
    const rows = await waitForGroup('Just one', 'Saved for Me');
    assert.equal(rows.find(({ label }) => label === 'Just one')?.description, `rows of ${truth().user}`);
  });

  it('asks nobody for a query whose app is gone', async () => {
    const { sidebar, sample } = stage();
    await sidebar.rest();
    const asked = sample.requests.length;
    await sidebar.action(queryNamed('Lessons of last term'), 'Run Query…');
    const toast = sidebar.toast(/“Lessons of last term” asks the Stream app “Gone School”/);
    await toast.waitFor();
    assert.match(await toast.innerText(), /Nothing was sent/);
    assert.equal(sample.requests.length, asked);
    await clear();
  });

  const recent = async (): Promise<Row> => {
    const { sidebar } = stage();
    const rows = await sidebar.waitForRows('Queries', (all) => all.some(({ label }) => label === 'Recent'));
    const found = rows[rows.findIndex(({ label }) => label === 'Recent') + 1];
    assert.ok(found, 'Nothing is recent.');
    return found;
  };

  it('keeps a recent query in the workspace, which names people, only after a question', async () => {
    const { sidebar } = stage();
    const asked = await recent();
    assert.match(asked.label, new RegExp(truth().user));
    await sidebar.menu(queryNamed(asked.label), 'Save Query…');
    await sidebar.answer('Ours');
    await sidebar.choose(/In This Workspace/);
    await sidebar.modal().waitFor();
    assert.match(await sidebar.modal().innerText(), /names people by their user ids/);
    assert.equal(keptText(), keptAtFirst);
    await sidebar.modalAction('Save to Workspace');
    await waitForGroup('Ours', 'Saved in This Workspace');
    assert.match(keptText(), /Kept by the whole team[^]*"name": "Ours"/);
    assert.match(keptText(), new RegExp(`"call": "${standup}"`));
  });

  it('renames, pins and copies', async () => {
    const { sidebar } = stage();
    await sidebar.menu(queryNamed('Ours'), 'Rename Query…');
    await sidebar.waitForQuickText('Ours');
    await sidebar.answer('Everybody’s');
    await waitForGroup('Everybody’s', 'Saved in This Workspace');
    await sidebar.menu(queryNamed('Everybody’s'), 'Pin Query');
    await waitForGroup('Everybody’s', 'Pinned');
    await sidebar.setClipboard('nothing yet');
    await sidebar.menu(queryNamed('Everybody’s'), 'Copy Query as JSON');
    const { user, id } = truth();
    const copied: unknown = JSON.parse(await sidebar.waitForClipboard('nothing yet'));
    assert.deepEqual(copied, {
      name: 'Everybody’s',
      app: 'sample',
      call: standup,
      session: id,
      rows: { user_id: user },
    });
    await sidebar.menu(queryNamed('Everybody’s'), 'Unpin Query');
    await waitForGroup('Everybody’s', 'Saved in This Workspace');
  });

  it('runs the selected query by Enter, and asks only what it lacks', async () => {
    const { sidebar, page } = stage();
    const { rows } = truth();
    await sidebar.click(sidebar.editorTab(/participants\.rollcall-rows\.json/));
    await sidebar.click(queryNamed('Everybody’s'));
    await sidebar.waitForFocus('Queries');
    await sidebar.rest();
    await page.keyboard.press('Enter');
    await sidebar.waitForQuickTitle(/Where shall the answer go\?/);
    await sidebar.choose(/Attendance Panel/);
    await panelOfQuery(rows);
  });

  it('deletes with a way back', async () => {
    const { sidebar } = stage();
    const before = keptText();
    await sidebar.menu(queryNamed('Everybody’s'), 'Delete Query…');
    await sidebar.modal().waitFor();
    await sidebar.modalAction('Delete');
    await sidebar.waitForRows('Queries', (rows) => rows.every(({ label }) => label !== 'Everybody’s'));
    assert.ok(!keptText().includes('Everybody’s'));
    await sidebar.toastAction(/Deleted the query/, 'Undo');
    await waitForGroup('Everybody’s', 'Saved in This Workspace');
    assert.equal(keptText(), before);
  });

  it('reports a broken file at its place, and leaves it as it is', async () => {
    const { sidebar, workbench } = stage();
    const broken = '{\n  "version": 1,\n  "queries": [\n';
    writeFileSync(join(workbench.workspaceDir, kept), broken);
    const rows = await sidebar.waitForRows(
      'Queries',
      (all) => all[0]?.label.includes('cannot be read') === true,
    );
    assert.match(
      rows[0]?.label ?? '',
      /\.vscode\/rollcall\.json cannot be read: line \d: This is no valid JSON\./,
    );
    const asked = await recent();
    await sidebar.menu(queryNamed(asked.label), 'Pin Query');
    await waitForGroup(asked.label, 'Pinned');
    await sidebar.menu(queryNamed(asked.label), 'Save Query…');
    await sidebar.answer('Into a broken file');
    await sidebar.choose(/In This Workspace/);
    await sidebar.modalAction('Save to Workspace');
    await sidebar.toast(/rollcall\.json/).waitFor();
    assert.equal(keptText(), broken);
    await clear();
    await sidebar.click(sidebar.row('Queries', /cannot be read/));
    await sidebar.editorTab(/rollcall\.json/).waitFor();
    await sidebar.command('Problems: Focus on Problems View');
    await problems(/This is no valid JSON\.[^]*\[Ln 4, Col 1\]/);
    await sidebar.command('View: Hide Panel');
    writeFileSync(join(workbench.workspaceDir, kept), keptAtFirst);
    await sidebar.waitForRows('Queries', (all) =>
      all.every(({ label }) => !label.includes('cannot be read')),
    );
  });

  it('filters the calls of the sidebar by a document', async () => {
    const { sidebar, sample } = stage();
    await sidebar.command('Rollcall: Edit Call Filter as Document');
    await sidebar.editorTab(/calls\.rollcall-calls\.json/).waitFor();
    await write('{\n  "type": "livestream"\n}\n');
    await lens('Run');
    // It unfolds Calls itself: a click at that moment would fold it again.
    await sidebar.tree('Calls').waitFor();
    await sidebar.rest();
    await sidebar.showOnly('Calls');
    const live = sample.ledger.calls().filter(({ type }) => type === 'livestream');
    const rows = await sidebar.waitForRows(
      'Calls',
      (all) => all.length === live.length && all.every((row) => row.label.startsWith('livestream:')),
      `${live.length} livestreams`,
    );
    assert.deepEqual(new Set(rows.map(({ label }) => label)), new Set(live.map(({ cid }) => cid)));
  });

  describe('of two apps', () => {
    const prod = 'acme-prod';
    let other: OtherApp;

    before(async () => {
      other = await connectProduction(stage(), prod);
      const { there } = other;
      const { id, user } = truth();
      const queries = [
        { name: 'Ours', app: 'sample', call: standup, session: id, rows: { user_id: user } },
        { name: 'Theirs', app: prod, call: there.session.cid, session: there.session.id, rows: {} },
      ];
      writeFileSync(
        join(stage().workbench.workspaceDir, kept),
        JSON.stringify({ version: 1, queries }, null, 2),
      );
      await stage().sidebar.showOnly('Queries');
      await waitForGroup('Theirs', 'Saved in This Workspace');
    });
    after(() => other.close());

    const asked = (): readonly [number, number] => [
      stage().sample.requests.length,
      other.server.requests.length,
    ];
    /** Runs a query up to the question before it. */
    const run = async (name: string): Promise<string> => {
      const { sidebar } = stage();
      await sidebar.showOnly('Queries');
      await sidebar.rest();
      await sidebar.action(queryNamed(name), 'Run Query…');
      await sidebar.modal().waitFor();
      return (await sidebar.modal().innerText()).replace(/[\u2066-\u2069]/g, '');
    };
    const answer = async (sessionId: string, rows: number): Promise<void> => {
      const { sidebar, page } = stage();
      await sidebar.modalAction('Run');
      await sidebar.waitForQuickTitle(/Where shall the answer go\?/);
      await sidebar.choose(/Attendance Panel/);
      const panel = new AttendancePanel(page);
      await panel.settled(({ header }) => header.session === sessionId, 'the answer');
      assert.equal((await panel.figures()).get('Rows')?.computed, String(rows));
    };

    it('says that another app is asked than the open one, and switches to it only after a yes', async () => {
      const { sidebar } = stage();
      const { id, rows } = truth();
      await sidebar.rest();
      const before = asked();
      const told = await run('Ours');
      assert.match(told, /Run “Ours” with the app “Sample data”\?/);
      assert.match(told, /The query comes from a file of this workspace\./);
      assert.match(told, /The sidebar switches to that app\./);
      await sidebar.modalAction('Cancel');
      await sidebar.rest();
      assert.match(await sidebar.statusBar('app').innerText(), /acme-prod/);
      assert.deepEqual(asked(), before);
      await run('Ours');
      await answer(id, rows);
      await sidebar.statusBar('app').filter({ hasText: 'Sample data' }).waitFor();
      assert.equal(asked()[1], before[1], 'The app that is left was asked.');
    });

    it('says that a query of the workspace asks a production app, and asks it and no other', async () => {
      const { sidebar } = stage();
      await sidebar.rest();
      const before = asked();
      const told = await run('Theirs');
      assert.match(told, /Run “Theirs” with the app “acme-prod”, which is in production\?/);
      assert.match(told, /The query comes from a file of this workspace\./);
      assert.match(told, /The sidebar switches to that app\./);
      await sidebar.modalAction('Cancel');
      await sidebar.rest();
      assert.match(await sidebar.statusBar('app').innerText(), /Sample data/);
      assert.deepEqual(asked(), before);
      await run('Theirs');
      await answer(other.there.session.id, other.there.connections.length);
      await new AttendancePanel(stage().page).frame.getByText('Production', { exact: true }).waitFor();
      await sidebar.statusBar('app').filter({ hasText: prod }).waitFor();
      assert.equal(asked()[0], before[0], 'The app that is left was asked.');
    });

    it('leaves no uncaught error', () => {
      assert.deepEqual(stage().errors, []);
    });
  });
});
