// A bundle of its own, loaded when the first app is opened: door and book are half of all code, and `activate()` needs
// neither. Import it by `await import('./reader')` only.
import { openBook } from '../book/attendance-book';
import type { AttendanceBook } from '../book/book';
import type { Clock } from '../stream/clock';
import { openStreamVideo } from '../stream/open-stream';
import { withTimeoutOf } from '../stream/timeout-of';
import type { DoorLog, StreamVideo } from '../stream/stream-video';

/** What one connection needs. The secret goes into the transport's closure and is kept nowhere else. */
export interface Connection {
  readonly key: string;
  readonly secret: string;
  readonly baseUrl: string | undefined;
  readonly production: boolean;
}

/** What a connection is read with. */
export interface ReadingParts {
  /** Milliseconds for one request: the setting, asked at each request. */
  readonly timeoutMs: () => number;
  readonly log: DoorLog;
  /**
   * Ms since epoch: what is shown is of this instant. Only the door's clock goes on from there, since its waits end by it.
   * Absent: this computer's clock.
   */
  readonly fixedNow?: number | undefined;
}

function clockOf(now: () => number): Clock {
  return {
    now,
    setTimer(ms, run) {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** A clock that shows the instant now and runs. */
function runningFrom(instant: number): () => number {
  const started = performance.now();
  return () => instant + Math.round(performance.now() - started);
}

/** Opens the door to Stream. The SDK is loaded at the first request: most windows never make one. */
export function openDoor(
  { key, secret, baseUrl, production }: Connection,
  { timeoutMs, log, fixedNow }: ReadingParts,
): StreamVideo {
  return openStreamVideo({
    transport: async () => {
      const { openTransport } = await import('../stream/node-sdk');
      return withTimeoutOf(timeoutMs, (ms) => openTransport({ key, secret, baseUrl, timeoutMs: ms }));
    },
    production,
    clock: clockOf(fixedNow === undefined ? Date.now : runningFrom(fixedNow)),
    log,
    ...(fixedNow === undefined ? {} : { stamp: () => fixedNow }),
  });
}

/** Opens the book of an app. Nothing is read by it. */
export function openAppBook(
  appId: string,
  connection: Connection,
  parts: ReadingParts & { readonly pageSize: () => number },
): AttendanceBook {
  const { fixedNow, pageSize } = parts;
  const stream = openDoor(connection, parts);
  const clock = clockOf(fixedNow === undefined ? Date.now : () => fixedNow);
  return openBook({ appId, stream, clock, pageSize });
}
