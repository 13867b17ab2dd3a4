import { listOtherLanes, type OtherLane } from '../../attendance/figures/lanes';
import type { Measures } from '../../attendance/figures/measure';
import { rowKind } from '../../attendance/figures/placed-rows';
import { inSteps, runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import { inTimeOrder } from '../../attendance/figures/time-order';
import type { LaneChoice, LaneOrder } from '../protocol/query';
import type { Charted } from './chart-range';
import { textRanks } from '../../attendance/text-ranks';

/** Which lanes, in which order. */
export interface LaneWish {
  readonly order: LaneOrder;
  /** By the person threshold; without one all lanes are listed. */
  readonly choice: LaneChoice;
}

/** What a lane is of: a person by its number in the measures, or one row of nobody with an id. */
export type LaneOf = { readonly person: number } | { readonly other: OtherLane };

export type Verdict = 'passes' | 'fails' | 'cannotTell';

/** All lanes in their order: those of people, then those of anonymous, ingress and technical rows. */
export interface LaneList {
  readonly count: number;
  /** Undefined: there is no such lane. */
  at(index: number): LaneOf | undefined;
  /** Where a person's lane stands; undefined: it is not among these. */
  indexOfPerson(person: number): number | undefined;
  /** Where the lane of a row of the table stands; undefined: it has none among these. */
  indexOfRow(row: number): number | undefined;
  /** Undefined: there is no threshold. */
  verdictOf(person: number): Verdict | undefined;
}

/**
 * The lanes of an answer. People come by their first join in the window (who has no place in it last), by presence (longest
 * first, by the side that stands for the session: certain, of a live one up to), or by name; equal ones by name.
 * @throws the signal's reason
 */
export function laneList(answer: Charted, wish: LaneWish, pausing: Pausing): Promise<LaneList> {
  return runInSlices(listing(answer, wish), pausing);
}

function* listing({ measures, basis, figures }: Charted, wish: LaneWish): Sliced<LaneList> {
  const verdicts = verdictsOf(measures, figures);
  const chosen = figures.threshold?.judged;
  const isAll = chosen === undefined || wish.choice === 'all';
  const people = isAll
    ? new Uint32Array(measures.placed.users.length).map((_, at) => at)
    : chosen[wish.choice];
  const order = yield* ordered(measures, people, wish.order, basis.state.kind === 'live');
  const positions = new Int32Array(measures.placed.users.length).fill(-1);
  yield* inSteps(order.length, (from, to) => {
    for (let at = from; at < to; at++) positions[order[at] ?? 0] = at;
  });
  const others = isAll ? yield* listOtherLanes(measures) : undefined;
  const positionOf = (person: number): number | undefined => {
    const position = positions[person] ?? -1;
    return position < 0 ? undefined : position;
  };
  const otherRows = new Map<number, number>();
  if (others !== undefined)
    yield* inSteps(others.count, (from, to) => {
      for (let at = from; at < to; at++) otherRows.set(others.lane(at).row, order.length + at);
    });
  return {
    count: order.length + (others?.count ?? 0),
    at(index) {
      const person = order[index];
      if (person !== undefined) return { person };
      const other = index - order.length;
      return others !== undefined && other >= 0 && other < others.count
        ? { other: others.lane(other) }
        : undefined;
    },
    indexOfPerson: positionOf,
    indexOfRow(row) {
      const place = placeOf(measures, row);
      if (place === undefined) return undefined;
      if (measures.placed.kind[place] === rowKind.person)
        return positionOf(measures.placed.person[place] ?? -1);
      return otherRows.get(row);
    },
    verdictOf: (person) => (verdicts === undefined ? undefined : verdictNames[verdicts[person] ?? 0]),
  };
}

const verdictNames: readonly Verdict[] = ['fails', 'passes', 'cannotTell'];

/** By person: numbers of {@link verdictNames}. */
function verdictsOf({ placed }: Measures, { threshold }: Charted['figures']): Uint8Array | undefined {
  if (threshold === undefined) return undefined;
  const verdicts = new Uint8Array(placed.users.length);
  for (const person of threshold.judged.passes) verdicts[person] = 1;
  for (const person of threshold.judged.cannotTell) verdicts[person] = 2;
  return verdicts;
}

/** The place of a row of the table; undefined: the row filter left it out. */
export function placeOf({ placed, input }: Measures, row: number): number | undefined {
  if (input.selected === undefined) return row < placed.length ? row : undefined;
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed.row[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return placed.row[low] === row ? low : undefined;
}

/** People in their order. What is equal comes by name, so that the order does not depend on that of the rows. */
function* ordered(
  measures: Measures,
  people: Uint32Array,
  order: LaneOrder,
  live: boolean,
): Sliced<Uint32Array> {
  if (order === 'name') return yield* byName(measures, people);
  const byJoin = yield* byKey(people, yield* firstJoins(measures));
  const joined = yield* tiesByName(measures, byJoin.order, byJoin.keys);
  if (order === 'firstJoin') return joined;
  const { certain, upTo } = measures;
  const [first, second] = live
    ? [upTo.presenceMs, certain.presenceMs]
    : [certain.presenceMs, upTo.presenceMs];
  const bySecond = yield* byKey(joined, second, -1);
  return (yield* byKey(bySecond.order, first, -1)).order;
}

/** A stable order by keys, which are given by person: whole numbers. @param sign −1: the largest first */
function* byKey(
  people: Uint32Array,
  keyOf: Float64Array,
  sign: 1 | -1 = 1,
): Sliced<{ readonly order: Uint32Array; readonly keys: Float64Array }> {
  const keys = new Float64Array(people.length);
  yield* inSteps(people.length, (from, to) => {
    for (let at = from; at < to; at++) keys[at] = sign * (keyOf[people[at] ?? 0] ?? 0);
  });
  const order = yield* inTimeOrder(keys);
  const sorted = { order: new Uint32Array(people.length), keys: new Float64Array(people.length) };
  yield* inSteps(people.length, (from, to) => {
    for (let at = from; at < to; at++) {
      sorted.order[at] = people[order[at] ?? 0] ?? 0;
      sorted.keys[at] = keys[order[at] ?? 0] ?? 0;
    }
  });
  return sorted;
}

/** Sorts by name what has one key; `keys` stand beside the people. */
function* tiesByName(measures: Measures, people: Uint32Array, keys: Float64Array): Sliced<Uint32Array> {
  const sorted = people.slice();
  let worked = 0;
  for (let first = 0, at = 1; at <= people.length; at++) {
    if (at < people.length && keys[at] === keys[first]) continue;
    if (at - first > 1) {
      sorted.set(yield* byName(measures, people.subarray(first, at)), first);
      worked += at - first;
    }
    first = at;
    if (worked < fewNames) continue;
    worked = 0;
    yield;
  }
  return sorted;
}

/** Names that are sorted in one go. */
const fewNames = 512;

function* byName({ input, placed }: Measures, people: Uint32Array): Sliced<Uint32Array> {
  const names: string[] = [];
  yield* inSteps(people.length, (from, to) => {
    for (let at = from; at < to; at++) names.push(input.rows.userIdOf(placed.users[people[at] ?? 0] ?? 0));
  });
  const ranks = yield* textRanks(names);
  return (yield* inTimeOrder(ranks)).map((at) => people[at] ?? 0);
}

/** By person: the earliest start of the rows that stand in the window, not clipped, ms; who has none comes last. */
function* firstJoins({ placed, input, lanes }: Measures): Sliced<Float64Array> {
  const { offsets, places } = lanes;
  const { start, row } = placed;
  const joins = new Float64Array(placed.users.length).fill(Number.MAX_SAFE_INTEGER);
  const clips = input.window?.from;
  yield* inSteps(joins.length, (from, to) => {
    for (let person = from; person < to; person++) {
      const end = offsets[person + 1] ?? 0;
      // Only rows that the window clips may have begun earlier than the first of them.
      for (let at = offsets[person] ?? 0; at < end; at++) {
        const place = places[at] ?? 0;
        const clipped = start[place] ?? 0;
        const begun = clipped === clips ? (input.rows.start(row[place] ?? 0) ?? clipped) : clipped;
        joins[person] = Math.min(joins[person] ?? begun, begun);
        if (clipped !== clips) break;
      }
    }
  });
  return joins;
}
