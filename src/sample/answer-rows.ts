import type { ParticipantSessionDetails, QueryCallParticipantSessionsResponse } from '@stream-io/node-sdk';
import { requestMs, sessionAnswer } from './answer';
import type { Ask, Desk } from './answer';
import { callAt, edges } from './answer-calls';
import { compileFilter, fieldRules } from './filter';
import type { Value } from './filter';
import { knownOf, rowsAreGone } from './known';
import type { KnownSession } from './known';
import { badInput, notFound } from './refusal';
import type { Connection } from './truth';
import type { Wire } from './wire';

/** What may be filtered, by the official schema. */
export const rowRules = fieldRules(
  ['user_id session_id publisher_type published_tracks', 'string', '$eq $in'],
  ['is_live is_tech_user', 'boolean', '$eq'],
);

/** GET /api/v2/video/call/{type}/{id}/session/{session}/participant_sessions */
export function queryCallParticipantSessions(
  desk: Desk,
  { path, query }: Ask,
): Wire<QueryCallParticipantSessionsResponse> {
  const known = knownAt(desk, path.get('type'), path.get('id'), path.get('session'));
  const { session } = known;
  const { rows: all, figures } = known.content();
  const filter = jsonOf(query.get('filter_conditions'), 'filter_conditions');
  const isWanted = compileFilter(filter, rowRules, rowValue);
  const there = rowsAreGone(session, desk.ledger.now()) ? [] : all;
  const wanted = filter === undefined ? there : there.filter(isWanted);
  const ask = { limit: query.get('limit'), next: query.get('next'), prev: query.get('prev') };
  const rows = desk.quirks().newestFirst === true ? wanted.toReversed() : wanted;
  const page = desk.pager.page(rows, rowKey, ask, {
    operation: 'QueryCallParticipantSessions',
    subject: [session.id, filter ?? null],
    sort: null,
    sortGiven: true,
    mayBeUnstable: true,
  });
  const secondLeave = desk.quirks().leftBeforeJoined === true ? secondThatLeft(all) : undefined;
  return {
    call_type: session.callType,
    call_id: session.callId,
    call_session_id: session.id,
    duration: requestMs,
    total_participant_sessions: figures.connections,
    total_participant_duration: figures.flooredSeconds,
    participants_sessions: page.items.map((row) => rowAnswer(desk, row, row === secondLeave)),
    ...edges(page),
    session: sessionAnswer(desk, session),
  };
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
  return knownOf(desk, session);
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

export function rowValue(row: Connection, field: string): Value {
  switch (field) {
    case 'user_id':
      return row.userId;
    case 'session_id':
      return row.userSessionId;
    case 'publisher_type':
      return row.publisherType;
    case 'published_tracks':
      return row.tracks;
    case 'is_live':
      return row.leftAt === undefined && row.ending === undefined;
    case 'is_tech_user':
      return row.technical;
    default:
      return null;
  }
}

export function rowKey(row: Connection): string {
  return `${row.joinedAt} ${row.userSessionId}`;
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
