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

/** What a read that may become large has to know. */
export interface LargeReadParts {
  readonly pageSize: number;
  readonly production: boolean;
  /** Asked before a large read of a production app. False: do not read. */
  mayRead(requests: number): Promise<boolean>;
}

export interface WholeReadParts extends LargeReadParts {
  readonly book: AttendanceBook;
}

/** Pages read longer ago than this belong to another moment: what would be joined to them is read with them anew. */
const freshFor = 60_000;

/**
 * All rows of a session, read with as few requests as can be answered for: what was read whole and cannot change is
 * used as it is; what may have changed is asked for its totals by one request and read again only if they moved, or if
 * something was missing. Pages of another moment are not gone on from. Undefined: the user did not want a large read.
 * @throws StreamFailure, `cancelled` too; everything read until then stays in the book.
 */
export async function readWhole(
  parts: WholeReadParts,
  session: SessionRef,
  options: ReadOptions,
): Promise<WholeRead | undefined> {
  const rows = parts.book.rows(session);
  let agreed = false;
  const agree = async (rowsToRead: number): Promise<boolean> =>
    (agreed ||= await affordable(parts, rowsToRead));
  if (!rows.loaded) await rows.load(options);
  else if (rows.hasMore) {
    // Refreshes as many pages as were read; those after them are read below.
    if (rows.stale) {
      if (!(await agree(rows.totalSessions ?? rows.table.length))) return undefined;
      await rows.refresh(options);
    }
  } else if (!rows.complete || parts.book.state(session).provisional) {
    const news = await lookForNews(parts.book, rows, options);
    if (news === 'unreachable') return { rows, heldOnly: true };
    if (news === 'changed' || (!rows.complete && readLongAgo(parts.book, rows))) {
      if (!(await agree(rows.totalSessions ?? rows.table.length))) return undefined;
      await rows.refresh(options);
    }
  }
  if (rows.hasMore) {
    if (!(await agree((rows.totalSessions ?? 0) - rows.table.length))) return undefined;
    await rows.loadAll(options);
  }
  return { rows, heldOnly: false };
}

/** Rows that were short of their total at the end of the pages may be whole in another read. */
function readLongAgo(book: AttendanceBook, { readUntil }: SessionRows): boolean {
  return readUntil === undefined || book.now() - readUntil > freshFor;
}

/** Whether this read may go on: large ones of a production app are asked for. */
export async function affordable(parts: LargeReadParts, rowsToRead: number): Promise<boolean> {
  const requests = Math.ceil(rowsToRead / parts.pageSize);
  return !parts.production || requests <= requestsToAskFor || (await parts.mayRead(requests));
}

/** One request that brings the totals of the whole session and at most one row. */
async function lookForNews(
  book: AttendanceBook,
  rows: SessionRows,
  options: ReadOptions,
): Promise<'same' | 'changed' | 'unreachable'> {
  const session = book.session(rows.session);
  const known = session && {
    endedAt: session.endedAt,
    startedAt: session.startedAt,
    current: book.call(session.cid)?.currentSessionId === session.sessionId,
  };
  try {
    const page = await book.stream.participantSessions(
      rows.session,
      { limit: 1 },
      { signal: options.signal, ...(known && { known }) },
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
