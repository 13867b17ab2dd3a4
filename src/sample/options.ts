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
  readonly offsetCursors?: boolean;
  readonly newestFirst?: boolean;
  readonly shortPages?: boolean;
  readonly emptyPageWithNext?: boolean;
  readonly repeatingNext?: boolean;
  readonly prevOnFirstPage?: boolean;
  /** The cursor dies after this many milliseconds, or before that page when given as `page`. */
  readonly deadCursor?: { readonly afterMs?: number; readonly atPage?: number };
  /** `queryCalls` refuses `sort` together with `next`. */
  readonly sortWithNextRefused?: boolean;
  /** … and `next` without `sort` too, so that only keyset paging is left. */
  readonly nextAlwaysRefused?: boolean;
  // 5 — Go's idea of nothing
  readonly leftAtNothing?: 'null' | 'absent' | 'zero' | 'empty' | 'year1' | 'minNs';
  readonly rolesNull?: boolean;
  readonly durationNegative?: boolean;
  readonly timesAs?: 'ns' | 'rfc3339' | 'mixed';
  // 6 — clocks
  readonly dateHeader?: 'right' | 'ahead' | 'behind' | 'missing' | 'cached';
  readonly joinBeforeStart?: boolean;
  readonly leftBeforeJoined?: boolean;
  readonly noEndedAt?: boolean;
  /** `ended_at` this many seconds after the last leave (0–900). */
  readonly endedAtLagSeconds?: number;
  // 8 — sessions the index does not know
  readonly sessionMissingFromStats?: boolean;
  readonly statsCountsZero?: boolean;
  readonly sessionAnswersOnlyById?: boolean;
  readonly overlappingSessions?: boolean;
  // 10 — a bad neighbour on the limit
  readonly neighbourTakes?: number;
  readonly shrinkingLimit?: boolean;
  readonly rateHeaders?: 'normal' | 'missing' | 'resetInPast';
  /** 429 without Retry-After at the n-th participant-sessions request, this many times. */
  readonly tooManyAt?: { readonly request: number; readonly times: number };
  readonly silenceAt?: { readonly request: number; readonly ms: number };
  readonly htmlBadGatewayAt?: { readonly request: number; readonly times: number };
  readonly nullBodyAt?: { readonly request: number; readonly times: number };
  // transport and contract faults
  readonly truncatedJsonAt?: { readonly request: number; readonly times: number };
  readonly dropConnectionAt?: { readonly request: number; readonly times: number };
  readonly statusAt?: { readonly request: number; readonly status: number; readonly times: number };
  /** A field is left out of, or sent with another type in, participant-sessions answers: a path such as `participants_sessions.user_id`. */
  readonly dropField?: string;
  readonly retypeField?: string;
  /** An unknown field is added to rows and to the answer. */
  readonly extraFields?: boolean;
  /** Errors without a JSON body. */
  readonly plainErrors?: boolean;
  /** A call is deleted after it was listed: cid. */
  readonly deleteAfterList?: string;
  readonly defaultLimit?: number;
}

export interface RequestRecord {
  readonly method: string;
  /** Path without the query string. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  /** Stream's operation, or `unknown` for anything off the read-only list. */
  readonly operation: string;
}
