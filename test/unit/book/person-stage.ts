import type { SessionRef } from '../../../src/attendance/call';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceBook } from '../../../src/book/book';
import type { PersonFinding, PersonOutcome, PersonQuestion } from '../../../src/book/person/person-finding';
import type { RequestRecord, Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import type { StreamVideo } from '../../../src/stream/stream-video';
import { onSample, type SampleDoor } from '../stream/sample-door';

export const day = 86_400_000;

export interface PersonStage {
  readonly door: SampleDoor;
  readonly server: SampleServer;
  readonly book: AttendanceBook;
  /** @param stream in place of parts of the door */
  freshBook(stream?: Partial<StreamVideo>): AttendanceBook;
  /** Sessions that began in the last days, newest first. */
  sessions(days: number): readonly TrueSession[];
  /** The question for the last days. */
  asking(userId: string, days: number): PersonQuestion;
  /** Requests for participant sessions since the last call of this. */
  rowRequests(): readonly RequestRecord[];
}

export function onPersonStage<T>(quirks: Quirks, act: (stage: PersonStage) => Promise<T>): Promise<T> {
  return onSample({ limitPerMinute: 1_000_000, ...quirks }, async (door) => {
    const { server } = door;
    const books: AttendanceBook[] = [];
    let seen = 0;
    const freshBook = (stream: Partial<StreamVideo> = {}): AttendanceBook => {
      const book = openBook({
        appId: 'sample',
        stream: { ...door.stream, ...stream },
        clock: door.clock,
        pageSize: () => 100,
      });
      books.push(book);
      return book;
    };
    try {
      return await act({
        door,
        server,
        book: freshBook(),
        freshBook,
        sessions: (days) =>
          server.ledger.sessions().filter(({ startedAt }) => startedAt >= server.now() - days * day),
        asking: (userId, days) => ({
          userId,
          from: server.now() - days * day,
          to: server.now() + 60_000,
        }),
        rowRequests() {
          const fresh = server.requests.slice(seen);
          seen = server.requests.length;
          return fresh.filter(({ operation }) => operation === 'QueryCallParticipantSessions');
        },
      });
    } finally {
      for (const book of books) book.dispose();
    }
  });
}

export function refTo({ callType, callId, id }: TrueSession): SessionRef {
  return { callType, callId, sessionId: id };
}

/** How a session came out. */
export function outcomeIn(finding: PersonFinding, session: TrueSession): PersonOutcome | undefined {
  return finding.sessions.find(({ session: { sessionId } }) => sessionId === session.id)?.outcome;
}

export function kinds(finding: PersonFinding): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of finding.sessions) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  return counts;
}
