import type {
  Call,
  CallSessionInfo,
  DecodedObject,
  Member,
  SessionCounts,
  SessionRef,
  SessionStats,
} from '../attendance/call';
import type { Ms } from '../attendance/instant';
import type { OperationName } from './transport';

/**
 * Stream Video as Rollcall sees it: the one door. Every method goes through the same policy (budget, at most 4 at once,
 * timeout, retries, cancel) and rejects only with a `StreamFailure`.
 *
 * Cursors are opaque strings of this door, bound to the query they came from; they hold its fall-back state too.
 */
export interface StreamVideo {
  /** `queryCalls`, newest `created_at` first, with both fall-backs of the paging trap hidden in the cursor. */
  queryCalls(query: CallsQuery, page: PageRequest, context?: RequestContext): Promise<Page<Call>>;

  /** `getCall`; never with `ring` or `notify`. */
  getCall(call: CallRef, context?: RequestContext): Promise<Answer<Call>>;

  /** One page of the whole member list. */
  members(call: CallRef, page: PageRequest, context?: RequestContext): Promise<Page<Member>>;

  /** The sessions of one call that Stream's statistics know, newest start first; with `sessionId` that one alone. */
  sessionsOfCall(
    call: CallRef,
    page: PageRequest & { readonly sessionId?: string | undefined },
    context?: RequestContext,
  ): Promise<Page<SessionStats>>;

  /** Sessions of the whole app, newest start first. */
  recentSessions(
    query: RecentQuery,
    page: PageRequest,
    context?: RequestContext,
  ): Promise<Page<SessionStats>>;

  /** One page of participant sessions, in Stream's order. */
  participantSessions(
    session: SessionRef,
    page: PageRequest & { readonly filter?: Readonly<Record<string, unknown>> },
    context?: ParticipantSessionsContext,
  ): Promise<ParticipantSessionsPage>;

  /** `getCallReport` of one session. Undefined: there is none (404). */
  report(session: SessionRef, context?: RequestContext): Promise<Answer<SessionReport> | undefined>;

  /** What happened on one connection. Only when asked: it is personal data. */
  participantTimeline(
    session: SessionRef,
    userId: string,
    userSessionId: string,
    context?: RequestContext,
  ): Promise<Answer<DecodedObject>>;

  /** Names of users, for at most 100 ids. */
  users(ids: readonly string[], context?: RequestContext): Promise<Answer<readonly UserName[]>>;

  /**
   * People by what somebody typed: the exact id, the beginning of a name, or an e-mail. The exact id first, and 30 at most of
   * all others; what an app does not allow to be searched is left out.
   */
  usersNamed(words: string, context?: RequestContext): Promise<FoundUsers>;

  /** The app's limits by operation, as the server tells them. */
  rateLimits(context?: RequestContext): Promise<Answer<ReadonlyMap<string, RateLimit>>>;

  /**
   * One request as it stands, policy included, for *Check This App*: the outcome's shape instead of its meaning.
   * @throws StreamFailure `cancelled`, or `bad-input` for an id that must not be sent.
   */
  probe(operation: ProbeOperation, context?: RequestContext): Promise<ProbeOutcome>;
}

export interface CallRef {
  readonly callType: string;
  readonly callId: string;
}

export interface PageRequest {
  /** 1–100. */
  readonly limit: number;
  /** From the page before; absent: the first page. */
  readonly cursor?: string | undefined;
}

export interface CallsQuery {
  /** Stream's filter for calls, already validated by `attendance/filter`. */
  readonly filter: Readonly<Record<string, unknown>>;
}

export interface RecentQuery {
  /** Sessions that started in [from, to). */
  readonly from: Ms | undefined;
  readonly to: Ms | undefined;
  /** Only those that Stream calls active. */
  readonly active?: boolean;
}

/** Something the door waits for. Shown to the user; `goOn` is *Continue Anyway*. */
export interface Wait {
  readonly reason: 'rate-limit' | 'budget' | 'retry' | 'not-ready';
  /** This computer's clock, ms since epoch. */
  readonly until: Ms;
  readonly operation: OperationName;
  goOn(): void;
}

export interface RequestContext {
  readonly signal?: AbortSignal | undefined;
  /** Called with a wait when one begins and with undefined when it is over. */
  readonly onWait?: ((wait: Wait | undefined) => void) | undefined;
  /**
   * {@link StreamVideo.participantSessions} only: called with the next page's cursor as soon as the answer is there and
   * before it is checked, so that a reader of all pages may send the next request meanwhile.
   */
  readonly onNext?: ((cursor: string) => void) | undefined;
}

export interface ParticipantSessionsContext extends RequestContext {
  /**
   * What is known of the session (times in ms): a 404 is retried for up to 30 s (`not-ready`) only when it ended under 10
   * minutes ago, or has no known end and is the call's current one or began under 10 minutes ago. Absent: an unknown pasted
   * id, which fails at once.
   */
  readonly known?: {
    readonly endedAt: Ms | undefined;
    readonly startedAt?: Ms | undefined;
    readonly current?: boolean | undefined;
  };
}

/** When an answer was made. */
export interface ReadInstant {
  /** The server's `Date` header; undefined: there was none or it was no date. */
  readonly server: Ms | undefined;
  /** This computer's clock when the answer came. */
  readonly local: Ms;
}

export interface Answer<T> {
  readonly value: T;
  readonly readAt: ReadInstant;
  readonly requestId: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined: this was the last page. */
  readonly next: string | undefined;
  readonly readAt: ReadInstant;
  readonly requestId: string | undefined;
}

export interface ParticipantSessionsPage {
  /** Rows as the SDK decoded them, validated: `user_id`, `user_session_id`, `publisher_type` are strings, times are Date, string, null or missing. */
  readonly rows: readonly DecodedObject[];
  /** Of the whole session, whatever the filter. */
  readonly totalSessions: number;
  /** Seconds, of the whole session, whatever the filter. */
  readonly totalDurationSeconds: number;
  readonly next: string | undefined;
  readonly session: CallSessionInfo | undefined;
  /** Every other field of the answer, unknown ones too; without rows, `duration`, `next`, `prev`; `session` without user objects. */
  readonly envelope: DecodedObject;
  readonly readAt: ReadInstant;
  readonly requestId: string | undefined;
}

export interface SessionReport {
  readonly sessionId: string | undefined;
  readonly unique: number | undefined;
  readonly sum: number | undefined;
  readonly maxConcurrent: number | undefined;
}

/** What a search for people brought. */
export interface FoundUsers extends Answer<readonly UserName[]> {
  /** As many came as one search brings: there may be others. */
  readonly more: boolean;
}

export interface UserName {
  readonly id: string;
  readonly name: string | undefined;
}

export interface RateLimit {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Ms since epoch. */
  readonly resetAt: Ms | undefined;
}

/** What *Check This App* may ask, in Stream's own fields; ids go in unencoded and are checked like any other. */
export type ProbeOperation =
  | {
      readonly name: 'QueryCalls' | 'QueryCallSessionStats';
      readonly body: Readonly<Record<string, unknown>>;
    }
  | {
      readonly name: 'QueryCallParticipantSessions';
      readonly session: SessionRef;
      readonly query: Readonly<Record<string, unknown>>;
    };

export interface ProbeOutcome {
  /** `ok`, or why not: as in `RawOutcome`. */
  readonly cause: 'ok' | 'http' | 'network' | 'timeout' | 'body';
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** Of an error: Stream's message, redacted. May hold ids: never shown, only tested for what it names. */
  readonly message: string | undefined;
  /** As it came over the wire (`send` with `raw`): times are numbers or strings, never `Date`. Undefined for an error. */
  readonly body: unknown;
  /** Lower case. */
  readonly headerNames: readonly string[];
  readonly rateLimit: RateLimit | undefined;
  readonly readAt: ReadInstant;
}

/** Where the door reports what it did, without ids: for the log. */
export interface DoorLog {
  request(entry: {
    readonly operation: OperationName;
    /** The path with `{type}` and `{id}` left in place: never ids, never a query string. */
    readonly route: string;
    readonly status: number | undefined;
    readonly requestId: string | undefined;
    readonly tookMs: number;
    readonly attempt: number;
  }): void;
  /** An unknown field, or one of an unexpected form that was tolerated. */
  drift(entry: { readonly operation: OperationName; readonly field: string; readonly found: string }): void;
}

export type { SessionCounts };
