import * as assert from 'node:assert/strict';
import { checkApp, mostRequests, reportMarkdown } from '../../../src/queries/check-app';
import { questions, type QuestionId } from '../../../src/queries/check/questions';
import { isObject, listAt } from '../../../src/queries/check/shapes';
import type { Prober } from '../../../src/queries/check/asker';
import { startSampleServer, type Quirks, type SampleServer } from '../../../src/sample/server';
import { text } from '../../../src/attendance/text';
import { StreamFailure } from '../../../src/stream/errors';
import { proberOf, runOf, sampleStart, type CheckRun } from './sample-prober';

const always = { request: 1, times: 1000 };
const notAnObject = 'could not tell, because the answer was not of the documented form';
const deadCursor = 'refused (status 400, code 4)';

/** What each switch of the sample server makes different in the report. */
const switches: readonly (readonly [Quirks, Readonly<Partial<Record<QuestionId, string>>>])[] = [
  [{ newestFirst: true }, { 'pages.order': 'by joined_at, latest first' }],
  [{ offsetCursors: true }, { 'pages.otherLimit': 'accepted: but repeats rows of the page before' }],
  [{ shortPages: true }, { 'pages.short': 'yes' }],
  [{ emptyPageWithNext: true }, { 'pages.empty': 'yes' }],
  [{ repeatingNext: true }, { 'pages.repeatingNext': 'yes' }],
  [{ prevOnFirstPage: true }, { 'pages.prevOnFirst': 'other text' }],
  [{ deadCursor: { atPage: 2 } }, { 'pages.otherLimit': deadCursor }],
  [{ deadCursor: { afterMs: 0 } }, { 'pages.otherLimit': deadCursor }],
  [{ defaultLimit: 50 }, { 'pages.defaultLimit': '50' }],
  [{ sortWithNextRefused: true }, { 'pages.callsSortAndNext': deadCursor, 'pages.callsNextAlone': 'yes' }],
  [{ nextAlwaysRefused: true }, { 'pages.callsSortAndNext': deadCursor, 'pages.callsNextAlone': deadCursor }],
  [{ leftAtNothing: 'absent' }, { 'times.leftRunning': 'integer nanoseconds · missing' }],
  [{ leftAtNothing: 'zero' }, { 'times.leftRunning': 'integer nanoseconds · zero' }],
  [{ leftAtNothing: 'empty' }, { 'times.leftRunning': 'empty text · integer nanoseconds' }],
  [{ leftAtNothing: 'year1' }, { 'times.leftRunning': 'Go’s zero time · integer nanoseconds' }],
  [{ leftAtNothing: 'minNs' }, { 'times.leftRunning': 'Go’s zero time · integer nanoseconds' }],
  [{ rolesNull: true }, { 'times.roles': 'null', 'fields.off': '`roles`' }],
  [{ durationNegative: true }, { 'times.durationRunning': 'a negative number · a number' }],
  [
    { timesAs: 'rfc3339' },
    { 'times.calls': 'RFC 3339 text', 'times.joined': 'RFC 3339 text', 'times.sessionEnd': 'RFC 3339 text' },
  ],
  [{ timesAs: 'mixed' }, { 'times.joined': 'RFC 3339 text · integer nanoseconds' }],
  [{ dateHeader: 'ahead' }, { 'headers.clock': 'no' }],
  [{ dateHeader: 'behind' }, { 'headers.clock': 'no' }],
  [
    { dateHeader: 'missing' },
    { 'headers.date': 'no', 'headers.clock': 'could not tell, because no answer has a date' },
  ],
  [{ dateHeader: 'cached' }, { 'headers.dateMoves': 'no' }],
  [{ joinBeforeStart: true }, { 'times.beforeStart': 'yes' }],
  [{ leftBeforeJoined: true }, { 'times.leftBeforeJoined': 'yes' }],
  [{ noEndedAt: true }, { 'sessions.ends': 'no' }],
  [{ endedAtLagSeconds: 0 }, { 'times.sessionEndsWith': 'the same moment' }],
  [{ sessionMissingFromStats: true }, { 'sessions.currentKnown': 'no' }],
  [{ statsCountsZero: true }, { 'sessions.counts': 'no' }],
  [
    { sessionAnswersOnlyById: true },
    { 'sessions.currentKnown': 'could not tell, because no call in the list has a session' },
  ],
  [{ overlappingSessions: true }, { 'sessions.overlap': 'yes' }],
  [{ neighbourTakes: 5 }, { 'headers.rateAlone': 'no' }],
  [{ shrinkingLimit: true }, { 'headers.rateSteady': 'no' }],
  [
    { rateHeaders: 'missing' },
    {
      'headers.rate': 'no',
      'headers.rateSteady': 'could not tell, because no answer has rate-limit headers',
    },
  ],
  [{ rateHeaders: 'resetInPast' }, { 'headers.rateReset': 'in the past' }],
  [{ nullBodyAt: always }, { 'times.joined': notAnObject, 'filters.or': notAnObject }],
  [{ truncatedJsonAt: always }, { 'times.joined': 'could not tell, because the answer was no JSON' }],
  [{ dropConnectionAt: always }, { 'times.joined': 'could not tell, because no answer came' }],
  [
    { htmlBadGatewayAt: always },
    { 'times.joined': 'could not tell, because Stream answered with a server error or the rate limit' },
  ],
  [
    { tooManyAt: always },
    { 'times.joined': 'could not tell, because Stream answered with a server error or the rate limit' },
  ],
  [
    { statusAt: { ...always, status: 403 } },
    { 'times.joined': 'could not tell, because Stream refused to list the participant sessions' },
  ],
  [{ dropField: 'participants_sessions.publisher_type' }, { 'fields.off': '`publisher_type`' }],
  [{ retypeField: 'participants_sessions.roles' }, { 'fields.off': '`roles`', 'times.roles': 'an object' }],
  [
    { extraFields: true },
    { 'fields.rowUnknown': '`sample_extra`', 'fields.answerUnknown': '`sample_extra`' },
  ],
  [
    { plainErrors: true },
    { 'errors.code': 'no', 'errors.unknownSession': 'refused (status 404, code none)' },
  ],
];

describe('Check This App, on the sample server', function () {
  this.timeout(20_000);

  let server: SampleServer;
  let now = sampleStart;
  let usual: CheckRun;

  /** Each check a minute after the one before, so that none meets the rate limit of another. */
  async function check(quirks: Quirks = {}): Promise<CheckRun> {
    now += 61_000;
    server.setQuirks(quirks);
    const before = server.requests.length;
    const report = await checkApp(proberOf(server, { now: () => (now += 100) }));
    return runOf(report, server.requests.length - before);
  }

  before(async () => {
    server = await startSampleServer({ now: () => now });
    usual = await check();
  });
  after(() => server.close());

  it('answers every question where nothing is unusual', () => {
    assert.equal(usual.report.ended, 'whole');
    const untold = usual.report.sections
      .flatMap((section) => section.answers)
      .filter(({ answer }) => answer.kind === 'untold')
      .map(({ id }) => id);
    // Whether this list ends on its first page hangs on the data alone.
    assert.deepEqual(untold, ['pages.callsNextAtEnd']);
    const answers: Partial<Record<QuestionId, string>> = {
      'times.joined': 'integer nanoseconds',
      'times.leftRunning': 'integer nanoseconds · null',
      'pages.defaultLimit': '25',
      'pages.limit101': 'refused (status 400, code 4)',
      'pages.order': 'by joined_at, earliest first',
      'pages.nextAtEnd': 'missing',
      'pages.otherLimit': 'accepted: goes on where the page before ended',
      'pages.whole': 'yes',
      'errors.userSession': 'refused (status 404, code 16)',
      'filters.sessionIsUserSession': 'yes',
      'filters.or': 'yes',
      'filters.unknownField': 'refused (status 400, code 4)',
      'headers.dateMoves': 'yes',
      'headers.clock': 'yes',
      'fields.off': 'none',
    };
    for (const [id, said] of answersOf(answers)) assert.equal(usual.answer(id), said, id);
  });

  it('only reads, and sends no more than it says', () => {
    assert.ok(usual.requests <= mostRequests);
    assert.equal(usual.report.requests, usual.requests);
    assert.match(
      usual.markdown,
      new RegExp(`${usual.requests} requests\\. .* A request that failed and was sent again counts once\\.`),
    );
    const operations = new Set(server.requests.map((request) => request.operation));
    assert.deepEqual([...operations].sort(), [
      'QueryCallParticipantSessions',
      'QueryCallSessionStats',
      'QueryCalls',
    ]);
  });

  for (const [quirks, changes] of switches) {
    it(`shows ${JSON.stringify(quirks)}`, async () => {
      const run = await check(quirks);
      for (const [id, said] of answersOf(changes)) {
        assert.equal(run.answer(id), said, id);
        if (id !== 'pages.callsNextAlone' || said !== 'yes') assert.notEqual(usual.answer(id), said, id);
      }
      assert.ok(run.requests <= mostRequests);
    });
  }

  it('ends at once where the secret is refused', async () => {
    server.setQuirks({});
    const before = server.requests.length;
    const run = runOf(await checkApp(proberOf(server, { now: () => now, secret: 'another-secret' })), 0);
    assert.equal(server.requests.length - before, 1);
    assert.equal(run.report.ended, 'refused');
    assert.equal(run.answer('times.joined'), 'could not tell, because the key or the secret was refused');
  });

  it('keeps the answers so far when it is stopped', async () => {
    server.setQuirks({});
    const abort = new AbortController();
    const asked: number[] = [];
    const report = await checkApp(proberOf(server, { now: () => now }), {
      signal: abort.signal,
      onProgress: (progress) => {
        asked.push(progress.asked);
        if (progress.asked === 12) abort.abort();
      },
    });
    const run = runOf(report, 0);
    assert.equal(run.report.ended, 'cancelled');
    assert.equal(run.report.requests, 12);
    assert.equal(run.answer('times.joined'), 'integer nanoseconds');
    assert.equal(run.answer('filters.or'), 'could not tell, because it was not asked: the check was stopped');
    assert.equal(asked.at(-1), 12);
  });

  it('is stopped in the middle of a request too', async () => {
    const cancelled: Prober = {
      probe: () => Promise.reject(new StreamFailure('cancelled', text('Cancelled.'))),
    };
    assert.equal((await checkApp(cancelled)).ended, 'cancelled');
  });

  describe('the report', () => {
    /** Whatever of the answers could tell somebody about an app: every id, name, time and cursor. */
    const seen: unknown[] = [];
    const needles = (): readonly string[] =>
      [...new Set(seen.flatMap(valuesIn))].filter((each) => each.length > 3);
    const leaks = (report: string): readonly string[] =>
      needles().filter((needle) => report.includes(needle));
    let reports: readonly string[] = [];

    before(async () => {
      const found: string[] = [];
      for (const quirks of [
        {},
        { extraFields: true },
        { plainErrors: true },
        { timesAs: 'rfc3339' },
      ] as const) {
        now += 61_000;
        server.setQuirks(quirks);
        const plain = proberOf(server, { now: () => now });
        const report = await checkApp({
          probe: async (operation, context) => {
            const outcome = await plain.probe(operation, context);
            seen.push(outcome.body, outcome.message, operation);
            // Ids as keys, where Stream has none: they must not pass as names of fields.
            return { ...outcome, body: withIdsAsKeys(outcome.body) };
          },
        });
        found.push(reportMarkdown(report), JSON.stringify(report));
      }
      reports = found;
    });

    it('holds no id, no name, no time and no secret', () => {
      assert.ok(needles().length > 500);
      for (const report of reports) {
        assert.deepEqual(leaks(report), []);
        assert.doesNotMatch(report.replaceAll('RFC 3339', ''), /\d{4}/);
        for (const secret of [server.secret, server.key, server.url]) assert.ok(!report.includes(secret));
      }
    });

    it('would be found to hold one', () => {
      const person = needles().find((needle) => needle.startsWith('alice'));
      const time = needles().find((needle) => /^\d{19}$/.test(needle));
      for (const needle of [person, time]) {
        assert.ok(needle !== undefined);
        assert.deepEqual(leaks(`${reports[0] ?? ''} ${needle}`).includes(needle), true);
      }
    });

    it('is a Markdown table for each section', () => {
      assert.match(usual.markdown, /^# What this app answers\n/);
      assert.equal(usual.markdown.match(/^## /gm)?.length, usual.report.sections.length);
      for (const line of usual.markdown.split('\n').filter((each) => each.startsWith('|'))) {
        assert.match(line, /^\|[^|]+\|[^|]+\|$/);
      }
    });
  });
});

const ids: readonly QuestionId[] = questions.flatMap(({ items }) => items.map(([id]): QuestionId => id));

function answersOf(
  answers: Readonly<Partial<Record<QuestionId, string>>>,
): readonly (readonly [QuestionId, string])[] {
  return ids.flatMap((id) => {
    const said = answers[id];
    return said === undefined ? [] : [[id, said] as const];
  });
}

/** Texts and large numbers at any depth, and keys that are no names of fields. */
function valuesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return vocabulary.has(value) ? [] : [value];
  if (typeof value === 'number') return Math.abs(value) > 9999 ? [String(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...valuesIn(inner),
    ...(/^[a-z$_]+$/.test(key) ? [] : [key]),
  ]);
}

/** Words of the protocol, or plain English, that stand in the questions themselves. */
const vocabulary = new Set([
  'QueryCalls',
  'QueryCallSessionStats',
  'QueryCallParticipantSessions',
  'created_at',
  'default',
  'user',
]);

function withIdsAsKeys(body: unknown): unknown {
  const rows = listAt(body, 'participants_sessions');
  if (!isObject(body) || rows.length === 0) return body;
  const keys = Object.fromEntries(rows.map((row) => [String(row['user_id']), true]));
  return { ...body, ...keys, participants_sessions: rows.map((row) => ({ ...row, ...keys })) };
}
