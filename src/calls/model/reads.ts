import { cidOf, type Call, type SessionRef } from '../../attendance/call';
import type { AttendanceBook, BookChange, ReadOptions, Session } from '../../book/book';
import { isStreamFailure, type StreamFailure } from '../../stream/errors';
import type { Wait } from '../../stream/stream-video';
import { pathId } from './node-id';
import type { ListKey } from './node';
import { RowsInSight } from './rows-in-sight';
import { WholeReads, type WholeReadsParts } from './whole-reads';

/** What lists of items and rows of a session have in common. */
export interface Reading {
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly failure: StreamFailure | undefined;
  readonly wait: Wait | undefined;
  load(options?: ReadOptions): Promise<void>;
  loadMore(options?: ReadOptions): Promise<readonly unknown[]>;
  refresh(options?: ReadOptions): Promise<void>;
  cancel(): void;
}

/** The first of the items that a page brought. */
export type FirstNew =
  | { readonly what: 'call'; readonly call: Call }
  | { readonly what: 'session'; readonly session: Session }
  | { readonly what: 'row'; readonly session: SessionRef; readonly row: number };

type Action = 'load' | 'more' | 'refresh';

/**
 * The reads that a tree asks of the book: which list was asked for what, stopped by whom, and what *Try Again* repeats.
 * Its promises never reject with a failure of Stream's: those stand in the list, and the tree shows them there.
 */
export class Reads {
  readonly book: AttendanceBook;
  /** Which of the rows held are shown. */
  readonly inSight = new RowsInSight();
  /** All rows of sessions, for their people. */
  readonly whole: WholeReads;
  readonly #lastAction = new Map<string, Action>();
  readonly #stopped = new Set<string>();
  readonly #firstReads = new Map<string, AbortController>();
  readonly #askAgain = new Set<string>();
  readonly #rowsHeld = new Set<string>();

  constructor(book: AttendanceBook, parts: Omit<WholeReadsParts, 'book'>) {
    this.book = book;
    this.whole = new WholeReads({ book, ...parts });
  }

  /**
   * The rows of a session that somebody has asked for. Undefined for all others: to name them would make the book hold
   * an empty set of rows for each session in sight.
   */
  rowsHeld(session: SessionRef): ReturnType<AttendanceBook['rows']> | undefined {
    return this.#rowsHeld.has(rowsKey(session)) ? this.book.rows(session) : undefined;
  }

  /** To be told of each change of the book. */
  note(change: BookChange): void {
    if (change.what === 'rows') this.#rowsHeld.add(rowsKey(change.session));
  }

  reading(key: ListKey): Reading {
    switch (key.what) {
      case 'calls':
        return this.book.calls;
      case 'recent':
        return this.book.recent;
      case 'sessions':
        return this.book.sessionsOf(key.cid);
      case 'rows':
      case 'people':
      case 'held':
        this.#rowsHeld.add(rowsKey(key.session));
        return this.book.rows(key.session);
    }
  }

  /** The failure to show; a cancel is none. */
  failure(key: ListKey): StreamFailure | undefined {
    const failure = this.reading(key).failure;
    return failure?.kind === 'cancelled' ? undefined : failure;
  }

  /** True when the first read was stopped by the user and nothing asks for it again by itself. */
  stopped(key: ListKey): boolean {
    if (key.what === 'people') return this.whole.isStopped(key.session);
    return this.#stopped.has(keyOf(key));
  }

  lastAction(key: ListKey): Action {
    return this.#lastAction.get(keyOf(key)) ?? 'load';
  }

  /**
   * Starts the first read where one is needed, and answers when it is over.
   * Undefined: nothing is to be read; what is held can be shown.
   */
  begin(key: ListKey): Promise<void> | undefined {
    const id = keyOf(key);
    const list = this.reading(key);
    if (key.what === 'people') return this.whole.begin(key.session);
    const again = this.#askAgain.delete(id);
    if (list.loaded || this.#stopped.has(id) || this.#firstReads.has(id)) return undefined;
    if (!list.loading && this.failure(key) !== undefined && !again) return undefined;
    return this.#load(key);
  }

  /** Rows of the list are held that nobody asked this view for. */
  hides(key: ListKey): boolean {
    if (key.what !== 'rows') return false;
    const rows = this.rowsHeld(key.session);
    return rows !== undefined && this.inSight.hides(keyOf(key), rows);
  }

  /**
   * Shows the next page, and reads it where it is not held. Answers the first item that is new; undefined when nothing
   * came, whatever the reason.
   */
  async more(key: ListKey): Promise<FirstNew | undefined> {
    if (key.what === 'rows' && this.hides(key))
      return this.#showMore(key.session, this.#inSight(key.session));
    if (key.what === 'people') {
      await this.whole.readOn(key.session);
      return undefined;
    }
    return this.#readMore(key);
  }

  async #readMore(key: ListKey): Promise<FirstNew | undefined> {
    this.#lastAction.set(keyOf(key), 'more');
    let first: FirstNew | undefined;
    await settled(
      (async () => {
        first = await this.#nextPage(key);
      })(),
    );
    return first;
  }

  /** Reads again what was read; what never was is read for the first time. */
  async refresh(key: ListKey): Promise<void> {
    const list = this.reading(key);
    this.#stopped.delete(keyOf(key));
    if (!list.loaded) return this.#load(key);
    this.#lastAction.set(keyOf(key), 'refresh');
    await settled(list.refresh());
  }

  /** Does again what failed or was stopped. Answers as {@link more} does. */
  async retry(key: ListKey): Promise<FirstNew | undefined> {
    if (key.what === 'people' && this.reading(key).hasMore) return this.more(key);
    if (this.lastAction(key) === 'more' && this.reading(key).loaded) return this.#readMore(key);
    await this.refresh(key);
    return undefined;
  }

  /** Stops what runs, for the user: nothing is read again until asked for. */
  stop(key: ListKey): void {
    if (key.what === 'people' && this.whole.isRunning(key.session)) {
      this.whole.stop(key.session);
      return;
    }
    const list = this.reading(key);
    if (!list.loaded) this.#stopped.add(keyOf(key));
    list.cancel();
  }

  /**
   * The list went out of sight: its first read is given up, unless somebody else waits for it, and the next look asks anew.
   * True when the node must be drawn again: VS Code keeps what it was told and would not ask.
   */
  leave(key: ListKey): boolean {
    if (key.what === 'people') return this.whole.leave(key.session);
    const id = keyOf(key);
    if (this.reading(key).loaded) return false;
    this.#stopped.delete(id);
    this.#askAgain.add(id);
    this.#firstReads.get(id)?.abort();
    return true;
  }

  goOn(key: ListKey): void {
    this.reading(key).wait?.goOn();
  }

  async #load(key: ListKey): Promise<void> {
    const id = keyOf(key);
    this.#lastAction.set(id, 'load');
    const controller = new AbortController();
    this.#firstReads.set(id, controller);
    await settled(this.reading(key).load({ signal: controller.signal }));
    if (this.#firstReads.get(id) === controller) this.#firstReads.delete(id);
  }

  async #nextPage(key: ListKey): Promise<FirstNew | undefined> {
    switch (key.what) {
      case 'calls': {
        const [call] = await this.book.calls.loadMore();
        return call && { what: 'call', call };
      }
      case 'recent':
      case 'sessions': {
        const list = key.what === 'recent' ? this.book.recent : this.book.sessionsOf(key.cid);
        const [session] = await list.loadMore();
        return session && { what: 'session', session };
      }
      case 'rows': {
        const shown = this.#inSight(key.session);
        const [row] = await this.book.rows(key.session).loadMore();
        if (row === undefined) return undefined;
        const next = this.#showMore(key.session, shown);
        // Once all are sorted, the new row may stand anywhere.
        return this.#isInSight(key.session, row) ? { what: 'row', session: key.session, row } : next;
      }
      case 'people':
      case 'held':
        return undefined;
    }
  }

  #inSight(session: SessionRef): number {
    return this.inSight.count(rowsKey(session), this.book.rows(session));
  }

  #isInSight(session: SessionRef, row: number): boolean {
    return this.inSight.shown(rowsKey(session), this.book.rows(session)).includes(row);
  }

  /** Brings one more page into sight. Answers the row that stands first on it. */
  #showMore(session: SessionRef, shown: number): FirstNew | undefined {
    this.inSight.grow(rowsKey(session), shown);
    const row = this.inSight.at(shown, this.book.rows(session));
    return row === undefined ? undefined : { what: 'row', session, row };
  }
}

/** The name of a list, one-to-one. */
export function keyOf(key: ListKey): string {
  switch (key.what) {
    case 'calls':
    case 'recent':
      return key.what;
    case 'sessions':
      return pathId('sessions', key.cid);
    case 'rows':
      return rowsKey(key.session);
    case 'people':
      return pathId('people', cidOf(key.session), key.session.sessionId);
    case 'held':
      return pathId(
        'held',
        cidOf(key.session),
        key.session.sessionId,
        ...(key.of === undefined ? [] : [key.of]),
      );
  }
}

function rowsKey(session: SessionRef): string {
  return pathId('rows', cidOf(session), session.sessionId);
}

/** Lists keep their own failures; anything else is a mistake of ours and goes on. */
async function settled(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isStreamFailure(error)) throw error;
  }
}
