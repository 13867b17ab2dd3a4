import { createHmac } from 'node:crypto';
import type { Quirks } from './options';
import { badInput } from './refusal';

/** The part of a request that says which page. */
export interface PageAsk {
  readonly limit: unknown;
  readonly next: unknown;
  readonly prev: unknown;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next?: string;
  readonly prev?: string;
}

/** What a cursor holds. It is opaque to clients, signed, and good only for the query it came from. */
interface Cursor {
  /** The query: operation, subject, filter and sort. */
  readonly query: string;
  readonly sort: string;
  /** Key of the item at the edge of the page it came with. */
  readonly edge: string;
  /** Where the page begins, if the edge is gone (or if cursors are offsets). */
  readonly offset: number;
  /** When it was made. */
  readonly made: number;
  /** Number of the page that it leads to, from 1. */
  readonly page: number;
  readonly way: 'next' | 'prev';
}

export interface PagerOptions {
  readonly seed: number;
  readonly now: () => number;
  readonly quirks: () => Quirks;
}

/** A query as cursors know it. */
export interface PagedQuery {
  readonly operation: string;
  /** All that makes the query but sort and page: filter, session, … */
  readonly subject: unknown;
  readonly sort: unknown;
  /** False: the cursor's own sort goes on where a request has none. */
  readonly sortGiven: boolean;
  /** Whether list 3 of the switches is for this query. */
  readonly mayBeUnstable: boolean;
}

export interface Pager {
  /**
   * One page of the items, which come in their whole order.
   * @throws Refusal 400 code 4: limit out of range, a cursor that is none, another query's, or dead
   */
  page<T>(items: readonly T[], keyOf: (item: T) => string, ask: PageAsk, query: PagedQuery): PageOf<T>;
  /** The sort that the cursor of a request came with, as JSON. Undefined: no cursor, or none of ours. */
  sortOfCursor(ask: PageAsk): string | undefined;
}

const highestLimit = 100;

export function createPager({ seed, now, quirks }: PagerOptions): Pager {
  const sign = (text: string): string =>
    createHmac('sha256', `cursor ${seed}`).update(text).digest('base64url').slice(0, 16);
  const write = (cursor: Cursor): string => {
    const text = Buffer.from(
      JSON.stringify([
        cursor.query,
        cursor.sort,
        cursor.edge,
        cursor.offset,
        cursor.made,
        cursor.page,
        cursor.way,
      ]),
    ).toString('base64url');
    return `${text}.${sign(text)}`;
  };
  const read = (given: string): Cursor | undefined => {
    const [text, signature] = given.split('.');
    if (text === undefined || signature === undefined || sign(text) !== signature) return undefined;
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parts)) return undefined;
    const list: readonly unknown[] = parts;
    const [query, sort, edge, offset, made, page, way] = list;
    return typeof query === 'string' &&
      typeof sort === 'string' &&
      typeof edge === 'string' &&
      typeof offset === 'number' &&
      typeof made === 'number' &&
      typeof page === 'number' &&
      (way === 'next' || way === 'prev')
      ? { query, sort, edge, offset, made, page, way }
      : undefined;
  };
  /** Pages at which a cursor died already, by query: a second read of the same query gets past them. */
  const died = new Set<string>();

  function cursorOf(ask: PageAsk, way: 'next' | 'prev'): Cursor | undefined {
    const given = ask[way];
    if (given === undefined || given === null || given === '') return undefined;
    if (typeof given !== 'string') throw badInput(`${way} must be a text`);
    const cursor = read(given);
    if (cursor?.way !== way) throw badInput(`invalid ${way} cursor`);
    return cursor;
  }

  return {
    sortOfCursor(ask) {
      const given = [ask.next, ask.prev].find((one) => typeof one === 'string' && one !== '');
      return typeof given === 'string' ? read(given)?.sort : undefined;
    },

    page(items, keyOf, ask, query) {
      const ways: Quirks = query.mayBeUnstable ? quirks() : {};
      const limit = limitOf(ask.limit, quirks().defaultLimit ?? 25);
      const forward = cursorOf(ask, 'next');
      const backward = cursorOf(ask, 'prev');
      if (forward !== undefined && backward !== undefined)
        throw badInput('next and prev cannot be used together');
      const cursor = forward ?? backward;
      const subject = sign(JSON.stringify([query.operation, query.subject]));
      const sort = JSON.stringify(query.sort);
      if (cursor !== undefined) {
        if (cursor.query !== subject || (query.sortGiven && cursor.sort !== sort)) {
          throw badInput(`invalid ${cursor.way} cursor: it belongs to another query`);
        }
        refuseDead(cursor, ways);
      }

      let list = items;
      let start = 0;
      let end: number | undefined;
      if (cursor !== undefined) {
        if (ways.offsetCursors === true) {
          // Something was inserted and something removed meanwhile: one row comes twice, one never, the count is right.
          list = [...items.slice(-1), ...items.slice(0, -1)];
          start = cursor.offset;
        } else {
          const edge = indexOfKey(items, keyOf, cursor);
          start = cursor.way === 'next' ? edge + 1 : Math.max(0, edge - limit);
          if (cursor.way === 'prev') end = edge;
        }
      }
      const page = cursor?.page ?? 1;
      end ??= endOf(start, limit, page, ways);
      const taken = list.slice(start, end);
      const made = now();
      const firstOfPage = list[start];
      const before = list[end - 1];
      const more = end < list.length;

      let next =
        more && before !== undefined
          ? write({
              query: subject,
              sort,
              edge: keyOf(before),
              offset: end,
              made,
              page: page + 1,
              way: 'next',
            })
          : undefined;
      if (ways.repeatingNext === true && page === 2 && typeof ask.next === 'string') next = ask.next;
      const prev =
        firstOfPage !== undefined && (start > 0 || ways.prevOnFirstPage === true)
          ? write({
              query: subject,
              sort,
              edge: keyOf(firstOfPage),
              offset: start,
              made,
              page: page - 1,
              way: 'prev',
            })
          : undefined;
      return {
        items: taken,
        ...(next === undefined ? {} : { next }),
        ...(prev === undefined ? {} : { prev }),
      };
    },
  };

  function refuseDead(cursor: Cursor, ways: Quirks): void {
    const dead = ways.deadCursor;
    if (dead === undefined) return;
    if (dead.afterMs !== undefined && now() - cursor.made >= dead.afterMs) {
      throw badInput(`invalid ${cursor.way} cursor: expired`);
    }
    const place = `${cursor.query} ${cursor.page}`;
    if (dead.atPage === cursor.page && !died.has(place)) {
      died.add(place);
      throw badInput(`invalid ${cursor.way} cursor: expired`);
    }
  }
}

/** Where a page ends; pages that go back are always whole. */
function endOf(start: number, limit: number, page: number, ways: Quirks): number {
  if (ways.emptyPageWithNext === true && page === 2) return start;
  return (
    start +
    (ways.shortPages === true ? Math.max(1, Math.floor(limit * (page % 2 === 1 ? 0.6 : 0.85))) : limit)
  );
}

/** @throws Refusal 400 code 4 */
export function limitOf(given: unknown, byDefault: number): number {
  if (given === undefined || given === null || given === '') return byDefault;
  const limit = typeof given === 'string' ? Number(given) : given;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0) {
    throw badInput('limit must be a whole number of 0 or more');
  }
  if (limit > highestLimit) throw badInput('limit must be 100 or less');
  return limit === 0 ? byDefault : limit;
}

/** Where the edge of a cursor stands now: usually where it stood, else wherever it is, else (gone) where it stood. */
function indexOfKey<T>(items: readonly T[], keyOf: (item: T) => string, cursor: Cursor): number {
  const expected = cursor.way === 'next' ? cursor.offset - 1 : cursor.offset;
  const there = items[expected];
  if (there !== undefined && keyOf(there) === cursor.edge) return expected;
  const found = items.findIndex((item) => keyOf(item) === cursor.edge);
  return found < 0 ? expected : found;
}
