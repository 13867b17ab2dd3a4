import { splitCid, type Call, type SessionCounts } from '../../../src/attendance/call';

/** A call of which Stream tells nothing but the names, and what the test adds. */
export function bareCall(cid: string, facts: Partial<Call> = {}): Call {
  const { callType, callId } = splitCid(cid) ?? { callType: cid, callId: '' };
  return {
    cid,
    callType,
    callId,
    createdAt: undefined,
    updatedAt: undefined,
    startsAt: undefined,
    endedAt: undefined,
    createdBy: undefined,
    team: undefined,
    backstage: false,
    currentSessionId: undefined,
    session: undefined,
    members: [],
    custom: {},
    decoded: {},
    ...facts,
  };
}

/** Counts of a session of which Stream tells only what the test says. */
export function countsOf(counts: Partial<SessionCounts>): SessionCounts {
  return {
    participants: undefined,
    sessions: undefined,
    publishers: undefined,
    liveSessions: undefined,
    peakConcurrentSessions: undefined,
    peakConcurrentUsers: undefined,
    totalParticipantDuration: undefined,
    ...counts,
  };
}
