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

/** The ways in which the real server may be nasty, by the lists of ARCHITECTURE; each alone or together with others. */
export interface Quirks {
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
  // 10 — a bad neighbour on the limit
  /** Requests of another program on the same counters, between two of ours. */
  readonly neighbourTakes?: number;
  /** Requests a minute and endpoint; 10,000 by default. Past them: 429. */
  readonly limitPerMinute?: number;
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
