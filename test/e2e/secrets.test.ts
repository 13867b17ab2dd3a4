import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { join } from 'node:path';
import type { OperationName } from '../../src/stream/transport';
import { freePort } from '../workbench/workbench.mjs';
import { until, type Row } from '../workbench/sidebar.mjs';
import { connectByHand, waitForApp } from './connecting';
import { useStage, type Stage } from './stage';

const standup = 'default:daily-standup';
const appName = 'marker-app';

/** What Rollcall may ask, each with its method. */
const readOnly: Readonly<Record<OperationName, 'GET' | 'POST'>> = {
  QueryCalls: 'POST',
  GetCall: 'GET',
  QueryCallMembers: 'POST',
  QueryCallSessionStats: 'POST',
  QueryCallParticipantSessions: 'GET',
  GetCallReport: 'GET',
  GetCallSessionParticipantStatsTimeline: 'GET',
  QueryUsers: 'GET',
  GetRateLimits: 'GET',
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token that a server makes of its secret. */
function tokenOf(secret: string): string {
  const unsigned = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ server: true })}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

/** Every form in which a secret could show up, by name. */
function canariesOf(who: string, secret: string): readonly (readonly [string, string])[] {
  const bytes = Buffer.from(secret);
  const token = tokenOf(secret);
  return [
    [`the ${who}`, secret],
    [`the ${who} in base64`, bytes.toString('base64').replace(/=+$/, '')],
    [`the ${who} in base64url`, bytes.toString('base64url')],
    [`the ${who} in hex`, bytes.toString('hex')],
    [`the token of the ${who}`, token],
    [`the signature of the ${who}`, token.split('.')[2] ?? token],
  ];
}

describe('the secret of an app', () => {
  // Of two bytes in three, base64 and base64url differ in these.
  const secret = `~?>${randomBytes(24).toString('base64url')}~?>`;
  const wrong = `${randomBytes(24).toString('base64url')}~?>`;
  const canaries = [...canariesOf('secret', secret), ...canariesOf('refused secret', wrong)];
  const stage = useStage({
    onSampleData: false,
    sample: { now: () => Date.now(), secret },
    browser: { viewport: { width: 1300, height: 1400 } },
  });
  const tokens = new Set<string>();
  const seen: string[] = [];
  let proxy: Server | undefined;
  let address = '';

  /** The canary is only as good as its token: this hands requests on and notes the tokens that were really sent. */
  before(async () => {
    const { sample, page } = stage();
    page.on('console', (message) => seen.push(message.text()));
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const server = createServer((incoming, outgoing) => {
      tokens.add(incoming.headers.authorization ?? '');
      const { method, headers, url } = incoming;
      const onward = request(`${sample.url}${url ?? ''}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
    proxy = server;
  });
  after(() => {
    proxy?.closeAllConnections();
    proxy?.close();
  });

  /** Fails unless the place holds the marker and none of the canaries. */
  function holdsNone(place: string, text: string, marker: string | RegExp): void {
    const live = typeof marker === 'string' ? text.includes(marker) : marker.test(text);
    assert.ok(live, `${place} is not live: ${String(marker)} is not in it.`);
    const leaks = canaries.filter(([, canary]) => text.includes(canary)).map(([name]) => name);
    assert.deepEqual(leaks, [], `${place} holds what must be in the secret storage alone.`);
  }

  /** All that VS Code keeps on this computer: settings, state, logs, profiles, the home folder of the run. */
  function written(): ReadonlyMap<string, string> {
    const { folder } = stage().workbench;
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
    );
  }

  /** An ended session of the stand-up, by its place in the list. What was read of a final one is not read again. */
  async function endedSession(at: number): Promise<ReturnType<Stage['sidebar']['row']>> {
    const { sidebar } = stage();
    await sidebar.showOnly('Calls');
    await sidebar.expand(sidebar.row('Calls', standup, { level: 1 }));
    const ended = (row: Row): boolean =>
      row.level === 2 && row.expanded === false && !row.label.includes('now');
    const rows = await sidebar.waitForRows('Calls', (all) => all.filter(ended).length > at);
    const chosen = rows.filter(ended)[at];
    assert.ok(chosen, JSON.stringify(rows));
    return sidebar.row('Calls', chosen.label, { level: 2 });
  }

  it('survives a reload of the window: the app opens again without a question', async () => {
    const { sidebar, sample, page } = stage();
    await connectByHand(stage(), { name: appName, key: sample.key, secret, baseUrl: address });
    assert.ok(tokens.has(tokenOf(secret)), 'The token that was sent is not the one that is looked for.');
    const before = sample.requests.length;
    await page.reload();
    await sidebar.open();
    await waitForApp(sidebar, appName);
    assert.ok(sample.requests.length > before);
    assert.ok(sample.requests.slice(before).every((each) => each.status < 400));
    assert.equal(await page.locator('.quick-input-widget:visible').count(), 0);
    assert.deepEqual(await sidebar.toasts(), []);
  });

  it('is in no copy', async () => {
    const { sidebar, sample } = stage();
    const row = await endedSession(0);
    await sidebar.setClipboard('nothing copied yet');
    await sidebar.action(row, 'Copy Call Session JSON');
    const copied = await sidebar.waitForClipboard('nothing copied yet');
    const id = (JSON.parse(copied) as { readonly call_session_id: string }).call_session_id;
    assert.ok(sample.ledger.sessions(standup).some((session) => session.id === id));
    holdsNone('the copied JSON', copied, id);
  });

  it('is in no document: JSON, report of a check', async () => {
    const { sidebar } = stage();
    await sidebar.menu(await endedSession(0), 'Open as JSON');
    await sidebar.editorTab(/daily-standup.*\.json/).waitFor();
    holdsNone('the JSON document', await sidebar.editorText(), '"call_session_id"');
    await sidebar.command('Rollcall: Check This App…');
    await sidebar.modalAction('Check');
    await sidebar.editorTab(/What this app answers/).waitFor();
    holdsNone('the report of the check', await sidebar.editorText(), '# What this app answers');
  });

  it('is in no error: a refused secret, a dropped connection, an answer that is none', async () => {
    const { sidebar, sample } = stage();
    await sidebar.command('Rollcall: Update Secret…');
    await sidebar.waitForQuickTitle(`Secret of ${appName}`);
    await sidebar.answer(wrong);
    const message = await until(
      'the box to refuse the secret',
      () => sidebar.quickMessage(),
      (text) => text.includes('refused the secret (401)'),
      sidebar.timeoutMs,
    );
    holdsNone('the message of the box', message, '401');
    await sidebar.dismiss();
    assert.ok(tokens.has(tokenOf(wrong)));

    for (const [at, quirks, words] of [
      [1, { statusAt: { request: 1, status: 403, times: 50 } }, /403/],
      [2, { dropConnectionAt: { request: 1, times: 50 } }, /No connection to Stream/],
      [3, { htmlBadGatewayAt: { request: 1, times: 50 } }, /Stream had an error of its own \(502/],
    ] as const) {
      sample.setQuirks(quirks);
      await sidebar.menu(await endedSession(at), 'Copy as Wire JSON');
      const toasts = await until(
        'the notification',
        () => sidebar.toasts(),
        (all) => all.some((text) => words.test(text)),
        sidebar.timeoutMs,
      );
      holdsNone('the notification', toasts.join('\n'), words);
      await sidebar.command('Notifications: Clear All Notifications');
    }
    sample.setQuirks({});
  });

  it('is in no log', () => {
    const logs = [...stage().workbench.logs()];
    const ours = logs.filter(([name]) => name.includes('rollcall.rollcall'));
    assert.ok(ours.length > 0);
    holdsNone('the log of Rollcall', ours.map(([, text]) => text).join('\n'), /QueryCallParticipantSessions/);
    for (const [name, text] of logs) holdsNone(name, text, '');
    holdsNone('what the server prints', stage().workbench.output(), 'HTTP server listening');
    holdsNone('the console of the window', seen.join('\n'), /\w/);
  });

  it('is in no file and no state, only encrypted in the secret storage', async () => {
    const { sidebar, page } = stage();
    const files = written();
    const [profile] = [...files].filter(([, text]) => text.includes(`"name": "${appName}"`));
    assert.ok(profile, 'The profile is not among the files.');
    const id = (JSON.parse(profile[1]) as { readonly id: string }).id;
    holdsNone(profile[0], profile[1], appName);
    for (const [name, text] of files) holdsNone(name, text, '');
    // The state of the workspace and of all workspaces names the app that was chosen last.
    const storage = await until(
      'the state of the window',
      () => sidebar.browserStorage(),
      (text) => text.includes(`"rollcall.lastApp":"${id}"`) || text.includes(id),
      sidebar.timeoutMs,
    );
    holdsNone('the state in the browser', storage, id);
    assert.match(
      storage,
      /secrets\.provider/,
      'The secret storage, which is encrypted, is not in the state.',
    );
    holdsNone('the page', await page.content(), appName);
  });

  it('is sent along only by requests that read', () => {
    const { requests } = stage().sample;
    assert.ok(requests.length > 20);
    const allowed = new Map<string, string>(Object.entries(readOnly));
    const strange = requests.filter(
      ({ operation, method, query }) =>
        allowed.get(operation) !== method || 'ring' in query || 'notify' in query || 'api_secret' in query,
    );
    assert.deepEqual(strange, []);
    for (const { query } of requests) assert.ok(!JSON.stringify(query).includes(secret));
  });
});
