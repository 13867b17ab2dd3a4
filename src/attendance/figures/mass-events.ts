import type { Ms } from '../instant';
import type { Measures } from './measure';
import { inSteps, runAtOnce, type Sliced } from './slices';
import { staysOf, type Moves, type Stays } from './stays';

/** Many people leave or join at once (rule 14). */
export interface MassEvent {
  readonly kind: 'leave' | 'join';
  /** The first and the last of these leaves or joins, ms. */
  readonly from: Ms;
  readonly to: Ms;
  /** Persons, each once, ascending. */
  readonly people: Uint32Array;
  /** People who may have been present just before, assumed and unknown tails counted as present. */
  readonly presentBefore: number;
  /** `start`: within a minute of the first join. `end`: nobody joins afterwards and within a minute all are gone. */
  readonly place: 'start' | 'during' | 'end';
}

const [fewestPeople, perShare] = [5, 5];
/** Half-open: what happens 10 s later is outside. */
export const massWindowMs = 10_000;
const edgeMs = 60_000;

/**
 * Rule 14: at least 5 people and at least 20 % of those present just before leave or join inside 10 s, where for joins
 * somebody must have been present. Windows begin at a leave or join; those that overlap are one event. Only proven leaves
 * and joins count: where a tail is assumed, or where a window cuts, nobody is known to have left. O(rows); by time.
 */
export function massEvents(measures: Measures): readonly MassEvent[] {
  return runAtOnce(findMassEvents(measures));
}

/** {@link massEvents} in steps. */
export function* findMassEvents(measures: Measures): Sliced<readonly MassEvent[]> {
  const stays = yield* staysOf(measures);
  const people = measures.placed.users.length;
  const leaves = yield* eventsOf('leave', stays, people);
  const joins = yield* eventsOf('join', stays, people);
  return [...leaves, ...joins].toSorted((one, other) => one.from - other.from);
}

/** A stretch of moves from index to index. */
interface Stretch {
  readonly first: number;
  last: number;
  readonly presentBefore: number;
}

function* eventsOf(kind: MassEvent['kind'], stays: Stays, people: number): Sliced<readonly MassEvent[]> {
  const moves = proven(kind === 'leave' ? stays.goings : stays.comings);
  const stretches: Stretch[] = [];
  const line = { end: 0, distinct: 0, came: 0, went: 0 };
  const inside = new Uint32Array(people);
  const { at, person } = moves;
  const { comings, goings } = stays;
  yield* inSteps(at.length, (begin, end) => {
    let { end: next, distinct, came, went } = line;
    for (let move = begin; move < end; move++) {
      const from = at[move] ?? 0;
      for (; next < at.length && (at[next] ?? 0) < from + massWindowMs; next++) {
        const who = person[next] ?? 0;
        inside[who] = (inside[who] ?? 0) + 1;
        if (inside[who] === 1) distinct++;
      }
      while (came < comings.at.length && (comings.at[came] ?? 0) < from) came++;
      while (went < goings.at.length && (goings.at[went] ?? 0) < from) went++;
      const present = came - went;
      if (distinct >= fewestPeople && distinct * perShare >= present && (kind === 'leave' || present > 0)) {
        const open = stretches.at(-1);
        if (open !== undefined && move <= open.last) open.last = next - 1;
        else stretches.push({ first: move, last: next - 1, presentBefore: present });
      }
      const who = person[move] ?? 0;
      inside[who] = (inside[who] ?? 0) - 1;
      if (inside[who] === 0) distinct--;
    }
    Object.assign(line, { end: next, distinct, came, went });
  });
  return stretches.map(({ first, last, presentBefore }) => {
    const [from, to] = [at[first] ?? 0, at[last] ?? 0];
    return {
      kind,
      from,
      to,
      people: Uint32Array.from(new Set(person.subarray(first, last + 1))).sort(),
      presentBefore,
      place: placeOf(kind, from, to, stays),
    };
  });
}

function proven(moves: Moves): Moves {
  const room = moves.at.length;
  const chosen = { at: new Float64Array(room), person: new Uint32Array(room) };
  let count = 0;
  for (let move = 0; move < room; move++) {
    if (moves.proven[move] !== 1) continue;
    chosen.at[count] = moves.at[move] ?? 0;
    chosen.person[count++] = moves.person[move] ?? 0;
  }
  return {
    at: chosen.at.subarray(0, count),
    person: chosen.person.subarray(0, count),
    proven: new Uint8Array(count).fill(1),
  };
}

function placeOf(kind: MassEvent['kind'], from: Ms, to: Ms, { comings, goings }: Stays): MassEvent['place'] {
  if (kind === 'join')
    return comings.proven[0] === 1 && from <= (comings.at[0] ?? 0) + edgeMs ? 'start' : 'during';
  const allGo = goings.at.length === comings.at.length && goings.proven[goings.proven.length - 1] === 1;
  const isLast = (comings.at.at(-1) ?? 0) <= to && (goings.at.at(-1) ?? 0) <= to + edgeMs;
  return allGo && isLast ? 'end' : 'during';
}
