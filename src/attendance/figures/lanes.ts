import type { Ms } from '../instant';
import { defaultLabels, Labelling, type LabelSettings, type RowLabels } from './lane-labels';
import type { Bounds, Measures } from './measure';
import { lastOf, rowKind } from './placed-rows';
import { wholeTimes, type WholeTimes } from './whole-times';

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

export interface LaneOptions {
  readonly labels?: LabelSettings | undefined;
  /** The unified session id of a row of the table, where connections were asked for. */
  readonly connectionOf?: ((row: number) => string | undefined) | undefined;
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
  const { placed, lanes, unbounded, certain, upTo } = measures;
  const user = placed.users[person];
  if (user === undefined) throw new RangeError(`There is no person ${person}.`);
  const rows = rowsInOrder(measures, person);
  const labelling = new Labelling(options.labels ?? defaultLabels);
  const isBounded = unbounded.people[person] === 0;
  return {
    person,
    user,
    intervals: rows.map(({ place, times }) => {
      const interval = intervalAt(measures, place);
      return { ...interval, ...labelling.next(times, options.connectionOf?.(interval.row)) };
    }),
    gaps: gapsIn(measures, lanes.places.subarray(lanes.offsets[person], lanes.offsets[person + 1])),
    withoutPlace: isBounded ? [] : (withoutPlace(measures).get(person) ?? []),
    presenceMs: {
      certain: certain.presenceMs[person] ?? 0,
      upTo: isBounded ? (upTo.presenceMs[person] ?? 0) : undefined,
    },
  };
}

interface OwnRow {
  readonly place: number;
  readonly times: WholeTimes;
}

/** At the edge of a window starts are clipped to one: the order is that of the true ones. */
function rowsInOrder(measures: Measures, person: number): readonly OwnRow[] {
  const { offsets, places } = measures.lanes;
  const own = Array.from(places.subarray(offsets[person], offsets[person + 1]), (place) => ({
    place,
    times: wholeTimes(measures, place),
  }));
  if (measures.input.window === undefined) return own;
  return own.sort(
    (one, other) =>
      one.times.start - other.times.start ||
      other.times.certainEnd - one.times.certainEnd ||
      lastOf(other.times.upToEnd) - lastOf(one.times.upToEnd) ||
      one.place - other.place,
  );
}

function intervalAt({ placed }: Measures, place: number): LaneInterval {
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

function gapsIn({ placed }: Measures, places: Uint32Array): readonly Gap[] {
  const gaps: Gap[] = [];
  let [certain, upTo] = [Infinity, Infinity];
  for (const [at, place] of places.entries()) {
    const to = placed.start[place] ?? NaN;
    const certainEnd = placed.certainEnd[place] ?? NaN;
    const end = lastOf(placed.upToEnd[place] ?? NaN);
    if (to > certain) gaps.push({ from: certain, to, certainFrom: to > upTo ? upTo : undefined });
    [certain, upTo] = at === 0 ? [certainEnd, end] : [Math.max(certain, certainEnd), Math.max(upTo, end)];
  }
  return gaps;
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
 * their kind. O(m log m) of m such rows, a lane O(1).
 */
export function otherLanes(measures: Measures): OtherLanes {
  const { length, kind, inWindow, start } = measures.placed;
  const places: number[] = [];
  for (let place = 0; place < length; place++)
    if (kind[place] !== rowKind.person && inWindow[place] === 1) places.push(place);
  const orderOf = (place: number): Ms => lastOf(start[place] ?? NaN);
  places.sort(
    (one, other) => (kind[one] ?? 0) - (kind[other] ?? 0) || orderOf(one) - orderOf(other) || one - other,
  );
  return {
    count: places.length,
    lane(index) {
      const place = places[index];
      if (place === undefined) throw new RangeError(`There is no lane ${index}.`);
      return otherLane(measures, place);
    },
  };
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
