import assert from 'node:assert/strict';
import type { StreamTotals } from '../../../../src/attendance/figures/basis';
import type { Measures } from '../../../../src/attendance/figures/measure';
import {
  reconcile,
  type ReconcileInput,
  type ReconcileLine,
  type Reconciliation,
} from '../../../../src/attendance/figures/reconcile';
import { english, text } from '../../../../src/attendance/text';
import { countsOf } from '../bare-facts';
import { sessionStart } from '../decoded-rows';
import { basisOf, ended, halfRead, live, measured, minute, totalsOf, type Stay } from './measured-rows';

const stays: readonly Stay[] = [
  { user: 'alice', joined: 0, left: 20, duration: 1200 },
  { user: 'bob', joined: 10, left: 40, duration: 1800 },
  { user: 'alice', joined: 30, left: 60, duration: 1800 },
];
const plain = measured(stays);

function of(
  totals: Partial<StreamTotals>,
  measures: Measures = plain,
  more: Partial<ReconcileInput> = {},
): Reconciliation {
  return reconcile({
    measures,
    basis: basisOf(),
    totals: totalsOf({ rows: measures.placed.length, durationSeconds: 4800, ...totals }),
    filtered: false,
    windowed: false,
    ...more,
  });
}

/** What a line says: ours, Stream's, verdict, explanation. */
function line({ lines }: Reconciliation, what: string): readonly (string | undefined)[] | undefined {
  const found = lines.find((one) => english(one.what) === what);
  return found && told(found);
}

function told({ ours, streams, verdict, explanation }: ReconcileLine): readonly (string | undefined)[] {
  return [ours && english(ours), english(streams), verdict, ...explanation.map(english)];
}

const undocumented = 'Technical users were not told apart, and how Stream counts them is not documented';

describe('rows and reported time against Stream’s totals', () => {
  it('agree', () => {
    const found = of({});
    assert.equal(found.verdict, 'agrees');
    assert.equal(english(found.text), 'rows and reported time agree with Stream’s totals');
    assert.deepEqual(line(found, 'Rows'), ['3', '3', 'agrees']);
    assert.deepEqual(line(found, 'Reported time'), ['1h 20m 00s', '1h 20m 00s', 'agrees']);
    assert.equal(found.lines.length, 2);
  });

  it('agree within rounding up to 1 s a row', () => {
    const found = of({ durationSeconds: 4803 });
    assert.equal(found.verdict, 'agrees-within-rounding');
    assert.equal(english(found.text), 'rows agree with Stream’s totals, reported time within rounding');
    assert.deepEqual(line(found, 'Reported time'), [
      '1h 20m 00s',
      '1h 20m 03s',
      'agrees-within-rounding',
      'Stream’s total is 3 s more than its rows',
    ]);
    assert.equal(of({ durationSeconds: 4797 }).verdict, 'agrees-within-rounding');
    assert.equal(of({ durationSeconds: 4804 }).verdict, 'differs');
    assert.equal(of({ durationSeconds: 4796 }).verdict, 'differs');
  });

  it('differ by so much', () => {
    const found = of({ rows: 5, durationSeconds: 3600 });
    assert.equal(found.verdict, 'differs');
    assert.equal(english(found.text), 'rows and reported time differ from Stream’s totals');
    assert.deepEqual(line(found, 'Rows'), ['3', '5', 'differs', 'Stream counts 2 more than it sends']);
    assert.deepEqual(line(found, 'Reported time'), [
      '1h 20m 00s',
      '1h 00m 00s',
      'differs',
      'Stream’s total is 1200 s less than its rows',
    ]);
    assert.equal(english(of({ rows: 2 }).text), 'the number of rows differs from Stream’s total');
    assert.equal(line(of({ rows: 2 }), 'Rows')?.at(-1), 'Stream counts 1 fewer than it sends');
    assert.equal(english(of({ durationSeconds: 0 }).text), 'reported time differs from Stream’s total');
  });

  it('may differ by rows without a duration, by a moving session, by a change while reading', () => {
    const measures = measured([...stays, { user: 'carol', joined: 0 }], live);
    const found = of({ durationSeconds: 6000 }, measures, {
      basis: basisOf({ changedWhileReading: true }, { kind: 'live', provisional: true }),
    });
    assert.deepEqual(line(found, 'Reported time')?.slice(2), [
      'differs',
      'Stream’s total is 1200 s more than its rows',
      '1 row has no duration, which Stream’s total may count',
      'Rows or totals changed while they were read',
      'The session is live: Stream’s totals may be older or newer than the rows',
    ]);
    const pending = of({ rows: 4 }, plain, {
      basis: basisOf({}, { kind: 'stats-pending', provisional: true }),
    });
    assert.equal(
      line(pending, 'Rows')?.at(-1),
      'Stream’s statistics are not final: totals and rows may be of different moments',
    );
  });

  it('cannot be tested on a part of the rows, and say why', () => {
    const why = (more: Partial<ReconcileInput>, totals: Partial<StreamTotals> = {}): string => {
      const found = of(totals, plain, more);
      assert.equal(found.verdict, 'cannot-be-tested');
      assert.deepEqual(found.lines, []);
      return english(found.text);
    };
    const filter = 'cannot be tested, because a filter is set: Stream’s totals are of the whole session';
    assert.equal(why({ filtered: true }), filter);
    assert.equal(why({ basis: basisOf({ chosenBy: 'server', complete: false }) }), filter);
    assert.equal(why({ basis: basisOf(halfRead) }), 'cannot be tested, because 3 of 6 rows were read');
    assert.equal(
      why({ basis: basisOf({ ...halfRead, of: undefined }) }),
      'cannot be tested, because not all rows were read',
    );
    assert.equal(
      why({ basis: basisOf({}, { kind: 'rows-expired' }) }),
      'cannot be tested, because the rows have expired',
    );
    const empty = { reason: 'totals-without-rows', text: text('') } as const;
    assert.equal(
      why({ basis: basisOf({}, { empty }) }),
      'cannot be tested, because Stream has totals but sends no rows',
    );
    assert.equal(
      why({}, { rows: undefined, durationSeconds: undefined }),
      'cannot be tested, because Stream’s totals are not known',
    );
  });

  it('cannot be tested in part', () => {
    const noTime = of({ durationSeconds: undefined });
    assert.equal(noTime.verdict, 'cannot-be-tested');
    assert.equal(
      english(noTime.text),
      'rows agree; reported time cannot be tested, because Stream’s total of it is not known',
    );
    assert.deepEqual(line(noTime, 'Reported time'), [
      '1h 20m 00s',
      'unknown',
      'cannot-be-tested',
      'Stream did not tell it',
    ]);
    assert.equal(of({ rows: undefined }).verdict, 'cannot-be-tested');
    assert.equal(of({ rows: undefined, durationSeconds: 0 }).verdict, 'differs');
    assert.equal(of({ rows: 9, durationSeconds: undefined }).verdict, 'differs');
  });

  it('are tested where all pages were read and Stream still counts otherwise', () => {
    const basis = basisOf(halfRead, { kind: 'final-incomplete' });
    const found = of({ rows: 6 }, plain, { basis });
    assert.equal(found.verdict, 'differs');
    assert.equal(line(found, 'Rows')?.at(-1), 'Stream counts 3 more than it sends');
  });
});

describe('people and peaks against Stream’s statistics', () => {
  const people = 'People, by Stream’s statistics';
  const withOddities = measured(
    [
      ...stays,
      { user: '!anon', joined: 0, left: 10 },
      { user: '!anon', joined: 0, left: 10 },
      { user: 'camera', joined: 0, left: 10, type: 'rtmp' },
      { user: 'recorder', joined: 0, left: 10 },
    ],
    ended,
    { technical: Uint8Array.of(0, 0, 0, 0, 0, 0, 1) },
  );

  it('agree, and do not decide the verdict', () => {
    const counts = countsOf({
      participants: 2,
      sessions: 3,
      peakConcurrentSessions: 2,
      peakConcurrentUsers: 2,
    });
    const found = of({ counts, report: { unique: 2, sum: 3, maxConcurrent: 2 } });
    assert.deepEqual(
      found.lines.filter(({ strict }) => !strict).map((one) => [english(one.what), ...told(one)]),
      [
        [people, '2', '2', 'agrees'],
        ['People, by Stream’s call report', '2', '2', 'agrees'],
        ['Most people at once, by Stream’s statistics', '2', '2', 'agrees'],
        ['Most people at once, by Stream’s call report', '2', '2', 'agrees'],
        ['Most rows at once, by Stream’s statistics', '2', '2', 'agrees'],
      ],
    );
    const differing = of({ counts: countsOf({ participants: 7 }) });
    assert.equal(differing.verdict, 'agrees');
    assert.equal(line(differing, people)?.[2], 'differs');
    assert.equal(differing.lines.at(-1)?.strict, false);
  });

  it('agree where Stream lies within what ours may be', () => {
    const found = of({ counts: countsOf({ participants: 3 }) }, withOddities);
    assert.deepEqual(line(found, people), ['3 to 4', '3', 'agrees', 'It lies within what ours may be']);
    const open = of(
      { durationSeconds: 0, counts: countsOf({ peakConcurrentUsers: 9 }) },
      measured([{ joined: 0, left: 20 }, { user: 'bob' }]),
    );
    assert.deepEqual(line(open, 'Most people at once, by Stream’s statistics'), [
      'at least 1',
      '9',
      'agrees',
      'It lies within what ours may be',
    ]);
  });

  it('name what would explain a difference', () => {
    const explained = (participants: number, measures: Measures): readonly (string | undefined)[] =>
      line(of({ counts: countsOf({ participants }) }, measures), people)?.slice(3) ?? [];
    const known = [
      'How Stream counts anonymous rows is not documented; there are 2',
      'How Stream counts ingress rows is not documented; there are 1',
      'How Stream counts technical users is not documented; their rows: 1',
    ];
    assert.deepEqual(explained(2, withOddities), [
      'It would agree if Stream leaves out anonymous rows',
      ...known,
    ]);
    assert.deepEqual(explained(5, withOddities), [
      'It would agree if Stream counts who is there by ingress only: 1',
      'It would agree if Stream counts technical users: 1',
      'It would agree if Stream counts technical users and who is there by ingress only: 2',
      ...known,
    ]);
    assert.deepEqual(explained(7, withOddities), [
      'It would agree if Stream counts rows, not people',
      ...known,
    ]);
    assert.deepEqual(explained(1, plain), [
      'It would agree if 1 of the people are technical users',
      undocumented,
    ]);
    assert.deepEqual(explained(3, plain), ['It would agree if Stream counts rows, not people', undocumented]);
  });

  it('name a peak that would be one of rows', () => {
    const twoDevices = measured([
      { user: 'alice', joined: 0, left: 20 },
      { user: 'alice', joined: 0, left: 20 },
    ]);
    const found = of({ counts: countsOf({ peakConcurrentUsers: 2, peakConcurrentSessions: 1 }) }, twoDevices);
    assert.deepEqual(line(found, 'Most people at once, by Stream’s statistics'), [
      '1',
      '2',
      'differs',
      'It would agree if Stream counts rows at once, not people',
      undocumented,
    ]);
    assert.equal(line(found, 'Most rows at once, by Stream’s statistics')?.[2], 'differs');
  });

  it('compare no peak of a window', () => {
    const window = { from: sessionStart, to: sessionStart + minute };
    const found = of(
      { counts: countsOf({ participants: 2, peakConcurrentUsers: 2 }) },
      measured(stays, ended, { window }),
      { windowed: true },
    );
    assert.equal(found.verdict, 'agrees');
    assert.equal(line(found, people)?.[2], 'agrees');
    assert.deepEqual(line(found, 'Most people at once, by Stream’s statistics')?.slice(2), [
      'cannot-be-tested',
      'A window is set, and Stream’s figure is of the whole session',
    ]);
  });
});

describe('Stream’s own figures that differ', () => {
  const totals = {
    counts: countsOf({
      sessions: 4,
      totalParticipantDuration: 4799,
      participants: 2,
      peakConcurrentUsers: 2,
    }),
    report: { unique: 3, sum: 3, maxConcurrent: 4 },
  };

  it('are told first', () => {
    const found = of(totals);
    assert.deepEqual(
      found.lines.slice(0, 4).map((one) => [english(one.what), ...told(one).slice(1, 3)]),
      [
        ['Stream’s own count of rows', '3 by total_participant_sessions, 4 by counts.sessions', 'differs'],
        [
          'Stream’s own reported time',
          '4800 s by total_participant_duration, 4799 s by counts.total_participant_duration',
          'agrees-within-rounding',
        ],
        ['Stream’s own count of people', '2 by counts.participants, 3 by the call report', 'differs'],
        ['Stream’s own peak of people', '2 by counts.peak_concurrent_users, 4 by the call report', 'differs'],
      ],
    );
    assert.ok(found.lines.slice(0, 4).every(({ ours }) => ours === undefined));
    assert.deepEqual(line(found, 'Rows'), ['3', '3', 'agrees']);
  });

  it('are told where nothing else can be tested', () => {
    assert.equal(of(totals, plain, { filtered: true }).lines.length, 4);
  });
});
