import { instantOf } from '../attendance/instant';
import type {
  Call,
  CallSessionInfo,
  DecodedObject,
  Member,
  SessionCounts,
  SessionStats,
} from '../attendance/call';
import type { InferInput } from 'valibot';
import type * as schemas from './schemas';

/** Turns validated answers into the domain's own forms. Nothing here can fail. */

export function callOf({ call, members }: InferInput<typeof schemas.callStateSchema>): Call {
  return {
    cid: call.cid,
    callType: call.type,
    callId: call.id,
    createdAt: instantOf(call.created_at),
    updatedAt: instantOf(call.updated_at),
    startsAt: instantOf(call.starts_at),
    endedAt: instantOf(call.ended_at),
    createdBy: call.created_by?.id ?? undefined,
    team: call.team ?? undefined,
    backstage: call.backstage ?? false,
    currentSessionId: call.current_session_id ?? undefined,
    session: sessionInfoOf(call.session),
    members: (members ?? []).map(memberOf),
    custom: call.custom ?? {},
    decoded: without(call, ['created_by', 'session', 'egress']),
  };
}

export function memberOf(member: InferInput<typeof schemas.memberSchema>): Member {
  return {
    userId: member.user_id,
    role: member.role ?? undefined,
    createdAt: instantOf(member.created_at),
    updatedAt: instantOf(member.updated_at),
    deletedAt: instantOf(member.deleted_at),
  };
}

export function sessionInfoOf(
  session: InferInput<typeof schemas.sessionSchema> | null | undefined,
): CallSessionInfo | undefined {
  if (session === null || session === undefined) return undefined;
  return {
    id: session.id,
    startedAt: instantOf(session.started_at),
    endedAt: instantOf(session.ended_at),
    timerEndsAt: instantOf(session.timer_ends_at),
    liveStartedAt: instantOf(session.live_started_at),
    liveEndedAt: instantOf(session.live_ended_at),
    anonymousCount: session.anonymous_participant_count ?? undefined,
    decoded: without(session, ['participants']),
  };
}

export function sessionStatsOf(stats: InferInput<typeof schemas.sessionStatsSchema>): SessionStats {
  return {
    callType: stats.call_type,
    callId: stats.call_id,
    sessionId: stats.call_session_id,
    callStartedAt: instantOf(stats.call_started_at),
    callEndedAt: instantOf(stats.call_ended_at),
    generatedAt: instantOf(stats.generated_at),
    counts: countsOf(stats.counts),
  };
}

function countsOf(counts: InferInput<typeof schemas.sessionStatsSchema>['counts']): SessionCounts {
  return {
    participants: counts?.participants ?? undefined,
    sessions: counts?.sessions ?? undefined,
    publishers: counts?.publishers ?? undefined,
    liveSessions: counts?.live_sessions ?? undefined,
    peakConcurrentSessions: counts?.peak_concurrent_sessions ?? undefined,
    peakConcurrentUsers: counts?.peak_concurrent_users ?? undefined,
    totalParticipantDuration: counts?.total_participant_duration ?? undefined,
  };
}

/** The answer around the rows: every other field in its order, user objects and fields of the request left out. */
export function envelopeOf(answer: InferInput<typeof schemas.participantSessionsSchema>): DecodedObject {
  const kept = without(answer, ['participants_sessions', 'duration', 'next', 'prev']);
  const { session } = answer;
  if (session === null || session === undefined) return kept;
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) =>
      name === 'session' ? [name, without(session, ['participants'])] : [name, value],
    ),
  );
}

/** `fromEntries` defines its fields, so that one named `__proto__` stays a field. */
function without(object: Readonly<Record<string, unknown>>, names: readonly string[]): DecodedObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
