import assert from 'node:assert/strict';
import { checkRowFilter } from '../../../src/attendance/filter/validate-rows';
import { openBook } from '../../../src/book/attendance-book';
import type { AttendanceAnswer, AttendanceBook, AttendanceQuery } from '../../../src/book/book';
import type { Connection, Quirks, SampleServer, TrueSession } from '../../../src/sample/server';
import { startSampleServer } from '../../../src/sample/server';
import { isStreamFailure, type StreamFailure } from '../../../src/stream/errors';
import { openTransport } from '../../../src/stream/node-sdk';
import { openStreamVideo, type Clock } from '../../../src/stream/open-stream';

/** A Saturday noon: of every kind of session there is one. */
export const noon = Date.UTC(2025, 10, 22, 12);

/** What a book said: an answer, or in words why there is none. */
export type Said =
  | { readonly answer: AttendanceAnswer; readonly failure?: undefined }
  | { readonly answer?: undefined; readonly failure: StreamFailure };

/** A sample server, and as many books on it as are wished for, each with a door of its own through the real SDK. */
export interface JudgeStage {
  readonly server: SampleServer;
  /** Sets the switches, and the clock back to {@link noon}: waits of one question are none of the next. */
  readonly under: (quirks: Quirks) => void;
  /** A book that has read nothing yet. */
  readonly freshBook: () => AttendanceBook;
  /** A question to a book that has read nothing yet. */
  readonly ask: (session: TrueSession, query?: AttendanceQuery) => Promise<Said>;
}

export async function onJudgeStage<T>(act: (stage: JudgeStage) => Promise<T>): Promise<T> {
  let now = noon;
  const server = await startSampleServer({ now: () => now });
  const { key, secret, url } = server;
  const transport = openTransport({ key, secret, baseUrl: url, timeoutMs: 5000 });
  const clock: Clock = {
    now: () => now,
    // Only the door waits by this clock: its waits pass at once, and the time with them.
    setTimer(ms, run) {
      const soon = setImmediate(() => {
        now += ms;
        run();
      });
      return () => {
        clearImmediate(soon);
      };
    },
  };
  const freshBook = (): AttendanceBook =>
    openBook({
      appId: 'sample',
      stream: openStreamVideo({
        transport: () => Promise.resolve(transport),
        production: false,
        clock,
        log: { request: () => undefined, drift: () => undefined },
        // The longest waits, and so the fewest attempts.
        random: () => 0.999,
      }),
      clock,
      pageSize: () => 100,
    });
  try {
    return await act({
      server,
      under(quirks) {
        now = noon;
        server.setQuirks(quirks);
      },
      freshBook,
      async ask(session, query) {
        const book = freshBook();
        try {
          return await askBook(book, session, query);
        } finally {
          book.dispose();
        }
      },
    });
  } finally {
    await server.close();
  }
}

/** Asks; whatever is thrown but a failure with words is an error of the test. */
export async function askBook(
  book: AttendanceBook,
  { callType, callId, id }: TrueSession,
  query?: AttendanceQuery,
): Promise<Said> {
  try {
    return { answer: await book.attendance({ callType, callId, sessionId: id }, query) };
  } catch (error) {
    if (!isStreamFailure(error)) throw error;
    assert.ok(error.text.message.length > 0, 'a failure is told in words');
    return { failure: error };
  }
}

/** A question, and a name for it. */
export interface Asked {
  readonly name: string;
  readonly query: AttendanceQuery;
}

export function filtered(name: string, filter: unknown): Asked {
  const checked = checkRowFilter(filter);
  assert.ok(checked.ok, JSON.stringify(checked));
  return { name, query: { rowFilter: checked.filter } };
}

export const everybody: Asked = { name: 'all rows', query: {} };

/** One person of a session: the one with the most connections, of equals the first. */
export function onePerson(connections: readonly Connection[]): Asked {
  const counts = new Map<string, number>();
  for (const { userId } of connections) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  const [first = ['nobody', 0]] = [...counts]
    .filter(([id]) => id !== '!anon')
    .toSorted((a, b) => b[1] - a[1]);
  return filtered('one person', { user_id: first[0] });
}

/** The second quarter of a session. */
export function inWindow({ startedAt, lastLeaveAt }: TrueSession, now: number): Asked {
  const length = (lastLeaveAt ?? now) - startedAt;
  const from = startedAt + Math.floor(length / 4);
  return { name: 'a window', query: { window: { from, to: from + Math.floor(length / 4) } } };
}

/** Up to so many users, by the order in which they came. */
export function severalPeople(connections: readonly Connection[], most: number): Asked {
  const users = [...new Set(connections.map(({ userId }) => userId))].filter((id) => id !== '!anon');
  return filtered('several people', { user_id: { $in: users.slice(0, most) } });
}
