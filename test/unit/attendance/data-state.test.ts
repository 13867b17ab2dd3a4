import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SessionCounts } from '../../../src/attendance/call';
import { dataState, type SessionEvidence, type TotalsReading } from '../../../src/attendance/data-state';
import { english } from '../../../src/attendance/text';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 22, 9);
const end = start + hour;

const counts: SessionCounts = {
  participants: 3,
  sessions: 4,
  publishers: 2,
  liveSessions: 0,
  peakConcurrentSessions: 3,
  peakConcurrentUsers: 3,
  totalParticipantDuration: 5000,
};

function reading(at: number, more: Partial<TotalsReading> = {}): TotalsReading {
  return { at, totalSessions: 4, totalDurationSeconds: 5000, generatedAt: end + 1000, counts, ...more };
}

/** An ended session, one hour after its end, of which nothing was read. */
function evidenceOf(more: Partial<SessionEvidence> = {}): SessionEvidence {
  return {
    now: end + hour,
    asOf: undefined,
    clock: 'server',
    notFound: false,
    isCurrent: false,
    startedAt: start,
    sessionEndedAt: end,
    statsEndedAt: end,
    timerEndsAt: undefined,
    statsKnown: true,
    generatedAt: end + 1000,
    liveSessions: 0,
    readings: [],
    readyEventAt: undefined,
    reportAnswers: undefined,
    rows: undefined,
    archivedAt: undefined,
    ...more,
  };
}

function kindOf(more: Partial<SessionEvidence>): string {
  return dataState(evidenceOf(more)).kind;
}

function wordsOf(more: Partial<SessionEvidence>): string {
  return english(dataState(evidenceOf(more)).text);
}

const noEnd = { sessionEndedAt: undefined, statsEndedAt: undefined } as const;
const allRows = { read: 4, of: 4, complete: true } as const;

describe('data state', () => {
  it('tells as of when the rows are only where rows were read', () => {
    const said = (rows: SessionEvidence['rows']): string =>
      dataState(evidenceOf({ asOf: end + minute, rows }))
        .evidence.map(english)
        .join('\n');
    assert.match(said(allRows), /The rows are as of/);
    assert.doesNotMatch(said(undefined), /as of/);
  });

  describe('live (rule 8) needs positive evidence', () => {
    const live = { ...noEnd, isCurrent: true, now: start + 10 * minute } as const;

    it('the current session without an end is live and provisional', () => {
      const state = dataState(evidenceOf(live));
      assert.equal(state.kind, 'live');
      assert.equal(state.provisional, true);
      assert.equal(state.rowsExpireAt, undefined);
    });

    it('an end of either kind, a timer run out or the final event is stronger', () => {
      assert.notEqual(kindOf({ ...live, sessionEndedAt: end }), 'live');
      assert.notEqual(kindOf({ ...live, statsEndedAt: end }), 'live');
      assert.notEqual(kindOf({ ...live, timerEndsAt: live.now }), 'live');
      assert.notEqual(kindOf({ ...live, timerEndsAt: live.now - 1 }), 'live');
      assert.equal(kindOf({ ...live, timerEndsAt: live.now + 1 }), 'live');
      assert.equal(kindOf({ ...live, readyEventAt: live.now }), 'final');
    });

    it('a missing end alone means ended, end unknown', () => {
      assert.equal(wordsOf({ ...live, isCurrent: false }), 'ended, end unknown');
      assert.equal(kindOf({ ...live, isCurrent: false, liveSessions: 5 }), 'ended');
    });

    it('a call that was not read leaves it open', () => {
      assert.equal(kindOf({ ...live, isCurrent: undefined }), 'unknown');
      assert.equal(wordsOf({ ...live, isCurrent: undefined }), 'not known whether live or ended');
    });
  });

  describe('settled (rule 10)', () => {
    const twoReads = [reading(end + 5 * minute), reading(end + 15 * minute)];

    it('takes two equal reads 10 minutes apart, the first 5 minutes after the end', () => {
      assert.equal(kindOf({ readings: twoReads }), 'settled');
      assert.equal(dataState(evidenceOf({ readings: twoReads })).provisional, false);
    });

    const refused: readonly (readonly [string, Partial<SessionEvidence>])[] = [
      ['one read', { readings: twoReads.slice(0, 1) }],
      ['reads 1 ms too close', { readings: [reading(end + 5 * minute), reading(end + 15 * minute - 1)] }],
      [
        'a first read 1 ms too early',
        { readings: [reading(end + 5 * minute - 1), reading(end + 15 * minute - 1)] },
      ],
      ['live sessions', { readings: twoReads, liveSessions: 1 }],
      ['live sessions unknown', { readings: twoReads, liveSessions: undefined }],
      ['an end that is not known', { readings: twoReads, ...noEnd }],
      [
        'other rows',
        { readings: [reading(end + 5 * minute, { totalSessions: 3 }), reading(end + 15 * minute)] },
      ],
      [
        'another duration',
        { readings: [reading(end + 5 * minute, { totalDurationSeconds: 1 }), reading(end + 15 * minute)] },
      ],
      [
        'another generation',
        { readings: [reading(end + 5 * minute, { generatedAt: end }), reading(end + 15 * minute)] },
      ],
      ...(
        [
          'participants',
          'sessions',
          'publishers',
          'liveSessions',
          'peakConcurrentSessions',
          'peakConcurrentUsers',
          'totalParticipantDuration',
        ] as const
      ).map(
        (name) =>
          [
            `another count of ${name}`,
            {
              readings: [
                reading(end + 5 * minute, { counts: { ...counts, [name]: 99 } }),
                reading(end + 15 * minute),
              ],
            },
          ] as const,
      ),
      ['totals not known', { readings: twoReads.map((one) => ({ ...one, totalSessions: undefined })) }],
      ['counts not known', { readings: twoReads.map((one) => ({ ...one, counts: undefined })) }],
      [
        'a change between two equal reads',
        {
          readings: [
            ...twoReads.slice(0, 1),
            reading(end + 8 * minute, { totalSessions: 5 }),
            ...twoReads.slice(1),
          ],
        },
      ],
      [
        'totals that move with each read',
        {
          readings: [
            reading(end + 5 * minute, { totalSessions: 2 }),
            reading(end + 6 * minute, { totalSessions: 3 }),
            reading(end + 16 * minute),
          ],
        },
      ],
      ['generated after the end alone', { generatedAt: end + minute, readings: [] }],
      ['a report that answers alone', { reportAnswers: true }],
    ];
    for (const [name, more] of refused) {
      it(`is not inferred from ${name}`, () => {
        assert.ok(['stats-pending', 'ended'].includes(kindOf(more)));
        assert.equal(dataState(evidenceOf(more)).provisional, true);
      });
    }

    it('takes one read made over 24 hours after the end', () => {
      const now = end + 2 * day;
      assert.equal(kindOf({ now, readings: [reading(end + day + 1)] }), 'settled');
      assert.equal(kindOf({ now, readings: [reading(end + day)] }), 'ended');
      assert.equal(kindOf({ now, readings: [reading(end + day + 1)], liveSessions: 1 }), 'ended');
    });

    it('takes a look at the statistics for that read only while no rows are held', () => {
      const readings = [
        reading(end + day + 1, { totalSessions: undefined, totalDurationSeconds: undefined }),
      ];
      assert.equal(kindOf({ now: end + 2 * day, readings }), 'settled');
      assert.equal(kindOf({ now: end + 2 * day, readings, rows: allRows, asOf: end + hour }), 'ended');
    });

    it('leaves rows provisional that were read before', () => {
      const later = { readings: twoReads, rows: allRows } as const;
      assert.equal(dataState(evidenceOf({ ...later, asOf: end + 5 * minute })).provisional, false);
      const early = dataState(evidenceOf({ ...later, asOf: end + minute }));
      assert.equal(early.kind, 'settled');
      assert.equal(early.provisional, true);
      assert.equal(english(early.text), 'settled (inferred), rows older');
      assert.ok(
        early.evidence
          .map(english)
          .includes('The rows were read before that: refresh to read the final ones.'),
      );
      assert.equal(
        dataState(evidenceOf({ ...later, asOf: end + hour, rows: { read: 3, of: 3, complete: true } }))
          .provisional,
        true,
      );
    });
  });

  describe('final', () => {
    const final = { readyEventAt: end + minute, asOf: end + 2 * minute } as const;

    it('comes by the event', () => {
      assert.equal(wordsOf({ ...final, rows: allRows }), 'final (stats ready)');
      assert.equal(dataState(evidenceOf({ ...final, rows: allRows })).provisional, false);
      assert.equal(dataState(evidenceOf({ ...final, rows: allRows, asOf: end })).provisional, true);
      assert.equal(wordsOf({ ...final, rows: allRows, asOf: end }), 'final (stats ready), rows older');
    });

    it('is not complete where pages hold other than Stream counts', () => {
      const rows = { read: 212, of: 214, complete: true };
      assert.equal(wordsOf({ ...final, rows }), 'final, rows incomplete (212 of 214)');
      assert.equal(dataState(evidenceOf({ ...final, rows })).provisional, true);
      assert.equal(kindOf({ ...final, rows: { ...rows, complete: false } }), 'final');
      assert.match(
        wordsOf({ ...final, rows: { ...rows, read: 215 } }),
        /more rows than Stream counts \(215 of 214\)/,
      );
      const settled = { readings: [reading(end + 5 * minute), reading(end + 16 * minute)], asOf: end + hour };
      assert.match(
        wordsOf({ ...settled, rows: { read: 3, of: 4, complete: true } }),
        /settled \(inferred\), rows incomplete/,
      );
    });
  });

  it('is pending for a day after the end, then ended', () => {
    assert.equal(wordsOf({ now: end + day }), 'ended, stats pending');
    assert.equal(wordsOf({ now: end + day + 1 }), 'ended');
  });

  it('takes the session’s own end before that of the statistics', () => {
    const state = dataState(evidenceOf({ statsEndedAt: end + hour }));
    assert.equal(state.rowsExpireAt, end + 90 * day);
    assert.equal(
      dataState(evidenceOf({ sessionEndedAt: undefined, statsEndedAt: end + hour })).rowsExpireAt,
      end + hour + 90 * day,
    );
  });

  it('is unknown after a 404, whatever else is known', () => {
    assert.equal(wordsOf({ notFound: true }), 'unknown (404)');
    assert.equal(kindOf({ notFound: true, ...noEnd, isCurrent: true }), 'unknown');
  });

  it('of an archived copy is that', () => {
    assert.equal(
      wordsOf({ archivedAt: end + day, notFound: true }),
      'archived copy of 2026-11-23 10:00:00 UTC',
    );
  });

  describe('an empty list (rule 11)', () => {
    const none = { read: 0, of: 0, complete: true } as const;
    const empty = (more: Partial<SessionEvidence>): readonly [string | undefined, string] => {
      const found = dataState(evidenceOf(more)).empty;
      return [found?.reason, found === undefined ? '' : english(found.text)];
    };

    it('is explained by its cause', () => {
      const late = { now: end + 90 * day + 1 };
      assert.deepEqual(empty({ ...late, rows: { ...none, of: 4 } })[0], 'expired');
      assert.deepEqual(empty({ now: end + 90 * day, rows: { ...none, of: 4 } })[0], 'totals-without-rows');
      assert.deepEqual(empty({ ...late, ...noEnd, rows: { ...none, of: 4 } })[0], 'totals-without-rows');
      assert.deepEqual(empty({ rows: none }), ['no-data-yet', 'No attendance data yet. Refresh later.']);
      assert.deepEqual(empty({ ...late, rows: none }), ['no-data-yet', 'No attendance data.']);
      assert.deepEqual(empty({ rows: none, readyEventAt: end }), [
        'reported-nobody',
        'Stream reports nobody.',
      ]);
    });

    it('is not explained before all pages were read, nor where there are rows', () => {
      assert.equal(empty({})[0], undefined);
      assert.equal(empty({ rows: { ...none, complete: false } })[0], undefined);
      assert.equal(empty({ rows: allRows })[0], undefined);
    });

    it('makes the state “rows expired” where rows are gone, and where they must be', () => {
      const late = { now: end + 90 * day + 1 };
      assert.equal(kindOf({ ...late, rows: { ...none, of: 4 } }), 'rows-expired');
      assert.equal(kindOf(late), 'rows-expired');
      assert.notEqual(kindOf({ ...late, rows: none }), 'rows-expired');
      assert.notEqual(kindOf({ ...late, rows: { read: 2, of: 4, complete: true } }), 'rows-expired');
      assert.equal(dataState(evidenceOf(late)).provisional, false);
    });
  });

  describe('of anything', () => {
    const at = fc.option(fc.integer({ min: start - day, max: end + 100 * day }), { nil: undefined });
    const option = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
    const number = option(fc.nat(3));
    const anyEvidence: fc.Arbitrary<SessionEvidence> = fc.record({
      now: fc.integer({ min: start, max: end + 100 * day }),
      asOf: at,
      clock: fc.constantFrom('server', 'local', 'differs'),
      notFound: fc.boolean(),
      isCurrent: option(fc.boolean()),
      startedAt: at,
      sessionEndedAt: at,
      statsEndedAt: at,
      timerEndsAt: at,
      statsKnown: fc.boolean(),
      generatedAt: at,
      liveSessions: number,
      readings: fc.array(
        fc.record({
          at: fc.integer({ min: start, max: end + 3 * day }),
          totalSessions: number,
          totalDurationSeconds: number,
          generatedAt: option(fc.constant(end)),
          counts: option(fc.constantFrom(counts, { ...counts, participants: 9 })),
        }),
        { maxLength: 4 },
      ),
      readyEventAt: at,
      reportAnswers: option(fc.boolean()),
      rows: option(fc.record({ read: fc.nat(3), of: fc.nat(3), complete: fc.boolean() })),
      archivedAt: at,
    });

    it('is sure of nothing without the event, an archive, expiry or the reads of rule 10', () => {
      fc.assert(
        fc.property(anyEvidence, (evidence) => {
          const state = dataState(evidence);
          const ended = evidence.sessionEndedAt ?? evidence.statsEndedAt;
          if (
            !state.provisional &&
            evidence.readyEventAt === undefined &&
            state.kind !== 'archived' &&
            state.kind !== 'rows-expired'
          ) {
            assert.equal(state.kind, 'settled');
            assert.ok(ended !== undefined && evidence.liveSessions === 0);
            const late = evidence.readings.filter((one) => one.at >= ended + 5 * minute);
            assert.ok(late.length >= 2 || late.some((one) => one.at > ended + day));
          }
        }),
        { numRuns: 2000 },
      );
    });

    it('is live only with positive evidence, and says “expires” only with a known end', () => {
      fc.assert(
        fc.property(anyEvidence, (evidence) => {
          const state = dataState(evidence);
          const ended = evidence.sessionEndedAt ?? evidence.statsEndedAt;
          if (state.kind === 'live') {
            assert.equal(evidence.isCurrent, true);
            assert.equal(ended, undefined);
          }
          assert.equal(state.rowsExpireAt === undefined, ended === undefined);
          if (state.kind === 'rows-expired')
            assert.ok(ended !== undefined && evidence.now > ended + 90 * day);
        }),
        { numRuns: 2000 },
      );
    });

    it('speaks in whole sentences, with no nonsense in them, and never says that nobody came', () => {
      fc.assert(
        fc.property(anyEvidence, (evidence) => {
          const state = dataState(evidence);
          const sentences = [...state.evidence, ...(state.empty === undefined ? [] : [state.empty.text])].map(
            english,
          );
          for (const words of [...sentences, english(state.text)]) {
            assert.doesNotMatch(words, /NaN|Invalid|undefined|null|\{|1970|1754|0001|nobody came/i);
          }
          for (const words of sentences) assert.match(words, /^\S.*\.$/);
          assert.ok(state.evidence.length > 0);
        }),
        { numRuns: 2000 },
      );
    });
  });
});
