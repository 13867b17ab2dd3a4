// A part of its own, loaded when the first session has to be measured: `activate()` needs none of it. Import it by
// `import('./measured-session')` only; it imports values from `attendance/` alone.
import { measure, measureInSlices, type Measures } from '../../attendance/figures/measure';
import { rowKind, type MeasureInput } from '../../attendance/figures/placed-rows';
import { inSteps, runAtOnce, runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import { inTimeOrder } from '../../attendance/figures/time-order';
import { bitOf } from '../../attendance/row-flags';

/**
 * Rows that are told together. `ingress`: of a user who is seen only so. Ingress rows of somebody who was there as a
 * person too stand with the person and add no presence.
 */
export interface Group {
  readonly kind: 'person' | 'ingress' | 'anonymous';
  /** Of anonymous rows there is none. */
  readonly userId: string;
  /** The user's number in the table; −1: anonymous. */
  readonly user: number;
  /** The person's number in the measures; −1: no person. */
  readonly who: number;
  readonly rows: number;
  /** Of {@link rows}, those that are no person's time. */
  readonly ingressRows: number;
  /** One of the rows is open: still in the call as of the read. */
  readonly open: boolean;
}

/** What the views show of the rows of one session at one revision of its table. */
export interface MeasuredSession {
  readonly measures: Measures;
  /** People, then users seen only by ingress, then all anonymous rows as one. */
  readonly groups: readonly Group[];
  /** Rows whose end nobody told: open, assumed or unknown (rule 4). */
  readonly rowsWithoutEnd: number;
  readonly rowsWithoutStart: number;
}

/**
 * Measures the rows of a session and groups them by user.
 * @param sorted true: groups stand by their first join, then by id, those without a place in time last; false (the rows
 * are not all there): as their first rows came
 */
export function measureSession(input: MeasureInput, sorted: boolean): MeasuredSession {
  return runAtOnce(grouping(measure(input), sorted));
}

/** {@link measureSession} in short stretches. The rows must not change meanwhile. @throws the signal's reason */
export async function measureSessionInSlices(
  input: MeasureInput,
  sorted: boolean,
  pausing: Pausing,
): Promise<MeasuredSession> {
  return runInSlices(grouping(await measureInSlices(input, pausing), sorted), pausing);
}

/** Rows of a group by their start, those without a place in time last: indexes in the table. O(rows of the session). */
export function rowsOfGroup(
  { measures: { input, placed } }: MeasuredSession,
  group: Group,
): readonly number[] {
  const { user } = input.rows.arrays;
  const places: number[] = [];
  for (let place = 0; place < placed.length; place++) {
    const isAnonymous = placed.kind[place] === rowKind.anonymous;
    const fits = group.kind === 'anonymous' ? isAnonymous : !isAnonymous && user[rowAt(place)] === group.user;
    if (fits) places.push(place);
  }
  function rowAt(place: number): number {
    return placed.row[place] ?? 0;
  }
  const startOf = (place: number): number => {
    const start = placed.start[place] ?? NaN;
    return Number.isNaN(start) ? Number.MAX_VALUE : start;
  };
  return places.sort((one, other) => startOf(one) - startOf(other) || one - other).map(rowAt);
}

const withoutEnd = bitOf('open') | bitOf('end-assumed') | bitOf('no-end');
const [openBit, noStartBit] = [bitOf('open'), bitOf('no-start')];

function* grouping(measures: Measures, sorted: boolean): Sliced<MeasuredSession> {
  const { input, placed } = measures;
  const { rows: view } = input;
  const { user } = view.arrays;
  const rows = new Uint32Array(view.userCount);
  const ingressRows = new Uint32Array(view.userCount);
  const ingressStart = new Float64Array(view.userCount).fill(NaN);
  const open = new Uint8Array(view.userCount);
  const ingressUsers: number[] = [];
  const seen = { withoutEnd: 0, withoutStart: 0, anonymousOpen: false };
  yield* inSteps(placed.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const flags = placed.flags[place] ?? 0;
      if ((flags & withoutEnd) !== 0) seen.withoutEnd++;
      if ((flags & noStartBit) !== 0) seen.withoutStart++;
      const isOpen = (flags & openBit) !== 0;
      if (placed.kind[place] === rowKind.anonymous) {
        seen.anonymousOpen ||= isOpen;
        continue;
      }
      const whose = user[placed.row[place] ?? 0] ?? 0;
      rows[whose] = (rows[whose] ?? 0) + 1;
      if (isOpen) open[whose] = 1;
      if (placed.kind[place] === rowKind.person) continue;
      if (ingressRows[whose] === 0) ingressUsers.push(whose);
      ingressRows[whose] = (ingressRows[whose] ?? 0) + 1;
      const [first, start] = [ingressStart[whose] ?? NaN, placed.start[place] ?? NaN];
      if (!(first <= start)) ingressStart[whose] = Number.isNaN(start) ? first : start;
    }
  });

  const personOf = new Int32Array(view.userCount).fill(-1);
  placed.users.forEach((whose, who) => {
    personOf[whose] = who;
  });
  const groupOf = (whose: number): Group => {
    const who = personOf[whose] ?? -1;
    return {
      kind: who === -1 ? 'ingress' : 'person',
      userId: view.userIdOf(whose),
      user: whose,
      who,
      rows: rows[whose] ?? 0,
      ingressRows: ingressRows[whose] ?? 0,
      open: open[whose] === 1,
    };
  };
  const firstJoin = ({ who }: Group): number => {
    const { offsets, places } = measures.lanes;
    const [begin, end] = [offsets[who] ?? 0, offsets[who + 1] ?? 0];
    return begin === end ? NaN : (placed.start[places[begin] ?? 0] ?? NaN);
  };
  const people = Array.from(placed.users, groupOf);
  const onlyIngress = ingressUsers.filter((whose) => personOf[whose] === -1).map(groupOf);
  const anonymous: readonly Group[] =
    placed.kinds[rowKind.anonymous] === 0
      ? []
      : [
          {
            kind: 'anonymous',
            userId: '',
            user: -1,
            who: -1,
            rows: placed.kinds[rowKind.anonymous],
            ingressRows: 0,
            open: seen.anonymousOpen,
          },
        ];
  const groups = sorted
    ? [
        ...(yield* byFirstJoin(people, firstJoin)),
        ...(yield* byFirstJoin(onlyIngress, ({ user: whose }) => ingressStart[whose] ?? NaN)),
        ...anonymous,
      ]
    : [...people, ...onlyIngress, ...anonymous];
  return { measures, groups, rowsWithoutEnd: seen.withoutEnd, rowsWithoutStart: seen.withoutStart };
}

function* byFirstJoin(groups: readonly Group[], joinOf: (group: Group) => number): Sliced<readonly Group[]> {
  const joins = groups.map(joinOf);
  const placed = groups.filter((_, at) => !Number.isNaN(joins[at] ?? NaN));
  const times = Float64Array.from(joins.filter((join) => !Number.isNaN(join)));
  const ordered: Group[] = [];
  let [tied, since]: [Group[], number] = [[], NaN];
  const flush = (): void => {
    for (const group of tied.length > 1 ? tied.sort(byId) : tied) ordered.push(group);
    tied = [];
  };
  for (const at of yield* inTimeOrder(times)) {
    const group = placed[at];
    if (group === undefined) continue;
    if (times[at] !== since) flush();
    since = times[at] ?? NaN;
    tied.push(group);
  }
  flush();
  return [...ordered, ...groups.filter((_, at) => Number.isNaN(joins[at] ?? NaN)).sort(byId)];
}

function byId(one: Group, other: Group): number {
  return one.userId < other.userId ? -1 : one.userId > other.userId ? 1 : 0;
}
