import { cidOf } from '../../attendance/call';
import type { VariableIds } from './variable-ids';

interface CallNames {
  readonly callType: string;
  readonly callId: string;
  readonly cid: string;
}

interface Held<T> {
  readonly items: readonly T[];
}

/** What of an `AttendanceBook` is looked at. */
export interface HeldCalls {
  readonly calls: Held<CallNames>;
  /** Sessions. */
  readonly recent: Held<CallNames & { readonly sessionId: string }>;
  sessionsOf(cid: string): Held<{ readonly sessionId: string }>;
}

/**
 * The calls that an id without a type may mean: those that the book holds first, then one of each type that it holds.
 * Nothing is asked for.
 */
export function callChoices(
  book: Pick<HeldCalls, 'calls' | 'recent'>,
  callId: string,
): readonly { readonly cid: string; readonly isHeld: boolean }[] {
  const held = [...book.recent.items, ...book.calls.items];
  const cids = new Set(held.filter((each) => each.callId === callId).map((each) => each.cid));
  const others = new Set(
    held.map(({ callType }) => cidOf({ callType, callId })).filter((cid) => !cids.has(cid)),
  );
  return [
    ...[...cids].map((cid) => ({ cid, isHeld: true })),
    ...[...others].sort().map((cid) => ({ cid, isHeld: false })),
  ];
}

/** A UUID alone may be a session's or a call's: where the book holds one of the two and not the other, that is meant. */
export function likelier(book: HeldCalls, found: readonly VariableIds[]): readonly VariableIds[] {
  const isHeld = ({ cid, callId, sessionId }: VariableIds): boolean => {
    if (cid !== undefined) return false;
    if (sessionId === undefined) return callId !== undefined && callChoices(book, callId)[0]?.isHeld === true;
    const sessions = [
      ...book.recent.items,
      ...book.calls.items.flatMap((call) => book.sessionsOf(call.cid).items),
    ];
    return callId === undefined && sessions.some((session) => session.sessionId === sessionId);
  };
  const [one, other, ...more] = found;
  if (one === undefined || other === undefined || more.length > 0) return found;
  if ((one.sessionId ?? one.callId) !== (other.callId ?? other.sessionId)) return found;
  const held = [one, other].filter(isHeld);
  return held.length === 1 ? held : found;
}
