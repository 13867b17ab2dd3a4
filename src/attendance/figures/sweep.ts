import { rowKind, type PlacedRows } from './placed-rows';
import { inSteps, type Sliced } from './slices';
import { CurveBuilder, type StepCurve } from './step-curve';
import { inTimeOrder } from './time-order';

/** What one sweep over the rows finds. */
export interface Sweep {
  /** Rows at t, of any kind. */
  readonly rows: StepCurve;
  /** People with an id at t. */
  readonly people: StepCurve;
  /** With anonymous rows the number of people is a range: all of them one person, or each another. */
  readonly fewestPeople: StepCurve;
  readonly mostPeople: StepCurve;
  /** By person: the length of the union of the person's intervals, ms. */
  readonly presenceMs: Float64Array;
  /** Σ(end − start) over all rows, ms. */
  readonly intervalMs: number;
}

/** Intervals of some length in the order of their starts. */
interface Intervals {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** A person, or {@link nobody} or {@link anonymous}. */
  readonly who: Int32Array;
}

const nobody = -1;
const anonymous = -2;
const [since, presence, personFields] = [1, 2, 4];
/** Instants in one step. */
const stepLength = 1 << 13;

/**
 * Rule 7: the sweep line over the intervals from `start` to `end`. At a tie a leave comes before a join; all events of one
 * instant are one step. A counter for each person gives people and unions in the same pass. Rows without a place and
 * without length make no event. O(n) after the radix sort of the ends.
 * @param startOrder places in the order of their starts
 * @param ends ms by place; NaN: this sweep leaves the row out
 */
export function* sweep(placed: PlacedRows, startOrder: Uint32Array, ends: Float64Array): Sliced<Sweep> {
  const intervals = yield* withLength(placed, startOrder, ends);
  const endOrder = yield* inTimeOrder(intervals.end);
  const line = new SweepLine(intervals, endOrder, placed.users.length, placed.kinds[rowKind.anonymous] > 0);
  while (line.advance(stepLength)) yield;
  return line.result();
}

/** The line that goes over the intervals. */
class SweepLine {
  readonly #intervals: Intervals;
  readonly #endOrder: Uint32Array;
  readonly #withAnonymous: boolean;
  readonly #rowCurve: CurveBuilder;
  readonly #peopleCurve: CurveBuilder;
  readonly #fewestCurve: CurveBuilder;
  readonly #mostCurve: CurveBuilder;
  /** Of each person side by side, so that one look brings all: open intervals, since when, presence so far. */
  readonly #people: Float64Array;
  #nextStart = 0;
  #nextEnd = 0;
  #rows = 0;
  #present = 0;
  #anonymous = 0;
  #intervalMs = 0;

  constructor(intervals: Intervals, endOrder: Uint32Array, people: number, withAnonymous: boolean) {
    this.#intervals = intervals;
    this.#endOrder = endOrder;
    this.#withAnonymous = withAnonymous;
    const instants = 2 * endOrder.length;
    this.#rowCurve = new CurveBuilder(instants);
    this.#peopleCurve = new CurveBuilder(instants);
    this.#fewestCurve = new CurveBuilder(withAnonymous ? instants : 0);
    this.#mostCurve = new CurveBuilder(withAnonymous ? instants : 0);
    this.#people = new Float64Array(people * personFields);
  }

  /** Goes over the next instants, at most so many; answers whether there are more. */
  advance(most: number): boolean {
    // Copied, because a local variable is several times quicker than a field.
    const { start, end, who: whose } = this.#intervals;
    const endOrder = this.#endOrder;
    const people = this.#people;
    const count = start.length;
    let [nextStart, nextEnd] = [this.#nextStart, this.#nextEnd];
    let [rows, present, nameless] = [this.#rows, this.#present, this.#anonymous];
    let intervalMs = this.#intervalMs;
    const [rowCurve, peopleCurve] = [this.#rowCurve, this.#peopleCurve];
    const [rowAt, rowValue, peopleAt, peopleValue] = [
      rowCurve.at,
      rowCurve.value,
      peopleCurve.at,
      peopleCurve.value,
    ];
    let [rowSteps, peopleSteps] = [rowCurve.length, peopleCurve.length];
    for (let step = 0; step < most && nextEnd < count; step++) {
      const ending = end[endOrder[nextEnd] ?? 0] ?? Infinity;
      const starting = nextStart < count ? (start[nextStart] ?? Infinity) : Infinity;
      const now = starting < ending ? starting : ending;
      for (; nextEnd < count; nextEnd++) {
        const at = endOrder[nextEnd] ?? 0;
        if (end[at] !== now) break;
        rows--;
        intervalMs += now - (start[at] ?? now);
        const who = whose[at] ?? nobody;
        if (who < 0) {
          if (who === anonymous) nameless--;
          continue;
        }
        const own = who * personFields;
        const left = (people[own] ?? 0) - 1;
        people[own] = left;
        if (left > 0) continue;
        present--;
        people[own + presence] = (people[own + presence] ?? 0) + now - (people[own + since] ?? now);
      }
      for (; nextStart < count && start[nextStart] === now; nextStart++) {
        rows++;
        const who = whose[nextStart] ?? nobody;
        if (who < 0) {
          if (who === anonymous) nameless++;
          continue;
        }
        const own = who * personFields;
        const before = people[own] ?? 0;
        people[own] = before + 1;
        if (before > 0) continue;
        present++;
        people[own + since] = now;
      }
      if (rows !== (rowValue[rowSteps - 1] ?? 0)) {
        rowAt[rowSteps] = now;
        rowValue[rowSteps++] = rows;
      }
      if (present !== (peopleValue[peopleSteps - 1] ?? 0)) {
        peopleAt[peopleSteps] = now;
        peopleValue[peopleSteps++] = present;
      }
      if (!this.#withAnonymous) continue;
      this.#fewestCurve.step(now, present + Math.min(nameless, 1));
      this.#mostCurve.step(now, present + nameless);
    }
    [rowCurve.length, peopleCurve.length] = [rowSteps, peopleSteps];
    [this.#nextStart, this.#nextEnd] = [nextStart, nextEnd];
    [this.#rows, this.#present, this.#anonymous] = [rows, present, nameless];
    this.#intervalMs = intervalMs;
    return nextEnd < count;
  }

  result(): Sweep {
    const people = this.#peopleCurve.build();
    return {
      rows: this.#rowCurve.build(),
      people,
      fewestPeople: this.#withAnonymous ? this.#fewestCurve.build() : people,
      mostPeople: this.#withAnonymous ? this.#mostCurve.build() : people,
      presenceMs: presenceOf(this.#people),
      intervalMs: this.#intervalMs,
    };
  }
}

function presenceOf(people: Float64Array): Float64Array {
  const presenceMs = new Float64Array(people.length / personFields);
  for (let who = 0; who < presenceMs.length; who++)
    presenceMs[who] = people[who * personFields + presence] ?? 0;
  return presenceMs;
}

/** Side by side in the order of their starts: an interval's end is then looked up near where the line stands. */
function* withLength(placed: PlacedRows, startOrder: Uint32Array, ends: Float64Array): Sliced<Intervals> {
  const room = startOrder.length;
  const start = new Float64Array(room);
  const end = new Float64Array(room);
  const who = new Int32Array(room);
  let count = 0;
  yield* inSteps(room, (from, to) => {
    count = take(placed, startOrder, ends, { start, end, who }, count, from, to);
  });
  return {
    start: start.subarray(0, count),
    end: end.subarray(0, count),
    who: who.subarray(0, count),
  };
}

/** Puts intervals of some length behind the `count` that are there; answers how many there are then. */
function take(
  { start: starts, kind, person }: PlacedRows,
  startOrder: Uint32Array,
  ends: Float64Array,
  { start, end, who }: Intervals,
  count: number,
  from: number,
  to: number,
): number {
  let next = count;
  for (let at = from; at < to; at++) {
    const place = startOrder[at] ?? 0;
    const begin = starts[place] ?? NaN;
    const over = ends[place] ?? NaN;
    if (!(over > begin)) continue;
    start[next] = begin;
    end[next] = over;
    who[next++] = kind[place] === rowKind.anonymous ? anonymous : (person[place] ?? nobody);
  }
  return next;
}
