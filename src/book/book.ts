import type { Call, SessionRef, SessionStats } from '../attendance/call';
import type { DataState } from '../attendance/data-state';
import type { Schedule } from '../attendance/figures/schedule';
import type { Ms } from '../attendance/instant';
import type { Text } from '../attendance/text';
import type { RowTable } from '../attendance/row-table';
import type { DecodedObject } from '../attendance/call';
import type { StreamFailure } from '../stream/errors';
import type { AttendanceAnswer, AttendanceOptions, AttendanceQuery } from './plan/attendance-query';
import type { Names } from './names';
import type { PersonFinding, PersonOptions, PersonQuestion } from './person/person-finding';
import type { LargeReadParts } from './plan/affordable';
import type { WholeRead } from './plan/whole-read';
import type { RecentQuery, StreamVideo, Wait } from '../stream/stream-video';

export type {
  AttendanceAnswer,
  AttendanceOptions,
  AttendancePlan,
  AttendanceQuery,
} from './plan/attendance-query';

/**
 * Every call, session and row this window has read of one app. All reading goes through here: two askers share one
 * request, pages stay when a read is stopped, memory is bounded, and changes are told by name.
 */
export interface AttendanceBook {
  readonly appId: string;
  /** The door, for questions that leave nothing to keep (Check This App, timeline). */
  readonly stream: StreamVideo;
  /** Now, by the app's clock: the server's where its `Date` is known. */
  now(): Ms;
  /** Calls under the current filter. */
  readonly calls: PagedList<Call>;
  /** The filter of {@link calls}; `{}` is none. */
  readonly callFilter: Readonly<Record<string, unknown>>;
  /** Sets the filter and forgets the pages read under the old one. Reads nothing by itself. */
  setCallFilter(filter: Readonly<Record<string, unknown>>): void;
  /** Sessions of the whole app within {@link recentRange}, newest first. */
  readonly recent: PagedList<Session>;
  readonly recentRange: RecentQuery;
  setRecentRange(range: RecentQuery): void;
  /** The sessions of a call: statistics united with the call's current one, duplicates dropped by session id. */
  sessionsOf(cid: string): PagedList<Session>;
  /** What is known of a call, without asking. */
  call(cid: string): Call | undefined;
  /** Asks for one call; single-flight. */
  readCall(cid: string, options?: ReadOptions): Promise<Call>;
  /** The rows of a session. Sessions used least recently leave memory; asking again reads again. */
  rows(session: SessionRef): SessionRows;
  /** What is known of a session, without asking. */
  session(ref: SessionRef): Session | undefined;
  /** The session's data state by rules 8–11, from all the evidence held. */
  state(ref: SessionRef): DataState;
  /**
   * All rows of a session, with as few requests as can be answered for. Undefined: the user did not want a large read.
   * @throws StreamFailure, `cancelled` too; everything read until then stays
   */
  readWhole(session: SessionRef, ask: LargeReadParts, options?: ReadOptions): Promise<WholeRead | undefined>;
  /**
   * The attendance of a session under a query: rows read as far as needed, filtered, measured, with coverage, data state
   * and what it cost. Where reading stops early (a cancel, a failure) the answer is computed from the rows held, says so,
   * and the next one goes on where this one stopped.
   * @throws StreamFailure where nothing is held to compute from
   */
  attendance(
    session: SessionRef,
    query?: AttendanceQuery,
    options?: AttendanceOptions,
  ): Promise<AttendanceAnswer>;
  /**
   * Rule 15: who was expected and who came when, for an answer of all rows of a session. Reads the call, its whole member
   * list and its earlier sessions.
   * @throws StreamFailure
   */
  schedule(answer: AttendanceAnswer, options?: ReadOptions): Promise<Schedule>;
  /**
   * Looks for the call session that a user session id belongs to, among sessions held, then in the call's sessions.
   * Undefined: not found.
   */
  findByUserSession(cid: string, userSessionId: string, options?: ReadOptions): Promise<Session | undefined>;
  /**
   * Finds a person in the sessions of a stretch of time, one filtered request a session. Stopping and most failures keep
   * what was found: the sessions that are left say that they were not asked.
   * @throws StreamFailure where not even the sessions could be listed
   */
  findPerson(question: PersonQuestion, options?: PersonOptions): Promise<PersonFinding>;
  /** Names of users, to stand beside their ids. Callers ask only where the user wants them (`rollcall.names`). */
  readonly names: Names;
  onDidChange(listener: (change: BookChange) => void): () => void;
  dispose(): void;
}

/** A call session as the book knows it: from the statistics, from `call.session`, from an opened id, or several of them. */
export interface Session extends SessionRef {
  readonly cid: string;
  readonly startedAt: Ms | undefined;
  /** By rule 8: `session.ended_at`, else `call_ended_at`, else unknown. */
  readonly endedAt: Ms | undefined;
  readonly stats: SessionStats | undefined;
  /** Where the book heard of it. */
  readonly from: readonly ('stats' | 'call' | 'opened')[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  readonly read: number;
  /** Where known. */
  readonly of: number | undefined;
  readonly wait: Wait | undefined;
}

/** A list that is read page by page. Its reads reject with nothing but `StreamFailure`. */
export interface PagedList<T> {
  readonly items: readonly T[];
  /** False until the first page came. */
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly hasMore: boolean;
  /** The failure of the last read; cleared by the next one. Items read before it stay. */
  readonly failure: StreamFailure | undefined;
  readonly wait: Wait | undefined;
  /** What a reader of the list must know: a part that could not be asked for, pages that led nowhere. */
  readonly note?: Text | undefined;
  /** Reads the first page if none was read; single-flight. */
  load(options?: ReadOptions): Promise<void>;
  /** Reads the next page; single-flight. Answers the items that are new. */
  loadMore(options?: ReadOptions): Promise<readonly T[]>;
  /** Reads all pages that are left. */
  loadAll(options?: ReadOptions): Promise<void>;
  /** Reads again as many pages as were read; what is held stays shown until the fresh pages came. */
  refresh(options?: ReadOptions): Promise<void>;
  /** Stops what runs; everything read stays. */
  cancel(): void;
}

/** The rows of one session, read page by page; merged by rule 1. */
export interface SessionRows {
  readonly session: SessionRef;
  readonly table: RowTable;
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly hasMore: boolean;
  /**
   * One read went through all pages and brought exactly as many rows as Stream counts, each once. False says "cannot be
   * told", also at the end of the pages: {@link readToEnd} and {@link totalSessions} tell the two apart.
   */
  readonly complete: boolean;
  /** The last page was read, whatever it brought: nothing more will come. */
  readonly readToEnd?: boolean;
  /** Repeats that were put back because only that makes the rows as many as Stream counts (rule 1). */
  readonly repeatsRestored?: number;
  /** What a reader of the rows must know beside the data state. */
  readonly note?: Text | undefined;
  readonly failure: StreamFailure | undefined;
  readonly wait: Wait | undefined;
  /** `total_participant_sessions`, of the whole session. */
  readonly totalSessions: number | undefined;
  /** `total_participant_duration` in seconds, of the whole session. */
  readonly totalDurationSeconds: number | undefined;
  /** `Date` of the first page (rule 9). */
  readonly asOf: Ms | undefined;
  /** Whose clock {@link asOf} is. */
  readonly clock?: 'server' | 'local' | 'differs';
  /** When the last page came: a read over 5 s shows both instants. */
  readonly readUntil: Ms | undefined;
  /** Totals or rows were seen to move while the pages were read. Pages read over a minute apart: see {@link note}. */
  readonly changedWhileReading: boolean;
  /**
   * Rows are held whose first page came over a minute ago, when the session could still change: pages read now would not
   * go with them, and what is held may have changed. Whoever wants the rows as they are now, or all of them, calls
   * {@link refresh} first and then {@link loadAll}. Look once, before reading: a read that takes over a minute of a live
   * session leaves this true. Rows of a session that was settled or final at their first page are never stale.
   */
  readonly stale?: boolean;
  /** All other fields of the answer, for the JSON. */
  readonly envelope: DecodedObject | undefined;
  load(options?: ReadOptions): Promise<void>;
  /** Answers the indexes of the rows that are new in {@link table}. */
  loadMore(options?: ReadOptions): Promise<readonly number[]>;
  loadAll(options?: ReadOptions): Promise<void>;
  refresh(options?: ReadOptions): Promise<void>;
  cancel(): void;
}

/** What changed, by name, so that only its node is drawn again. */
export type BookChange =
  | { readonly what: 'calls' }
  | { readonly what: 'recent' }
  | { readonly what: 'call'; readonly cid: string }
  | { readonly what: 'sessions'; readonly cid: string }
  | { readonly what: 'session'; readonly session: SessionRef }
  | { readonly what: 'rows'; readonly session: SessionRef };
