import { isDeepStrictEqual } from 'node:util';
import type { Call, SessionRef, SessionStats } from '../../attendance/call';
import { cidOf } from '../../attendance/call';
import type { DataState, SessionEvidence } from '../../attendance/data-state';
import { dataState } from '../../attendance/data-state';
import { rowsAreFinal } from '../../attendance/state-rules';
import type { Ms } from '../../attendance/instant';
import type {
  Page,
  ParticipantSessionsContext,
  ParticipantSessionsPage,
  ReadInstant,
  StreamVideo,
} from '../../stream/stream-video';
import type { BookChange, Session } from '../book';
import type { RowSet } from '../pages/row-set';
import type { KnownCalls } from './known-calls';
import { createKnownCalls } from './known-calls';
import type { BookClock } from './server-clock';
import { createServerClock } from './server-clock';
import type { SessionRegistry } from './session-facts';
import { createSessionRegistry } from './session-facts';
import { refOf } from './session-key';

/** What the book knows beside the rows: calls, sessions, evidence, the server's time. All hearing goes through here. */
export interface Knowledge {
  readonly calls: KnownCalls;
  readonly sessions: Omit<
    SessionRegistry,
    'noteStats' | 'noteCall' | 'notePage' | 'noteNotFound' | 'noteTotals'
  >;
  now(): Ms;
  hear(readAt: ReadInstant): void;
  hearStats(page: Page<SessionStats>): void;
  hearPage(ref: SessionRef, set: RowSet): void;
  hearNotFound(ref: SessionRef): void;
  hearTotals(ref: SessionRef, page: ParticipantSessionsPage): void;
  state(ref: SessionRef, rows: RowSet | undefined): DataState;
  /** What the door is told of a session that is known, to judge a 404 by. */
  forDoor(session: Session): NonNullable<ParticipantSessionsContext['known']>;
  /** True where the rows were read when nothing of the session could change any more. */
  rowsAreFinal(ref: SessionRef, rows: RowSet): boolean;
  /** True where there is positive evidence that the session runs now (rule 8). */
  isLive(ref: SessionRef, rows: RowSet | undefined): boolean;
}

/**
 * `onCall` and `onSession` are told before `tell`, so that lists built from what is known are built anew by the time
 * anybody hears of the change.
 */
export function createKnowledge(parts: {
  readonly stream: StreamVideo;
  readonly clock: BookClock;
  tell(change: BookChange): void;
  onCall(cid: string): void;
  onSession(ref: SessionRef): void;
}): Knowledge {
  const clock = createServerClock(parts.clock);
  const sessions = createSessionRegistry(() => clock.now());

  function changed(ref: SessionRef): void {
    const session = refOf(ref);
    parts.onSession(session);
    parts.tell({ what: 'session', session });
  }

  const calls = createKnownCalls(parts.stream, (call: Call, before: Call | undefined, readAt) => {
    if (readAt !== undefined) clock.hear(readAt);
    const sessionChanged = sessions.noteCall(call, readAt);
    if (before !== undefined && !isDeepStrictEqual(before, call)) {
      parts.onCall(call.cid);
      parts.tell({ what: 'call', cid: call.cid });
    }
    // Whether a session is live hangs on its call: the one that was current before may no longer be.
    const was = before?.currentSessionId === call.currentSessionId ? undefined : before?.currentSessionId;
    const ids = new Set([sessionChanged ? call.session?.id : undefined, was]);
    for (const sessionId of ids)
      if (sessionId !== undefined && sessionId !== '')
        changed({ callType: call.callType, callId: call.callId, sessionId });
  });

  function evidenceOf(ref: SessionRef, rows: RowSet | undefined): SessionEvidence {
    const cid = cidOf(ref);
    return sessions.evidence(ref, rows, calls.get(cid), calls.readAt(cid));
  }

  function state(ref: SessionRef, rows: RowSet | undefined): DataState {
    return dataState(evidenceOf(ref, rows));
  }

  return {
    calls,
    sessions,
    now: () => clock.now(),
    hear(readAt) {
      clock.hear(readAt);
    },
    hearStats({ items, readAt }) {
      clock.hear(readAt);
      for (const stats of items) if (sessions.noteStats(stats, readAt)) changed(stats);
    },
    hearPage(ref, set) {
      if (sessions.notePage(ref, set)) changed(ref);
    },
    hearTotals(ref, page) {
      clock.hear(page.readAt);
      if (sessions.noteTotals(ref, page)) changed(ref);
    },
    hearNotFound(ref) {
      if (sessions.noteNotFound(ref)) changed(ref);
    },
    state,
    forDoor: (session) => ({
      endedAt: session.endedAt,
      startedAt: session.startedAt,
      current: calls.get(session.cid)?.currentSessionId === session.sessionId,
    }),
    rowsAreFinal: (ref, rows) => rowsAreFinal(evidenceOf(ref, rows)),
    isLive(ref, rows) {
      // Most sessions are told by these two alone; the whole evidence is weighed only for the rest.
      if (calls.get(cidOf(ref))?.currentSessionId !== ref.sessionId) return false;
      if (sessions.session(ref)?.endedAt !== undefined) return false;
      return state(ref, rows).kind === 'live';
    },
  };
}
