import type { SessionRef } from '../../attendance/call';
import { text, type Text } from '../../attendance/text';
import { isStreamFailure } from '../../stream/errors';
import type { ParticipantSessionsPage, StreamVideo } from '../../stream/stream-video';
import type { AttendanceBook, ReadOptions, SessionRows } from '../book';
import { affordable, type LargeReadParts } from './affordable';
import { isOver } from './plan-parts';

export interface WholeRead {
  readonly rows: SessionRows;
  /** Stream could not be reached to look for news: the rows are those read before, as of `rows.asOf`. */
  readonly heldOnly: boolean;
  /** How the rows came to be at hand, and why so. */
  readonly how: Text;
  /** What reading again changed, where it did. */
  readonly difference: Text | undefined;
}

export interface WholeReadParts extends LargeReadParts {
  readonly book: Pick<AttendanceBook, 'rows' | 'state' | 'session' | 'call' | 'stream' | 'now'> & {
    /** The rows held were read when nothing of the session could change any more. */
    rowsAreFinal(session: SessionRef): boolean;
    /** Takes in what a look at the totals told. */
    hearTotals(session: SessionRef, page: ParticipantSessionsPage): void;
  };
}

/** Pages read longer ago than this belong to another moment: what would be joined to them is read with them anew. */
const freshFor = 60_000;

/**
 * All rows of a session, read with as few requests as can be answered for: what was read whole and cannot change is
 * used as it is; what may have changed is asked for its totals by one request and read again only if they moved, or if
 * something was missing; what was read before the state became final is read again in any case. Pages of another moment
 * are not gone on from. Undefined: the user did not want a large read.
 * @throws StreamFailure, `cancelled` too; everything read until then stays in the book.
 */
export async function readWhole(
  parts: WholeReadParts,
  session: SessionRef,
  options: ReadOptions,
): Promise<WholeRead | undefined> {
  const rows = parts.book.rows(session);
  const before = rows.loaded ? sizeOf(rows) : undefined;
  let agreed = false;
  const agree = async (rowsToRead: number): Promise<boolean> =>
    (agreed ||= await affordable(parts, rowsToRead));
  const done = (how: Text, heldOnly = false): WholeRead => ({
    rows,
    heldOnly,
    how,
    difference: differenceOf(before, rows),
  });
  let how = text('All pages of the session were read.');
  if (!rows.loaded) await rows.load(options);
  else if (rows.hasMore) {
    how = text('The pages that were missing were read.');
    // Refreshes as many pages as were read; those after them are read below.
    if (rows.stale === true) {
      if (!(await agree(rows.totalSessions ?? rows.table.length))) return undefined;
      how = text('The first pages were over a minute old: all pages were read.');
      await rows.refresh(options);
    }
  } else if (!rows.complete || parts.book.state(session).provisional) {
    const final = parts.book.rowsAreFinal(session);
    const turned = !final && isOver(parts.book.state(session));
    const news = turned ? 'changed' : await lookForNews(parts.book, rows, options);
    how = text('One request showed the same totals as before: the rows read before were used.');
    if (news === 'unreachable') {
      return done(text('Stream could not be reached: the rows read before were used as they are.'), true);
    }
    if (news === 'changed' || (!rows.complete && readLongAgo(parts.book, rows))) {
      if (!(await agree(rows.totalSessions ?? rows.table.length))) return undefined;
      how = turned
        ? text('The rows were read before the figures became final: they were read again.')
        : text('Stream’s totals had moved, or rows were missing: they were read again.');
      await rows.refresh(options);
    }
  } else {
    how = text('The rows were read after the figures became final: nothing was asked again.');
  }
  if (rows.hasMore) {
    if (!(await agree((rows.totalSessions ?? 0) - rows.table.length))) return undefined;
    await rows.loadAll(options);
  }
  return done(how);
}

interface Size {
  readonly rows: number;
  readonly seconds: number | undefined;
}

function sizeOf({ table, totalDurationSeconds }: SessionRows): Size {
  return { rows: table.length, seconds: totalDurationSeconds };
}

function differenceOf(before: Size | undefined, rows: SessionRows): Text | undefined {
  if (before?.seconds === undefined) return undefined;
  const after = sizeOf(rows);
  if (after.seconds === undefined || after.seconds === before.seconds) return undefined;
  return text(
    'Since the rows were read before, Stream’s reported time went from {before} s to {after} s, and the rows held from {rowsBefore} to {rowsAfter}.',
    { before: before.seconds, after: after.seconds, rowsBefore: before.rows, rowsAfter: after.rows },
  );
}

/** Rows that were short of their total at the end of the pages may be whole in another read. */
function readLongAgo(book: WholeReadParts['book'], { readUntil }: SessionRows): boolean {
  return readUntil === undefined || book.now() - readUntil > freshFor;
}

/** One request that brings the totals of the whole session and at most one row. */
async function lookForNews(
  book: WholeReadParts['book'],
  rows: SessionRows,
  options: ReadOptions,
): Promise<'same' | 'changed' | 'unreachable'> {
  try {
    const endedAt = book.session(rows.session)?.endedAt;
    const page = await askTotals(book, book.stream, rows.session, options);
    book.hearTotals(rows.session, page);
    return page.totalSessions === rows.totalSessions &&
      page.totalDurationSeconds === rows.totalDurationSeconds &&
      (page.session?.endedAt === undefined || page.session.endedAt === endedAt)
      ? 'same'
      : 'changed';
  } catch (error) {
    if (isStreamFailure(error) && (error.kind === 'network' || error.kind === 'timeout'))
      return 'unreachable';
    throw error;
  }
}

/**
 * The smallest unfiltered question: a session's totals and at most one row.
 * @throws StreamFailure
 */
export function askTotals(
  book: Pick<AttendanceBook, 'session' | 'call'>,
  stream: Pick<StreamVideo, 'participantSessions'>,
  ref: SessionRef,
  options: ReadOptions,
): Promise<ParticipantSessionsPage> {
  const session = book.session(ref);
  const known = session && {
    endedAt: session.endedAt,
    startedAt: session.startedAt,
    current: book.call(session.cid)?.currentSessionId === session.sessionId,
  };
  return stream.participantSessions(ref, { limit: 1 }, { signal: options.signal, ...(known && { known }) });
}
