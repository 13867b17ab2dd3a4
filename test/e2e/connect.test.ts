import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSampleServer, type SampleServer } from '../../src/sample/server';
import { until } from '../workbench/sidebar.mjs';
import {
  answerStep,
  chooseProduction,
  connectByHand,
  keepStep,
  waitForApp,
  waitForCallsOf,
  waitForEnd,
} from './connecting';
import { useStage } from './stage';

describe('connecting Stream apps', () => {
  const stage = useStage({
    onSampleData: false,
    // A connected app lives in the real time.
    sample: { now: () => Date.now() },
    browser: { viewport: { width: 1200, height: 1000 } },
  });
  const others: SampleServer[] = [];

  /** Another app: a server with a key and a secret of its own. */
  async function otherApp(options: Parameters<typeof startSampleServer>[0]): Promise<SampleServer> {
    const server = await startSampleServer({ now: () => Date.now(), ...options });
    others.push(server);
    return server;
  }
  after(async () => {
    await Promise.all(others.map((server) => server.close()));
    const strange = others.flatMap(({ requests }) => requests.filter((each) => each.operation === 'unknown'));
    assert.deepEqual(strange, []);
  });

  const statusText = (): Promise<string> => stage().sidebar.statusBar('app').innerText();

  it('says what it is for and offers to connect an app, or sample data', async () => {
    const { sidebar, sample } = stage();
    const words = await until(
      'the welcome text',
      () => sidebar.welcome('Recent'),
      (text) => text !== '',
      sidebar.timeoutMs,
    );
    assert.match(words, /See who was in your calls/);
    assert.match(words, /Connect a Stream App/);
    assert.match(words, /Explore sample data/);
    const callsWords = await until(
      'the welcome text of the calls',
      () => sidebar.welcome('Calls'),
      (text) => text !== '',
      sidebar.timeoutMs,
    );
    assert.match(callsWords, /once it is connected/);
    assert.equal(await sidebar.statusBar('app').count(), 0);
    assert.equal(sample.requests.length, 0);
  });

  it('asks name, key and secret step by step, and can go back', async () => {
    const { sidebar, page } = stage();
    await sidebar.click(sidebar.pane('Recent').getByRole('button', { name: 'Connect a Stream App' }));
    await sidebar.waitForQuickTitle('Connect Stream App (1/5)');
    await sidebar.keep();
    await sidebar.waitForQuickMessage('Give the app a name.');
    await answerStep(sidebar, '(1/5)', 'acme-staging');
    await sidebar.waitForQuickTitle('(2/5)');
    await sidebar.click(page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Back' }));
    await sidebar.waitForQuickTitle('(1/5)');
    await sidebar.waitForQuickText('acme-staging');
    await keepStep(sidebar, '(1/5)');
    await answerStep(sidebar, '(2/5)', 'two words');
    await sidebar.waitForQuickMessage('An API key is one word');
    await answerStep(sidebar, '(2/5)', 'notthekey');
    await sidebar.waitForQuickTitle('(3/5)');
    await sidebar.waitForQuickMessage(/kept in the secret storage of VS Code and nowhere else/);
    assert.equal(await sidebar.quickInput().getAttribute('type'), 'password');
    await sidebar.answer('notthesecret');
    await sidebar.waitForQuickTitle('(4/5)');
  });

  it('refuses a base URL that is not safe, with the reason', async () => {
    const { sidebar, sample } = stage();
    await answerStep(sidebar, '(4/5)', 'http://video.example.com');
    await sidebar.waitForQuickMessage('http is taken for this computer only');
    await answerStep(sidebar, '(4/5)', sample.url.replace('http://', 'http://someone:word@'));
    await sidebar.waitForQuickMessage('must not hold a user name or password');
    await answerStep(sidebar, '(4/5)', `${sample.url}/?ring=true`);
    await sidebar.waitForQuickMessage('must end before');
    await answerStep(sidebar, '(4/5)', 'video');
    await sidebar.waitForQuickMessage('This is not a URL');
    assert.equal(sample.requests.length, 0, 'Nothing is sent before all is answered.');
    await answerStep(sidebar, '(4/5)', `${sample.url}/`);
    await chooseProduction(sidebar, '(5/5)', false);
  });

  it('tells a wrong key at the key, a wrong secret at the secret, and keeps the other answers', async () => {
    const { sidebar, sample } = stage();
    await sidebar.waitForQuickTitle('(2/5)');
    await sidebar.waitForQuickMessage('Stream does not know this API key (401)');
    await sidebar.waitForQuickText('notthekey');
    await answerStep(sidebar, '(2/5)', sample.key);
    await sidebar.waitForQuickTitle('(3/5)');
    await sidebar.waitForQuickText('', 'which shows no secret again');
    assert.match(
      (await sidebar.quickInput().getAttribute('placeholder')) ?? '',
      /Leave empty to keep the secret/,
    );
    await keepStep(sidebar, '(3/5)');
    await sidebar.waitForQuickTitle('(4/5)');
    await sidebar.waitForQuickText(sample.url);
    await keepStep(sidebar, '(4/5)');
    await keepStep(sidebar, '(5/5)');
    await sidebar.waitForQuickTitle('(3/5)');
    await sidebar.waitForQuickMessage('Stream knows the key but refused the secret (401)');
    await sidebar.answer(sample.secret);
    await keepStep(sidebar, '(4/5)');
    await keepStep(sidebar, '(5/5)');
    await waitForApp(sidebar, 'acme-staging');
    await waitForEnd(stage(), 'rollcall.connectApp', 0);
  });

  it('shows the calls of the app, and names the app', async () => {
    const { sidebar, sample } = stage();
    await waitForCallsOf(sidebar, sample);
    assert.match(await statusText(), /acme-staging/);
    assert.deepEqual(
      sample.requests.filter((request) => request.status === 401).map((request) => request.operation),
      ['QueryCalls', 'QueryCalls'],
      'Each refused answer took one request.',
    );
  });

  it('connects a second app, in production, and warns of it in the status bar', async () => {
    const { sidebar, sample, page } = stage();
    assert.doesNotMatch((await sidebar.statusBar('app').getAttribute('class')) ?? '', /warning-kind/);
    const prod = await otherApp({ seed: 2 });
    await sidebar.command('Rollcall: Connect Stream App…');
    await answerStep(sidebar, '(1/5)', 'Acme-Staging');
    await sidebar.waitForQuickMessage('There is an app of this name already.');
    await sidebar.dismiss();
    const before = sample.requests.length;
    await connectByHand(stage(), { name: 'acme-prod', ...prod, baseUrl: prod.url, production: true });
    assert.match(await statusText(), /acme-prod/);
    await sidebar.statusBar('app').and(page.locator('.warning-kind')).waitFor();
    assert.match((await sidebar.statusBar('app').getAttribute('class')) ?? '', /warning-kind/);
    await waitForCallsOf(sidebar, prod);
    assert.equal(sample.requests.length, before, 'The app that is left is not asked any more.');
  });

  it('switches between the apps and sample data', async () => {
    const { sidebar, sample } = stage();
    await sidebar.click(sidebar.statusBar('app'));
    await sidebar.waitForQuickTitle('Switch Stream App');
    const wanted = ['acme-prod', 'acme-staging', 'Sample data', 'Connect a Stream App…'];
    const options = await until(
      'the apps, sample data and a new app to choose from',
      () => sidebar.options(),
      (all) => wanted.every((name) => all.includes(name)),
      sidebar.timeoutMs,
    );
    for (const name of wanted) assert.ok(options.includes(name), JSON.stringify(options));
    const prod = others[0];
    assert.ok(prod);
    const asked = (): number => sample.requests.length + prod.requests.length;
    const before = asked();
    await sidebar.choose('Sample data');
    await waitForApp(sidebar, 'Sample data');
    assert.equal(asked(), before, 'Sample data comes from a server of its own.');
    await sidebar.command('Rollcall: Switch Stream App…');
    const requests = sample.requests.length;
    await sidebar.choose('acme-staging');
    await waitForApp(sidebar, 'acme-staging');
    await until(
      'the app to be asked',
      () => Promise.resolve(sample.requests.length),
      (now) => now > requests,
      sidebar.timeoutMs,
    );
  });

  it('shows that a secret was exchanged at Stream, and goes on with the new one', async () => {
    const { sidebar } = stage();
    const old = others[0];
    assert.ok(old);
    await sidebar.command('Rollcall: Switch Stream App…');
    await sidebar.choose('acme-prod');
    await waitForApp(sidebar, 'acme-prod');
    await old.close();
    const secret = randomBytes(32).toString('hex');
    const rotated = await otherApp({ seed: 2, key: old.key, secret, port: Number(new URL(old.url).port) });
    await sidebar.command('Rollcall: Refresh Calls');
    await sidebar.toast(/401/).or(sidebar.row('Calls', /401/)).first().waitFor();
    await sidebar.command('Rollcall: Update Secret…');
    await sidebar.waitForQuickTitle('Secret of acme-prod');
    await sidebar.answer('still wrong');
    await sidebar.waitForQuickMessage('An API secret has no spaces in it.');
    await sidebar.answer('stillwrong');
    await sidebar.waitForQuickMessage('Stream knows the key but refused the secret (401)');
    const before = rotated.requests.length;
    await sidebar.answer(secret);
    await until(
      'the calls to be read with the new secret',
      () => Promise.resolve(rotated.requests.slice(before).filter((each) => each.status < 400).length),
      (count) => count >= 2,
      sidebar.timeoutMs,
    );
    await waitForApp(sidebar, 'acme-prod');
  });

  it('forgets an app after a question', async () => {
    const { sidebar, workbench } = stage();
    const names = (): readonly string[] =>
      [...workbench.stored()]
        .filter(([name]) => /rollcall\.rollcall.apps/.test(name))
        .map(([, bytes]) => (JSON.parse(bytes.toString()) as { readonly name: string }).name);
    assert.deepEqual([...names()].sort(), ['acme-prod', 'acme-staging']);
    await sidebar.command('Rollcall: Remove Stream App…');
    await sidebar.choose('acme-prod');
    await sidebar.modal().waitFor();
    const question = await sidebar.modal().innerText();
    assert.match(question, /Remove the Stream app “acme-prod” from Rollcall\?/);
    assert.match(question, /Nothing changes at Stream/);
    await sidebar.modalAction('Remove');
    await until(
      'the welcome text to come back',
      () => sidebar.welcome('Recent'),
      (text) => text.includes('Connect a Stream App'),
      sidebar.timeoutMs,
    );
    await until(
      'the profile to be deleted',
      () => Promise.resolve(names()),
      (all) => all.join() === 'acme-staging',
      sidebar.timeoutMs,
    );
    await sidebar.command('Rollcall: Switch Stream App…');
    await sidebar.waitForQuickTitle('Switch Stream App');
    const options = await until(
      'the app that is left to choose',
      () => sidebar.options(),
      (all) => all.includes('acme-staging'),
      sidebar.timeoutMs,
    );
    assert.ok(!options.includes('acme-prod'), JSON.stringify(options));
    await sidebar.choose('acme-staging');
    await waitForApp(sidebar, 'acme-staging');
  });

  it('takes key and secret from the .env file of a trusted workspace, after a question', async () => {
    const { sidebar, sample, workbench } = stage();
    await sidebar.command('Rollcall: Connect Stream App from .env…');
    await sidebar.toast(/No \.env file at the top/).waitFor();
    writeFileSync(
      join(workbench.workspaceDir, '.env'),
      `# the app of the tests\nexport STREAM_API_KEY="${sample.key}"\nSTREAM_SECRET='${sample.secret}' # secret\n`,
    );
    await sidebar.command('Rollcall: Connect Stream App from .env…');
    await sidebar.modal().waitFor();
    const question = await sidebar.modal().innerText();
    assert.ok(question.includes(sample.key), question);
    assert.match(question, /taken from STREAM_SECRET/);
    assert.ok(!question.includes(sample.secret));
    await sidebar.modalAction('Connect');
    await sidebar.waitForQuickTitle('(1/3)');
    await sidebar.waitForQuickText('workspace', 'which offers the name of the folder');
    await keepStep(sidebar, '(1/3)');
    await answerStep(sidebar, '(2/3)', sample.url);
    await chooseProduction(sidebar, '(3/3)', false);
    await waitForApp(sidebar, 'workspace');
    assert.match(await statusText(), /workspace/);
  });

  it('leaves no uncaught error in the window', () => {
    assert.deepEqual(stage().errors, []);
  });
});
