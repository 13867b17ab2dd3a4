import type { AttendanceBook } from '../../book/book';
import { knownSessions } from '../known-sessions';
import type { FilterKind } from './document-kind';

/** So many sessions are looked into, and so many values offered: a list of them is read by people. */
const [mostSessions, mostValues] = [100, 300];

/** Values of a field that the book holds, each once; nothing is asked for. */
export function valuesAtHand(book: AttendanceBook, kind: FilterKind, field: string): readonly string[] {
  const found = new Set<string>();
  for (const value of kind === 'rows' ? rowValues(book, field) : callValues(book, field)) {
    if (value !== '') found.add(value);
    if (found.size >= mostValues) break;
  }
  return [...found];
}

function* rowValues(book: AttendanceBook, field: string): Iterable<string> {
  if (field !== 'user_id' && field !== 'roles' && field !== 'publisher_type') return;
  for (const session of knownSessions(book).slice(0, mostSessions)) {
    const { table } = book.rows(session);
    if (field === 'user_id') for (let at = 0; at < table.userCount; at++) yield table.userIdOf(at);
    else
      for (let at = 0; at < table.formCount; at++) {
        if (field === 'publisher_type') yield table.publisherTypeOf(at);
        else yield* table.rolesOf(at) ?? [];
      }
  }
}

function* callValues(book: AttendanceBook, field: string): Iterable<string> {
  for (const call of book.calls.items) {
    switch (field) {
      case 'type':
        yield call.callType;
        break;
      case 'id':
        yield call.callId;
        break;
      case 'cid':
        yield call.cid;
        break;
      case 'team':
        yield call.team ?? '';
        break;
      case 'created_by_user_id':
        yield call.createdBy ?? '';
        break;
      case 'members':
        for (const member of call.members) yield member.userId;
        break;
    }
  }
}
