import assert from 'node:assert/strict';
import { AttendancePanel } from '../workbench/attendance-panel.mjs';
import { until } from '../workbench/sidebar.mjs';
import { connectByHand, waitForApp, waitForCallsOf, waitForEnd } from './connecting';
import { useStage } from './stage';

describe('in a workspace that is not trusted', () => {
  const stage = useStage({
    onSampleData: false,
    sample: { now: () => Date.now(), key: 'keyofthetrusttest' },
    workbench: {
      trust: false,
      workspaceSettings: { 'rollcall.app': 'sample' },
      files: {
        '.env': 'STREAM_API_KEY=keyofthetrusttest\nSTREAM_API_SECRET=an-obvious-dummy\n',
        '.vscode/rollcall.json': JSON.stringify({
          version: 1,
          queries: [{ name: 'Last stand-up', call: 'default:daily-standup', session: 'newest', rows: {} }],
        }),
      },
    },
    browser: { viewport: { width: 1200, height: 1000 } },
  });

  it('opens in restricted mode and ignores which app the workspace names', async () => {
    const { sidebar, sample, page } = stage();
    await page.getByText('Restricted Mode is intended for safe code browsing').waitFor();
    await page.getByRole('button', { name: /^Restricted Mode/ }).waitFor();
    const words = await until(
      'the welcome text',
      () => sidebar.welcome('Recent'),
      (text) => text !== '',
      sidebar.timeoutMs,
    );
    assert.match(words, /Connect a Stream App/);
    assert.equal(await sidebar.statusBar('app').count(), 0);
    assert.equal(sample.requests.length, 0);
  });

  it('explains why it does not read the .env file', async () => {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Connect Stream App from .env…');
    const toast = sidebar.toast(/only in a workspace that you trust/);
    await toast.waitFor();
    assert.match(await toast.innerText(), /Connecting by hand works in any/);
    assert.match(await toast.innerText(), /Manage Workspace Trust/);
    assert.equal(await sidebar.modal().count(), 0);
    await sidebar.command('Notifications: Clear All Notifications');
  });

  it('shows sample data', async () => {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Explore Sample Data');
    await waitForApp(sidebar, 'Sample data');
    await waitForEnd(stage(), 'rollcall.exploreSample', 0);
    await sidebar.showOnly('Calls');
    const cid = 'default:daily-standup';
    await sidebar.expand(sidebar.row('Calls', cid, { level: 1 }));
    await sidebar.waitForRows('Calls', (rows) => rows.filter((row) => row.level === 2).length > 5);
  });

  it('connects an app by hand', async () => {
    const { sidebar, sample } = stage();
    await connectByHand(stage(), {
      name: 'by-hand',
      key: sample.key,
      secret: sample.secret,
      baseUrl: sample.url,
    });
    await waitForCallsOf(sidebar, sample);
    assert.match(await sidebar.statusBar('app').innerText(), /by-hand/);
  });

  const run = async (): Promise<void> => {
    const { sidebar } = stage();
    await sidebar.showOnly('Queries');
    const query = sidebar.row('Queries', 'Last stand-up', { level: 2 });
    await query.waitFor();
    await sidebar.rest();
    await sidebar.action(query, 'Run Query…');
  };

  it('runs a query of the workspace only after a yes', async () => {
    const { sidebar, sample, page } = stage();
    await sidebar.rest();
    const before = sample.requests.length;
    await run();
    await sidebar.modal().waitFor();
    const question = (await sidebar.modal().innerText()).replace(/[\u2066-\u2069]/g, '');
    assert.match(question, /Run “Last stand-up” with the app “by-hand”\?/);
    assert.match(question, /newest session of default:daily-standup · all rows/);
    assert.match(question, /The query comes from a file of this workspace\./);
    await sidebar.modalAction('Cancel');
    await sidebar.rest();
    assert.equal(await page.locator('.quick-input-widget:visible').count(), 0);
    assert.equal(sample.requests.length, before);
    await run();
    await sidebar.modalAction('Run');
    await sidebar.waitForQuickTitle(/Where shall the answer go\?/);
    await sidebar.choose(/Attendance Panel/);
    const [newest] = sample.ledger.sessions('default:daily-standup');
    await new AttendancePanel(page).settled(({ header }) => header.session === newest?.id, 'the answer');
    assert.ok(sample.requests.length > before);
    await sidebar.command('View: Close All Editors');
    await sidebar.showOnly('Calls');
  });

  it('follows the workspace once it is trusted', async () => {
    const { sidebar, page, errors } = stage();
    await sidebar.command('Rollcall: Connect Stream App from .env…');
    await sidebar.toastAction(/only in a workspace that you trust/, 'Manage Workspace Trust');
    await sidebar.click(page.getByRole('button', { name: 'Trust', exact: true }));
    await waitForApp(sidebar, 'Sample data');
    await sidebar.command('Rollcall: Connect Stream App from .env…');
    await sidebar.modal().waitFor();
    assert.match(await sidebar.modal().innerText(), /keyofthetrusttest/);
    await sidebar.modalAction('Cancel');
    assert.deepEqual(errors, []);
  });
});
