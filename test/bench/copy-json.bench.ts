// Copy Call Session JSON of one large session, as the command does it but for the clipboard itself. A timer that is due
// every millisecond finds the longest stretch in which nothing else could run: by the clock, and by what this thread
// itself computed, which is ours alone also on a machine with other work. The sample server is in another process.
import { collect } from '../../src/formats/collect';
import { jsonSource } from '../../src/documents/json-source';
import { bookOn, connectionFromEnvironment, sessionOf, tell } from './sample-connection';

/** Longest stretches without a turn of the event loop, in ms. */
interface Stretches {
  readonly computed: number;
  readonly clock: number;
}

/** Milliseconds that this thread has computed. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Watches from now to the call of the answer. */
function watchStretches(): () => Stretches {
  const longest = { computed: 0, clock: 0 };
  let last = { computed: computedMs(), clock: performance.now() };
  const look = (): void => {
    const now = { computed: computedMs(), clock: performance.now() };
    longest.computed = Math.max(longest.computed, now.computed - last.computed);
    longest.clock = Math.max(longest.clock, now.clock - last.clock);
    last = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return { ...longest };
  };
}

async function main(): Promise<void> {
  const connection = connectionFromEnvironment();
  const book = bookOn(connection);
  const target = { kind: 'session', appId: book.appId, session: sessionOf(connection) } as const;
  // As in the sidebar, where the calls were listed before anything can be copied.
  await book.calls.load();
  const readingStretch = watchStretches();
  const source = await jsonSource(
    target,
    'iso',
    {},
    {
      book,
      appName: 'bench',
      production: false,
      version: '0.0.0',
      pageSize: 100,
      addRollcallKey: true,
      zone: 'utc',
      count: String,
      mayRead: () => Promise.resolve(true),
    },
  );
  const reading = readingStretch();
  if (source === undefined) throw new Error('There is nothing to copy.');
  const writingStretch = watchStretches();
  const collected = await collect(source.slices(), Number.MAX_SAFE_INTEGER);
  const writing = writingStretch();
  if (!collected.fits) throw new Error('The JSON did not fit.');
  book.dispose();
  tell({
    reading: reading.computed,
    readingClock: reading.clock,
    writing: writing.computed,
    writingClock: writing.clock,
    bytes: collected.bytes,
  });
}

void main();
