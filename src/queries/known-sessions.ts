import type { AttendanceBook, Session } from '../book/book';

/** Sessions that the book holds, newest start first, each once; nothing is asked for. */
export function knownSessions(book: AttendanceBook): readonly Session[] {
  const byId = new Map<string, Session>();
  const take = (session: Session): void => {
    const key = JSON.stringify([session.cid, session.sessionId]);
    if (!byId.has(key)) byId.set(key, session);
  };
  book.recent.items.forEach(take);
  for (const call of book.calls.items) book.sessionsOf(call.cid).items.forEach(take);
  return [...byId.values()].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
}

/** Sessions held that have this session id: more than one only if two calls share it. */
export function sessionsWithId(book: AttendanceBook, sessionId: string): readonly Session[] {
  return knownSessions(book).filter((session) => session.sessionId === sessionId);
}

/** Cids of the calls that the book holds: those with the newest sessions first. */
export function knownCids(book: AttendanceBook): readonly string[] {
  return [
    ...new Set([
      ...knownSessions(book).map((session) => session.cid),
      ...book.calls.items.map((call) => call.cid),
    ]),
  ];
}
