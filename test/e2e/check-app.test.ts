import assert from 'node:assert/strict';
import { connectByHand } from './connecting';
import { useStage } from './stage';

const name = 'acme-checked';

describe('checking what an app answers', () => {
  const stage = useStage({
    onSampleData: false,
    sample: { now: () => Date.now() },
    browser: { viewport: { width: 1200, height: 1400 } },
  });

  before(async () => {
    const { sample } = stage();
    await connectByHand(stage(), { name, key: sample.key, secret: sample.secret, baseUrl: sample.url });
  });

  /** Runs the check as a person would, and answers the report that opened. */
  async function check(): Promise<string> {
    const { sidebar } = stage();
    await sidebar.command('Rollcall: Check This App…');
    await sidebar.modal().waitFor();
    const question = await sidebar.modal().innerText();
    assert.match(question, new RegExp(`Check what ${name} answers\\?`));
    assert.match(question, /at most \d+ read-only requests/);
    assert.match(question, /no ids, no names, no times, no secret/);
    await sidebar.modalAction('Check');
    await sidebar.editorTab(/What this app answers/).waitFor();
    return sidebar.editorText();
  }

  /** The answer to a question of the report. */
  function answer(report: string, question: string): string {
    const line = report.split(/\r?\n/).find((each) => each.startsWith(`| ${question} |`));
    assert.ok(line, `The report does not ask: ${question}`);
    return line.slice(`| ${question} | `.length, -' |'.length);
  }

  async function close(): Promise<void> {
    const { sidebar } = stage();
    await sidebar.command('View: Close All Editors');
    await sidebar.editorTab(/What this app answers/).waitFor({ state: 'detached' });
  }

  it('asks nothing when the question is declined', async () => {
    const { sample, sidebar } = stage();
    const before = sample.requests.length;
    await sidebar.command('Rollcall: Check This App…');
    await sidebar.modalAction('Cancel');
    await sidebar.rest();
    assert.equal(sample.requests.length, before);
    assert.equal(await sidebar.editorTab(/What this app answers/).count(), 0);
  });

  it('opens a report of shapes and yes or no, and keeps within its requests', async () => {
    const { sample } = stage();
    const before = sample.requests.length;
    const report = await check();
    const sent = sample.requests.length - before;
    assert.ok(sent > 10 && sent <= 32, `${sent} requests`);
    assert.match(report, new RegExp(`^${sent} requests\\. All questions were put`, 'm'));
    assert.equal(answer(report, '`joined_at` of rows comes as'), 'integer nanoseconds');
    assert.match(answer(report, '`left_at` of rows of a running session comes as'), /\bnull\b/);
    assert.equal(answer(report, 'Answers carry rate-limit headers'), 'yes');
    assert.equal(answer(report, 'Rows of a page without `limit`'), '25');
    assert.equal(answer(report, 'An unknown session id of a known call'), 'refused (status 404, code 16)');
  });

  it('holds no id, no name and no secret in the report', async () => {
    const { sample, sidebar } = stage();
    const report = await sidebar.editorText();
    const { ledger } = sample;
    const calls = ledger.calls();
    const sessions = ledger.sessions().filter((session) => session.cid !== 'livestream:launch-2026');
    const rows = sessions.flatMap((session) => ledger.connections(session.id));
    const secrets = [
      name,
      sample.key,
      sample.secret,
      new URL(sample.url).host,
      ...calls.flatMap((call) => [call.cid, call.cid.slice(call.cid.indexOf(':') + 1)]),
      ...sessions.map((session) => session.id),
      ...rows.flatMap((row) => [row.userId, row.userSessionId]),
      ...ledger.people().flatMap((person) => [person.id, person.name]),
    ].filter((each): each is string => typeof each === 'string' && each.length > 2);
    assert.ok(secrets.length > 500, `${secrets.length} things to look for`);
    const words = new Set(report.match(/[\p{L}\p{N}_.:@-]+/gu));
    assert.deepEqual(
      secrets.filter((each) =>
        /^[\p{L}\p{N}_.:@-]+$/u.test(each) ? words.has(each) : report.includes(each),
      ),
      [],
    );
  });

  it('shows what an app does otherwise', async () => {
    const { sample } = stage();
    await close();
    sample.setQuirks({
      timesAs: 'rfc3339',
      leftAtNothing: 'absent',
      rateHeaders: 'missing',
      defaultLimit: 10,
    });
    const report = await check();
    assert.equal(answer(report, '`joined_at` of rows comes as'), 'RFC 3339 text');
    assert.match(answer(report, '`left_at` of rows of a running session comes as'), /\bmissing\b/);
    assert.equal(answer(report, 'Answers carry rate-limit headers'), 'no');
    assert.equal(answer(report, 'Rows of a page without `limit`'), '10');
    sample.setQuirks({});
  });

  it('is read-only, like the app', async () => {
    const { sidebar, page, errors } = stage();
    const before = await sidebar.editorText();
    await page.keyboard.type('x');
    assert.equal(await sidebar.editorText(), before);
    assert.deepEqual(errors, []);
  });
});
