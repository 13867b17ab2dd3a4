import * as v from 'valibot';
import type { Shell } from '../shell/shell';
import type { Target } from '../shell/targets';
import type { OpenApp } from '../stream-apps/active-app';
import { askSession, sessionTarget } from './ask-session';
import { askSessionById, askSessionByIds, askSessionOfCall } from './open-session';

const words = v.pipe(v.string(), v.nonEmpty());
const aboutSchema = v.union([
  v.strictObject({ call: words }),
  v.strictObject({ call: v.optional(words), session: words }),
  v.strictObject({ text: words }),
]);

/**
 * Lets the user choose a session: one of a call's (`{call}`, its cid), the one of this id (`{session}`, with `call` where
 * that is known), the one that a pasted text names (`{text}`), else any of the app. Undefined: none was chosen.
 * @param about unknown: what another feature gave
 * @throws StreamFailure when the session could not be read
 */
export async function askSessionAbout(
  shell: Shell,
  app: OpenApp,
  about: unknown,
): Promise<Target | undefined> {
  const parsed = v.safeParse(aboutSchema, about);
  if (!parsed.success)
    return await askSession(app, shell.settings, () => askSessionById(shell, app, undefined));
  if ('text' in parsed.output) return await askSessionById(shell, app, parsed.output.text);
  if ('session' in parsed.output)
    return await askSessionByIds(shell, app, { cid: parsed.output.call, sessionId: parsed.output.session });
  const session = await askSessionOfCall(shell, app, parsed.output.call);
  return session && sessionTarget(app, session);
}
