import type { ParticipantSessionDetails, QueryCallParticipantSessionsResponse } from '@stream-io/node-sdk';
import { requestMs, sessionAnswer } from './answer';
import type { Ask, Desk } from './answer';
import { callAt, edges, isGiven } from './answer-calls';
import { knownOf, rowsAreGone } from './known';
import type { KnownSession } from './known';
import type { TrueSession } from './ledger';
import { badInput, notFound } from './refusal';
import { compileRowFilter } from './row-filter';
import type { Connection } from './truth';
import type { Wire } from './wire';

const hourMs = 3_600_000;

/** GET /api/v2/video/call/{type}/{id}/session/{session}/participant_sessions */
export function queryCallParticipantSessions(
  desk: Desk,
  { path, query }: Ask,
): Wire<QueryCallParticipantSessionsResponse> {
  const known = knownAt(desk, path.get('type'), path.get('id'), path.get('session'));
  const { session } = known;
  const { rows: all, rowTotals } = known.content();
  const { newestFirst, leftBeforeJoined, sessionLeftOut } = desk.quirks();
  const filter = jsonOf(query.get('filter_conditions'), 'filter_conditions');
  const isWanted = compileRowFilter(filter, session, desk.quirks());
  const ask = { limit: query.get('limit'), next: query.get('next'), prev: query.get('prev') };
  if (isGiven(ask.next) || isGiven(ask.prev)) turnPage(desk, session);
  const gone = rowsAreGone(session, desk.ledger.now()) || desk.goneWhileRead.has(session.id);
  const there = gone ? [] : all;
  const wanted = filter === undefined ? there : there.filter(isWanted);
  const rows = newestFirst === true ? wanted.toReversed() : wanted;
  const page = desk.pager.page(rows, rowKey, ask, {
    operation: 'QueryCallParticipantSessions',
    subject: [session.id, filter ?? null],
    sort: null,
    sortGiven: true,
    mayBeUnstable: true,
  });
  const secondLeave = leftBeforeJoined === true ? secondThatLeft(all) : undefined;
  return {
    call_type: session.callType,
    call_id: session.callId,
    call_session_id: session.id,
    duration: requestMs,
    total_participant_sessions: rowTotals.sessions,
    total_participant_duration: rowTotals.seconds,
    participants_sessions: page.items.map((row) => rowAnswer(desk, row, row === secondLeave)),
    ...edges(page),
    ...(sessionLeftOut === true ? {} : { session: sessionAnswer(desk, session) }),
  };
}

/** Day 90 may come between two pages. */
function turnPage(desk: Desk, { id, rowsExpireAt }: TrueSession): void {
  if (desk.quirks().expiresWhileReading !== true || rowsExpireAt === undefined) return;
  if (rowsExpireAt - desk.ledger.now() < hourMs) desk.goneWhileRead.add(id);
}

/**
 * What Stream knows of the session of a request.
 * @throws Refusal 404 code 16: no such call, no such session of it, or statistics not there yet
 */
export function knownAt(desk: Desk, type: unknown, id: unknown, sessionId: unknown): KnownSession {
  const call = callAt(desk, type, id);
  const session = typeof sessionId === 'string' ? desk.ledger.session(sessionId) : undefined;
  const { notReadyForSeconds = 0 } = desk.quirks();
  const isEarly =
    session?.endedAt !== undefined && desk.ledger.now() < session.endedAt + notReadyForSeconds * 1000;
  if (session?.cid !== call.cid || isEarly) throw notFound('call session not found');
  const known = knownOf(desk, session);
  if (known.stage === 'not-found') throw notFound('call session not found');
  return known;
}

export function rowAnswer(
  desk: Desk,
  row: Connection,
  leftBeforeJoined: boolean,
): Wire<ParticipantSessionDetails> {
  const { time } = desk;
  const { durationNegative } = desk.quirks();
  const seconds = row.leftAt === undefined ? undefined : Math.floor((row.leftAt - row.joinedAt) / 1000);
  const left = leftBeforeJoined ? row.joinedAt - 2000 : row.leftAt;
  return {
    user_id: row.userId,
    user_session_id: row.userSessionId,
    publisher_type: row.publisherType,
    roles: [...row.roles],
    joined_at: time(row.joinedAt),
    left_at: time.leftOrNothing(left),
    duration_in_seconds: seconds ?? (durationNegative === true ? -1 : null),
  };
}

export function rowKey(row: Connection): string {
  return `${row.joinedAt} ${row.userSessionId} ${row.userId}`;
}

/**
 * A JSON object in a query string.
 * @throws Refusal 400 code 4
 */
export function jsonOf(given: string | undefined, name: string): unknown {
  if (given === undefined || given === '') return undefined;
  try {
    return JSON.parse(given);
  } catch {
    throw badInput(`${name} is not valid JSON`);
  }
}

function secondThatLeft(rows: readonly Connection[]): Connection | undefined {
  return rows.filter((row) => row.leftAt !== undefined)[1];
}
