import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  measure,
  measureInSlices,
  type Bounds,
  type Measures,
} from '../../../../src/attendance/figures/measure';
import { integral, valueAt, type StepCurve } from '../../../../src/attendance/figures/step-curve';
import type { Sweep } from '../../../../src/attendance/figures/sweep';
import { answer, counted, type Told } from './oracle';
import type { Case, RawRow } from './oracle-rows';
import { randomCase } from './oracle-sessions';
import { curvesOf, inputOf, toldBy, usersOf } from './oracle-told';

const base = Date.UTC(2026, 10, 22, 9);

/** A row in steps of time, with its places in two orders of reading. */
interface Drawn {
  readonly user: string;
  readonly joined: number | null;
  readonly left: number | null;
  readonly steps: number | null;
  readonly type: string;
  readonly isTechnical: boolean;
  readonly isChosen: boolean;
  readonly page: number;
  readonly otherPage: number;
  readonly otherRank: number;
}

interface Drawing {
  readonly rows: readonly Drawn[];
  /** Ms; the longest puts rows more than 50 days apart. */
  readonly step: number;
  readonly live: boolean;
  readonly asOf: number | null;
  readonly sessionEnd: number | null;
  readonly window: readonly number[] | null;
}

const instant = fc.nat(30);
const drawing: fc.Arbitrary<Drawing> = fc.record({
  rows: fc.array(
    fc.record({
      user: fc.constantFrom('alice', 'bob', 'carol', 'dave', '!anon'),
      joined: fc.option(instant, { freq: 12 }),
      left: fc.option(instant, { freq: 6 }),
      steps: fc.option(fc.integer({ min: -1, max: 30 }), { freq: 4 }),
      type: fc.constantFrom('webrtc', 'webrtc', 'webrtc', 'sip', 'rtmp'),
      isTechnical: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
      isChosen: fc.boolean(),
      page: fc.nat(3),
      otherPage: fc.nat(3),
      otherRank: fc.nat(1000),
    }),
    { maxLength: 30, size: 'max' },
  ),
  step: fc.constantFrom(250, 1000, 60_000, 2 * 86_400_000),
  live: fc.boolean(),
  asOf: fc.option(instant),
  sessionEnd: fc.option(instant),
  window: fc.option(fc.uniqueArray(instant, { minLength: 2, maxLength: 2 })),
});

/** A drawing as a case; with `other` its rows come in the other order, on other pages. */
function caseOf({ rows, step, live, asOf, sessionEnd, window }: Drawing, other = false): Case {
  const time = (steps: number | null): Date | null => (steps === null ? null : new Date(base + steps * step));
  const at = (steps: number | null): number | undefined => time(steps)?.getTime();
  const raw = (row: Drawn, number: number): RawRow => ({
    user_id: row.user,
    user_session_id: `s${number}`,
    joined_at: time(row.joined),
    left_at: time(row.left),
    duration_in_seconds: row.steps === null ? null : (row.steps * step) / 1000,
    publisher_type: row.type,
    roles: [],
  });
  const numbered = rows.map((row, number) => ({
    row,
    page: other ? row.otherPage : row.page,
    raw: raw(row, number),
  }));
  if (other) numbered.sort((one, next) => one.row.otherRank - next.row.otherRank);
  const pages = [0, 1, 2, 3].map((page) => numbered.filter((one) => one.page === page));
  const [from, to] = window?.toSorted((one, next) => one - next).map(at) ?? [];
  return {
    pages: pages.map((items) => items.map((item) => item.raw)),
    technical: pages.flat().map(({ row }) => row.isTechnical),
    chosen: pages.flat().map(() => true),
    context: { live, asOf: at(asOf), sessionStart: base, sessionEnd: at(sessionEnd) },
    window: window === null ? undefined : { from, to },
  };
}

/** The same with the rows only that are (or are not) chosen. */
function part(drawn: Drawing, isChosen: boolean): Case {
  const task = caseOf(drawn);
  const pages = [0, 1, 2, 3].flatMap((page) => drawn.rows.filter((row) => row.page === page));
  return { ...task, chosen: pages.map((row) => row.isChosen === isChosen) };
}

function measured(task: Case): Measures {
  return measure(inputOf(task));
}

function check(property: (drawn: Drawing) => void): void {
  fc.assert(fc.property(drawing, property), { numRuns: 400 });
}

function ordered({ certain, upTo }: Bounds): void {
  assert.ok(upTo === undefined || certain <= upTo, `${certain} is more than ${upTo}`);
}

function neverAbove(lower: StepCurve, upper: StepCurve): void {
  for (const at of [...lower.at, ...upper.at]) assert.ok(valueAt(lower, at) <= valueAt(upper, at));
  assert.ok((lower.peak?.value ?? 0) <= (upper.peak?.value ?? 0));
  assert.ok(lower.area <= upper.area);
}

function sum(values: Iterable<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}

/** By the user session of each row, in place of its place in the table. */
function whateverOrder({ flags, places, ...told }: Told, { input, placed }: Measures): object {
  const rows = Array.from(placed.row, (row) => input.rows.userSessionId(row));
  return {
    ...told,
    rows: new Map(rows.map((session, at) => [session, { flags: flags[at], place: places[at] }])),
  };
}

function bothSweeps({ certain, upTo }: Measures): readonly Sweep[] {
  return [certain, upTo];
}

describe('figures, whatever the rows', () => {
  it('are certain up to what may be', () => {
    check((drawn) => {
      const measures = measured(caseOf(drawn));
      const { certain, upTo, unbounded, presenceMs, dwell, average, lanes } = measures;
      for (const bounds of [
        presenceMs,
        dwell?.mean,
        dwell?.median,
        dwell?.p90,
        average?.rows,
        average?.people,
      ])
        if (bounds !== undefined) ordered(bounds);
      certain.presenceMs.forEach((sure, who) => {
        if (unbounded.people[who] === 0) ordered({ certain: sure, upTo: upTo.presenceMs[who] });
      });
      for (const [who, most] of lanes.rejoins.most.entries())
        assert.ok((lanes.rejoins.fewest[who] ?? NaN) <= most);
      if (unbounded.rows === 0) {
        ordered({ certain: certain.intervalMs, upTo: upTo.intervalMs });
        neverAbove(certain.rows, upTo.rows);
      }
      if (unbounded.person === 0) neverAbove(certain.people, upTo.people);
      if (unbounded.person + unbounded.anonymous > 0) return;
      neverAbove(certain.fewestPeople, upTo.fewestPeople);
      neverAbove(certain.mostPeople, upTo.mostPeople);
    });
  });

  it('have no more presence than interval time, than their span, or than people were there', () => {
    check((drawn) => {
      const measures = measured(caseOf(drawn));
      const { placed, lanes } = measures;
      for (const sweep of bothSweeps(measures)) {
        assert.ok(sum(sweep.presenceMs) <= sweep.intervalMs);
        assert.equal(sum(sweep.presenceMs), sweep.people.area);
        assert.equal(sum(sweep.presenceMs), integral(sweep.people, -Infinity, Infinity));
        const ends = sweep === measures.certain ? placed.certainEnd : placed.upToEnd;
        sweep.presenceMs.forEach((presence, who) => {
          const own = Array.from(lanes.places.subarray(lanes.offsets[who], lanes.offsets[who + 1]));
          const known = own.filter((place) => !Number.isNaN(ends[place]));
          const starts = known.map((place) => placed.start[place] ?? NaN);
          const lengths = known.map((place) => (ends[place] ?? NaN) - (placed.start[place] ?? NaN));
          assert.ok(presence <= sum(lengths));
          const last = Math.max(...known.map((place) => ends[place] ?? NaN));
          if (known.length > 0) assert.ok(presence <= last - Math.min(...starts));
          else assert.equal(presence, 0);
        });
      }
    });
  });

  it('count no more people than rows, and no fewer with anonymous rows apart than together', () => {
    check((drawn) => {
      for (const { rows, people, fewestPeople, mostPeople } of bothSweeps(measured(caseOf(drawn)))) {
        neverAbove(people, fewestPeople);
        neverAbove(fewestPeople, mostPeople);
        neverAbove(mostPeople, rows);
      }
    });
  });

  it('are the same in any order of rows and pages', () => {
    check((drawn) => {
      const [one, other] = [measured(caseOf(drawn)), measured(caseOf(drawn, true))];
      assert.deepEqual(whateverOrder(toldBy(one), one), whateverOrder(toldBy(other), other));
      for (const sweep of ['certain', 'upTo'] as const)
        for (const what of counted)
          assert.deepEqual(curvesOf(one[sweep])[what], curvesOf(other[sweep])[what]);
    });
  });

  it('never rise where fewer rows are chosen', () => {
    check((drawn) => {
      const [all, some] = [measured(caseOf(drawn)), measured(part(drawn, true))];
      assert.ok(some.placed.length <= all.placed.length);
      assert.ok(some.placed.users.length <= all.placed.users.length);
      assert.ok(some.placed.reportedSeconds <= all.placed.reportedSeconds);
      assert.ok(some.placed.rowsWithoutReported <= all.placed.rowsWithoutReported);
      assert.ok(some.unbounded.rows <= all.unbounded.rows);
      some.placed.kinds.forEach((count, kind) => {
        assert.ok(count <= (all.placed.kinds[kind] ?? NaN));
      });
      const users = usersOf(all);
      for (const sweep of ['certain', 'upTo'] as const) {
        const [more, fewer] = [all[sweep], some[sweep]];
        assert.ok(fewer.intervalMs <= more.intervalMs);
        for (const what of counted) neverAbove(curvesOf(fewer)[what], curvesOf(more)[what]);
        for (const [who, user] of usersOf(some).entries())
          assert.ok((fewer.presenceMs[who] ?? NaN) <= (more.presenceMs[users.indexOf(user)] ?? NaN));
      }
    });
  });

  it('of two parts add up to those of all rows, people excepted', () => {
    check((drawn) => {
      const all = measured(caseOf(drawn));
      const parts = [measured(part(drawn, true)), measured(part(drawn, false))];
      const total = (of: (one: Measures) => number): void => {
        assert.equal(sum(parts.map(of)), of(all));
      };
      total(({ placed }) => placed.length);
      total(({ placed }) => placed.reportedSeconds);
      total(({ placed }) => placed.rowsWithoutReported);
      total(({ unbounded }) => unbounded.rows);
      for (const kind of [0, 1, 2, 3] as const) total(({ placed }) => placed.kinds[kind]);
      for (const sweep of ['certain', 'upTo'] as const) {
        total((one) => one[sweep].intervalMs);
        total((one) => one[sweep].rows.area);
        for (const at of all[sweep].rows.at) total((one) => valueAt(one[sweep].rows, at));
      }
    });
  });

  it('of two windows side by side add up to those of both', () => {
    fc.assert(
      fc.property(drawing, fc.uniqueArray(instant, { minLength: 3, maxLength: 3 }), (drawn, sides) => {
        const [from, middle, to] = sides.toSorted((one, next) => one - next);
        const of = (...window: (number | undefined)[]): Measures =>
          measured(caseOf({ ...drawn, window: window.map((side) => side ?? NaN) }));
        const [both, first, second] = [of(from, to), of(from, middle), of(middle, to)];
        for (const sweep of ['certain', 'upTo'] as const) {
          assert.equal(first[sweep].intervalMs + second[sweep].intervalMs, both[sweep].intervalMs);
          both[sweep].presenceMs.forEach((presence, who) => {
            const halves = [first, second].map((half) => half[sweep].presenceMs[who] ?? NaN);
            assert.equal(sum(halves), presence);
          });
          for (const what of counted) {
            const areas = [first, second].map((half) => curvesOf(half[sweep])[what].area);
            assert.equal(sum(areas), curvesOf(both[sweep])[what].area);
          }
        }
        assert.equal(both.placed.reportedSeconds, first.placed.reportedSeconds);
        assert.equal(both.placed.users.length, second.placed.users.length);
      }),
      { numRuns: 400 },
    );
  });

  it('agree with the oracle where rows are months apart', () => {
    fc.assert(
      fc.property(drawing, (drawn) => {
        const task = caseOf({ ...drawn, step: 5 * 86_400_000 });
        assert.deepEqual(toldBy(measured(task)), answer(task).told);
      }),
      { numRuns: 200 },
    );
  });
});

describe('figures measured in slices', () => {
  /** A clock on which every step takes long. */
  function slow(signal?: AbortSignal, onPause?: (count: number) => void) {
    let [time, pauses] = [0, 0];
    return {
      now: () => (time += 1000),
      pause: async () => {
        onPause?.(++pauses);
        await Promise.resolve();
      },
      signal,
    };
  }

  it('are those measured at once, with a pause after every step', async () => {
    for (let seed = 0; seed < 300; seed++) {
      const input = inputOf(randomCase(seed));
      let pauses = 0;
      const sliced = await measureInSlices(
        input,
        slow(undefined, (count) => (pauses = count)),
      );
      assert.deepEqual(toldBy(sliced), toldBy(measure(input)));
      if (sliced.placed.length > 0) assert.ok(pauses > 5);
    }
  });

  it('do not pause while there is time', async () => {
    const input = inputOf(randomCase(5));
    const pause = (): Promise<void> => Promise.reject(new Error('There was time.'));
    assert.deepEqual(toldBy(await measureInSlices(input, { now: () => 5, pause })), toldBy(measure(input)));
  });

  it('stop with the reason of the signal, at the start and in any pause', async () => {
    const input = inputOf(randomCase(5));
    const reason = new Error('Enough.');
    await assert.rejects(measureInSlices(input, slow(AbortSignal.abort(reason))), reason);
    for (const last of [1, 4]) {
      const abort = new AbortController();
      let pauses = 0;
      const stopped = measureInSlices(
        input,
        slow(abort.signal, (count) => {
          pauses = count;
          if (count === last) abort.abort(reason);
        }),
      );
      await assert.rejects(stopped, reason);
      assert.equal(pauses, last);
    }
  });
});

describe('a window', () => {
  it('is refused where it is empty or not of whole milliseconds', () => {
    const input = inputOf(randomCase(1));
    const from = 1_700_000_000_000;
    for (const window of [{ from, to: from }, { from, to: from - 1 }, { from: from + 0.5 }, { to: NaN }])
      assert.throws(() => measure({ ...input, window }), RangeError, JSON.stringify(window));
  });
});
