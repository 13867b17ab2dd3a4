import type { Coverage } from './basis';
import { isAnonymous } from '../people';
import { bitOf } from '../row-flags';
import type { Ms } from '../instant';
import { text, type Text } from '../text';
import { utcStamp } from '../time-text';
import { cannotTell, type CannotTell } from './cannot-tell';
import type { Measures } from './measure';
import { rowKind } from './placed-rows';
import { rowsSeen } from './rows-seen';

/** Who was here at an instant, among the rows of the row filter. */
export interface PresentAt {
  /** People whom a certain interval covers. */
  readonly present: Uint32Array;
  /** People of whom nobody can tell: only an assumed or unknown tail covers the instant, or a row has no place in time. */
  readonly possibly: Uint32Array;
  /** All other people that {@link byIngress} does not name. */
  readonly absent: Uint32Array;
  /** Users (numbers of the table) whom no row of a person covers, but an ingress does or may: neither here in person nor absent. */
  readonly byIngress: Uint32Array;
  readonly anonymousRows: RowsAt;
  readonly ingressRows: RowsAt;
  readonly technicalRows: RowsAt;
}

/** Rows at an instant. */
export interface RowsAt {
  readonly present: number;
  /** Rows that may have been there, beside those that were. */
  readonly possibly: number;
}

const cover = { none: 0, possible: 1, certain: 2 } as const;
const openBit = bitOf('open');

/**
 * Who was here at an instant; intervals are half-open, so who leaves at that instant is not. Rows without a place in time
 * may cover any instant. O(rows).
 *
 * No answer is given outside the window, whose figures these are; after the as-of of a session that was not over by then;
 * and for a live session without as-of. At the as-of itself rows that were open then are possibly here, though their
 * assumed tails end there. Where not all rows of the session are at hand, nobody is called absent.
 */
export function presentAt(
  measures: Measures,
  at: Ms,
  coverage: Pick<Coverage, 'exhaustive' | 'chosenBy'>,
): PresentAt | CannotTell {
  const why = untold(measures, at);
  if (why !== undefined) return cannotTell(why);
  const { placed } = measures;
  const { users, kind, person } = placed;
  const covers = coversAt(measures, at);
  const byPerson = new Uint8Array(users.length);
  const ingressUsers = new Set<number>();
  const rows = [0, 1, 2, 3].map(() => ({ present: 0, possibly: 0 }));
  for (let place = 0; place < placed.length; place++) {
    const how = covers(place);
    if (how === cover.none) continue;
    const what = kind[place] ?? rowKind.person;
    if (what === rowKind.person) {
      const who = person[place] ?? 0;
      byPerson[who] = Math.max(byPerson[who] ?? 0, how);
      continue;
    }
    const count = rows[what];
    if (count !== undefined) count[how === cover.certain ? 'present' : 'possibly']++;
    if (what === rowKind.ingress) ingressUsers.add(userAt(measures, place));
  }
  // A row that was not read or not chosen may have been there.
  const seesAll = rowsSeen(measures, coverage) === 'all';
  const groups = { present: [] as number[], possibly: [] as number[], absent: [] as number[] };
  byPerson.forEach((how, who) => {
    const user = users[who] ?? 0;
    if (how !== cover.none) ingressUsers.delete(user);
    if (how === cover.certain) groups.present.push(who);
    else if (how === cover.possible || (how === cover.none && !seesAll && !ingressUsers.has(user)))
      groups.possibly.push(who);
    else if (!ingressUsers.has(user)) groups.absent.push(who);
  });
  const none = { present: 0, possibly: 0 };
  const named = [...ingressUsers].filter((user) => !isAnonymous(measures.input.rows.userIdOf(user)));
  return {
    present: Uint32Array.from(groups.present),
    possibly: Uint32Array.from(groups.possibly),
    absent: Uint32Array.from(groups.absent),
    byIngress: Uint32Array.from(named),
    anonymousRows: rows[rowKind.anonymous] ?? none,
    ingressRows: rows[rowKind.ingress] ?? none,
    technicalRows: rows[rowKind.technical] ?? none,
  };
}

function untold({ input: { context, window } }: Measures, at: Ms): Text | undefined {
  const { live, asOf, sessionEnd } = context;
  if (at < (window?.from ?? -Infinity) || at >= (window?.to ?? Infinity))
    return text('Cannot be told: the instant lies outside the window. Widen the window first.');
  if (asOf === undefined)
    return live
      ? text('Cannot be told: it is not known when these rows of a live session were read.')
      : undefined;
  const over = !live && at >= (sessionEnd ?? Infinity);
  if (at <= asOf || over) return undefined;
  return text('Cannot be told: the rows are as of {time}. Refresh to read later ones.', {
    time: utcStamp(asOf),
  });
}

/** How the row at a place covers the instant. */
function coversAt({ input, placed }: Measures, at: Ms): (place: number) => 0 | 1 | 2 {
  const { start, certainEnd, upToEnd, flags } = placed;
  const isNow = at === input.context.asOf;
  return (place) => {
    const begin = start[place] ?? NaN;
    if (Number.isNaN(begin)) return cover.possible;
    if (begin > at) return cover.none;
    if (at < (certainEnd[place] ?? NaN)) return cover.certain;
    const last = upToEnd[place] ?? NaN;
    if (Number.isNaN(last) || at < last) return cover.possible;
    return isNow && last === at && ((flags[place] ?? 0) & openBit) !== 0 ? cover.possible : cover.none;
  };
}

function userAt({ input, placed }: Measures, place: number): number {
  return input.rows.arrays.user[placed.row[place] ?? 0] ?? 0;
}
