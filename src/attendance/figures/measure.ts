import type { Ms } from '../instant';
import { indexLanes, type LaneIndex } from './lane-index';
import { placeRows, rowKind, type MeasureInput, type PlacedRows } from './placed-rows';
import { inSteps, runAtOnce, runInSlices, type Pausing, type Sliced } from './slices';
import { integral } from './step-curve';
import { sweep, type Sweep } from './sweep';
import { inTimeOrder } from './time-order';

/** Two bounds of a time or a number (rule 5): what is proven, and what it may be at most; undefined: nobody can tell. */
export interface Bounds {
  readonly certain: number;
  readonly upTo: number | undefined;
}

/** What was measured on rows: plain numbers and columns. `figures.ts` gives them their names, formulas and words. */
export interface Measures {
  readonly input: MeasureInput;
  readonly placed: PlacedRows;
  readonly certain: Sweep;
  /**
   * With assumed tails (rule 4), without the rows whose time has no bound: it holds for all only where there are none of
   * these ({@link unbounded}).
   */
  readonly upTo: Sweep;
  /** Rows that have no place in time or a tail that is unknown, by kind: with one of them what rests on the kind has no upper bound. */
  readonly unbounded: {
    readonly rows: number;
    /** Rows of people with an id. */
    readonly person: number;
    readonly anonymous: number;
    /** By person: 1 where a row of that person is one. */
    readonly people: Uint8Array;
  };
  readonly lanes: LaneIndex;
  /** Presence of all people in sum, ms. */
  readonly presenceMs: Bounds;
  /** Presence per person over people, ms; undefined: there are no people. */
  readonly dwell: Dwell | undefined;
  readonly average: Average | undefined;
}

/** Of the presence of the people: ms. The median of an even number is the mean of the middle two; p90 is the nearest rank. */
export interface Dwell {
  readonly mean: Bounds;
  readonly median: Bounds;
  readonly p90: Bounds;
}

/** ∫ of the curves over a window, divided by its length. */
export interface Average {
  readonly from: Ms;
  readonly to: Ms;
  /** Which window: the one asked for, the session's, or from the first join to the last certain leave. */
  readonly over: 'window' | 'session' | 'rows';
  readonly rows: Bounds;
  /** With anonymous rows: certain counts them as one person, up-to as one each. */
  readonly people: Bounds;
}

/**
 * Measures rows by the rules, O(n): sweep line, presence, curves, lanes, dwell and average. Rows in any order give the same.
 * @throws RangeError: the window is empty or not of whole ms
 */
export function measure(input: MeasureInput): Measures {
  return runAtOnce(measuring(input));
}

/**
 * {@link measure} in short stretches, so that nothing waits for it. The rows must not change meanwhile: a snapshot.
 * @throws the signal's reason; RangeError: the window is empty or not of whole ms
 */
export function measureInSlices(input: MeasureInput, pausing: Pausing): Promise<Measures> {
  return runInSlices(measuring(input), pausing);
}

function* measuring(input: MeasureInput): Sliced<Measures> {
  const placed = yield* placeRows(input);
  const startOrder = yield* byStart(placed);
  const certain = yield* sweep(placed, startOrder, placed.certainEnd);
  const upTo = (yield* hasTails(placed)) ? yield* sweep(placed, startOrder, placed.upToEnd) : certain;
  const unbounded = yield* withoutBound(placed);
  const lanes = yield* indexLanes(placed, startOrder);
  const presenceMs: Bounds = {
    certain: sum(certain.presenceMs),
    upTo: unbounded.person > 0 ? undefined : sum(upTo.presenceMs),
  };
  return {
    input,
    placed,
    certain,
    upTo,
    unbounded,
    lanes,
    presenceMs,
    dwell: yield* dwell(certain.presenceMs, upTo.presenceMs, unbounded.person > 0),
    average: averageOf(input, placed, certain, upTo, unbounded),
  };
}

/** Places with a start, in the order of their starts. */
function* byStart({ length, start }: PlacedRows): Sliced<Uint32Array> {
  const places = new Uint32Array(length);
  let count = 0;
  yield* inSteps(length, (from, to) => {
    count = withStart(start, places, count, from, to);
  });
  const placed = places.subarray(0, count);
  const times = new Float64Array(count);
  yield* inSteps(count, (from, to) => {
    for (let at = from; at < to; at++) times[at] = start[placed[at] ?? 0] ?? 0;
  });
  const order = yield* inTimeOrder(times);
  yield* inSteps(count, (from, to) => {
    for (let at = from; at < to; at++) order[at] = placed[order[at] ?? 0] ?? 0;
  });
  return order;
}

function* hasTails({ length, certainEnd, upToEnd }: PlacedRows): Sliced<boolean> {
  let found = false;
  yield* inSteps(length, (from, to) => {
    found ||= anyTail(certainEnd, upToEnd, from, to);
  });
  return found;
}

function anyTail(certainEnd: Float64Array, upToEnd: Float64Array, from: number, to: number): boolean {
  for (let place = from; place < to; place++) {
    const certain = certainEnd[place] ?? NaN;
    // Where both are NaN the row has no place, and no tail.
    if (certain !== upToEnd[place] && !Number.isNaN(certain)) return true;
  }
  return false;
}

/** Puts places with a start behind the `count` that are there; answers how many there are then. */
function withStart(
  start: Float64Array,
  places: Uint32Array,
  count: number,
  from: number,
  to: number,
): number {
  let next = count;
  for (let place = from; place < to; place++) if (!Number.isNaN(start[place] ?? NaN)) places[next++] = place;
  return next;
}

function* withoutBound({ length, upToEnd, kind, person, users }: PlacedRows): Sliced<Measures['unbounded']> {
  const people = new Uint8Array(users.length);
  const found = { rows: 0, person: 0, anonymous: 0 };
  yield* inSteps(length, (from, to) => {
    for (let place = from; place < to; place++) {
      if (!Number.isNaN(upToEnd[place] ?? NaN)) continue;
      found.rows++;
      if (kind[place] === rowKind.anonymous) found.anonymous++;
      if (kind[place] !== rowKind.person) continue;
      found.person++;
      people[person[place] ?? 0] = 1;
    }
  });
  return { ...found, people };
}

function* dwell(certain: Float64Array, upTo: Float64Array, unknown: boolean): Sliced<Dwell | undefined> {
  if (certain.length === 0) return undefined;
  const sure = yield* spread(certain);
  const most = unknown ? undefined : upTo === certain ? sure : yield* spread(upTo);
  const pair = (of: 'mean' | 'median' | 'p90'): Bounds => ({ certain: sure[of], upTo: most?.[of] });
  return { mean: pair('mean'), median: pair('median'), p90: pair('p90') };
}

function* spread(values: Float64Array): Sliced<{ mean: number; median: number; p90: number }> {
  const count = values.length;
  const order = yield* inTimeOrder(values);
  const ranked = (rank: number): number => values[order[rank - 1] ?? 0] ?? 0;
  const half = count / 2;
  const median = (ranked(Math.ceil(half)) + ranked(Math.floor(half) + 1)) / 2;
  return { mean: sum(values) / count, median, p90: ranked(Math.ceil((count * 9) / 10)) };
}

function averageOf(
  { window, context }: MeasureInput,
  { firstJoin, lastCertainLeave }: PlacedRows,
  certain: Sweep,
  upTo: Sweep,
  unbounded: Measures['unbounded'],
): Average | undefined {
  const asked = [window?.from, window?.to] as const;
  const session = [context.sessionStart, context.sessionEnd] as const;
  const [over, from, to]: readonly [Average['over'], Ms | undefined, Ms | undefined] =
    asked[0] !== undefined && asked[1] !== undefined
      ? ['window', ...asked]
      : session[0] !== undefined && session[1] !== undefined
        ? ['session', Math.max(session[0], asked[0] ?? -Infinity), Math.min(session[1], asked[1] ?? Infinity)]
        : [
            'rows',
            Math.max(firstJoin, asked[0] ?? -Infinity),
            Math.min(lastCertainLeave, asked[1] ?? Infinity),
          ];
  if (from === undefined || to === undefined || !(to > from)) return undefined;
  const length = to - from;
  const people = unbounded.person + unbounded.anonymous > 0;
  return {
    from,
    to,
    over,
    rows: {
      certain: integral(certain.rows, from, to) / length,
      upTo: unbounded.rows > 0 ? undefined : integral(upTo.rows, from, to) / length,
    },
    people: {
      certain: integral(certain.fewestPeople, from, to) / length,
      upTo: people ? undefined : integral(upTo.mostPeople, from, to) / length,
    },
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
