/** How the sample server is to be. Everything has a default; nothing here is a feature for users. */
export interface SampleOptions {
  /** Same seed, same data. */
  readonly seed?: number;
  /** Ms since epoch; also what the `Date` header says. */
  readonly now?: () => number;
  readonly port?: number;
  readonly key?: string;
  readonly secret?: string;
  /** Milliseconds added to every answer. */
  readonly latencyMs?: number;
  readonly quirks?: Quirks;
}

/**
 * What Stream knows of a session that has ended, in the order in which it comes to know it. `counts` and `generated_at` of
 * the statistics are there from the beginning, and `generated_at` is never before the end.
 *
 * - `not-found`, to 15 s after the end: 404.
 * - `fewer-rows`, to 60 s: the totals as they were known shortly before the end, and a quarter of the rows is missing (the
 *   latest, at least one).
 * - `no-leaves`, to 120 s: all rows, none with `left_at` and duration; the same totals.
 * - `revised`, until the report is ready: leaves and totals as of the next refresh (up to 10 s late), not the true ones.
 * - `old-for-5s`, to 5 s after the report (and the event that tells of it): report and `counts` are final, rows and the
 *   totals beside them are those of `revised` still.
 */
export type SlowStage = 'not-found' | 'fewer-rows' | 'no-leaves' | 'revised' | 'old-for-5s';

/** The ways in which the real server may be nasty, by the lists of ARCHITECTURE; each alone or together with others. */
export interface Quirks {
  // 1 — final, and then not
  /**
   * What Stream knows of a session comes in stages after its end: see {@link SlowStage} for each, and for its time. With
   * `stage`, every session that ended under an hour ago stays in that one (and its report is ready in `old-for-5s` only);
   * without, the clock decides, and a session of `default:platform-sync` is added that ends 40 s after the anchor, its
   * report ready four minutes later. The ledger tells the truth all the while, and when the report is due.
   */
  readonly slowTruth?: { readonly stage?: SlowStage };
  // 2 — filters that mean something else: those of participant sessions and of participants' statistics
  /** The server does not know these fields of a filter: they, and whatever no schema has, are as if they were not there. */
  readonly filterIgnores?: readonly string[];
  readonly sessionIdMatchesNothing?: boolean;
  /** `is_live` is of the call: true for all rows of a live session, false for all of any other. */
  readonly isLiveOfCall?: boolean;
  /** `published_tracks` are those of now: who has left publishes nothing. */
  readonly tracksOfNow?: boolean;
  /** `user_id` in lower case: on both sides (`Bob` finds `bob`), or what is asked for alone (`Bob` does not find `Bob`). */
  readonly userIdFolded?: 'both' | 'asked';
  /** Values of `$in` past so many are not looked at. */
  readonly inCutAt?: number;
  /** 400 for `$and` and `$or`. */
  readonly logicRefused?: boolean;
  /** 400 for a value without an operator. */
  readonly bareRefused?: boolean;
  // 3 — unstable pages
  /** Cursors are offsets, and a row is inserted after page 1: one row comes twice, the last never, the count is right. */
  readonly offsetCursors?: boolean;
  readonly newestFirst?: boolean;
  /** Lists that the switches of list 3 are for: participant sessions alone (default), or all that come in pages. */
  readonly unstable?: 'rows' | 'all';
  /** Pages hold fewer items than asked for, with `next`. */
  readonly shortPages?: boolean;
  /** Page 2 is empty, with `next`. */
  readonly emptyPageWithNext?: boolean;
  /** The `next` of page 2 leads to page 2, for ever. */
  readonly repeatingNext?: boolean;
  readonly prevOnFirstPage?: boolean;
  /** Cursors die this many milliseconds after they were made; or the one to page `atPage` (from 1) at its first use, so that a second read gets past it. */
  readonly deadCursor?: { readonly afterMs?: number; readonly atPage?: number };
  /** `queryCalls` refuses `sort` together with `next`. */
  readonly sortWithNextRefused?: boolean;
  /** … and `next` without `sort` too, so that only keyset paging is left. */
  readonly nextAlwaysRefused?: boolean;
  // 4 — two truths: of `total_participant_sessions` and `total_participant_duration`, wherever they stand
  /** Each connection's seconds rounded down and added (default), or added and then rounded down. */
  readonly totalDuration?: 'sum-of-floors' | 'floor-of-sum';
  /** Machines of Stream's own are not in the duration. */
  readonly totalWithoutTechnical?: boolean;
  /** Rows without a leave are in the duration: up to now, or to the session's end once it is over. */
  readonly totalWithOpenRows?: boolean;
  /** Connections that follow each other by reconnecting are one session in the total: less than there are rows. */
  readonly totalCountsReconnectsOnce?: boolean;
  /** Totals that come with rows are those of one refresh (10 s) before: of a live session, and for 10 s after its report. */
  readonly totalsBehind?: boolean;
  /** `counts`: machines, encoders and each anonymous row are participants, reconnects are one session, overlaps count once. */
  readonly countsDiffer?: boolean;
  /** The report: devices instead of people, reconnects once, and a peak of connections. */
  readonly reportDiffers?: boolean;
  // 5 — Go's idea of nothing
  readonly leftAtNothing?: 'null' | 'absent' | 'zero' | 'empty' | 'year1' | 'minNs';
  /** `leftAtNothing` for every absent time, not only `left_at`: `ended_at`, `call_ended_at`, `starts_at`, … */
  readonly nothingEverywhere?: boolean;
  readonly rolesNull?: boolean;
  /** −1 where there is no duration. */
  readonly durationNegative?: boolean;
  readonly timesAs?: 'ns' | 'rfc3339' | 'mixed';
  // 6 — clocks
  /** 7 minutes ahead or behind; `cached`: it stays at the first answer's. */
  readonly dateHeader?: 'right' | 'ahead' | 'behind' | 'missing' | 'cached';
  /** `started_at` is 3 s after the first join. */
  readonly joinBeforeStart?: boolean;
  /** The second row of each session that has left did so 2 s before it joined. */
  readonly leftBeforeJoined?: boolean;
  /** No session has an end, in `session` and in the statistics. */
  readonly noEndedAt?: boolean;
  /** `ended_at` this many seconds after the last leave (0–900). */
  readonly endedAtLagSeconds?: number;
  // 7 — who is who. Each adds a session to `livestream:studio-broadcast`, eleven days or more before the anchor and named by
  // the switches that are on, so that no session ever changes: 16 named people, a dozen guests, an encoder, a recorder.
  /**
   * 300 viewers without a name watch the added session, some of them twice. Rows under the one id `!anon`; or no rows: they
   * are only in `anonymous_participant_count`, which then tells of an ended session how many connections there were, and
   * neither rows nor totals nor counts of any session hold anonymous viewers.
   */
  readonly anonymousViewers?: 'rows' | 'counted-only';
  /** Guests of the added session get a new id each time they join. */
  readonly guestsRenamed?: boolean;
  /**
   * The recorder of any session: not told from a person (`is_tech_user` is false, its role is that of a user); a row that
   * is not in the totals; or in the totals and no row. By default it is both, and marked.
   */
  readonly recorder?: 'unmarked' | 'rows-only' | 'totals-only';
  /** The encoder of the added session streams under the host's id. */
  readonly rtmpAsHost?: boolean;
  /** A `user_session_id` of the added session that two rows have: of one user who came back, or of two users. */
  readonly sharedUserSession?: 'twice' | 'two-users';
  // 8 — sessions the index does not know
  /** The latest session of each call stands in `call.session` and not in the statistics. */
  readonly sessionMissingFromStats?: boolean;
  readonly statsCountsZero?: boolean;
  /** The latest session of each call stands neither in `call.session` nor in the statistics, and answers by its id. */
  readonly sessionAnswersOnlyById?: boolean;
  /** A second session of `default:daily-standup` overlaps its latest one before today's. */
  readonly overlappingSessions?: boolean;
  /** 404 for this many seconds after a session's end: its statistics are not computed yet. */
  readonly notReadyForSeconds?: number;
  // 9 — expiry in part
  /**
   * A session of `default:quarter-kickoff` with 240 rows is added, 90 days old in half an hour. Its rows, and those of any
   * session that has less than an hour left, are gone for good as soon as a second page is asked for.
   */
  readonly expiresWhileReading?: boolean;
  /** Of each final session a tenth of the rows is gone (at least one, those that left first); the totals are not. */
  readonly fewerRowsThanTotal?: boolean;
  /** Rows come without `session`. */
  readonly sessionLeftOut?: boolean;
  // 10 — a bad neighbour on the limit
  /** Requests of another program on the same counters, between two of ours. */
  readonly neighbourTakes?: number;
  /** Requests a minute and endpoint; 10,000 by default. Past them: 429. */
  readonly limitPerMinute?: number;
  /** The operation that `limitPerMinute` is for; every one by default. */
  readonly limitFor?: string;
  /** The limit halves with every request. */
  readonly shrinkingLimit?: boolean;
  readonly rateHeaders?: 'normal' | 'missing' | 'resetInPast';
  /** 429 without Retry-After at the n-th request, this many times. */
  readonly tooManyAt?: { readonly request: number; readonly times: number };
  /** Answers late, after so many real milliseconds. Requests of the `…At` switches are those of `faultsFor`, counted from 1 since the switches were set, retries too. */
  readonly silenceAt?: { readonly request: number; readonly ms: number };
  readonly htmlBadGatewayAt?: { readonly request: number; readonly times: number };
  readonly nullBodyAt?: { readonly request: number; readonly times: number };
  // transport and contract faults
  /** The operation that the `…At` switches and the fields below are for; `QueryCallParticipantSessions` by default. */
  readonly faultsFor?: string;
  readonly truncatedJsonAt?: { readonly request: number; readonly times: number };
  readonly dropConnectionAt?: { readonly request: number; readonly times: number };
  readonly statusAt?: { readonly request: number; readonly status: number; readonly times: number };
  /** A field is left out of answers, or sent with another type: a path such as `participants_sessions.user_id`, through lists. */
  readonly dropField?: string;
  readonly retypeField?: string;
  /** An unknown field is added to rows and to the answer. */
  readonly extraFields?: boolean;
  /** Errors without a JSON body. */
  readonly plainErrors?: boolean;
  /** The call with this cid is deleted once calls were listed. */
  readonly deleteAfterList?: string;
  /** Where a request has no `limit`; 25 by default. */
  readonly defaultLimit?: number;
}

/** One request as the server got it. */
export interface RequestRecord {
  readonly method: string;
  /** Path without the query string. */
  readonly path: string;
  /** Without `api_key`. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  /** Stream's operation, or `unknown` for anything off the read-only list. */
  readonly operation: string;
}
