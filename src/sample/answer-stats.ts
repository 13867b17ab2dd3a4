import type {
  CallStatsParticipantCounts,
  CallStatsSessionResponse,
  QueryCallSessionStatsResponse,
} from '@stream-io/node-sdk';
import { requestDuration } from './answer';
import type { Ask, Desk } from './answer';
import { edges, isGiven } from './answer-calls';
import type { TrueFigures } from './figures';
import { compileFilter, fieldRules } from './filter';
import type { Value } from './filter';
import { knownOf, listedSessions } from './known';
import type { KnownSession } from './known';
import type { TrueSession } from './ledger';
import { readSort, sorted } from './sort';
import type { SortBy } from './sort';
import { chainsOf } from './totals';
import type { Connection } from './truth';
import { microsOf, nanos } from './wire';
import type { Wire } from './wire';

const ordered = '$eq $gt $gte $lt $lte';
const rules = fieldRules(
  ['call_cid call_session_id', 'string', '$eq'],
  ['is_active', 'boolean', '$eq'],
  ['session_started_at session_ended_at generated_at updated_at', 'date', ordered],
  ['counts.avg_user_rating counts.cq_score counts.min_user_rating', 'number', ordered],
);
const sorts = ['generated_at', 'updated_at', 'session_started_at', 'session_ended_at'].map((field) => [
  field,
  'call_cid',
]);
const newestFirst: readonly SortBy[] = [
  { field: 'session_started_at', direction: -1 },
  { field: 'call_cid', direction: -1 },
];

/** POST /api/v2/video/call_stats */
export function queryCallSessionStats(desk: Desk, { body }: Ask): Wire<QueryCallSessionStatsResponse> {
  const filter = body.get('filter_conditions');
  const valueOf = (session: TrueSession, field: string): Value => statsValue(desk, session, field);
  const isWanted = compileFilter(filter, rules, valueOf);
  const given = body.get('sort');
  const sort = readSort(given, sorts, newestFirst);
  const sessions = sorted(listedSessions(desk).filter(isWanted), sort, valueOf, ({ id }) => id);
  const ask = { limit: body.get('limit'), next: body.get('next'), prev: body.get('prev') };
  const page = desk.pager.page(sessions, ({ id }) => id, ask, {
    operation: 'QueryCallSessionStats',
    subject: filter ?? null,
    sort,
    sortGiven: isGiven(given),
    mayBeUnstable: desk.quirks().unstable === 'all',
  });
  return {
    duration: requestDuration,
    ...edges(page),
    call_stats: page.items.map((session) => statsAnswer(desk, session)),
  };
}

function statsAnswer(desk: Desk, session: TrueSession): Wire<CallStatsSessionResponse> {
  const known = knownOf(desk, session);
  return {
    call_type: session.callType,
    call_id: session.callId,
    call_session_id: session.id,
    call_started_at: desk.time(known.startedAt),
    call_ended_at: desk.time.orNothing(known.endedAt),
    generated_at: desk.time(known.generatedAt),
    counts: countsAnswer(desk, known),
  };
}

export function countsAnswer(desk: Desk, known: KnownSession): Wire<CallStatsParticipantCounts> {
  const { recorded, totals, statistics } = known.content();
  const figures = statistics();
  const { statsCountsZero: none, countsDiffer } = desk.quirks();
  const otherwise = countsDiffer === true ? otherCounts(recorded, figures) : {};
  const counts = {
    participants: figures.people,
    sessions: figures.connections,
    publishers: figures.publishers,
    live_sessions: known.session.live ? figures.connected : 0,
    peak_concurrent_sessions: figures.peakConnections,
    peak_concurrent_users: figures.peakPeople,
    total_participant_duration: totals.seconds,
    sfus_used: Math.min(4, 1 + Math.floor(figures.people / 50)),
    ...otherwise,
  };
  if (none !== true) return counts;
  return {
    participants: 0,
    sessions: 0,
    publishers: 0,
    live_sessions: 0,
    peak_concurrent_sessions: 0,
    peak_concurrent_users: 0,
    total_participant_duration: 0,
    sfus_used: 0,
  };
}

/** The same in another way: whoever was there is a participant, a reconnect is no new session, an overlap counts once. */
function otherCounts(
  rows: readonly Connection[],
  { presenceMs, peakConnections, anonymousConnections }: TrueFigures,
): Partial<Wire<CallStatsParticipantCounts>> {
  const together = [...presenceMs.values()].reduce((sum, ms) => sum + ms, 0);
  return {
    participants: presenceMs.size + Math.max(0, anonymousConnections - 1),
    sessions: chainsOf(rows),
    peak_concurrent_users: peakConnections,
    total_participant_duration: Math.floor(together / 1000),
  };
}

function statsValue(desk: Desk, session: TrueSession, field: string): Value {
  const time = (at: number | undefined): Value => (at === undefined ? null : nanos(at, microsOf(at)));
  const { noEndedAt, joinBeforeStart } = desk.quirks();
  switch (field) {
    case 'call_cid':
      return session.cid;
    case 'call_session_id':
      return session.id;
    case 'is_active':
      return session.live;
    case 'session_started_at':
      return time(session.startedAt + (joinBeforeStart === true ? 3000 : 0));
    case 'session_ended_at':
      return noEndedAt === true ? null : time(session.endedAt);
    case 'generated_at':
    case 'updated_at':
      return time(knownOf(desk, session).generatedAt);
    default:
      return null;
  }
}
