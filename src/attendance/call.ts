import type { Ms } from './instant';

/** A JSON object as the SDK decodes it: times may be `Date`. Unknown fields are kept. */
export type DecodedObject = Readonly<Record<string, unknown>>;

/** Names one call session of one call. Ids are Stream's, unencoded, and may hold any character. */
export interface SessionRef {
  readonly callType: string;
  readonly callId: string;
  readonly sessionId: string;
}

/** `type:id`; split at the first colon only, since ids may hold colons. */
export function cidOf(call: { readonly callType: string; readonly callId: string }): string {
  return `${call.callType}:${call.callId}`;
}

/** Splits a cid at its first colon. Undefined when there is no colon, or nothing on one side of it. */
export function splitCid(cid: string): { readonly callType: string; readonly callId: string } | undefined {
  const colon = cid.indexOf(':');
  if (colon <= 0 || colon === cid.length - 1) return undefined;
  return { callType: cid.slice(0, colon), callId: cid.slice(colon + 1) };
}

/** A member of a call: who is expected. Today's list, not the list at the time of a session. */
export interface Member {
  readonly userId: string;
  readonly role: string | undefined;
  readonly createdAt: Ms | undefined;
  readonly updatedAt: Ms | undefined;
  readonly deletedAt: Ms | undefined;
}

/** The call's latest session as `call.session` tells it. */
export interface CallSessionInfo {
  readonly id: string;
  readonly startedAt: Ms | undefined;
  readonly endedAt: Ms | undefined;
  readonly timerEndsAt: Ms | undefined;
  readonly liveStartedAt: Ms | undefined;
  readonly liveEndedAt: Ms | undefined;
  readonly anonymousCount: number | undefined;
  /** As the SDK handed it over, without `participants` (user objects only on request). */
  readonly decoded: DecodedObject;
}

/** A call: the reusable room. */
export interface Call {
  readonly cid: string;
  readonly callType: string;
  readonly callId: string;
  readonly createdAt: Ms | undefined;
  readonly updatedAt: Ms | undefined;
  readonly startsAt: Ms | undefined;
  readonly endedAt: Ms | undefined;
  readonly createdBy: string | undefined;
  readonly team: string | undefined;
  readonly backstage: boolean;
  /** `''` or absent when nobody is in the call now. */
  readonly currentSessionId: string | undefined;
  /** The latest session; its presence alone says nothing about being live (rule 8). */
  readonly session: CallSessionInfo | undefined;
  /** The first members only (25 by default): never take it for the list. */
  readonly members: readonly Member[];
  readonly custom: DecodedObject;
  /**
   * All else as the SDK handed it over, without `created_by` and `session`, which hold user objects, and without `egress`,
   * which may hold stream keys of other services.
   */
  readonly decoded: DecodedObject;
}

/** Stream's own counts of a session: shown as "per Stream", never mixed with computed figures. */
export interface SessionCounts {
  readonly participants: number | undefined;
  readonly sessions: number | undefined;
  readonly publishers: number | undefined;
  readonly liveSessions: number | undefined;
  readonly peakConcurrentSessions: number | undefined;
  readonly peakConcurrentUsers: number | undefined;
  /** Seconds. */
  readonly totalParticipantDuration: number | undefined;
}

/** One row of `queryCallSessionStats`. */
export interface SessionStats extends SessionRef {
  readonly callStartedAt: Ms | undefined;
  readonly callEndedAt: Ms | undefined;
  readonly generatedAt: Ms | undefined;
  readonly counts: SessionCounts;
}
