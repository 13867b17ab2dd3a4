import * as v from 'valibot';
import type { SessionRef } from '../../src/attendance/call';
import { openBook } from '../../src/book/attendance-book';
import type { AttendanceBook } from '../../src/book/book';
import { openTransport } from '../../src/stream/node-sdk';
import { openStreamVideo } from '../../src/stream/open-stream';

const connectionSchema = v.object({
  url: v.string(),
  key: v.string(),
  secret: v.string(),
  callType: v.string(),
  callId: v.string(),
  sessionId: v.string(),
});

/** What the bench tells its children: the sample server and the session with 12,000 rows. */
export type SampleConnection = v.InferOutput<typeof connectionSchema>;

export function connectionFromEnvironment(): SampleConnection {
  return v.parse(connectionSchema, JSON.parse(process.env['ROLLCALL_BENCH'] ?? '{}'));
}

export function sessionOf({ callType, callId, sessionId }: SampleConnection): SessionRef {
  return { callType, callId, sessionId };
}

/** A book as the extension opens it, with the official SDK loaded already. */
export function bookOn({ url, key, secret }: SampleConnection): AttendanceBook {
  const transport = openTransport({ key, secret, baseUrl: url, timeoutMs: 10_000 });
  const clock = {
    now: () => Date.now(),
    setTimer: (ms: number, fn: () => void) => {
      const timer = setTimeout(fn, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  const log = { request: () => undefined, drift: () => undefined };
  const stream = openStreamVideo({
    transport: () => Promise.resolve(transport),
    production: false,
    clock,
    log,
  });
  return openBook({ appId: 'bench', stream, clock, pageSize: () => 100 });
}

/** Hands the figures of a child to the bench. */
export function tell(figures: Readonly<Record<string, number>>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
