import type { Ms } from '../instant';
import { text, type Text } from '../text';
import { cannotTell, type CannotTell } from './cannot-tell';
import type { Bounds, Measures } from './measure';
import { rowKind } from './placed-rows';
import { wholeTimes } from './whole-times';

/** How late people came. */
export interface Lateness {
  /** The call's `starts_at`. */
  readonly startsAt: Ms;
  readonly people: readonly PersonLateness[];
}

export interface PersonLateness {
  readonly person: number;
  /** From `starts_at` to the person's first certain start, ms; 0: in time. Undefined: no row of the person has a start. */
  readonly lateMs: Bounds | undefined;
}

/** How long before the end people left for good. */
export interface EarlyLeaves {
  /** The session's end as Stream tells it, which is some time after the last leave. */
  readonly endedAt: Ms;
  /** When the last person that is known to have stayed left. */
  readonly lastLeave: Ms;
  readonly people: readonly PersonLeave[];
}

export interface PersonLeave {
  readonly person: number;
  /**
   * Ms; certain: from the person's last up-to end to the {@link EarlyLeaves.lastLeave}; up to: from the last certain end to
   * the session's end. So who stayed longest left 0 ms early for certain. Undefined: no row of the person has a place in time.
   */
  readonly earlyMs: Bounds | undefined;
}

const longestBefore = 12 * 60 * 60_000;

/** Rule 15, for rows that are complete and at least settled. @param earlier a session of the call began at or after `startsAt` */
export function lateness(
  measures: Measures,
  startsAt: Ms | undefined,
  { startedAt, endedAt }: { readonly startedAt: Ms | undefined; readonly endedAt: Ms | undefined },
  earlier: boolean | undefined,
): Lateness | CannotTell {
  const spans = spansOf(measures);
  const why = untoldLateness(startsAt, startedAt, endedAt ?? spans.lastLeave, earlier);
  if (why !== undefined) return cannotTell(why);
  const from = startsAt ?? 0;
  return {
    startsAt: from,
    people: Array.from(spans.first, (first, person) => {
      if (!Number.isFinite(first)) return { person, lateMs: undefined };
      const late = Math.max(0, first - from);
      return { person, lateMs: { certain: spans.unplaced[person] === 1 ? 0 : late, upTo: late } };
    }),
  };
}

function untoldLateness(
  startsAt: Ms | undefined,
  startedAt: Ms | undefined,
  end: Ms,
  earlier: boolean | undefined,
): Text | undefined {
  if (startsAt === undefined) return text('Cannot be told: the call has no start time (starts_at).');
  if (startedAt === undefined) return text('Cannot be told: it is not known when the session began.');
  if (startsAt < startedAt - longestBefore)
    return text('Cannot be told: the call’s start time lies over 12 hours before this session.');
  if (startsAt > end) return text('Cannot be told: the call’s start time lies after this session.');
  if (earlier === undefined) return text('Cannot be told: earlier sessions of the call were not looked for.');
  if (earlier) return text('Cannot be told: an earlier session began after the call’s start time.');
  return undefined;
}

/** Rule 15, for rows that are complete and at least settled. */
export function earlyLeaves(measures: Measures, endedAt: Ms | undefined): EarlyLeaves | CannotTell {
  if (endedAt === undefined)
    return cannotTell(text('Cannot be told: it is not known when the session ended.'));
  const { first, certain, upTo, unplaced, lastLeave } = spansOf(measures);
  if (!Number.isFinite(lastLeave))
    return cannotTell(text('Cannot be told: no row of a person has a place in time.'));
  const end = Math.max(endedAt, lastLeave);
  return {
    endedAt,
    lastLeave,
    people: Array.from(first, (start, person) => {
      if (!Number.isFinite(start)) return { person, earlyMs: undefined };
      const stayed = unplaced[person] === 1 ? Infinity : (upTo[person] ?? Infinity);
      const earlyMs = {
        certain: Math.max(0, lastLeave - stayed),
        upTo: end - (certain[person] ?? end),
      };
      return { person, earlyMs };
    }),
  };
}

/** From when to when people were there, by person, whatever the window. */
interface Spans {
  /** ∞: no row with a start. */
  readonly first: Float64Array;
  readonly certain: Float64Array;
  /** ∞: a tail is unknown. */
  readonly upTo: Float64Array;
  /** 1: a row has no place in time. */
  readonly unplaced: Uint8Array;
  /** The last certain end of people and anonymous rows; −∞: there is none. */
  readonly lastLeave: Ms;
}

function spansOf(measures: Measures): Spans {
  const { length, kind, person, users } = measures.placed;
  const first = new Float64Array(users.length).fill(Infinity);
  const certain = new Float64Array(users.length).fill(-Infinity);
  const upTo = new Float64Array(users.length).fill(-Infinity);
  const unplaced = new Uint8Array(users.length);
  let lastLeave = -Infinity;
  for (let place = 0; place < length; place++) {
    const isPerson = kind[place] === rowKind.person;
    if (!isPerson && kind[place] !== rowKind.anonymous) continue;
    const who = person[place] ?? -1;
    const { start, certainEnd, upToEnd } = wholeTimes(measures, place);
    if (Number.isNaN(start)) {
      if (isPerson) unplaced[who] = 1;
      continue;
    }
    lastLeave = Math.max(lastLeave, certainEnd);
    if (!isPerson) continue;
    first[who] = Math.min(first[who] ?? Infinity, start);
    certain[who] = Math.max(certain[who] ?? -Infinity, certainEnd);
    upTo[who] = Math.max(upTo[who] ?? -Infinity, Number.isNaN(upToEnd) ? Infinity : upToEnd);
  }
  return { first, certain, upTo, unplaced, lastLeave };
}
