import assert from 'node:assert/strict';
import { lane, otherLanes, type Lane } from '../../../../src/attendance/figures/lanes';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import { rowKind } from '../../../../src/attendance/figures/placed-rows';
import { wholeTimes } from '../../../../src/attendance/figures/whole-times';
import { randomCase } from './oracle-sessions';
import { inputOf } from './oracle-told';
import { after, ended, live, measured, type ShortRow } from './short-rows';

const labelsOf = ({ intervals }: Lane): readonly string[] => intervals.map(({ label }) => label);

function labels(rows: readonly (readonly [number, number | null])[]): string {
  const measures = measured(rows.map(([from, to]) => ['alice', from, to] as const));
  return labelsOf(lane(measures, 0)).join(' ');
}

/** The length of the union of intervals that come in the order of their starts. */
function union(intervals: readonly (readonly [number, number])[]): number {
  let [sum, until] = [0, -Infinity];
  for (const [from, to] of intervals) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

describe('the labels of a lane (rule 13)', () => {
  const cases: readonly (readonly [string, readonly (readonly [number, number | null])[], string])[] = [
    ['one row', [[0, 9]], 'first'],
    ['touching rows', [[0, 9], [9, 20]], 'first likely-reconnect'],
    ['a gap of 60 s', [[0, 9], [69, 99]], 'first likely-reconnect'],
    ['1 s more', [[0, 9], [70, 99]], 'first rejoin'],
    ['an overlap of 210 s', [[0, 300], [90, 900]], 'first ghost'],
    ['1 s more', [[0, 301], [90, 900]], 'first second-device'],
    ['a short row inside a long one', [[0, 900], [90, 100]], 'first ghost'],
    ['a long row inside a longer one', [[0, 900], [90, 400]], 'first second-device'],
    ['compared with the one that ends last', [[0, 900], [10, 20], [950, 990]], 'first ghost likely-reconnect'],
    ['a tick', [[0, 900], [500, 500]], 'first ghost'],
    ['read in any order', [[950, 990], [10, 20], [0, 900]], 'first ghost likely-reconnect'],
  ]; // prettier-ignore
  for (const [name, rows, expected] of cases) it(`${name}: ${expected}`, () => { assert.equal(labels(rows), expected); });

  it('know connections where they were asked for', () => {
    const measures = measured([['alice', 0, 9], ['alice', 2, 20], ['alice', 900, 950], ['alice', 1000, 1100]]);
    const connectionOf = (row: number): string | undefined => ['c1', '', 'c1', undefined][row];
    assert.deepEqual(labelsOf(lane(measures, 0, { connectionOf })), ['first', 'ghost', 'reconnect', 'likely-reconnect']);
  });

  it('go by settings', () => {
    const measures = measured([['alice', 0, 9], ['alice', 69, 99], ['alice', 98, 120]]);
    const settings = { reconnectGapMs: 59_999, ghostOverlapMs: 999 };
    assert.deepEqual(labelsOf(lane(measures, 0, { labels: settings })), ['first', 'rejoin', 'second-device']);
  });

  it('say what they would be if tails were as long as assumed', () => {
    const measures = measured([['alice', 0, null], ['alice', 300, 400]], { context: live });
    assert.deepEqual(
      lane(measures, 0).intervals.map(({ label, upToLabel }) => [label, upToLabel]),
      [['first', 'first'], ['rejoin', 'ghost']],
    );
  });

  it('are the same in a window that cuts the rows', () => {
    const rows = [['alice', 0, 500], ['alice', 400, 900]] as const;
    const whole = lane(measured(rows), 0);
    const cut = lane(measured(rows, { window: { from: after(450), to: after(480) } }), 0);
    assert.deepEqual(labelsOf(cut), labelsOf(whole));
    assert.deepEqual(labelsOf(whole), ['first', 'ghost']);
    assert.deepEqual(cut.intervals.map(({ row }) => row), [0, 1]);
  });
}); // prettier-ignore

describe('a lane', () => {
  it('shows certain ends, assumed and unknown tails, ticks and gaps', () => {
    const rows: readonly ShortRow[] = [
      ['alice', 0, 60],
      ['alice', 100, 100],
      ['alice', 200, null],
      ['alice', 300, 400],
      ['alice', null, null],
    ];
    const { intervals, gaps, withoutPlace, presenceMs } = lane(measured(rows), 0);
    assert.deepEqual(
      intervals.map(({ start, certainEnd, upToEnd, assumedTail, tick }) => [
        ...[start, certainEnd, upToEnd ?? NaN].map((at) => (at - after(0)) / 1000),
        assumedTail,
        tick,
      ]),
      [
        [0, 60, 60, false, false],
        [100, 100, 100, false, true],
        [200, 200, 3600, true, false],
        [300, 400, 400, false, false],
      ],
    );
    assert.deepEqual(
      gaps.map(({ from, to, certainFrom }) =>
        [from, to, certainFrom ?? NaN].map((at) => (at - after(0)) / 1000),
      ),
      [
        [60, 100, 60],
        [100, 200, 100],
        [200, 300, NaN],
      ],
    );
    assert.deepEqual(withoutPlace, [4]);
    assert.deepEqual(presenceMs, { certain: 160_000, upTo: undefined });
  });

  it('tells from when on a gap is certain', () => {
    const rows: readonly ShortRow[] = [
      ['alice', 0, null],
      ['alice', 900, 950],
    ];
    const context = { ...ended, sessionEnd: after(600) };
    assert.deepEqual(lane(measured(rows, { context }), 0).gaps, [
      { from: after(0), to: after(900), certainFrom: after(600) },
    ]);
  });

  it('does not know an unknown tail', () => {
    const context = { ...ended, sessionEnd: undefined };
    const [interval] = lane(measured([['alice', 0, null]], { context }), 0).intervals;
    assert.deepEqual([interval?.upToEnd, interval?.assumedTail, interval?.tick], [undefined, false, false]);
  });

  it('is of somebody', () => {
    assert.throws(() => lane(measured([['!anon', 0, 1]]), 0), RangeError);
  });

  it('has the presence, the rejoins and the rows of the measures', () => {
    let [seen, gapsSeen, bounded] = [0, 0, 0];
    for (let seed = 0; seed < 400; seed++) {
      const measures = measure(inputOf(randomCase(seed)));
      const { placed, certain, upTo, lanes } = measures;
      const rows: number[] = [];
      for (let person = 0; person < placed.users.length; person++) {
        const { intervals, gaps, withoutPlace, presenceMs } = lane(measures, person);
        seen++;
        gapsSeen += gaps.length;
        rows.push(...withoutPlace, ...intervals.map(({ row }) => row));
        assert.equal(
          union(intervals.map(({ start, certainEnd }) => [start, certainEnd])),
          presenceMs.certain,
        );
        assert.equal(presenceMs.certain, certain.presenceMs[person]);
        if (presenceMs.upTo !== undefined) {
          bounded++;
          const most = intervals.map(({ start, upToEnd }) => [start, upToEnd ?? NaN] as const);
          assert.equal(union(most), presenceMs.upTo);
          assert.equal(presenceMs.upTo, upTo.presenceMs[person]);
        }
        assert.equal(gaps.length, lanes.rejoins.most[person]);
        const sure = gaps.filter(({ certainFrom }) => certainFrom !== undefined);
        assert.equal(sure.length, lanes.rejoins.fewest[person]);
        for (const { from, to, certainFrom } of gaps) {
          assert.ok(from < to && (certainFrom === undefined || (from <= certainFrom && certainFrom < to)));
          assert.ok(intervals.every(({ start, certainEnd }) => certainEnd <= from || start >= to));
        }
      }
      assert.deepEqual(rows.toSorted(byNumber), rowsInWindow(measures, rowKind.person));
    }
    assert.ok(seen > 900 && gapsSeen > 100 && bounded > 700, `${seen} ${gapsSeen} ${bounded}`);
  });

  it('is the same in whatever order the rows were read', () => {
    for (let seed = 0; seed < 150; seed++) {
      const input = inputOf(randomCase(seed));
      const selected = Uint32Array.from(
        input.selected ?? Array.from({ length: input.rows.length }, (_, at) => at),
      );
      const [one, other] = [selected, selected.toReversed()].map((order) => {
        const measures = measure({ ...input, selected: order });
        const { users } = measures.placed;
        const drawn = Array.from(users, (user, person): readonly [number, unknown] => {
          const { intervals, gaps, presenceMs } = lane(measures, person);
          return [user, [intervals.map((interval) => ({ ...interval, row: 0 })), gaps, presenceMs]];
        });
        return drawn.toSorted(([left], [right]) => left - right);
      });
      assert.deepEqual(one, other);
    }
  });
});

describe('times that a window does not cut', () => {
  it('are those of the rows without a window', () => {
    for (let seed = 0; seed < 100; seed++) {
      const input = inputOf(randomCase(seed));
      const [plain, cut] = [
        measure({ ...input, window: undefined }),
        measure({ ...input, window: { from: after(1), to: after(2) } }),
      ];
      for (let place = 0; place < plain.placed.length; place++)
        assert.deepEqual(wholeTimes(cut, place), wholeTimes(plain, place));
    }
  });
});

describe('lanes of rows that are no people', () => {
  it('are one a row, by kind and start', () => {
    const measures = measured(
      [
        ['recorder', 5, 9],
        ['!anon', 7, null],
        ['', 3, 3],
        ['studio', 0, 9, 'rtmp'],
        ['!anon', null, null],
        ['alice', 0, 9],
      ],
      { technical: Uint8Array.from([1, 0, 0, 0, 0, 0]) },
    );
    const lanes = otherLanes(measures);
    const drawn = Array.from({ length: lanes.count }, (_, index) => lanes.lane(index));
    assert.deepEqual(
      drawn.map(({ kind, row, interval }) => [kind, row, interval?.tick, interval?.assumedTail]),
      [
        ['anonymous', 2, true, false],
        ['anonymous', 1, false, true],
        ['anonymous', 4, undefined, undefined],
        ['ingress', 3, false, false],
        ['technical', 0, false, false],
      ],
    );
    assert.equal(measures.input.rows.userIdOf(drawn[3]?.user ?? -1), 'studio');
    assert.throws(() => lanes.lane(lanes.count), RangeError);
  });

  it('hold, with those of people, every row of the window once', () => {
    for (let seed = 0; seed < 80; seed++) {
      const measures = measure(inputOf(randomCase(seed)));
      const lanes = otherLanes(measures);
      const rows = Array.from({ length: lanes.count }, (_, index) => lanes.lane(index).row);
      const expected = [rowKind.anonymous, rowKind.ingress, rowKind.technical].flatMap((kind) =>
        rowsInWindow(measures, kind),
      );
      assert.deepEqual(rows.toSorted(byNumber), expected.toSorted(byNumber));
    }
  });
});

function rowsInWindow({ placed }: Measures, kind: number): readonly number[] {
  return [...placed.row.filter((_, place) => placed.kind[place] === kind && placed.inWindow[place] === 1)];
}

function byNumber(one: number, other: number): number {
  return one - other;
}
