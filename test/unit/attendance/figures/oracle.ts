import { staysOf, type Case, type Kind, type Stay } from './oracle-rows';

// The second opinion on figures: everything by scanning all rows, at every instant at which something happens and midway
// between two of them. It imports nothing of ours.

export interface Peak {
  readonly value: number;
  readonly at: number;
  readonly heldMs: number;
}

export interface Bounds {
  readonly certain: number;
  readonly upTo: number | undefined;
}

/** What one pass tells: by certain ends, or by up-to ends without the rows that have none. */
export interface PassTold {
  readonly intervalMs: number;
  readonly presenceMs: ReadonlyMap<string, number>;
  readonly peaks: Counted<Peak | undefined>;
  readonly areas: Counted<number>;
}

/** A thing for each of the four numbers that are counted at an instant. */
export interface Counted<T> {
  readonly rows: T;
  readonly people: T;
  readonly fewest: T;
  readonly most: T;
}

export type Place = readonly [
  start: number | undefined,
  certain: number | undefined,
  upTo: number | undefined,
];

/** All that is told of a case; undefined: nobody can tell, or there is none. */
export interface Told {
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly unknownTypes: readonly string[];
  readonly reportedSeconds: number;
  readonly rowsWithoutReported: number;
  readonly flags: readonly (readonly string[])[];
  readonly places: readonly Place[];
  readonly firstJoin: number | undefined;
  readonly lastCertainLeave: number | undefined;
  readonly lastUpToLeave: number | undefined;
  readonly certain: PassTold;
  readonly upTo: PassTold;
  readonly unbounded: {
    readonly rows: number;
    readonly person: number;
    readonly anonymous: number;
    readonly people: readonly string[];
  };
  readonly presenceMs: Bounds;
  readonly dwell: { readonly mean: Bounds; readonly median: Bounds; readonly p90: Bounds } | undefined;
  readonly average:
    | {
        readonly from: number;
        readonly to: number;
        readonly over: string;
        readonly rows: Bounds;
        readonly people: Bounds;
      }
    | undefined;
  readonly lanes: ReadonlyMap<string, readonly Place[]>;
  readonly rejoins: ReadonlyMap<string, { readonly most: number; readonly fewest: number }>;
}

/** What holds at an instant. */
export interface Moment extends Counted<number> {
  readonly at: number;
}

/** The answer, and every moment that was looked at, so that curves can be compared with it. */
export interface Answer {
  readonly told: Told;
  readonly certain: readonly Moment[];
  readonly upTo: readonly Moment[];
}

interface Clipped extends Stay {
  readonly isInside: boolean;
}

interface Interval {
  readonly stay: Stay;
  readonly from: number;
  readonly to: number;
}

/** Rows; people with an id; all anonymous rows one person; each of them another. */
export const counted = ['rows', 'people', 'fewest', 'most'] as const;

/** Answers a case by brute force, O(n²). */
export function answer(task: Case): Answer {
  const [from, to] = [task.window?.from ?? -Infinity, task.window?.to ?? Infinity];
  const whole = staysOf(task);
  const stays = whole.map((stay) => clip(stay, from, to));
  const people = [...new Set(stays.filter(isPerson).map(({ user }) => user))];
  const inside = whole.filter((_, at) => stays[at]?.isInside);
  const [firstJoin, lastCertainLeave, lastUpToLeave] = [
    inside.map(({ start }) => start).reduce(least, undefined),
    inside.map(({ certain }) => certain).reduce(greatest, undefined),
    inside.map(({ upTo }) => upTo).reduce(greatest, undefined),
  ];
  const unbounded = stays.filter(({ upTo }) => upTo === undefined);
  const [anonymous, persons] = [
    unbounded.filter(({ kind }) => kind === 'anonymous'),
    unbounded.filter(isPerson),
  ];

  const over = averageOver(task, firstJoin, lastCertainLeave);
  const instants = [...new Set([over?.from, over?.to, ...stays.flatMap(placeOf)])]
    .filter((at) => at !== undefined)
    .sort((one, other) => one - other);
  const certain = intervalsOf(stays, 'certain');
  const upTo = intervalsOf(stays, 'upTo');
  const [sure, possible] = [pass(certain, instants, people), pass(upTo, instants, people)];
  const bounds = (isKnown: boolean, of: (one: typeof sure) => number): Bounds => ({
    certain: of(sure),
    upTo: isKnown ? of(possible) : undefined,
  });
  const dwell = (of: (values: readonly number[]) => number): Bounds =>
    bounds(persons.length === 0, ({ told }) =>
      of([...told.presenceMs.values()].sort((one, other) => one - other)),
    );

  return {
    certain: sure.moments,
    upTo: possible.moments,
    told: {
      kinds: {
        person: stays.filter(isPerson).length,
        anonymous: stays.filter(({ kind }) => kind === 'anonymous').length,
        ingress: stays.filter(({ kind }) => kind === 'ingress').length,
        technical: stays.filter(({ kind }) => kind === 'technical').length,
      },
      unknownTypes: [...new Set(stays.map(({ type }) => type))].filter(isUnknownType).sort(),
      reportedSeconds: sum(stays.map(({ seconds }) => Math.max(0, seconds ?? 0))),
      rowsWithoutReported: stays.filter(({ seconds }) => seconds === undefined || seconds < 0).length,
      flags: stays.map(({ flags }) => flags),
      places: stays.map(placeOf),
      firstJoin,
      lastCertainLeave,
      lastUpToLeave,
      certain: sure.told,
      upTo: possible.told,
      unbounded: {
        rows: unbounded.length,
        person: persons.length,
        anonymous: anonymous.length,
        people: [...new Set(persons.map(({ user }) => user))].sort(),
      },
      presenceMs: bounds(persons.length === 0, ({ told }) => sum([...told.presenceMs.values()])),
      dwell:
        people.length === 0
          ? undefined
          : {
              mean: dwell((values) => sum(values) / values.length),
              median: dwell((values) => {
                const middle = values.length / 2;
                return ((values[Math.ceil(middle) - 1] ?? NaN) + (values[Math.floor(middle)] ?? NaN)) / 2;
              }),
              p90: dwell((values) => values.find((_, at) => 10 * (at + 1) >= 9 * values.length) ?? NaN),
            },
      average:
        over === undefined
          ? undefined
          : {
              ...over,
              rows: bounds(unbounded.length === 0, (one) => meanOver(one.moments, over, 'rows')),
              people: {
                certain: meanOver(sure.moments, over, 'fewest'),
                upTo:
                  persons.length + anonymous.length === 0
                    ? meanOver(possible.moments, over, 'most')
                    : undefined,
              },
            },
      lanes: new Map(people.map((user) => [user, laneOf(stays, user)])),
      rejoins: new Map(people.map((user) => [user, rejoinsOf(laneOf(stays, user))])),
    },
  };
}

function isPerson({ kind }: Stay): boolean {
  return kind === 'person';
}

function isUnknownType(type: string): boolean {
  return !['webrtc', 'sip', 'rtmp', 'srt', 'whip', 'rtsp'].includes(type);
}

function placeOf({ start, certain, upTo }: Stay): Place {
  return [start, certain, upTo];
}

/** A window clips intervals, and what begins when it is over does not matter to it. */
function clip(stay: Stay, from: number, to: number): Clipped {
  const { start, certain, upTo } = stay;
  if (start === undefined || certain === undefined) return { ...stay, isInside: true };
  const clipped = (at: number): number => Math.min(Math.max(at, from), to);
  const end = upTo ?? Infinity;
  return {
    ...stay,
    start: clipped(start),
    certain: clipped(certain),
    upTo: start >= to ? to : upTo === undefined ? undefined : clipped(upTo),
    isInside: start < to && (end > from || (end === start && start === from)),
  };
}

/** Of some length. */
function intervalsOf(stays: readonly Stay[], end: 'certain' | 'upTo'): Interval[] {
  return stays.flatMap((stay) => {
    const { start: from, [end]: to } = stay;
    return from !== undefined && to !== undefined && to > from ? [{ stay, from, to }] : [];
  });
}

function pass(
  intervals: readonly Interval[],
  instants: readonly number[],
  people: readonly string[],
): { told: PassTold; moments: readonly Moment[] } {
  const moments: Moment[] = [];
  instants.forEach((at, index) => {
    moments.push(countAt(intervals, at));
    const next = instants[index + 1];
    if (next !== undefined) moments.push(countAt(intervals, (at + next) / 2));
  });
  const told = {
    intervalMs: sum(intervals.map(({ from, to }) => to - from)),
    presenceMs: new Map(people.map((user) => [user, unionOf(intervals, user)])),
    peaks: each((what) => peakOf(moments, what)),
    areas: each((what) => areaOf(moments, what)),
  };
  return { told, moments };
}

function each<T>(of: (what: keyof Counted<T>) => T): Counted<T> {
  const [rows, people, fewest, most] = counted;
  return { rows: of(rows), people: of(people), fewest: of(fewest), most: of(most) };
}

function countAt(intervals: readonly Interval[], at: number): Moment {
  let [rows, nameless] = [0, 0];
  const users = new Set<string>();
  for (const { stay, from, to } of intervals) {
    if (from > at || at >= to) continue;
    rows++;
    if (stay.kind === 'person') users.add(stay.user);
    if (stay.kind === 'anonymous') nameless++;
  }
  return {
    at,
    rows,
    people: users.size,
    fewest: users.size + (nameless > 0 ? 1 : 0),
    most: users.size + nameless,
  };
}

/** Moments stand at 0, 2, 4, … where something happens, and between two of them midway. */
function peakOf(moments: readonly Moment[], what: keyof Counted<number>): Peak | undefined {
  const value = Math.max(0, ...moments.map((moment) => moment[what]));
  const first = moments.findIndex((moment) => moment[what] === value);
  const over = moments.findIndex((moment, at) => at > first && moment[what] < value);
  const at = moments[first]?.at;
  if (value === 0 || at === undefined) return undefined;
  return { value, at, heldMs: (moments[over]?.at ?? NaN) - at };
}

function areaOf(
  moments: readonly Moment[],
  what: keyof Counted<number>,
  from = -Infinity,
  to = Infinity,
): number {
  let area = 0;
  for (let midway = 1; midway < moments.length; midway += 2) {
    const [begin, end] = [moments[midway - 1]?.at ?? NaN, moments[midway + 1]?.at ?? NaN];
    if (begin >= from && end <= to) area += (moments[midway]?.[what] ?? NaN) * (end - begin);
  }
  return area;
}

/** The sides of the stretch are among the moments. */
function meanOver(
  moments: readonly Moment[],
  { from, to }: { readonly from: number; readonly to: number },
  what: keyof Counted<number>,
): number {
  return areaOf(moments, what, from, to) / (to - from);
}

function unionOf(intervals: readonly Interval[], user: string): number {
  const own = intervals.filter(({ stay }) => isPerson(stay) && stay.user === user);
  let [length, reached] = [0, -Infinity];
  for (const { from, to } of own.sort((one, other) => one.from - other.from)) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length;
}

function averageOver(
  { context, window }: Case,
  firstJoin: number | undefined,
  lastLeave: number | undefined,
): { from: number; to: number; over: string } | undefined {
  const { sessionStart, sessionEnd } = context;
  let stretch = { from: firstJoin, to: lastLeave, over: 'rows' };
  if (sessionStart !== undefined && sessionEnd !== undefined)
    stretch = { from: sessionStart, to: sessionEnd, over: 'session' };
  if (window?.from !== undefined && window.to !== undefined)
    stretch = { from: window.from, to: window.to, over: 'window' };
  if (stretch.from === undefined || stretch.to === undefined) return undefined;
  const from = Math.max(stretch.from, window?.from ?? stretch.from);
  const to = Math.min(stretch.to, window?.to ?? stretch.to);
  return to > from ? { from, to, over: stretch.over } : undefined;
}

/** By start, then the longer first: by certain end, then by up-to end, of which an unknown one is the longest. */
function laneOf(stays: readonly Clipped[], user: string): Place[] {
  const own = stays.filter((stay) => isPerson(stay) && stay.user === user && stay.isInside);
  return own
    .map(placeOf)
    .filter(([start]) => start !== undefined)
    .sort(
      (one, other) =>
        (one[0] ?? NaN) - (other[0] ?? NaN) ||
        (other[1] ?? NaN) - (one[1] ?? NaN) ||
        (other[2] ?? Number.MAX_VALUE) - (one[2] ?? Number.MAX_VALUE),
    );
}

/** Instants at which the person joins after all that began earlier is over. */
function rejoinsOf(lane: readonly Place[]): { most: number; fewest: number } {
  const joins = [...new Set(lane.map(([start]) => start ?? NaN))];
  const count = (end: 1 | 2): number =>
    joins.filter((join) => {
      const earlier = lane.filter(([start]) => (start ?? NaN) < join);
      return earlier.length > 0 && earlier.every((place) => (place[end] ?? Infinity) < join);
    }).length;
  return { most: count(1), fewest: count(2) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function greatest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
