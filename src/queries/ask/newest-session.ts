import { splitCid, type SessionRef } from '../../attendance/call';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import type { AttendanceBook, ReadOptions, Session } from '../../book/book';
import { Problem } from '../../shell/problem';

/** Which session of a call is its newest, or why nobody can tell. */
export type Newest =
  { readonly kind: 'found'; readonly session: SessionRef } | { readonly kind: 'unsure'; readonly why: Text };

/**
 * The session of a call that began last, by a list that is read anew: one may have begun since. The one that runs now is
 * it; else the one that is known to have begun last. A list that may lack one leaves it open.
 * @throws Problem where the call has none that anybody knows of; StreamFailure
 */
export async function findNewest(
  book: Pick<AttendanceBook, 'sessionsOf' | 'call'>,
  cid: string,
  options: ReadOptions,
): Promise<Newest> {
  const list = book.sessionsOf(cid);
  await (list.loaded ? list.refresh(options) : list.load(options));
  if (list.note !== undefined) return { kind: 'unsure', why: list.note };
  const current = book.call(cid)?.currentSessionId ?? '';
  if (current !== '') return { kind: 'found', session: refOf(cid, current) };
  if (list.items.length === 0)
    throw new Problem(text('Stream’s statistics know no session of {call}.', { call: shownText(cid) }));
  // Sessions whose start is unknown stand first in the list, whenever they were.
  let newest: Session | undefined;
  for (const session of list.items)
    if (session.startedAt !== undefined && session.startedAt > (newest?.startedAt ?? -Infinity))
      newest = session;
  if (newest === undefined)
    return {
      kind: 'unsure',
      why: text('It is not known when the sessions of {call} began: name the session that is meant.', {
        call: shownText(cid),
      }),
    };
  return { kind: 'found', session: bareRef(newest) };
}

/**
 * {@link findNewest} for who cannot be asked which one is meant.
 * @throws Problem where nobody can tell, too
 */
export async function newestSession(
  book: Pick<AttendanceBook, 'sessionsOf' | 'call'>,
  cid: string,
  options: ReadOptions,
): Promise<SessionRef> {
  const newest = await findNewest(book, cid, options);
  if (newest.kind === 'unsure') throw new Problem(newest.why);
  return newest.session;
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
