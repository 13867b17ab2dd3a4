import type { SessionRef } from '../attendance/call';
import type { AttendanceBook, ReadOptions, SessionRows } from '../book/book';
import { isStreamFailure } from '../stream/errors';

/** More requests than this on an app marked production are asked for first. */
export const requestsToAskFor = 50;

export interface WholeRead {
  readonly rows: SessionRows;
  /** Stream could not be reached to look for news: the rows are those read before, as of `rows.asOf`. */
  readonly heldOnly: boolean;
}

export interface WholeReadParts {
  readonly book: AttendanceBook;
  readonly pageSize: number;
  readonly production: boolean;
  /** Asked before a large read of a production app. False: do not read. */
  mayRead(requests: number): Promise<boolean>;
}

/**
 * All rows of a session, read with as few requests as can be answered for: what was read whole and cannot change is
 * used as it is; what may have changed is asked for its totals by one request and read again only if they moved.
 * Undefined: the user did not want a large read.
 * @throws StreamFailure, `cancelled` too; everything read until then stays in the book.
 */
export async function readWhole(
  parts: WholeReadParts,
  session: SessionRef,
  options: ReadOptions,
): Promise<WholeRead | undefined> {
  const rows = parts.book.rows(session);
  const hadAll = rows.complete;
  if (!rows.loaded) await rows.load(options);
  else if (hadAll && parts.book.state(session).provisional) {
    const news = await lookForNews(parts.book, rows, options);
    if (news === 'unreachable') return { rows, heldOnly: true };
    if (news === 'changed') {
      if (!(await affordable(parts, rows.totalSessions ?? rows.table.length))) return undefined;
      await rows.refresh(options);
    }
  }
  if (rows.hasMore) {
    if (!(await affordable(parts, (rows.totalSessions ?? 0) - rows.table.length))) return undefined;
    await rows.loadAll(options);
  }
  return { rows, heldOnly: false };
}

/** Whether this read may go on: large ones of a production app are asked for. */
async function affordable(parts: WholeReadParts, rowsToRead: number): Promise<boolean> {
  const requests = Math.ceil(rowsToRead / parts.pageSize);
  return !parts.production || requests <= requestsToAskFor || (await parts.mayRead(requests));
}

/** One request that brings the totals of the whole session and at most one row. */
async function lookForNews(
  book: AttendanceBook,
  rows: SessionRows,
  options: ReadOptions,
): Promise<'same' | 'changed' | 'unreachable'> {
  try {
    const page = await book.stream.participantSessions(
      rows.session,
      { limit: 1 },
      { signal: options.signal },
    );
    return page.totalSessions === rows.totalSessions &&
      page.totalDurationSeconds === rows.totalDurationSeconds
      ? 'same'
      : 'changed';
  } catch (error) {
    if (isStreamFailure(error) && (error.kind === 'network' || error.kind === 'timeout'))
      return 'unreachable';
    throw error;
  }
}
