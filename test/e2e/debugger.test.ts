import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { DebugView } from '../workbench/debug-view.mjs';
import { useStage } from './stage';

const standup = 'default:daily-standup';
const openAttendance = 'Open Attendance of Variable';
const copyJson = 'Copy Call Session JSON of Variable';

/** Ten lines that hold what a program on Stream's SDK holds: a cid, a call object with its session, a session id. */
const program = (sessionId: string): string => `function lesson(callId, people) {
  const cid = 'default:' + callId;
  const call = { type: 'default', id: callId, session: { id: '${sessionId}' }, people };
  const row = { user: 'anna', call_cid: cid, session_id: call.session.id };
  const nothing = { user: 'anna' };
  debugger;
  return [cid, call, row, nothing];
}

lesson('daily-standup', 11);
`;

describe('a program in the debugger', () => {
  const stage = useStage({ browser: { viewport: { width: 1400, height: 1400 } } });
  let debug: DebugView;
  let sessionId = '';
  /** What the sidebar copies of the session. */
  let wanted = '';

  const copied = async (act: () => Promise<void>): Promise<string> => {
    const { sidebar } = stage();
    await sidebar.setClipboard('nothing copied yet');
    await act();
    return sidebar.waitForClipboard('nothing copied yet');
  };

  before(async () => {
    const { sample, sidebar, workbench } = stage();
    const ended = sample.ledger.sessions(standup).find((one) => !one.live);
    assert.ok(ended !== undefined);
    sessionId = ended.id;
    await sidebar.command('Rollcall: Open Session by ID…');
    await sidebar.answer(`${standup}/${sessionId}`);
    await sidebar.waitForRows('Calls', (rows) => rows.some((row) => row.selected && row.level === 2));
    wanted = await copied(() =>
      sidebar.menu(
        sidebar.tree('Calls').locator('[role=treeitem][aria-level="2"][aria-selected=true]'),
        'Copy Call Session JSON',
      ),
    );
    assert.ok(wanted.includes(`"call_session_id": "${sessionId}"`));

    const settings = join(workbench.workspaceDir, '.vscode');
    mkdirSync(settings, { recursive: true });
    writeFileSync(join(workbench.workspaceDir, 'lesson.js'), program(sessionId));
    const launch = {
      type: 'node',
      request: 'launch',
      name: 'lesson',
      program: '${workspaceFolder}/lesson.js',
      // The Node that runs the tests: a machine need not have another one.
      runtimeExecutable: process.execPath,
      console: 'internalConsole',
    };
    writeFileSync(
      join(settings, 'launch.json'),
      JSON.stringify({ version: '0.2.0', configurations: [launch] }),
    );
    debug = new DebugView(sidebar);
    await debug.start();
  });

  it('opens the attendance of a variable with a cid, after one of its sessions was chosen', async () => {
    const { page, sidebar } = stage();
    await sidebar.menu(debug.variable('cid'), openAttendance);
    await sidebar.keepFirst(`Sessions of ${standup}`);
    const panel = new AttendancePanel(page);
    const { header } = await panel.settled((now) => now.header.call.includes(standup), 'the panel');
    assert.match(header.call, /daily-standup/);
  });

  it('copies the session of an object that has its ids in its fields, as the sidebar does', async () => {
    const { sidebar } = stage();
    assert.equal(await copied(() => sidebar.menu(debug.variable('call'), copyJson)), wanted);
    assert.equal(await copied(() => sidebar.menu(debug.variable('row'), copyJson)), wanted);
  });

  it('offers the variables that hold ids, and takes an expression, from the palette', async () => {
    const { sidebar } = stage();
    await sidebar.command(`Rollcall: ${copyJson}`);
    await sidebar.waitForQuickTitle('Which variable holds the call or the session?');
    const offered = await sidebar.options();
    for (const name of ['cid', 'callId', 'call', 'row']) assert.ok(offered.includes(name), offered.join());
    for (const name of ['people', 'nothing']) assert.ok(!offered.includes(name), offered.join());
    assert.equal(await copied(() => sidebar.choose('row')), wanted);

    await sidebar.command(`Rollcall: ${copyJson}`);
    await sidebar.waitForQuickTitle('Which variable holds the call or the session?');
    assert.equal(await copied(() => sidebar.answer('[cid, call.session.id].join("/")')), wanted);
  });

  it('knows a watched expression', async () => {
    const { sidebar } = stage();
    await debug.addWatch('call.session.id');
    assert.equal(await copied(() => sidebar.menu(debug.watch('call.session.id'), copyJson)), wanted);
  });

  it('asks for the type of a call id alone', async () => {
    const { sidebar } = stage();
    await sidebar.menu(debug.variable('callId'), copyJson);
    await sidebar.waitForQuickTitle('Which call has the id daily-standup?');
    assert.equal((await sidebar.options())[0], standup);
    await sidebar.choose(standup);
    await sidebar.waitForQuickTitle(`Sessions of ${standup}`);
    await sidebar.dismiss();
  });

  it('says of a variable without ids that there is none', async () => {
    const { sidebar } = stage();
    for (const name of ['people', 'nothing']) {
      await sidebar.menu(debug.variable(name), openAttendance);
      const words = 'This variable holds no call and no session';
      await sidebar.toast(words).waitFor();
      await sidebar.command('Notifications: Clear All Notifications');
      await sidebar.toast(words).waitFor({ state: 'detached' });
    }
  });

  it('is not offered once the program has ended', async () => {
    const { page, sidebar } = stage();
    await debug.stop();
    await sidebar.dismiss();
    await page.keyboard.press('F1');
    await sidebar.quickInput().fill('>Rollcall: Copy Call Session JSON');
    await sidebar.option('Rollcall: Copy Call Session JSON').waitFor();
    const offered = await sidebar.options();
    assert.ok(!offered.includes(`Rollcall: ${copyJson}`), offered.join());
    await sidebar.dismiss();
  });
});
