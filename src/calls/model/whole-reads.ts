import { cidOf, type SessionRef } from '../../attendance/call';
import type { AttendanceBook, SessionRows } from '../../book/book';
import { isStreamFailure } from '../../stream/errors';
import { pathId } from './node-id';

/** How reading all rows of a session stands. */
interface WholeRead {
  /** Running: ends it. */
  controller: AbortController | undefined;
  /** Something of the session was shown when it began, and stays while it runs. */
  over: boolean;
  /** By the user, or together with what another asker stopped: nothing is read again until asked for. */
  stopped: boolean;
  /** So much is asked for first. */
  asks: boolean;
  /** Went out of sight: the next look goes on. */
  left: boolean;
}

export interface WholeReadsParts {
  readonly book: AttendanceBook;
  /** False: so many rows are read only when the user says so. */
  readonly mayRead: (rows: number) => boolean;
  /** A read ended, however: what is below the session is to be drawn again. */
  readonly onOver: (session: SessionRef) => void;
}

/**
 * Reads all rows of sessions, for what cannot be told of some of them: who was there for how long. Everything read until
 * a stop or a failure stays in the book, and reading on goes on from there. Promises never reject with a failure of
 * Stream's: the rows keep it.
 */
export class WholeReads {
  readonly #parts: WholeReadsParts;
  readonly #reads = new Map<string, WholeRead>();

  constructor(parts: WholeReadsParts) {
    this.#parts = parts;
  }

  isRunning(session: SessionRef): boolean {
    return this.#reads.get(keyOf(session))?.controller !== undefined;
  }

  /** Running, with nothing below the session yet but a word that it does. */
  isFirst(session: SessionRef): boolean {
    const read = this.#reads.get(keyOf(session));
    return read?.controller !== undefined && !read.over;
  }

  isStopped(session: SessionRef): boolean {
    return this.#reads.get(keyOf(session))?.stopped === true;
  }

  /** The rest is large, and the app is one that is asked for first. */
  asks(session: SessionRef): boolean {
    return this.#reads.get(keyOf(session))?.asks === true;
  }

  /** It was given up because nobody looked: what is below the session says nothing of it. */
  isLeft(session: SessionRef): boolean {
    return this.#reads.get(keyOf(session))?.left === true;
  }

  get anyRunning(): boolean {
    return [...this.#reads.values()].some((read) => read.controller !== undefined);
  }

  /** Starts reading where that is needed, and answers when it is over. Undefined: what is held can be shown. */
  begin(session: SessionRef): Promise<void> | undefined {
    const rows = this.#parts.book.rows(session);
    const read = this.#read(session);
    const again = read.left;
    read.left = false;
    if (read.controller !== undefined || (rows.loaded && !rows.hasMore)) return undefined;
    if (read.stopped || read.asks || (hasFailed(rows) && !again)) return undefined;
    return this.#run(session, read, rows, false);
  }

  /** Reads what is left, because the user said so. */
  async readOn(session: SessionRef): Promise<void> {
    const rows = this.#parts.book.rows(session);
    const read = this.#read(session);
    if (read.controller === undefined) await this.#run(session, read, rows, true);
  }

  /** Stops, for the user. */
  stop(session: SessionRef): void {
    const read = this.#read(session);
    read.stopped = true;
    end(read);
  }

  /** Nobody looks any more. True when the session must be drawn again, so that the next look is told of. */
  leave(session: SessionRef): boolean {
    const read = this.#read(session);
    const rows = this.#parts.book.rows(session);
    if (read.controller === undefined && (rows.loaded ? !hasFailed(rows) : !read.stopped && !hasFailed(rows)))
      return false;
    read.left = true;
    read.stopped = false;
    end(read);
    return true;
  }

  /** Gives up all that runs: nobody groups by person any more. */
  leaveAll(): void {
    for (const read of this.#reads.values()) {
      if (read.controller === undefined) continue;
      read.left = true;
      end(read);
    }
  }

  #read(session: SessionRef): WholeRead {
    const key = keyOf(session);
    let read = this.#reads.get(key);
    if (read === undefined) {
      read = { controller: undefined, over: false, stopped: false, asks: false, left: false };
      this.#reads.set(key, read);
    }
    return read;
  }

  async #run(session: SessionRef, read: WholeRead, rows: SessionRows, agreed: boolean): Promise<void> {
    const controller = new AbortController();
    Object.assign(read, {
      controller,
      over: agreed && rows.loaded,
      stopped: false,
      asks: false,
      left: false,
    });
    try {
      await this.#readAll(rows, read, controller.signal, agreed);
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      // Somebody else's stop ends the read for all who wait for it.
      if (error.kind === 'cancelled' && !controller.signal.aborted) read.stopped = true;
    } finally {
      if (read.controller === controller) read.controller = undefined;
      this.#parts.onOver(session);
    }
  }

  async #readAll(rows: SessionRows, read: WholeRead, signal: AbortSignal, agreed: boolean): Promise<void> {
    if (!rows.loaded) await rows.load({ signal });
    if (!rows.hasMore) return;
    const again = rows.stale === true;
    const total = rows.totalSessions ?? rows.table.length;
    if (!agreed && !this.#parts.mayRead(again ? total : total - rows.table.length)) {
      read.asks = true;
      return;
    }
    // Pages of another moment are not gone on from (rule 9).
    if (again) await rows.refresh({ signal });
    await rows.loadAll({ signal });
  }
}

/** What was asked for is dropped; what a read in its place asks for is its own. */
function end(read: WholeRead): void {
  read.controller?.abort();
  read.controller = undefined;
}

function hasFailed({ failure }: SessionRows): boolean {
  return failure !== undefined && failure.kind !== 'cancelled';
}

function keyOf(session: SessionRef): string {
  return pathId(cidOf(session), session.sessionId);
}
