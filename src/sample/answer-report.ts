import type {
  CallParticipantTimeline,
  CallStatsParticipant,
  CallStatsParticipantSession,
  GetCallReportResponse,
  QueryCallSessionParticipantStatsResponse,
  QueryCallSessionParticipantStatsTimelineResponse,
} from '@stream-io/node-sdk';
import { requestDuration, sessionAnswer } from './answer';
import type { Ask, Desk } from './answer';
import { callAt, edges } from './answer-calls';
import { jsonOf, knownAt } from './answer-rows';
import { countsAnswer } from './answer-stats';
import { isPerson } from './figures';
import { knownOf } from './known';
import type { TrueSession } from './ledger';
import { notFound } from './refusal';
import { compileRowFilter, isConnected } from './row-filter';
import { chainsOf } from './totals';
import type { Connection } from './truth';
import type { Wire } from './wire';

const minuteMs = 60_000;

/** GET /api/v2/video/call/{type}/{id}/report: of one session, or of the latest that has one. */
export function getCallReport(desk: Desk, { path, query }: Ask): Wire<GetCallReportResponse> {
  const call = callAt(desk, path.get('type'), path.get('id'));
  const id = query.get('session_id');
  const session = desk.ledger
    .sessions(call.cid)
    .find((one) => (id === undefined || id === '' || one.id === id) && knownOf(desk, one).reportReady);
  if (session === undefined) throw notFound('call report not found');
  const known = knownOf(desk, session);
  const { recorded, statistics } = known.content();
  const figures = statistics();
  const { reportDiffers } = desk.quirks();
  return {
    duration: requestDuration,
    session_id: session.id,
    report: {
      call: {
        score: 92,
        started_at: desk.time(known.startedAt),
        ended_at: desk.time.orNothing(known.endedAt),
      },
      participants: {
        ...(reportDiffers === true
          ? {
              sum: chainsOf(recorded),
              unique: chainsOf(recorded.filter(isPerson)),
              max_concurrent: figures.peakConnections,
            }
          : { sum: figures.connections, unique: figures.people, max_concurrent: figures.peakPeople }),
        count_over_time: { by_minute: byMinute(desk, session, recorded) },
      },
      user_ratings: { average: 0, count: 0 },
    },
    session: sessionAnswer(desk, session),
  };
}

interface Minute {
  readonly start_ts: number | string;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
}

/** How many connections there were in each minute: at its first and last instant, at least and at most. */
function byMinute(desk: Desk, session: TrueSession, rows: readonly Connection[]): readonly Minute[] {
  const end = session.lastLeaveAt ?? desk.ledger.now();
  const moments = rows
    .flatMap((row) => [
      { at: row.joinedAt, step: 1 },
      { at: row.leftAt ?? end, step: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const minutes: Minute[] = [];
  let [index, now] = [0, 0];
  for (let start = Math.floor(session.startedAt / minuteMs) * minuteMs; start < end; start += minuteMs) {
    const first = now;
    let [min, max] = [now, now];
    for (
      let moment = moments[index];
      moment !== undefined && moment.at < start + minuteMs;
      moment = moments[++index]
    ) {
      now += moment.step;
      min = Math.min(min, now);
      max = Math.max(max, now);
    }
    minutes.push({ start_ts: desk.time(start), first, last: now, min, max });
  }
  return minutes;
}

/** GET /api/v2/video/call_stats/{call_type}/{call_id}/{session}/participants: rows by user. */
export function queryCallSessionParticipantStats(
  desk: Desk,
  { path, query }: Ask,
): Wire<QueryCallSessionParticipantStatsResponse> {
  const known = knownAt(desk, path.get('call_type'), path.get('call_id'), path.get('session'));
  const filter = jsonOf(query.get('filter_conditions'), 'filter_conditions');
  const isWanted = compileRowFilter(filter, known.session, desk.quirks());
  const users = new Map<string, Connection[]>();
  for (const row of known.content().rows.filter(isWanted)) {
    const held = users.get(row.userId);
    if (held === undefined) users.set(row.userId, [row]);
    else held.push(row);
  }
  const ask = { limit: query.get('limit'), next: query.get('next'), prev: query.get('prev') };
  const page = desk.pager.page([...users], ([userId]) => userId, ask, {
    operation: 'QueryCallSessionParticipantStats',
    subject: [known.session.id, filter ?? null],
    sort: null,
    sortGiven: true,
    mayBeUnstable: desk.quirks().unstable === 'all',
  });
  return {
    duration: requestDuration,
    call_type: known.session.callType,
    call_id: known.session.callId,
    call_session_id: known.session.id,
    call_started_at: desk.time(known.startedAt),
    call_ended_at: desk.time.orNothing(known.endedAt),
    counts: countsAnswer(desk, known),
    participants: page.items.map(([userId, rows]) => participantAnswer(desk, userId, rows)),
    ...edges(page),
  };
}

function participantAnswer(
  desk: Desk,
  userId: string,
  rows: readonly Connection[],
): Wire<CallStatsParticipant> {
  const name = desk.ledger.person(userId)?.name;
  return {
    user_id: userId,
    ...(name === undefined ? {} : { name }),
    roles: [...new Set(rows.flatMap((row) => row.roles))],
    latest_activity_at: desk.time(Math.max(...rows.map((row) => row.leftAt ?? row.joinedAt))),
    sessions: rows.map((row) => connectionAnswer(desk, row)),
  };
}

function connectionAnswer(desk: Desk, row: Connection): Wire<CallStatsParticipantSession> {
  return {
    user_session_id: row.userSessionId,
    unified_session_id: row.unifiedSessionId,
    is_live: isConnected(row),
    publisher_type: row.publisherType,
    started_at: desk.time(row.joinedAt),
    ended_at: desk.time.orNothing(row.leftAt),
    published_tracks: {
      audio: row.tracks.includes('audio'),
      video: row.tracks.includes('video'),
      screenshare: row.tracks.includes('screenshare'),
      screenshare_audio: false,
    },
    sdk: row.device.sdk,
    os: row.device.os,
    ...(row.device.browser === undefined ? {} : { browser: row.device.browser }),
  };
}

/** GET …/participants/{user}/{user_session}/timeline: what happened on one connection. */
export function getTimeline(
  desk: Desk,
  { path }: Ask,
): Wire<QueryCallSessionParticipantStatsTimelineResponse> {
  const known = knownAt(desk, path.get('call_type'), path.get('call_id'), path.get('session'));
  const row = known
    .content()
    .rows.find((one) => one.userId === path.get('user') && one.userSessionId === path.get('user_session'));
  if (row === undefined) throw notFound('participant session not found');
  const event = (type: string, at: number, severity = 'info', data = {}): Wire<CallParticipantTimeline> => ({
    type,
    timestamp: desk.time(at),
    severity,
    data,
  });
  const events = [
    event('participant_joined', row.joinedAt, 'info', { sdk: row.device.sdk, os: row.device.os }),
    ...row.tracks.map((track, index) =>
      event('track_published', row.joinedAt + 900 * (index + 1), 'info', { track }),
    ),
  ];
  if (row.leftAt !== undefined) {
    const broke = row.ending === 'reconnected' || row.ending === 'timed-out';
    if (broke) events.push(event('connection_lost', row.leftAt, 'warning', { reason: row.ending }));
    events.push(event('participant_left', row.leftAt, 'info', { reason: row.ending ?? 'left' }));
  }
  return {
    duration: requestDuration,
    call_type: known.session.callType,
    call_id: known.session.callId,
    call_session_id: known.session.id,
    user_id: row.userId,
    user_session_id: row.userSessionId,
    events,
  };
}
