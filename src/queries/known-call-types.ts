import { splitCid } from '../attendance/call';
import type { AttendanceBook } from '../book/book';
import { knownCids } from './known-sessions';

/** Stream's own. */
const streamTypes = ['default', 'livestream', 'audio_room', 'development'];

/** The types of calls that the book knows, and Stream's own, in alphabetical order. */
export function knownCallTypes(book: AttendanceBook): readonly string[] {
  const known = knownCids(book).flatMap((cid) => splitCid(cid)?.callType ?? []);
  return [...new Set([...known, ...streamTypes])].sort();
}
