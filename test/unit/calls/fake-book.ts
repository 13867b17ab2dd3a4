import {
  cidOf,
  splitCid,
  type Call,
  type CallSessionInfo,
  type SessionRef,
  type SessionStats,
} from '../../../src/attendance/call';
import type { DataState } from '../../../src/attendance/data-state';
import type { Ms } from '../../../src/attendance/instant';
import { createRowTable, type RowTable } from '../../../src/attendance/row-table';
import { text, type Text } from '../../../src/attendance/text';
import type {
  AttendanceBook,
  BookChange,
  PagedList,
  ReadOptions,
  Session,
  SessionRows,
} from '../../../src/book/book';
import type { Names } from '../../../src/book/names';
import { StreamFailure, type FailureKind } from '../../../src/stream/errors';
import type { RecentQuery, StreamVideo, Wait } from '../../../src/stream/stream-video';
import { bareCall, countsOf } from '../attendance/bare-facts';

/** Noon, so that every zone agrees on the day. */
export const noon = Date.UTC(2026, 10, 22, 12, 0, 0);
export const minute = 60_000;

/** A list that does what the test says, when the test says it: reads end by {@link FakeList.arrive} or {@link FakeList.fail}. */
export class FakeList<T> implements PagedList<T> {
  items: readonly T[] = [];
  loaded = false;
  loading = false;
  hasMore = false;
  failure: StreamFailure | undefined;
  wait: Wait | undefined;
  note: Text | undefined;
  /** What was asked, in order. */
  readonly asked: string[] = [];
  readonly #tell: () => void;
  #answer: { resolve(news: readonly T[]): void; reject(error: unknown): void } | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** As if it had been read. */
  hold(items: readonly T[], hasMore = false): this {
    this.items = items;
    this.loaded = true;
    this.hasMore = hasMore;
    return this;
  }

  /** The page comes. */
  arrive(items: readonly T[], hasMore = false): void {
    this.hold([...this.items, ...items], hasMore);
    this.#end();
    this.#answer?.resolve(items);
  }

  fail(failure: StreamFailure): void {
    this.failure = failure;
    this.#end();
    this.#answer?.reject(failure);
  }

  waitFor(wait: Wait | undefined): void {
    this.wait = wait;
    this.#tell();
  }

  async load(options?: ReadOptions): Promise<void> {
    await this.#ask('load', options);
  }
  loadMore(options?: ReadOptions): Promise<readonly T[]> {
    return this.#ask('loadMore', options);
  }
  async loadAll(options?: ReadOptions): Promise<void> {
    await this.#ask('loadAll', options);
  }
  async refresh(options?: ReadOptions): Promise<void> {
    await this.#ask('refresh', options);
  }
  cancel(): void {
    this.asked.push('cancel');
    this.fail(failure('cancelled'));
  }

  #ask(what: string, options: ReadOptions = {}): Promise<readonly T[]> {
    this.asked.push(what);
    this.loading = true;
    this.failure = undefined;
    const answer = new Promise<readonly T[]>((resolve, reject) => {
      this.#answer = { resolve, reject };
    });
    options.signal?.addEventListener('abort', () => {
      if (!this.loading) return;
      this.asked.push('abort');
      this.fail(failure('cancelled'));
    });
    this.#tell();
    return answer;
  }

  #end(): void {
    this.loading = false;
    this.wait = undefined;
    this.#tell();
  }
}

/** Rows of a session on the real row table. */
export class FakeRows extends FakeList<number> implements SessionRows {
  readonly session: SessionRef;
  readonly table: RowTable = createRowTable();
  complete = false;
  totalSessions: number | undefined;
  totalDurationSeconds: number | undefined;
  asOf: Ms | undefined;
  readUntil: Ms | undefined;
  changedWhileReading = false;
  readonly envelope = undefined;
  #page = 0;

  constructor(session: SessionRef, tell: () => void) {
    super(tell);
    this.session = session;
  }

  /** Puts a page into the table. Answers the indexes of the new rows. */
  page(rows: readonly Readonly<Record<string, unknown>>[], of: number): readonly number[] {
    this.#page += 1;
    const { added } = this.table.append(rows, { read: 1, page: this.#page });
    this.totalSessions = of;
    this.complete = this.table.length === of;
    this.hold([], !this.complete);
    return added;
  }
}

export function failure(
  kind: FailureKind,
  words = 'The key was refused (401).',
  code?: number,
): StreamFailure {
  return new StreamFailure(kind, { message: words, args: {} }, { status: 401, code, requestId: 'request-1' });
}

export function state(kind: DataState['kind'], more: Partial<DataState> = {}): DataState {
  const provisional = kind === 'live' || kind === 'ended' || kind === 'stats-pending';
  return {
    kind,
    text:
      kind === 'settled'
        ? text('settled (inferred)')
        : kind === 'rows-expired'
          ? text('rows expired')
          : { message: kind, args: {} },
    evidence: [text('Stream names it as the call’s current session.')],
    asOf: undefined,
    provisional,
    empty: undefined,
    rowsExpireAt: undefined,
    ...more,
  };
}

/** A book that holds what a test puts in. */
export class FakeBook implements AttendanceBook {
  readonly appId = 'app-1';
  readonly calls = new FakeList<Call>(() => {
    this.tell({ what: 'calls' });
  });
  readonly recent = new FakeList<Session>(() => {
    this.tell({ what: 'recent' });
  });
  callFilter: Readonly<Record<string, unknown>> = {};
  recentRange: RecentQuery = { from: undefined, to: undefined };
  readonly states = new Map<string, DataState>();
  readonly known = new Map<string, Session>();
  readonly rowsAsked: string[] = [];
  /** How often a data state was judged. */
  statesJudged = 0;
  readonly #sessions = new Map<string, FakeList<Session>>();
  readonly #rows = new Map<string, FakeRows>();
  readonly #listeners = new Set<(change: BookChange) => void>();

  get stream(): StreamVideo {
    throw new Error('The tree never speaks to Stream itself.');
  }
  now(): Ms {
    return noon;
  }
  setCallFilter(filter: Readonly<Record<string, unknown>>): void {
    this.callFilter = filter;
  }
  setRecentRange(range: RecentQuery): void {
    this.recentRange = range;
  }
  sessionsOf(cid: string): FakeList<Session> {
    return held(
      this.#sessions,
      cid,
      () =>
        new FakeList<Session>(() => {
          this.tell({ what: 'sessions', cid });
        }),
    );
  }
  call(cid: string): Call | undefined {
    return this.calls.items.find((call) => call.cid === cid);
  }
  readCall(): Promise<Call> {
    return Promise.reject(new Error('not scripted'));
  }
  rows(session: SessionRef): FakeRows {
    this.rowsAsked.push(session.sessionId);
    return held(
      this.#rows,
      keyOf(session),
      () =>
        new FakeRows(session, () => {
          this.tell({ what: 'rows', session });
        }),
    );
  }
  session(ref: SessionRef): Session | undefined {
    return this.known.get(keyOf(ref));
  }
  state(ref: SessionRef): DataState {
    this.statesJudged += 1;
    return this.states.get(keyOf(ref)) ?? state('ended');
  }
  readWhole(): Promise<undefined> {
    return Promise.reject(new Error('The tree reads page by page.'));
  }
  attendance(): Promise<never> {
    return Promise.reject(new Error('The tree measures the rows it holds.'));
  }
  schedule(): Promise<never> {
    return Promise.reject(new Error('The tree tells no schedule.'));
  }
  findByUserSession(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  findPerson(): Promise<never> {
    return Promise.reject(new Error('The tree looks for nobody.'));
  }
  readonly names: Names = { of: () => undefined, want: () => undefined, onDidChange: () => () => undefined };
  onDidChange(listener: (change: BookChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  dispose(): void {
    this.#listeners.clear();
  }

  /** Makes a session known, with its state. */
  know(session: Session, its: DataState): Session {
    this.known.set(keyOf(session), session);
    this.states.set(keyOf(session), its);
    return session;
  }
  tell(change: BookChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

export function call(cid: string, more: Partial<Call> = {}): Call {
  return bareCall(cid, { createdAt: noon - 600 * minute, ...more });
}

/** The call's latest session, as the call tells it. */
export function sessionInfo(id: string, startedAt: Ms | undefined): CallSessionInfo {
  return {
    id,
    startedAt,
    endedAt: undefined,
    timerEndsAt: undefined,
    liveStartedAt: undefined,
    liveEndedAt: undefined,
    anonymousCount: undefined,
    decoded: {},
  };
}

export function session(cid: string, sessionId: string, more: Partial<Session> = {}): Session {
  const { callType, callId } = splitCid(cid) ?? { callType: cid, callId: '' };
  return {
    callType,
    callId,
    sessionId,
    cid,
    startedAt: noon - 180 * minute,
    endedAt: noon - 146 * minute,
    stats: undefined,
    from: ['stats'],
    ...more,
  };
}

export function stats(of: SessionRef, counts: Partial<SessionStats['counts']>): SessionStats {
  return {
    callType: of.callType,
    callId: of.callId,
    sessionId: of.sessionId,
    callStartedAt: undefined,
    callEndedAt: undefined,
    generatedAt: undefined,
    counts: countsOf(counts),
  };
}

/** A participant session as the SDK decodes it. */
export function row(
  user: string,
  joined: number | null,
  left: number | null,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    user_id: user,
    user_session_id: `us-${user}`,
    publisher_type: 'webrtc',
    roles: ['user'],
    joined_at: joined === null ? null : new Date(joined),
    left_at: left === null ? null : new Date(left),
    duration_in_seconds: joined === null || left === null ? null : Math.round((left - joined) / 1000),
    ...more,
  };
}

function keyOf(ref: SessionRef): string {
  return JSON.stringify([cidOf(ref), ref.sessionId]);
}

function held<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
