import type { SessionRef } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';

/**
 * The other sessions of a call, in the order in which one would compare them with a session: those that began before it,
 * the latest first; those that began after it, the first first; those whose start nobody knows.
 * @param startedAt of the session; undefined: not known, and the latest come first
 */
export function othersByNearness<T extends SessionRef & { readonly startedAt: Ms | undefined }>(
  sessions: readonly T[],
  session: SessionRef,
  startedAt: Ms = Infinity,
): readonly T[] {
  const others = sessions.filter((one) => !isSameSession(one, session));
  const start = ({ startedAt: at }: T): Ms => at ?? NaN;
  return [
    ...others.filter((one) => start(one) <= startedAt).toSorted((one, other) => start(other) - start(one)),
    ...others.filter((one) => start(one) > startedAt).toSorted((one, other) => start(one) - start(other)),
    ...others.filter((one) => Number.isNaN(start(one))),
  ];
}

export function isSameSession(one: SessionRef, other: SessionRef): boolean {
  return one.callType === other.callType && one.callId === other.callId && one.sessionId === other.sessionId;
}
