import assert from 'node:assert/strict';
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
      files: { '.env': 'STREAM_API_KEY=keyofthetrusttest\nSTREAM_API_SECRET=an-obvious-dummy\n' },
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
