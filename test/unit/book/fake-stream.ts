import type {
  Call,
  CallSessionInfo,
  DecodedObject,
  SessionRef,
  SessionStats,
} from '../../../src/attendance/call';
import { text } from '../../../src/attendance/text';
import type { FailureKind } from '../../../src/stream/errors';
import { StreamFailure } from '../../../src/stream/errors';
import type {
  CallsQuery,
  Page,
  PageRequest,
  ParticipantSessionsContext,
  ParticipantSessionsPage,
  ReadInstant,
  RecentQuery,
  RequestContext,
  StreamVideo,
} from '../../../src/stream/stream-video';
import { bareCall } from '../attendance/bare-facts';

/** One request that the book made of the fake door. */
export interface Asked {
  readonly what: 'queryCalls' | 'getCall' | 'sessionsOfCall' | 'recentSessions' | 'participantSessions';
  /** The cid, or the session id, or `` for the whole app. */
  readonly of: string;
  readonly cursor: string | undefined;
  readonly limit: number | undefined;
  readonly filter: Readonly<Record<string, unknown>> | undefined;
  readonly context: ParticipantSessionsContext;
}

export interface Script {
  queryCalls?(
    query: CallsQuery,
    page: PageRequest,
    context: RequestContext,
  ): Page<Call> | Promise<Page<Call>>;
  getCall?(cid: string, context: RequestContext): Call | Promise<Call>;
  sessionsOfCall?(
    cid: string,
    page: PageRequest & { readonly sessionId?: string | undefined },
    context: RequestContext,
  ): Page<SessionStats> | Promise<Page<SessionStats>>;
  recentSessions?(query: RecentQuery, page: PageRequest): Page<SessionStats> | Promise<Page<SessionStats>>;
  participantSessions?(
    session: SessionRef,
    page: PageRequest & { readonly filter?: Readonly<Record<string, unknown>> },
    context: ParticipantSessionsContext,
  ): ParticipantSessionsPage | Promise<ParticipantSessionsPage>;
}

/** A door that answers by script and writes down what it was asked. What is not scripted fails. */
export function fakeStream(script: Script): { readonly stream: StreamVideo; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const unscripted = (): Promise<never> => Promise.reject(new Error('not scripted'));
  function note(entry: Pick<Asked, 'what' | 'of'> & Partial<Asked>): void {
    asked.push({ cursor: undefined, limit: undefined, filter: undefined, context: {}, ...entry });
  }
  const stream: StreamVideo = {
    async queryCalls(query, page, context = {}) {
      note({
        what: 'queryCalls',
        of: '',
        cursor: page.cursor,
        limit: page.limit,
        filter: query.filter,
        context,
      });
      return (await script.queryCalls?.(query, page, context)) ?? pageOf<Call>([]);
    },
    async getCall({ callType, callId }, context = {}) {
      const cid = `${callType}:${callId}`;
      note({ what: 'getCall', of: cid, context });
      const value = (await script.getCall?.(cid, context)) ?? aCall(cid);
      return { value, readAt: readAt(), requestId: undefined };
    },
    async sessionsOfCall({ callType, callId }, page, context = {}) {
      const cid = `${callType}:${callId}`;
      const { cursor, limit, sessionId } = page;
      const filter = sessionId === undefined ? undefined : { call_session_id: sessionId };
      note({ what: 'sessionsOfCall', of: cid, cursor, limit, filter, context });
      return (await script.sessionsOfCall?.(cid, page, context)) ?? pageOf<SessionStats>([]);
    },
    async recentSessions(query, page, context = {}) {
      note({ what: 'recentSessions', of: '', cursor: page.cursor, limit: page.limit, context });
      return (await script.recentSessions?.(query, page)) ?? pageOf<SessionStats>([]);
    },
    async participantSessions(session, page, context = {}) {
      note({
        what: 'participantSessions',
        of: session.sessionId,
        cursor: page.cursor,
        limit: page.limit,
        filter: page.filter,
        context,
      });
      if (script.participantSessions === undefined) throw new Error('not scripted');
      return script.participantSessions(session, page, context);
    },
    members: unscripted,
    report: unscripted,
    participantTimeline: unscripted,
    users: unscripted,
    usersNamed: unscripted,
    rateLimits: unscripted,
    probe: unscripted,
  };
  return { stream, asked };
}

/** Noon of a day, this computer's clock and the server's, unless a test sets it apart. */
export const noon = Date.UTC(2026, 10, 20, 12);

export function readAt(server: number | undefined = noon, local: number = noon): ReadInstant {
  return { server, local };
}

export function pageOf<T>(items: readonly T[], next?: string, at: ReadInstant = readAt()): Page<T> {
  return { items, next, readAt: at, requestId: undefined };
}

export function rowsPage(
  rows: readonly DecodedObject[],
  facts: {
    readonly next?: string | undefined;
    readonly total?: number;
    readonly seconds?: number;
    readonly session?: CallSessionInfo | undefined;
    readonly at?: ReadInstant;
  } = {},
): ParticipantSessionsPage {
  return {
    rows,
    totalSessions: facts.total ?? rows.length,
    totalDurationSeconds: facts.seconds ?? 60,
    next: facts.next,
    session: facts.session,
    envelope: {},
    readAt: facts.at ?? readAt(),
    requestId: undefined,
  };
}

/** Row `n`: joined `n` seconds past eleven; left a minute later unless told otherwise. */
export function aRow(n: number, left: 'left' | 'open' = 'left', user = `user-${n}`): DecodedObject {
  const joined = Date.UTC(2026, 10, 20, 11, 0, n);
  return {
    user_id: user,
    user_session_id: `us-${n}`,
    publisher_type: 'webrtc',
    roles: ['user'],
    joined_at: new Date(joined),
    left_at: left === 'left' ? new Date(joined + 60_000) : null,
    duration_in_seconds: left === 'left' ? 60 : null,
  };
}

export function someRows(from: number, to: number): readonly DecodedObject[] {
  return Array.from({ length: to - from }, (_, at) => aRow(from + at));
}

export function info(id: string, facts: Partial<CallSessionInfo> = {}): CallSessionInfo {
  return {
    id,
    startedAt: Date.UTC(2026, 10, 20, 11),
    endedAt: undefined,
    timerEndsAt: undefined,
    liveStartedAt: undefined,
    liveEndedAt: undefined,
    anonymousCount: undefined,
    decoded: { id },
    ...facts,
  };
}

export function aCall(cid: string, facts: Partial<Call> = {}): Call {
  return bareCall(cid, { createdAt: Date.UTC(2026, 9, 1), createdBy: 'alice', ...facts });
}

export function someStats(cid: string, sessionId: string, facts: Partial<SessionStats> = {}): SessionStats {
  const colon = cid.indexOf(':');
  return {
    callType: cid.slice(0, colon),
    callId: cid.slice(colon + 1),
    sessionId,
    callStartedAt: Date.UTC(2026, 10, 20, 11),
    callEndedAt: Date.UTC(2026, 10, 20, 11, 30),
    generatedAt: Date.UTC(2026, 10, 20, 11, 31),
    counts: {
      participants: 2,
      sessions: 2,
      publishers: 2,
      liveSessions: 0,
      peakConcurrentSessions: 2,
      peakConcurrentUsers: 2,
      totalParticipantDuration: 60,
    },
    ...facts,
  };
}

export function failing(kind: FailureKind): StreamFailure {
  return new StreamFailure(kind, text('Failed as the test wants it.'));
}

/** An answer that the test gives when it likes. */
export interface Held<T> {
  readonly promise: Promise<T>;
  give(value: T): void;
  fail(error: Error): void;
}

export function held<T>(): Held<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  return { promise, give: resolve, fail: reject };
}

/** Lets everything that needs no answer from outside happen. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
