import { cidOf, splitCid, type SessionRef } from '../attendance/call';
import type { AttendanceBook, ReadOptions, Session } from '../book/book';
import { isStreamFailure } from '../stream/errors';
import { sessionsWithId } from './known-sessions';

/** What is known of a session from what somebody pasted. */
export type Located =
  | { readonly kind: 'session'; readonly session: SessionRef }
  /** A session id alone: the call must be asked for. */
  | { readonly kind: 'id'; readonly sessionId: string }
  /** A call alone: one of its sessions must be chosen. */
  | { readonly kind: 'call'; readonly cid: string };

export interface Ids {
  readonly cid?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** Candidates without those of which another one says more: a log line names a session by its call and alone. */
export function withoutSubsumed(candidates: readonly Ids[]): readonly Ids[] {
  const says = (more: Ids, less: Ids): boolean =>
    more !== less &&
    more.cid !== undefined &&
    more.sessionId !== undefined &&
    ((less.cid === undefined && less.sessionId === more.sessionId) ||
      (less.sessionId === undefined && less.cid === more.cid));
  return candidates.filter((each) => !candidates.some((other) => says(other, each)));
}

/** The session that ids name, as far as the book knows without asking Stream. Undefined: nothing is named. */
export function locate(book: AttendanceBook, ids: Ids): Located | undefined {
  const { cid, sessionId } = ids;
  const call = cid === undefined ? undefined : splitCid(cid);
  if (sessionId === undefined)
    return cid === undefined || call === undefined ? undefined : { kind: 'call', cid };
  if (call !== undefined) return { kind: 'session', session: { ...call, sessionId } };
  const [known, ...others] = sessionsWithId(book, sessionId);
  if (known === undefined || others.length > 0) return { kind: 'id', sessionId };
  return { kind: 'session', session: { callType: known.callType, callId: known.callId, sessionId } };
}

/** What came of looking for a session at Stream. */
export type Lookup =
  | { readonly kind: 'found'; readonly session: SessionRef }
  /** The id is that of a connection in this session. */
  | { readonly kind: 'user-session'; readonly session: Session };

/**
 * Reads the first page of a session. If Stream knows none of this id, looks whether it is a user session id of one of
 * the call's sessions: the two are easily mistaken for each other, and Stream answers both with the same 404.
 * @throws StreamFailure: the 404 when that is not it either
 */
export async function lookUp(
  book: AttendanceBook,
  session: SessionRef,
  options: ReadOptions,
): Promise<Lookup> {
  try {
    await book.rows(session).load(options);
    return { kind: 'found', session };
  } catch (error) {
    if (!isStreamFailure(error) || error.kind !== 'not-found') throw error;
    const owner = await ownerOf(book, session, options);
    if (owner === undefined) throw error;
    return { kind: 'user-session', session: owner };
  }
}

/** A call that does not exist has no sessions to search: then the first failure is the one to tell. */
async function ownerOf(
  book: AttendanceBook,
  session: SessionRef,
  options: ReadOptions,
): Promise<Session | undefined> {
  try {
    return await book.findByUserSession(cidOf(session), session.sessionId, options);
  } catch (error) {
    if (isStreamFailure(error) && error.kind === 'not-found') return undefined;
    throw error;
  }
}
