import type { AttendanceBook } from '../../../src/book/book';
import { openBook } from '../../../src/book/attendance-book';
import { startSampleServer, type Quirks, type SampleServer } from '../../../src/sample/server';
import { openTransport } from '../../../src/stream/node-sdk';
import { openStreamVideo, type Clock } from '../../../src/stream/open-stream';
import type { ParticipantSessionsContext, StreamVideo } from '../../../src/stream/stream-video';

/** A Wednesday afternoon: the sample's meetings of that day lie before it. */
export const sampleNow = Date.UTC(2026, 10, 18, 15, 30);

/** Small, so that ordinary sessions have several pages. */
export const rowsAPage = 10;

/** A book over the real door and the real SDK on a sample server. */
export async function openSampleBook(quirks: Quirks = {}): Promise<{
  readonly book: AttendanceBook;
  readonly server: SampleServer;
  /** What the door was told with each question for rows, in order. */
  readonly contexts: readonly (ParticipantSessionsContext | undefined)[];
  /** Lets time pass, for book and server. */
  pass(ms: number): void;
  /** A book that has read nothing yet, on the same server. */
  anotherBook(): AttendanceBook;
  close(): Promise<void>;
}> {
  let now = sampleNow;
  const server = await startSampleServer({ now: () => now, quirks: { limitPerMinute: 100_000, ...quirks } });
  const clock: Clock = {
    now: () => now,
    // Waits pass at once, and the time with them: what is tested is what is read, not when.
    setTimer: (ms, run) => {
      const soon = setImmediate(() => {
        now += ms;
        run();
      });
      return () => {
        clearImmediate(soon);
      };
    },
  };
  const door = openStreamVideo({
    transport: () =>
      Promise.resolve(
        openTransport({ key: server.key, secret: server.secret, baseUrl: server.url, timeoutMs: 5000 }),
      ),
    production: false,
    clock,
    log: { request: () => undefined, drift: () => undefined },
    random: () => 0,
  });
  const contexts: (ParticipantSessionsContext | undefined)[] = [];
  const stream: StreamVideo = {
    ...door,
    participantSessions(session, page, context) {
      contexts.push(context);
      return door.participantSessions(session, page, context);
    },
  };
  const anotherBook = (): AttendanceBook =>
    openBook({ appId: 'sample', stream, clock, pageSize: () => rowsAPage });
  const book = anotherBook();
  return {
    book,
    server,
    contexts,
    pass(ms) {
      now += ms;
    },
    anotherBook,
    close: async () => {
      book.dispose();
      await server.close();
    },
  };
}
