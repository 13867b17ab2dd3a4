import { splitCid } from '../../attendance/call';
import type { DataState } from '../../attendance/data-state';
import type { AttendanceBook } from '../../book/book';

/** A cid as the parts that a state is asked by. A cid that is none is a call type without an id. */
export function callOf(cid: string): { readonly callType: string; readonly callId: string } {
  return splitCid(cid) ?? { callType: cid, callId: '' };
}

/** Rule 8: the call's current session, told by the book from all its evidence. */
export function isLive(cid: string, book: AttendanceBook): boolean {
  return currentState(cid, book)?.kind === 'live';
}

/** The state of the call's latest session, where the call has told of one. */
export function currentState(cid: string, book: AttendanceBook): DataState | undefined {
  const current = book.call(cid)?.session;
  return current && book.state({ ...callOf(cid), sessionId: current.id });
}
