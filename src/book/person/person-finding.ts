import type { DataState } from '../../attendance/data-state';
import type { CountRange } from '../../attendance/figures/figure';
import type { Ms } from '../../attendance/instant';
import type { Text } from '../../attendance/text';
import type { ReadOptions, Session } from '../book';

/** One person in the sessions of a stretch of time. */
export interface PersonQuestion {
  readonly userId: string;
  /** Sessions that began in [from, to), ms. */
  readonly from: Ms;
  readonly to: Ms;
  /** Only calls of this type. */
  readonly callType?: string | undefined;
}

export interface PersonOptions extends ReadOptions {
  /** Called with all that is known so far, whenever an answer came; the latest wins. */
  readonly onFinding?: ((finding: PersonFinding) => void) | undefined;
  /** Asked before more than 50 requests; false: nothing is asked. Callers give it for apps marked production. */
  readonly mayRead?: ((requests: number) => Promise<boolean>) | undefined;
  /**
   * A finding of the same question that was stopped: it goes on, so that sessions whose rows told of the person (there,
   * absent) when nothing could change any more are not asked again. All others are, and where other roles count as anonymous
   * now, those where the person was there, too: two ways to count make no total.
   */
  readonly goOn?: PersonFinding | undefined;
  /** Roles whose rows count as anonymous, beside `!anon`. */
  readonly anonymousRoles?: ReadonlySet<string> | undefined;
}

/** What was found, as far as it was asked. */
export interface PersonFinding {
  readonly question: PersonQuestion;
  /** Roles whose rows counted as anonymous, beside `!anon`. */
  readonly anonymousRoles: ReadonlySet<string>;
  /** Newest first. */
  readonly sessions: readonly PersonSession[];
  /** Over the sessions where the person was found. */
  readonly total: PersonTotal;
  /** What this cannot see, in words: anonymous joins, sessions unknown to the statistics, a list that was cut short. */
  readonly cannotSee: readonly Text[];
  /** False where sessions of the range may be missing: the list was cut, broke off, could not be told whole, or is being read. */
  readonly listed: boolean;
  /** Sessions that were answered, one way or the other. */
  readonly answered: number;
  /** False while sessions are still being listed or asked. */
  readonly done: boolean;
}

export interface PersonSession {
  readonly session: Session;
  /** As far as it is known; of a session that told of the person, when it did. */
  readonly state: DataState;
  /** When Stream answered for its rows, ms; undefined: it did not. */
  readonly asOf: Ms | undefined;
  readonly outcome: PersonOutcome;
}

export type PersonOutcome =
  /** It is not its turn yet. */
  | { readonly kind: 'waiting' }
  | ({ readonly kind: 'there' } & PersonStay)
  /** Stream's rows of the session are there, and none is the person's. */
  | { readonly kind: 'absent' }
  /** It was asked, and the answer does not tell: rows expired, none computed yet, a filter that does not filter. */
  | { readonly kind: 'cannot-tell'; readonly text: Text }
  /** It could not be asked: stopped, failed, no such session any more. */
  | { readonly kind: 'not-asked'; readonly text: Text };

/** The person's rows of one session, measured by rules 1–6. */
export interface PersonStay {
  readonly rows: number;
  /** How often the person came back after having been away: where an end is not known, a range. */
  readonly rejoins: CountRange;
  /** The first join. Undefined: not known. */
  readonly joined: Ms | undefined;
  readonly left: { readonly kind: 'at'; readonly ms: Ms } | { readonly kind: 'still-there' | 'unknown' };
  readonly presence: TimePair;
  /** What a reader must know of this line. */
  readonly notes: readonly Text[];
}

/** Certain, and at most; ms. `upTo` undefined: without a bound. */
export interface TimePair {
  readonly certain: Ms;
  readonly upTo: Ms | undefined;
}

export interface PersonTotal {
  /** Sessions where the person was found. */
  readonly sessions: number;
  /** Bounded as `presence` is. */
  readonly rejoins: CountRange;
  /**
   * Over all of them; without an upper bound where one of them has none, where a session gave no clear answer (yet), or where
   * sessions may be missing.
   */
  readonly presence: TimePair;
}
