import { lastOf, rowKind, type PlacedRows } from './placed-rows';
import { inSteps, type Sliced } from './slices';

/** The person rows of the window that have a place in time, by person, each person's in the order of their starts. */
export interface LaneIndex {
  /** Those of person n are `places[offsets[n]]` to before `places[offsets[n + 1]]`. */
  readonly offsets: Uint32Array;
  readonly places: Uint32Array;
  /** By person: how often the person came back after having been away, with certain ends and with up-to ends. */
  readonly rejoins: { readonly most: Uint32Array; readonly fewest: Uint32Array };
}

/** Groups rows by person. O(n): a counting sort over what is sorted by start already. */
export function* indexLanes(placed: PlacedRows, startOrder: Uint32Array): Sliced<LaneIndex> {
  const people = placed.users.length;
  const offsets = new Uint32Array(people + 1);
  yield* inSteps(placed.length, (from, to) => {
    countByPerson(placed, offsets, from, to);
  });
  for (let who = 0; who < people; who++) offsets[who + 1] = (offsets[who + 1] ?? 0) + (offsets[who] ?? 0);
  const places = new Uint32Array(offsets[people] ?? 0);
  const next = offsets.slice(0, people);
  yield* inSteps(startOrder.length, (from, to) => {
    fill(placed, startOrder, next, places, from, to);
  });
  const rejoins = { most: new Uint32Array(people), fewest: new Uint32Array(people) };
  const index = { offsets, places, rejoins };
  yield* inSteps(people, (from, to) => {
    finish(placed, index, from, to);
  });
  return index;
}

function countByPerson(placed: PlacedRows, offsets: Uint32Array, from: number, to: number): void {
  for (let place = from; place < to; place++) {
    if (!hasLane(placed, place)) continue;
    const who = placed.person[place] ?? -1;
    offsets[who + 1] = (offsets[who + 1] ?? 0) + 1;
  }
}

/** @param next by person: where the next row goes */
function fill(
  placed: PlacedRows,
  startOrder: Uint32Array,
  next: Uint32Array,
  places: Uint32Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    const place = startOrder[at] ?? 0;
    if (!hasLane(placed, place)) continue;
    const who = placed.person[place] ?? -1;
    const slot = next[who] ?? 0;
    places[slot] = place;
    next[who] = slot + 1;
  }
}

function finish(placed: PlacedRows, { offsets, places, rejoins }: LaneIndex, from: number, to: number): void {
  for (let who = from; who < to; who++) {
    const begin = offsets[who] ?? 0;
    const end = offsets[who + 1] ?? 0;
    if (end - begin < 2) continue;
    orderTies(placed, places, begin, end);
    countRejoins(placed, places, begin, end, rejoins, who);
  }
}

function hasLane({ kind, inWindow, start }: PlacedRows, place: number): boolean {
  return kind[place] === rowKind.person && inWindow[place] === 1 && !Number.isNaN(start[place] ?? NaN);
}

/** Rows of one start come longest first, whatever order they were read in. */
function orderTies(
  { start, certainEnd, upToEnd }: PlacedRows,
  places: Uint32Array,
  begin: number,
  end: number,
): void {
  let first = begin;
  for (let at = begin + 1; at <= end; at++) {
    if (at < end && start[places[at] ?? 0] === start[places[first] ?? 0]) continue;
    if (at - first > 1) {
      const tied = places.subarray(first, at);
      tied.sort(
        (one, other) =>
          (certainEnd[other] ?? 0) - (certainEnd[one] ?? 0) ||
          lastOf(upToEnd[other]) - lastOf(upToEnd[one]) ||
          one - other,
      );
    }
    first = at;
  }
}

/** Somebody comes back where a row starts after all earlier ones of the person have ended; at the very end is a hand-over. */
function countRejoins(
  { start, certainEnd, upToEnd }: PlacedRows,
  places: Uint32Array,
  begin: number,
  end: number,
  rejoins: LaneIndex['rejoins'],
  who: number,
): void {
  const first = places[begin] ?? 0;
  let [most, fewest] = [0, 0];
  let [certain, upTo] = [certainEnd[first] ?? 0, lastOf(upToEnd[first])];
  for (let at = begin + 1; at < end; at++) {
    const place = places[at] ?? 0;
    const joins = start[place] ?? 0;
    if (joins > certain) most++;
    if (joins > upTo) fewest++;
    certain = Math.max(certain, certainEnd[place] ?? 0);
    upTo = Math.max(upTo, lastOf(upToEnd[place]));
  }
  rejoins.most[who] = most;
  rejoins.fewest[who] = fewest;
}
