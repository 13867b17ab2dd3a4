import { openStreamVideo } from '../../../src/stream/open-stream';
import type { DoorLog, StreamVideo } from '../../../src/stream/stream-video';
import type { Operation, RawOutcome, Transport } from '../../../src/stream/transport';
import { heldClock } from './held-clock';
import type { HeldClock } from './held-clock';

type Reply = (operation: Operation, raw: boolean) => RawOutcome | Promise<RawOutcome>;

/** A transport that answers by a function and remembers what it was asked. */
export interface ScriptedTransport extends Transport {
  readonly asked: Operation[];
  /** Requests that are not answered yet. */
  readonly running: number;
  readonly mostAtOnce: number;
}

export function scriptedTransport(reply: Reply): ScriptedTransport {
  const asked: Operation[] = [];
  let running = 0;
  let mostAtOnce = 0;
  return {
    asked,
    get running() {
      return running;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    async send(operation, how) {
      asked.push(operation);
      running++;
      mostAtOnce = Math.max(mostAtOnce, running);
      try {
        return await reply(operation, how?.raw === true);
      } finally {
        running--;
      }
    },
  };
}

/** Replies one after the other; the last one stays. */
export function inTurn(...outcomes: readonly RawOutcome[]): Reply {
  let turn = 0;
  return () => {
    const outcome = outcomes[Math.min(turn++, outcomes.length - 1)];
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  };
}

export function answer(body: unknown, headers: Readonly<Record<string, string>> = plenty): RawOutcome {
  return { ok: true, status: 200, headers: new Map(Object.entries(headers)), requestId: 'request-1', body };
}

export function refusal(
  status: number,
  code?: number,
  message = 'no',
  headers: Readonly<Record<string, string>> = {},
): RawOutcome {
  return {
    ok: false,
    cause: 'http',
    status,
    code,
    message,
    headers: new Map(Object.entries(headers)),
    requestId: 'request-1',
  };
}

export function noAnswer(cause: 'network' | 'timeout' | 'body', message = 'ECONNRESET'): RawOutcome {
  return {
    ok: false,
    cause,
    status: undefined,
    code: undefined,
    message,
    headers: new Map(),
    requestId: 'request-1',
  };
}

/** Rate-limit headers that hold nothing up. */
export const plenty = {
  'x-ratelimit-limit': '10000',
  'x-ratelimit-remaining': '9999',
  'x-ratelimit-reset': String(Date.UTC(2025, 10, 22, 12, 1) / 1000),
};

export interface LoggedDoor {
  readonly stream: StreamVideo;
  readonly clock: HeldClock;
  readonly transport: ScriptedTransport;
  readonly requests: Parameters<DoorLog['request']>[0][];
  readonly drifts: Parameters<DoorLog['drift']>[0][];
}

/** A door on a scripted transport, a held clock and a middling random. */
export function scriptedDoor(
  reply: Reply,
  { production = false, random = () => 0.5 }: { production?: boolean; random?: () => number } = {},
): LoggedDoor {
  const clock = heldClock();
  const transport = scriptedTransport(reply);
  const { log, requests, drifts } = keptLog();
  const stream = openStreamVideo({
    transport: () => Promise.resolve(transport),
    production,
    clock,
    log,
    random,
  });
  return { stream, clock, transport, requests, drifts };
}

export function keptLog() {
  const requests: Parameters<DoorLog['request']>[0][] = [];
  const drifts: Parameters<DoorLog['drift']>[0][] = [];
  const log: DoorLog = {
    request: (entry) => requests.push(entry),
    drift: (entry) => drifts.push(entry),
  };
  return { log, requests, drifts };
}
