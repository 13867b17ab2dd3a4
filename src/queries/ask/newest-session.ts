import { splitCid, type SessionRef } from '../../attendance/call';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceBook, ReadOptions } from '../../book/book';
import { Problem } from '../../shell/problem';

/**
 * The session of a call that began last, by a list that is read anew: one may have begun since.
 * @throws Problem where the call has none that anybody knows of; StreamFailure
 */
export async function newestSession(
  book: Pick<AttendanceBook, 'sessionsOf'>,
  cid: string,
  options: ReadOptions,
): Promise<SessionRef> {
  const list = book.sessionsOf(cid);
  await (list.loaded ? list.refresh(options) : list.load(options));
  const [session] = list.items;
  if (session === undefined)
    throw new Problem(text('Stream’s statistics know no session of {call}.', { call: shownText(cid) }));
  return bareRef(session);
}

/**
 * A session of a call.
 * @throws Problem: the cid is none
 */
export function refOf(cid: string, sessionId: string): SessionRef {
  const call = splitCid(cid);
  if (call === undefined) throw new Problem(text('“call” has to be a cid: type:id.'));
  return { ...call, sessionId };
}

/** The ids alone: a session of the book has more. */
export function bareRef({ callType, callId, sessionId }: SessionRef): SessionRef {
  return { callType, callId, sessionId };
}
