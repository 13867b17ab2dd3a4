import * as v from 'valibot';
import { splitCid, type SessionRef } from '../attendance/call';
import type { CommandId } from '../shell/commands';
import type { Find, KnownIds } from './text/find';

/** A call, a session, or both, as a text names them: the argument of commands in links. */
export interface Named {
  readonly call?: string | undefined;
  readonly session?: string | undefined;
}

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(400));
const namedSchema = v.pipe(
  v.strictObject({ call: v.optional(id), session: v.optional(id) }),
  v.check(({ call, session }) => call !== undefined || session !== undefined),
  v.check(({ call }) => call === undefined || splitCid(call) !== undefined),
);

/** Reads the argument of a link, which anybody may have written. Undefined: none, or none that names anything. */
export function readNamed(argument: unknown): Named | undefined {
  const parsed = v.safeParse(namedSchema, Array.isArray(argument) ? undefined : argument);
  return parsed.success ? parsed.output : undefined;
}

export function namedOf({ cid, sessionId }: Pick<Find, 'cid' | 'sessionId'>): Named {
  return { ...(cid !== undefined && { call: cid }), ...(sessionId !== undefined && { session: sessionId }) };
}

/**
 * The address of a command with its argument, safe inside a Markdown link: no character of an id can end it. VS Code decodes
 * it once or twice; a percent sign of an id, written as JSON's escape, is the same after both.
 */
export function commandLink(command: CommandId, named: Named): string {
  const json = JSON.stringify([named]).replaceAll('%', '\\u0025');
  const argument = encodeURIComponent(json).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `command:${command}?${argument}`;
}

/** The session that is named: by its call, else by the only one that is held of this id. Undefined: none, or not known whose. */
export function sessionNamed(named: Named, { sessions }: Pick<KnownIds, 'sessions'>): SessionRef | undefined {
  if (named.session === undefined) return undefined;
  const call = named.call === undefined ? undefined : splitCid(named.call);
  if (call !== undefined) return { ...call, sessionId: named.session };
  const [only, ...others] = sessions.get(named.session) ?? [];
  return others.length === 0 ? only : undefined;
}
