import type { Progress, ReadOptions } from '../book';
import type { StreamFailure } from '../../stream/errors';
import { isStreamFailure } from '../../stream/errors';
import type { Wait } from '../../stream/stream-video';
import { cancelled } from './failures';
import type { Ending, Paged, Pager } from './paged';
import type { SharedWork } from './shared-work';
import { shareWork } from './shared-work';

interface Read<P, G> {
  readonly gathering: G;
  readonly pageSize: number;
  readonly beganAt: number;
  /** Cursors that were handed out, to notice one that comes again. */
  readonly seen: Set<string>;
  pages: number;
  cursor: string | undefined;
  ending: Ending | undefined;
  /** Pages in a row that brought nothing new. */
  fruitless: number;
  /** Stream no longer takes the cursor. */
  dead: boolean;
  /** A page that was asked for while the one before it was being worked on. */
  ahead: { readonly cursor: string; readonly page: Promise<P>; readonly stop: AbortController } | undefined;
}

type Kind = 'next' | 'again';

/** So many pages in a row may bring nothing new (empty ones with a `next`, repeats of moved rows) before we leave. */
export const maxFruitlessPages = 10;

/** A later read that was stopped goes on where it was for this long; after that its first page is too old. */
export const freshFor = 60_000;

export function createPager<P, G, N>(paged: Paged<P, G, N>): Pager<G, N> {
  let reads = 0;
  let held = begin(undefined);
  /** A read that shall take the place of `held` and is not as deep yet. */
  let fresh: Read<P, G> | undefined;
  let flight: { readonly kind: Kind; readonly work: SharedWork<readonly N[]> } | undefined;
  let failure: StreamFailure | undefined;
  let wait: Wait | undefined;
  let epoch = 0;
  let readingAll = 0;
  let closed = false;

  function begin(over: G | undefined): Read<P, G> {
    reads += 1;
    return {
      gathering: paged.begin(reads, over),
      pageSize: paged.pageSize(),
      beganAt: paged.now(),
      seen: new Set(),
      pages: 0,
      cursor: undefined,
      ending: undefined,
      fruitless: 0,
      dead: false,
      ahead: undefined,
    };
  }

  function progress(read: Read<P, G>): Progress {
    return { ...paged.progress(read.gathering), wait };
  }

  function ask(read: Read<P, G>, cursor: string | undefined, signal: AbortSignal): Promise<P> {
    const onWait = (now: Wait | undefined): void => {
      if (signal.aborted) return;
      wait = now;
      flight?.work.tell(progress(read));
      paged.onChange();
    };
    const onNext = (next: string): void => {
      askAhead(read, next);
    };
    return paged.fetch({ limit: read.pageSize, cursor }, { signal, onWait, onNext });
  }

  /** Whoever reads all pages will want the next one: it is asked for while this one is worked on. */
  function askAhead(read: Read<P, G>, cursor: string): void {
    if (readingAll === 0 || read.ahead !== undefined || read.seen.has(cursor)) return;
    const stop = new AbortController();
    const page = ask(read, cursor, stop.signal);
    // Its failure is told by the step that takes it; a page that nobody takes fails for nobody.
    page.catch(() => undefined);
    read.ahead = { cursor, page, stop };
  }

  function dropAhead(read: Read<P, G> | undefined): void {
    if (read?.ahead === undefined) return;
    read.ahead.stop.abort();
    read.ahead = undefined;
  }

  /** The page at the read's cursor: the one asked for ahead, or asked for now. */
  function pageOf(read: Read<P, G>, signal: AbortSignal): Promise<P> {
    const { ahead } = read;
    if (ahead === undefined || ahead.cursor !== read.cursor) {
      dropAhead(read);
      return ask(read, read.cursor, signal);
    }
    read.ahead = undefined;
    signal.addEventListener(
      'abort',
      () => {
        ahead.stop.abort();
      },
      { once: true },
    );
    return ahead.page;
  }

  async function step(read: Read<P, G>, signal: AbortSignal): Promise<readonly N[]> {
    const page = await pageOf(read, signal).catch((error: unknown) => {
      if (isStreamFailure(error) && error.kind === 'dead-cursor' && read.cursor !== undefined)
        read.dead = true;
      throw error;
    });
    if (signal.aborted) throw cancelled();
    wait = undefined;
    read.pages += 1;
    const news = paged.take(read.gathering, page, read.pages);
    read.fruitless = news.length === 0 ? read.fruitless + 1 : 0;
    const next = paged.nextOf(page);
    if (next === undefined || next === '') read.ending = 'end';
    else if (news.length === 0 && read.seen.has(next)) read.ending = 'repeating';
    else if (read.fruitless >= maxFruitlessPages) read.ending = 'fruitless';
    else {
      read.cursor = next;
      read.seen.add(next);
    }
    if (read.ending !== undefined) paged.finish?.(read.gathering, read.ending);
    flight?.work.tell(progress(read));
    if (read === held) paged.onChange();
    return news;
  }

  /** Reads from the first page until `deepEnough`, then puts the fresh read in the place of the held one. */
  async function readAgain(
    deepEnough: (read: Read<P, G>) => boolean,
    signal: AbortSignal,
  ): Promise<readonly N[]> {
    if (fresh === undefined || fresh.dead || paged.now() - fresh.beganAt > freshFor)
      fresh = begin(held.gathering);
    let mayRestart = true;
    while (fresh.ending === undefined && !deepEnough(fresh)) {
      try {
        await step(fresh, signal);
      } catch (error) {
        if (signal.aborted || !mayRestart || !isDeadCursor(error)) throw error;
        mayRestart = false;
        fresh = begin(held.gathering);
      }
    }
    const { gathering, news } = paged.replace(held.gathering, fresh.gathering);
    held = { ...fresh, gathering };
    fresh = undefined;
    paged.onChange();
    return news;
  }

  async function readNext(signal: AbortSignal): Promise<readonly N[]> {
    const news: N[] = [];
    let restarted = false;
    while (news.length === 0 && held.ending === undefined) {
      if (!held.dead) {
        try {
          news.push(...(await step(held, signal)));
          continue;
        } catch (error) {
          if (signal.aborted || restarted || !isDeadCursor(error)) throw error;
        }
      }
      restarted = true;
      const depth = held.pages + 1;
      news.push(...(await readAgain((read) => read.pages >= depth, signal)));
    }
    return news;
  }

  async function readAsFarAgain(signal: AbortSignal): Promise<readonly N[]> {
    if (held.pages === 0) return readNext(signal);
    const depth = held.pages;
    const toEnd = paged.refreshToEnd === true && held.ending !== undefined;
    await readAgain((read) => !toEnd && read.pages >= depth, signal);
    return [];
  }

  function start(kind: Kind): SharedWork<readonly N[]> {
    failure = undefined;
    const work: SharedWork<readonly N[]> = shareWork(
      (signal) => (kind === 'next' ? readNext(signal) : readAsFarAgain(signal)),
      (error) => {
        if (flight?.work !== work) return;
        flight = undefined;
        wait = undefined;
        if (error !== undefined && error.kind !== 'cancelled') failure = error;
        paged.onChange();
      },
    );
    flight = { kind, work };
    paged.onChange();
    return work;
  }

  async function run(kind: Kind, options: ReadOptions): Promise<readonly N[]> {
    const asked = epoch;
    for (;;) {
      if (closed || options.signal?.aborted || asked !== epoch) throw cancelled();
      if (flight === undefined) return start(kind).join(options);
      // Before the first page came, reading on and reading again are the same.
      const shares = flight.kind === kind || held.pages === 0;
      if (shares && !flight.work.stopped) return flight.work.join(options);
      await settled(flight.work.done, options.signal);
    }
  }

  async function loadAll(options: ReadOptions): Promise<void> {
    const asked = epoch;
    readingAll += 1;
    try {
      while (held.ending === undefined) {
        await run('next', options);
        if (asked !== epoch) throw cancelled();
      }
    } finally {
      readingAll -= 1;
      if (readingAll === 0) {
        dropAhead(held);
        dropAhead(fresh);
      }
    }
  }

  function stop(): void {
    epoch += 1;
    flight?.work.stop();
  }

  return {
    get gathering() {
      return held.gathering;
    },
    get loaded() {
      return held.pages > 0;
    },
    get loading() {
      return flight !== undefined && !flight.work.stopped;
    },
    get hasMore() {
      return held.ending === undefined;
    },
    get ending() {
      return held.ending;
    },
    get failure() {
      return failure;
    },
    get wait() {
      return wait;
    },
    get busy() {
      return readingAll > 0 || flight !== undefined;
    },
    async load(options = {}) {
      if (held.pages === 0) await run('next', options);
    },
    async loadMore(options = {}) {
      return held.ending === undefined ? run('next', options) : [];
    },
    loadAll: (options = {}) => loadAll(options),
    async refresh(options = {}) {
      await run('again', options);
    },
    cancel: stop,
    close() {
      closed = true;
      stop();
    },
    reset() {
      stop();
      flight = undefined;
      wait = undefined;
      failure = undefined;
      dropAhead(fresh);
      dropAhead(held);
      fresh = undefined;
      held = begin(undefined);
      paged.onChange();
    },
  };
}

function isDeadCursor(error: unknown): boolean {
  return isStreamFailure(error) && error.kind === 'dead-cursor';
}

/** Waits until `done`, or until the signal speaks: the caller looks which it was. */
async function settled(done: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return done;
  const over = new AbortController();
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true, signal: over.signal },
    );
  });
  await Promise.race([done, aborted]);
  over.abort();
}
