import { startSampleServer } from '../../../src/sample/server';
import type { Quirks, SampleServer } from '../../../src/sample/server';
import { openTransport } from '../../../src/stream/node-sdk';
import { openStreamVideo } from '../../../src/stream/open-stream';
import type { Page, StreamVideo } from '../../../src/stream/stream-video';
import { heldClock } from './held-clock';
import type { Transport } from '../../../src/stream/transport';
import type { HeldClock } from './held-clock';
import { keptLog } from './scripted-transport';

export interface SampleDoor extends ReturnType<typeof keptLog> {
  readonly server: SampleServer;
  readonly stream: StreamVideo;
  readonly clock: HeldClock;
  /** The most requests that were under way at the same time. */
  mostAtOnce(): number;
}

/** The door, through the real SDK, on a sample server of its own. One clock for both, which moves only when the door waits, and then at once. */
export async function onSample<T>(
  quirks: Quirks,
  act: (door: SampleDoor) => Promise<T>,
  timeoutMs = 5000,
): Promise<T> {
  const clock = heldClock();
  const server = await startSampleServer({ now: () => clock.now(), quirks });
  try {
    // Only the door waits by this clock, so its timers may fire as soon as they are set.
    const hasty: HeldClock = {
      ...clock,
      setTimer(ms, fn) {
        let off = false;
        setImmediate(() => {
          if (off) return;
          off = true;
          void clock.move(ms).then(fn);
        });
        return () => {
          off = true;
        };
      },
    };
    const kept = keptLog();
    const transport = openTransport({
      key: server.key,
      secret: server.secret,
      baseUrl: server.url,
      timeoutMs,
    });
    let [underWay, mostUnderWay] = [0, 0];
    const counting: Transport = {
      async send(operation, options) {
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        try {
          return await transport.send(operation, options);
        } finally {
          underWay--;
        }
      },
    };
    const stream = openStreamVideo({
      transport: () => Promise.resolve(counting),
      production: false,
      clock: hasty,
      log: kept.log,
      random: () => 0.5,
    });
    return await act({ server, stream, clock, mostAtOnce: () => mostUnderWay, ...kept });
  } finally {
    await server.close();
  }
}

/** Every item of a list, read to its end. A list that does not end is an error, not a wait. */
export async function allPages<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
  throw new Error('the list does not end');
}
