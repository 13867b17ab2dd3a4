import * as v from 'valibot';
import type { SessionRef } from '../attendance/call';

/**
 * What a command is about. Tree nodes carry one as `target`; palette runs and other extensions pass one as plain data.
 * Commands meet the tree by this and by nothing else. A `session` or `row` target of another app than the active one
 * is refused with words, not silently read from the wrong app.
 */
export type Target =
  | { readonly kind: 'call'; readonly appId: string; readonly cid: string }
  | { readonly kind: 'session'; readonly appId: string; readonly session: SessionRef }
  | { readonly kind: 'row'; readonly appId: string; readonly session: SessionRef; readonly rowKey: string };

const id = v.pipe(v.string(), v.nonEmpty());
const sessionSchema = v.object({ callType: id, callId: id, sessionId: id });
const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('call'), appId: id, cid: id }),
  v.object({ kind: v.literal('session'), appId: id, session: sessionSchema }),
  v.object({ kind: v.literal('row'), appId: id, session: sessionSchema, rowKey: id }),
]);

/**
 * Reads what a command was given: a tree node that carries a `target`, or a target as plain data.
 * Undefined: nothing, or nothing that names a call, a session or a row; the command then asks.
 */
export function readTarget(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const data: unknown = 'target' in argument ? argument.target : argument;
  const parsed = v.safeParse(targetSchema, data);
  return parsed.success ? parsed.output : undefined;
}
