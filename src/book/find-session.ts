import type { SessionRef } from '../attendance/call';
import type { DecodedObject } from '../attendance/call';
import type { RowView } from '../attendance/row-table';
import { isStreamFailure } from '../stream/errors';
import type { StreamVideo } from '../stream/stream-video';
import type { PagedList, ReadOptions, Session, SessionRows } from './book';

/** Pages of a call's sessions that are looked through: some hundred sessions. */
const pagesOfSessions = 4;

/** Sessions whose rows are read where Stream's own filter finds nothing and does not prove to work. */
const readWithoutFilter = 10;

export interface SearchParts {
  readonly stream: StreamVideo;
  readonly sessions: PagedList<Session>;
  /** Sessions of the call that are held, with their rows where they are in memory. */
  held(): readonly { readonly session: Session; readonly table: RowView | undefined }[];
  rows(session: SessionRef): SessionRows;
}

/**
 * Finds the call session of a user session id: in the rows held, then by Stream's filter on `session_id` in each session of
 * the call, newest first. What that field means is not documented for sure, so every row that comes is looked at, and a
 * filter that finds nothing must find a row that is known to be there before its silence counts.
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
  const sessions = parts.sessions.items;
  let looked = 0;
  for (const session of sessions) {
    const rows = await filtered(parts.stream, session, userSessionId, options);
    if (rows === 'refused') break;
    if (rows.some((row) => row['user_session_id'] === userSessionId)) return session;
    looked += 1;
    options.onProgress?.({ read: looked, of: sessions.length, wait: undefined });
  }
  return withoutFilter(parts, sessions.slice(0, readWithoutFilter), userSessionId, options);
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
      const answer = await filtered(parts.stream, session, known, options);
      const works =
        answer !== 'refused' && answer.length > 0 && answer.every((row) => row['user_session_id'] === known);
      if (works) return undefined;
    }
  }
  return undefined;
}

async function filtered(
  stream: StreamVideo,
  session: Session,
  userSessionId: string,
  options: ReadOptions,
): Promise<readonly DecodedObject[] | 'refused'> {
  try {
    const page = await stream.participantSessions(
      session,
      { limit: 100, filter: { session_id: { $eq: userSessionId } } },
      {
        signal: options.signal,
        onWait: (wait) => options.onProgress?.({ read: 0, of: undefined, wait }),
        known: { endedAt: session.endedAt },
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
