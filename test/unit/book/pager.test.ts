import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pager, Paged } from '../../../src/book/pages/paged';
import { createPager, freshFor, maxFruitlessPages } from '../../../src/book/pages/pager';
import type { Progress } from '../../../src/book/book';
import { isCancelled, isStreamFailure } from '../../../src/stream/errors';
import type { Wait } from '../../../src/stream/stream-video';
import type { Held } from './fake-stream';
import { failing, held, turns } from './fake-stream';

interface NumberPage {
  readonly items: readonly number[];
  readonly next: string | undefined;
}

interface Request {
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly signal: AbortSignal | undefined;
  readonly onWait: ((wait: Wait | undefined) => void) | undefined;
  /** Tells the cursor of the next page before this one is given. */
  readonly onNext: ((cursor: string) => void) | undefined;
  readonly answer: Held<NumberPage>;
}

interface Bench {
  readonly pager: Pager<Set<number>, number>;
  readonly requests: Request[];
  readonly items: () => readonly number[];
  /** Told of each change. */
  heard: () => void;
  now: number;
  pageSize: number;
}

/** A pager of numbers. `serve` answers at once; without it the test answers `requests` by hand. */
function bench(
  serve?: (cursor: string | undefined, request: number) => NumberPage,
  more: Partial<Pick<Paged<NumberPage, Set<number>, number>, 'refreshToEnd'>> = {},
): Bench {
  const requests: Request[] = [];
  const state = { heard: (): void => undefined, now: 0, pageSize: 2 };
  const pager = createPager<NumberPage, Set<number>, number>({
    fetch({ cursor, limit }, { signal, onWait, onNext }) {
      const answer = held<NumberPage>();
      requests.push({ cursor, limit, signal, onWait, onNext, answer });
      if (serve) {
        try {
          answer.give(serve(cursor, requests.length));
        } catch (error) {
          answer.fail(error instanceof Error ? error : new Error('odd'));
        }
      }
      return answer.promise;
    },
    nextOf: ({ next }) => next,
    begin: () => new Set(),
    take(gathering, page) {
      const news = page.items.filter((item) => !gathering.has(item));
      for (const item of news) gathering.add(item);
      return news;
    },
    replace: (before, fresh) => ({ gathering: fresh, news: [...fresh].filter((item) => !before.has(item)) }),
    progress: (gathering) => ({ read: gathering.size, of: 9 }),
    pageSize: () => state.pageSize,
    now: () => state.now,
    onChange: () => {
      state.heard();
    },
    ...more,
  });
  return Object.assign(state, { pager, requests, items: () => [...pager.gathering] });
}

function isStopped(request: Request | undefined): boolean {
  return request?.signal?.aborted === true;
}

/** Pages of two: cursor `n` asks for the page that begins at the n-th number. */
function counting(length: number): (cursor: string | undefined) => NumberPage {
  return (cursor) => {
    const from = Number(cursor ?? 0);
    const to = Math.min(from + 2, length);
    return {
      items: Array.from({ length: to - from }, (_, at) => from + at),
      next: to < length ? String(to) : undefined,
    };
  };
}

describe('pager: pages behind a cursor', () => {
  it('reads page by page, answers what is new, and ends where no next comes', async () => {
    const { pager, requests, items } = bench(counting(5));
    assert.deepEqual([pager.loaded, pager.hasMore], [false, true]);
    await pager.load();
    assert.deepEqual([pager.loaded, pager.hasMore, items()], [true, true, [0, 1]]);
    await pager.load();
    assert.equal(requests.length, 1, 'loaded is loaded');
    assert.deepEqual(await pager.loadMore(), [2, 3]);
    assert.deepEqual(await pager.loadMore(), [4]);
    assert.equal(pager.ending, 'end');
    assert.deepEqual(await pager.loadMore(), []);
    assert.deepEqual(
      requests.map(({ cursor }) => cursor),
      [undefined, '2', '4'],
    );
  });

  it('takes an empty next for the end', async () => {
    const { pager } = bench(() => ({ items: [1], next: '' }));
    await pager.load();
    assert.equal(pager.hasMore, false);
  });

  it('keeps the page size that a read began with, since cursors may be bound to it', async () => {
    const state = bench(counting(6));
    await state.pager.load();
    state.pageSize = 50;
    await state.pager.loadMore();
    await state.pager.refresh();
    assert.deepEqual(
      state.requests.map(({ limit }) => limit),
      [2, 2, 50, 50],
    );
  });

  it('drops duplicates and goes on until a page brings something new', async () => {
    const pages: Record<string, NumberPage> = {
      '': { items: [1, 2], next: 'a' },
      a: { items: [], next: 'b' },
      b: { items: [2, 1], next: 'c' },
      c: { items: [2, 3], next: undefined },
    };
    const { pager, requests } = bench((cursor = '') => pages[cursor] ?? assert.fail(cursor));
    await pager.load();
    assert.deepEqual(await pager.loadMore(), [3]);
    assert.equal(requests.length, 4);
    assert.equal(pager.ending, 'end');
  });

  it('leaves a next that repeats itself', async () => {
    const { pager, requests, items } = bench((cursor) => ({ items: cursor ? [3, 4] : [1, 2], next: 'same' }));
    await pager.loadAll();
    assert.deepEqual([pager.ending, items(), requests.length], ['repeating', [1, 2, 3, 4], 3]);
  });

  it('goes on with a next that repeats itself as long as it brings something', async () => {
    const { pager, items } = bench((_, request) => ({
      items: [request],
      next: request < 5 ? 'scroll' : undefined,
    }));
    await pager.loadAll();
    assert.deepEqual([pager.ending, items()], ['end', [1, 2, 3, 4, 5]]);
  });

  it('leaves pages that bring nothing, page after page', async () => {
    const { pager, requests } = bench((_, request) => ({ items: [], next: `c${request}` }));
    await pager.loadAll();
    assert.deepEqual([pager.ending, requests.length], ['fruitless', maxFruitlessPages]);
  });

  it('reads each number once, whatever order, repeats and empty pages come', async () => {
    const pages = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(pages, async (served) => {
        const { pager, items, requests } = bench((cursor) => {
          const at = Number(cursor ?? 0);
          return { items: served[at] ?? [], next: at + 1 < served.length ? String(at + 1) : undefined };
        });
        await pager.loadAll();
        assert.deepEqual(items(), [...new Set(served.flat())]);
        assert.equal(requests.length, served.length);
      }),
    );
  });
});

describe('pager: askers', () => {
  it('lets two askers share one request', async () => {
    const { pager, requests } = bench();
    const both = Promise.all([pager.load(), pager.loadMore()]);
    await turns();
    assert.equal(requests.length, 1);
    assert.equal(pager.loading, true);
    requests[0]?.answer.give({ items: [1], next: undefined });
    assert.deepEqual(await both, [undefined, [1]]);
    assert.equal(pager.loading, false);
  });

  it('frees an asker that aborts and goes on for the other', async () => {
    const { pager, requests, items } = bench();
    const leaving = new AbortController();
    const one = pager.load({ signal: leaving.signal });
    const other = pager.load();
    await turns();
    leaving.abort();
    await assert.rejects(one, isCancelled);
    assert.equal(isStopped(requests[0]), false);
    requests[0]?.answer.give({ items: [1], next: undefined });
    await other;
    assert.deepEqual(items(), [1]);
  });

  it('stops the request when all askers left, drops its late answer, and reads the same page again', async () => {
    const { pager, requests, items } = bench();
    const first = new AbortController();
    const one = pager.load({ signal: first.signal });
    await turns();
    first.abort();
    await assert.rejects(one, isCancelled);
    assert.equal(isStopped(requests[0]), true);
    assert.equal(pager.loading, false);
    assert.equal(pager.failure, undefined, 'a cancel is no failure');
    const again = pager.load();
    await turns();
    requests[0]?.answer.give({ items: [7], next: 'late' });
    await turns();
    assert.deepEqual(items(), []);
    assert.deepEqual([requests.length, requests[1]?.cursor], [2, undefined]);
    requests[1]?.answer.give({ items: [1], next: undefined });
    await again;
    assert.deepEqual(items(), [1]);
  });

  it('sends nothing for an asker that is aborted already', async () => {
    const { pager, requests } = bench();
    await assert.rejects(pager.load({ signal: AbortSignal.abort() }), isCancelled);
    await turns();
    assert.equal(requests.length, 0);
    assert.equal(pager.loading, false);
  });

  it('cancels for everybody, keeps what was read, and goes on at the same cursor', async () => {
    const { pager, requests, items } = bench();
    const all = pager.loadAll();
    const queued = pager.loadMore().then(() => pager.refresh());
    await turns();
    requests[0]?.answer.give({ items: [1, 2], next: 'two' });
    await turns();
    pager.cancel();
    await assert.rejects(all, isCancelled);
    await assert.rejects(queued, isCancelled);
    assert.deepEqual([items(), pager.hasMore, pager.loading], [[1, 2], true, false]);
    const more = pager.loadMore();
    await turns();
    assert.equal(requests.at(-1)?.cursor, 'two');
    requests.at(-1)?.answer.give({ items: [3], next: undefined });
    assert.deepEqual(await more, [3]);
  });

  it('stops reading all also when it is cancelled just between two pages', async () => {
    const state = bench();
    const { pager, requests } = state;
    const all = pager.loadAll();
    await turns();
    state.heard = () => {
      if (pager.loaded && !pager.loading) pager.cancel();
    };
    requests[0]?.answer.give({ items: [1], next: 'b' });
    await turns();
    requests[1]?.answer.give({ items: [2], next: undefined });
    await assert.rejects(all, isCancelled);
    assert.equal(requests.length, 1);
  });

  it('lets one of two that read all leave while the other goes on', async () => {
    const { pager, requests, items } = bench();
    const leaving = new AbortController();
    const one = pager.loadAll({ signal: leaving.signal });
    const other = pager.loadAll();
    await turns();
    requests[0]?.answer.give({ items: [1], next: 'b' });
    await turns();
    leaving.abort();
    await assert.rejects(one, isCancelled);
    requests[1]?.answer.give({ items: [2], next: undefined });
    await other;
    assert.deepEqual([items(), requests.length], [[1, 2], 2]);
  });

  it('tells progress and waits to each asker', async () => {
    const { pager, requests } = bench();
    const heard: Progress[] = [];
    const reading = pager.load({ onProgress: (progress) => heard.push(progress) });
    await turns();
    const wait: Wait = { reason: 'rate-limit', until: 5, operation: 'QueryCalls', goOn: () => undefined };
    requests[0]?.onWait?.(wait);
    assert.equal(pager.wait, wait);
    requests[0]?.onWait?.(undefined);
    requests[0]?.answer.give({ items: [1, 2], next: undefined });
    await reading;
    assert.deepEqual(heard, [
      { read: 0, of: 9, wait },
      { read: 0, of: 9, wait: undefined },
      { read: 2, of: 9, wait: undefined },
    ]);
    assert.equal(pager.wait, undefined);
  });

  it('forgets a wait when the read is cancelled in it', async () => {
    const { pager, requests } = bench();
    const reading = pager.load();
    await turns();
    requests[0]?.onWait?.({ reason: 'budget', until: 5, operation: 'QueryCalls', goOn: () => undefined });
    pager.cancel();
    await assert.rejects(reading, isCancelled);
    assert.equal(pager.wait, undefined);
  });

  it('sends nothing once it is closed', async () => {
    const { pager, requests } = bench(counting(3));
    pager.close();
    await assert.rejects(pager.load(), isCancelled);
    assert.equal(requests.length, 0);
  });
});

describe('pager: failures', () => {
  it('keeps the items, tells the failure until the next read, and goes on at the same cursor', async () => {
    const serve = counting(4);
    const { pager, requests, items } = bench((cursor, request) => {
      if (request === 2) throw failing('server');
      return serve(cursor);
    });
    await pager.load();
    await assert.rejects(pager.loadMore(), (error) => isStreamFailure(error) && error.kind === 'server');
    assert.deepEqual(
      [pager.failure?.kind, items(), pager.hasMore, pager.loading],
      ['server', [0, 1], true, false],
    );
    assert.deepEqual(await pager.loadMore(), [2, 3]);
    assert.equal(pager.failure, undefined);
    assert.deepEqual(
      requests.map(({ cursor }) => cursor),
      [undefined, '2', '2'],
    );
  });

  it('rejects with nothing but a StreamFailure, and keeps the cause of a mistake of ours', async () => {
    const mistake = new TypeError('ours');
    const { pager } = bench(() => {
      throw mistake;
    });
    await assert.rejects(
      pager.load(),
      (error) => isStreamFailure(error) && 'cause' in error && error.cause === mistake,
    );
  });

  it('starts again from the first page when the cursor died, without duplicates', async () => {
    let died = false;
    const { pager, requests, items } = bench((cursor) => {
      if (cursor === '4' && !died) {
        died = true;
        throw failing('dead-cursor');
      }
      return counting(7)(cursor);
    });
    await pager.load();
    await pager.loadMore();
    assert.deepEqual(await pager.loadMore(), [4, 5]);
    assert.deepEqual(items(), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(
      requests.map(({ cursor }) => cursor),
      [undefined, '2', '4', undefined, '2', '4'],
    );
    assert.deepEqual(await pager.loadMore(), [6]);
  });

  it('gives up on a cursor that dies each time at the same page, with the items kept', async () => {
    const { pager, requests, items } = bench((cursor) => {
      if (cursor === '2') throw failing('dead-cursor');
      return counting(7)(cursor);
    });
    await pager.load();
    await assert.rejects(pager.loadAll(), (error) => isStreamFailure(error) && error.kind === 'dead-cursor');
    assert.deepEqual([items(), pager.failure?.kind], [[0, 1], 'dead-cursor']);
    assert.ok(requests.length <= 8, `${requests.length} requests`);
  });

  it('goes on with a restart that was cancelled, instead of beginning a third time', async () => {
    const { pager, requests, items } = bench();
    const answer = async (page: NumberPage | Error): Promise<void> => {
      await turns();
      const last = requests.at(-1)?.answer;
      if (page instanceof Error) last?.fail(page);
      else last?.give(page);
      await turns();
    };
    const all = pager.loadAll();
    await answer({ items: [1], next: 'b' });
    await answer({ items: [2], next: 'c' });
    await answer(failing('dead-cursor'));
    await answer({ items: [1], next: 'b2' });
    pager.cancel();
    await assert.rejects(all, isCancelled);
    assert.deepEqual(items(), [1, 2]);
    const more = pager.loadMore();
    await answer({ items: [2], next: 'c2' });
    await answer({ items: [3], next: undefined });
    assert.deepEqual(await more, [3]);
    assert.deepEqual(
      requests.map(({ cursor }) => cursor),
      [undefined, 'b', 'c', undefined, 'b2', 'b2', 'c2'],
    );
  });
});

describe('pager: refresh', () => {
  it('reads as many pages again and shows the old ones until then', async () => {
    let offset = 0;
    const { pager, requests, items } = bench();
    const answer = async (): Promise<void> => {
      await turns();
      const request = requests.at(-1);
      const page = counting(8)(request?.cursor);
      request?.answer.give({ items: page.items.map((item) => item + offset), next: page.next });
      await turns();
    };
    const first = pager.load();
    await answer();
    await first;
    const second = pager.loadMore();
    await answer();
    await second;
    offset = 100;
    const refresh = pager.refresh();
    await answer();
    assert.deepEqual(items(), [0, 1, 2, 3]);
    await answer();
    await refresh;
    assert.deepEqual([items(), requests.length], [[100, 101, 102, 103], 4]);
  });

  it('reads to the end again where it had read to the end and is told so', async () => {
    let length = 3;
    const { pager, items } = bench((cursor) => counting(length)(cursor), { refreshToEnd: true });
    await pager.loadAll();
    length = 9;
    await pager.refresh();
    assert.deepEqual([items().length, pager.hasMore], [9, false]);
  });

  it('keeps what is held when it fails, and goes on where it stopped within a minute', async () => {
    let fail = 0;
    const serve = counting(6);
    const state = bench((cursor, request) => {
      if (request === fail) throw failing('network');
      return serve(cursor);
    });
    await state.pager.load();
    await state.pager.loadMore();
    fail = 4;
    await assert.rejects(
      state.pager.refresh(),
      (error) => isStreamFailure(error) && error.kind === 'network',
    );
    assert.deepEqual([state.items(), state.pager.failure?.kind], [[0, 1, 2, 3], 'network']);
    await state.pager.refresh();
    assert.deepEqual(
      state.requests.slice(2).map(({ cursor }) => cursor),
      [undefined, '2', '2'],
    );
    fail = 7;
    await assert.rejects(state.pager.refresh());
    state.now += freshFor + 1;
    await state.pager.refresh();
    assert.deepEqual(
      state.requests.slice(5).map(({ cursor }) => cursor),
      [undefined, '2', undefined, '2'],
      'after a minute the first page is too old to stand beside new ones',
    );
  });

  it('is the same as loading before the first page came', async () => {
    const { pager, requests } = bench();
    const both = Promise.all([pager.load(), pager.refresh()]);
    await turns();
    requests[0]?.answer.give({ items: [1], next: undefined });
    await both;
    assert.equal(requests.length, 1);
  });

  it('waits for a page that is being read, and then reads again', async () => {
    const { pager, requests } = bench();
    const first = pager.load();
    await turns();
    requests[0]?.answer.give({ items: [1, 2], next: 'b' });
    await first;
    const more = pager.loadMore();
    const refresh = pager.refresh();
    await turns();
    assert.equal(requests.length, 2);
    requests[1]?.answer.give({ items: [3], next: undefined });
    await more;
    await turns();
    assert.deepEqual([requests.length, requests[2]?.cursor], [3, undefined]);
    requests[2]?.answer.give({ items: [1, 2], next: 'b' });
    await turns();
    requests[3]?.answer.give({ items: [3], next: undefined });
    await refresh;
  });

  it('forgets everything on reset, also an answer on its way', async () => {
    const { pager, requests, items } = bench();
    const reading = pager.load();
    await turns();
    pager.reset();
    requests[0]?.answer.give({ items: [1], next: undefined });
    await assert.rejects(reading, isCancelled);
    assert.deepEqual([items(), pager.loaded, pager.loading, pager.hasMore], [[], false, false, true]);
  });
});

describe('pager: the next page is asked for while one is worked on', () => {
  /** Reads all; the first page's answer is there and not yet given out. */
  async function readingAll(): Promise<Bench & { readonly all: Promise<void> }> {
    const state = bench();
    const all = state.pager.loadAll();
    await turns();
    state.requests[0]?.onNext?.('2');
    return Object.assign(state, { all });
  }

  it('asks once for each page, in order, and loses none', async () => {
    const { requests, items, all } = await readingAll();
    assert.deepEqual(
      requests.map(({ cursor }) => cursor),
      [undefined, '2'],
    );
    requests[0]?.answer.give({ items: [0, 1], next: '2' });
    await turns();
    assert.equal(requests.length, 2, 'the page that is on its way is not asked for again');
    requests[1]?.answer.give({ items: [2, 3], next: undefined });
    await all;
    assert.deepEqual(items(), [0, 1, 2, 3]);
  });

  it('does not when only one page is wanted', async () => {
    const { pager, requests } = bench();
    const one = pager.load();
    await turns();
    requests[0]?.onNext?.('2');
    requests[0]?.answer.give({ items: [0, 1], next: '2' });
    await one;
    assert.equal(requests.length, 1);
  });

  it('tells the failure of such a page, keeps what was read, and asks for it again', async () => {
    const { pager, requests, items, all } = await readingAll();
    requests[1]?.answer.fail(failing('server'));
    requests[0]?.answer.give({ items: [0, 1], next: '2' });
    await assert.rejects(all, (error) => isStreamFailure(error) && error.kind === 'server');
    assert.deepEqual(items(), [0, 1]);
    const again = pager.loadMore();
    await turns();
    assert.equal(requests[2]?.cursor, '2');
    requests[2].answer.give({ items: [2], next: undefined });
    assert.deepEqual(await again, [2]);
  });

  it('stops such a page with the read', async () => {
    const { pager, requests, all } = await readingAll();
    pager.cancel();
    await assert.rejects(all, isCancelled);
    assert.deepEqual([isStopped(requests[0]), isStopped(requests[1])], [true, true]);
  });

  it('drops such a page when the answer names another cursor after all', async () => {
    const { requests, items, all } = await readingAll();
    requests[0]?.answer.give({ items: [0, 1], next: '7' });
    await turns();
    assert.equal(isStopped(requests[1]), true);
    assert.equal(requests[2]?.cursor, '7');
    requests[2].answer.give({ items: [7], next: undefined });
    await all;
    assert.deepEqual(items(), [0, 1, 7]);
  });
});
