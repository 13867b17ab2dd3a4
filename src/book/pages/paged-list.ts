import type { Text } from '../../attendance/text';
import { text } from '../../attendance/text';
import type { PageRequest, RequestContext } from '../../stream/stream-video';
import type { PagedList } from '../book';
import { createPager } from './pager';

/** A page of a list, by the keys of its things; the things themselves are the book's. */
export interface KeyPage {
  readonly keys: readonly string[];
  /** Keys that belong to the list though Stream's pages may not hold them. */
  readonly extra?: readonly string[];
  readonly next: string | undefined;
  /** Something that the list could not be asked for. */
  readonly note?: Text | undefined;
}

interface Gathered {
  readonly keys: Set<string>;
  readonly extra: Set<string>;
  note: Text | undefined;
}

export interface ListParts<T> {
  fetch(request: PageRequest, context: RequestContext): Promise<KeyPage>;
  /** All items, in order, from what Stream's pages and the extra keys name. */
  items(keys: ReadonlySet<string>, extra: ReadonlySet<string>): readonly T[];
  item(key: string): T | undefined;
  pageSize(): number;
  readonly now: () => number;
  onChange(): void;
}

export interface OwnedList<T> extends PagedList<T> {
  has(key: string): boolean;
  /** The things behind the keys changed: build the items anew when asked. */
  stale(): void;
  reset(): void;
  /** Stops what runs, for good. */
  close(): void;
}

/** A {@link PagedList} over the book's things: keys page by page, each once. */
export function createPagedList<T>(parts: ListParts<T>): OwnedList<T> {
  let items: readonly T[] | undefined;
  const pager = createPager<KeyPage, Gathered, string>({
    fetch: (request, context) => parts.fetch(request, context),
    nextOf: ({ next }) => next,
    begin: () => ({ keys: new Set(), extra: new Set(), note: undefined }),
    take(gathered, page) {
      const fresh = [...new Set([...(page.extra ?? []), ...page.keys])].filter(
        (key) => !gathered.keys.has(key) && !gathered.extra.has(key),
      );
      for (const key of page.extra ?? []) gathered.extra.add(key);
      for (const key of page.keys) gathered.keys.add(key);
      gathered.note = page.note ?? gathered.note;
      return fresh;
    },
    replace: (held, fresh) => ({
      gathering: fresh,
      news: [...new Set([...fresh.extra, ...fresh.keys])].filter(
        (key) => !held.keys.has(key) && !held.extra.has(key),
      ),
    }),
    finish(gathered, ending) {
      if (ending !== 'end') gathered.note = endedEarly;
    },
    progress: ({ keys }) => ({ read: keys.size, of: undefined }),
    pageSize: () => parts.pageSize(),
    now: parts.now,
    onChange() {
      items = undefined;
      parts.onChange();
    },
  });

  return {
    get items() {
      return (items ??= pager.loaded ? parts.items(pager.gathering.keys, pager.gathering.extra) : []);
    },
    get loaded() {
      return pager.loaded;
    },
    get loading() {
      return pager.loading;
    },
    get hasMore() {
      return pager.hasMore;
    },
    get failure() {
      return pager.failure;
    },
    get wait() {
      return pager.wait;
    },
    get note() {
      return pager.gathering.note;
    },
    has: (key) => pager.gathering.keys.has(key) || pager.gathering.extra.has(key),
    load: (options) => pager.load(options),
    loadMore: async (options) => (await pager.loadMore(options)).flatMap((key) => parts.item(key) ?? []),
    loadAll: (options) => pager.loadAll(options),
    refresh: (options) => pager.refresh(options),
    cancel: () => {
      pager.cancel();
    },
    stale() {
      items = undefined;
    },
    reset: () => {
      pager.reset();
    },
    close: () => {
      pager.close();
    },
  };
}

/** Said where Stream's pages led nowhere: a `next` that repeats itself, or page after page without anything new. */
export const endedEarly: Text = text(
  'Stream sent the same page again, so reading stopped: the list may be short. Refresh to read it again.',
);
