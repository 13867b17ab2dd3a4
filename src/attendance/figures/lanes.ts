import type { Ms } from '../instant';
import type { RowLabels } from './lane-labels';
import { laneLabels, laneRows, type LaneOptions, type LaneRows } from './lane-rows';
import type { Bounds, Measures } from './measure';
import { rowKind } from './placed-rows';
import { inSteps, runAtOnce, type Sliced } from './slices';
import { inTimeOrder } from './time-order';

/** One row as it is drawn, clipped to the window. */
export interface LaneInterval {
  /** Index in the table. */
  readonly row: number;
  readonly start: Ms;
  readonly certainEnd: Ms;
  /** Undefined: the tail is unknown. */
  readonly upToEnd: Ms | undefined;
  /** From the certain end to the up-to end it is assumed (rule 4). */
  readonly assumedTail: boolean;
  /** No length at all: drawn as a tick. */
  readonly tick: boolean;
}

/** A row of a person; {@link RowLabels} by the row's own times, whatever the window. */
export interface PersonInterval extends LaneInterval, RowLabels {}

/** A stretch between two certain intervals of a person, in which none of the person's rows is certain. */
export interface Gap {
  readonly from: Ms;
  readonly to: Ms;
  /** From here on the person was away even if all tails are as long as assumed; undefined: there may be no gap. */
  readonly certainFrom: Ms | undefined;
}

/** The rows of one person over time. */
export interface Lane {
  readonly person: number;
  /** The person's number in the table: `userIdOf`. */
  readonly user: number;
  /** In the order of their starts, of one start the longest first. */
  readonly intervals: readonly PersonInterval[];
  /** As many as `rejoins.most`; with a {@link Gap.certainFrom} as many as `rejoins.fewest`. */
  readonly gaps: readonly Gap[];
  /** Rows without a place in time: indexes in the table. */
  readonly withoutPlace: readonly number[];
  /** Presence in the window, ms: the union of the intervals. */
  readonly presenceMs: Bounds;
}

/** A row that is no person's with an id: such rows have a lane each. */
export interface OtherLane {
  readonly kind: 'anonymous' | 'ingress' | 'technical';
  readonly row: number;
  readonly user: number;
  /** Undefined: no place in time. */
  readonly interval: LaneInterval | undefined;
}

/** Lanes that are made when they are asked for. */
export interface OtherLanes {
  readonly count: number;
  /** @throws RangeError: there is no such lane */
  lane(index: number): OtherLane;
}

const otherKinds = { 1: 'anonymous', 2: 'ingress', 3: 'technical' } as const;

/**
 * The lane of one person, O(rows of that person). The rows that have no place in time are looked for once for all people.
 * @throws RangeError: there is no such person
 */
export function lane(measures: Measures, person: number, options: LaneOptions = {}): Lane {
  const { placed, unbounded, certain, upTo } = measures;
  const rows = laneRows(measures, person, options);
  const isBounded = unbounded.people[person] === 0;
  return {
    person,
    user: placed.users[person] ?? 0,
    intervals: Array.from(rows.places, (place, at) => ({
      ...intervalAt(measures, place),
      label: laneLabels[rows.labels[at] ?? 0] ?? 'first',
      upToLabel: laneLabels[rows.upToLabels[at] ?? 0] ?? 'first',
    })),
    gaps: gapsIn(measures, rows),
    withoutPlace: rowsWithoutPlace(measures, person),
    presenceMs: {
      certain: certain.presenceMs[person] ?? 0,
      upTo: isBounded ? (upTo.presenceMs[person] ?? 0) : undefined,
    },
  };
}

/** The row at a place that has a start. */
export function intervalAt({ placed }: Measures, place: number): LaneInterval {
  const [start, certainEnd, last] = [
    placed.start[place] ?? NaN,
    placed.certainEnd[place] ?? NaN,
    placed.upToEnd[place] ?? NaN,
  ];
  return {
    row: placed.row[place] ?? 0,
    start,
    certainEnd,
    upToEnd: Number.isNaN(last) ? undefined : last,
    assumedTail: last > certainEnd,
    tick: last === start,
  };
}

/** The gap just before the n-th row of a lane; undefined: there is none, or no such row. */
export function gapBefore({ placed }: Measures, rows: LaneRows, at: number): Gap | undefined {
  const place = at > 0 ? rows.places[at] : undefined;
  if (place === undefined) return undefined;
  const to = placed.start[place] ?? NaN;
  const [from, upTo] = [rows.certainReach[at] ?? NaN, rows.upToReach[at] ?? NaN];
  return to > from ? { from, to, certainFrom: to > upTo ? upTo : undefined } : undefined;
}

function gapsIn(measures: Measures, rows: LaneRows): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let at = 1; at < rows.places.length; at++) {
    const gap = gapBefore(measures, rows, at);
    if (gap !== undefined) gaps.push(gap);
  }
  return gaps;
}

/** Table indexes of a person's rows that have no place in time. The first time O(n), for all people. */
export function rowsWithoutPlace(measures: Measures, person: number): readonly number[] {
  return measures.unbounded.people[person] === 1 ? (withoutPlace(measures).get(person) ?? []) : [];
}

const placeless = new WeakMap<Measures, ReadonlyMap<number, readonly number[]>>();

/** By person: rows that have no place in time. */
function withoutPlace(measures: Measures): ReadonlyMap<number, readonly number[]> {
  const known = placeless.get(measures);
  if (known !== undefined) return known;
  const found = new Map<number, number[]>();
  const { length, start, kind, person, row } = measures.placed;
  for (let place = 0; place < length; place++) {
    if (!Number.isNaN(start[place] ?? NaN) || kind[place] !== rowKind.person) continue;
    const who = person[place] ?? 0;
    const rows = found.get(who) ?? [];
    rows.push(row[place] ?? 0);
    found.set(who, rows);
  }
  placeless.set(measures, found);
  return found;
}

/**
 * Anonymous, ingress and technical rows of the window, in this order, each by start; rows without a place in time last of
 * their kind. O(n), a lane O(1).
 */
export function otherLanes(measures: Measures): OtherLanes {
  return runAtOnce(listOtherLanes(measures));
}

/** {@link otherLanes} in steps. */
export function* listOtherLanes(measures: Measures): Sliced<OtherLanes> {
  const { kinds } = measures.placed;
  const places = new Uint32Array(
    kinds[rowKind.anonymous] + kinds[rowKind.ingress] + kinds[rowKind.technical],
  );
  let count = 0;
  for (const kind of [rowKind.anonymous, rowKind.ingress, rowKind.technical]) {
    if (kinds[kind] === 0) continue;
    const own = yield* placesOfKind(measures, kind);
    places.set(own, count);
    count += own.length;
  }
  return {
    count,
    lane(index) {
      const place = index < count ? places[index] : undefined;
      if (place === undefined) throw new RangeError(`There is no lane ${index}.`);
      return otherLane(measures, place);
    },
  };
}

/** Those in the window, by start, those without a place in time last. */
function* placesOfKind({ placed }: Measures, kind: 1 | 2 | 3): Sliced<Uint32Array> {
  const { start, inWindow, kind: kinds } = placed;
  const places = new Uint32Array(placed.kinds[kind]);
  const times = new Float64Array(places.length);
  let count = 0;
  yield* inSteps(placed.length, (from, to) => {
    for (let place = from; place < to; place++) {
      if (kinds[place] !== kind || inWindow[place] !== 1) continue;
      const begin = start[place] ?? NaN;
      times[count] = Number.isNaN(begin) ? Number.MAX_SAFE_INTEGER : begin;
      places[count++] = place;
    }
  });
  const order = yield* inTimeOrder(times.subarray(0, count));
  return order.map((at) => places[at] ?? 0);
}

function otherLane(measures: Measures, place: number): OtherLane {
  const { input, placed } = measures;
  const row = placed.row[place] ?? 0;
  const kind = placed.kind[place];
  return {
    kind: otherKinds[kind === rowKind.ingress || kind === rowKind.technical ? kind : rowKind.anonymous],
    row,
    user: input.rows.arrays.user[row] ?? 0,
    interval: Number.isNaN(placed.start[place] ?? NaN) ? undefined : intervalAt(measures, place),
  };
}
