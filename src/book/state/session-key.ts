import type { SessionRef } from '../../attendance/call';

/** A session's name for maps. Ids may hold any character, so they are quoted, not joined. */
export function sessionKey({ callType, callId, sessionId }: SessionRef): string {
  return JSON.stringify([callType, callId, sessionId]);
}

/** Only the ids: what is handed in may carry more. */
export function refOf({ callType, callId, sessionId }: SessionRef): SessionRef {
  return { callType, callId, sessionId };
}
