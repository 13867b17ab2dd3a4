import type { SessionRef } from '../attendance/call';
import type { DecodedObject } from '../attendance/call';
import type { RowView } from '../attendance/row-table';
import { isStreamFailure } from '../stream/errors';
import type { ParticipantSessionsContext, StreamVideo, Wait } from '../stream/stream-video';
import type { PagedList, ReadOptions, Session, SessionRows } from './book';

/** Pages of a call's sessions that are looked through: some hundred sessions. */
const pagesOfSessions = 4;

/** Sessions whose rows are read where Stream's own filter finds nothing and does not prove to work. */
const readWithoutFilter = 10;

/** One search sends no more requests than this: it asks nobody before, and Stream's budget is the customer's own. */
const requestsAtMost = 50;

/** Reading the rows of a session: a page, what else the data state needs of statistics (twice) and call, a test of the filter. */
const requestsToRead = 5;

/** Kept for {@link readWithoutFilter} while sessions are asked by filter. */
const requestsKept = 2 * requestsToRead;

export interface SearchParts {
  readonly stream: StreamVideo;
  readonly sessions: PagedList<Session>;
  /** Sessions of the call that are held, with their rows where they are in memory. */
  held(): readonly { readonly session: Session; readonly table: RowView | undefined }[];
  rows(session: SessionRef): SessionRows;
  /** What the door is told of a session. */
  forDoor(session: Session): NonNullable<ParticipantSessionsContext['known']>;
}

/**
 * Finds the call session of a user session id: in the rows held, then by Stream's filter on `session_id` in each session of
 * the call, newest first. What that field means is not documented for sure, so every row that comes is looked at, and a
 * filter that finds nothing must find a row that is known to be there before its silence counts.
 *
 * At most {@link requestsAtMost} requests, newest sessions first. Progress counts sessions.
 */
export async function findByUserSession(
  parts: SearchParts,
  userSessionId: string,
  options: ReadOptions,
): Promise<Session | undefined> {
  const inMemory = parts.held().find(({ table }) => table !== undefined && holds(table, userSessionId));
  if (inMemory !== undefined) return inMemory.session;

  await parts.sessions.load(options);
  for (let page = 1; page < pagesOfSessions && parts.sessions.hasMore; page++)
    await parts.sessions.loadMore(options);
  // The first page asks for the call beside the statistics.
  let left = requestsAtMost - pagesOfSessions - 1;
  const sessions = parts.sessions.items.slice(0, left - requestsKept);
  let looked = 0;
  const tell = (wait: Wait | undefined): void =>
    options.onProgress?.({ read: looked, of: sessions.length, wait });
  const how: ReadOptions = {
    ...options,
    onProgress: ({ wait }) => {
      tell(wait);
    },
  };
  tell(undefined);
  for (const session of sessions) {
    const rows = await filtered(parts, session, userSessionId, how);
    left -= 1;
    if (rows === 'refused') break;
    if (rows.some((row) => row['user_session_id'] === userSessionId)) return session;
    looked += 1;
    tell(undefined);
  }
  const readable = Math.min(readWithoutFilter, Math.floor(left / requestsToRead));
  return withoutFilter(parts, sessions.slice(0, readable), userSessionId, how);
}

async function withoutFilter(
  parts: SearchParts,
  sessions: readonly Session[],
  userSessionId: string,
  options: ReadOptions,
): Promise<Session | undefined> {
  for (const session of sessions) {
    const rows = parts.rows(session);
    try {
      await rows.load(options);
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    if (holds(rows.table, userSessionId)) return session;
    if (rows.table.length > 0) {
      const known = rows.table.userSessionId(0);
      const answer = await filtered(parts, session, known, options);
      const works =
        answer !== 'refused' && answer.length > 0 && answer.every((row) => row['user_session_id'] === known);
      if (works) return undefined;
    }
  }
  return undefined;
}

async function filtered(
  parts: SearchParts,
  session: Session,
  userSessionId: string,
  options: ReadOptions,
): Promise<readonly DecodedObject[] | 'refused'> {
  try {
    const page = await parts.stream.participantSessions(
      session,
      { limit: 100, filter: { session_id: { $eq: userSessionId } } },
      {
        signal: options.signal,
        onWait: (wait) => options.onProgress?.({ read: 0, of: undefined, wait }),
        known: parts.forDoor(session),
      },
    );
    return page.rows;
  } catch (error) {
    if (isMissing(error)) return [];
    if (isStreamFailure(error) && error.kind === 'bad-input') return 'refused';
    throw error;
  }
}

/** The session is in the lists but not here (any more): the others may still hold what is looked for. */
function isMissing(error: unknown): boolean {
  return isStreamFailure(error) && (error.kind === 'not-found' || error.kind === 'not-ready');
}

function holds(table: RowView, userSessionId: string): boolean {
  for (let row = 0; row < table.length; row++) if (table.userSessionId(row) === userSessionId) return true;
  return false;
}
