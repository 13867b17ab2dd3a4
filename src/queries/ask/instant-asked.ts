import * as v from 'valibot';
import { text, type Text } from '../../attendance/text';
import { readGiven, type GivenQuery } from './query-arguments';

/** What *Who Was Here* was given; `at` as it was written. */
export type WhoGiven =
  | { readonly ok: true; readonly given: GivenQuery; readonly at: string | undefined }
  | { readonly ok: false; readonly text: Text };

const atSchema = v.object({ at: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(100))) });

/** Reads nothing, a node, a target as data, or `{app?, call?, session?, target?, at?}`; `at` is read as a typed time is. */
export function readWhoGiven(argument: unknown): WhoGiven {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument))
    return withAt(readGiven(argument), undefined);
  const parsed = v.safeParse(atSchema, argument);
  if (!parsed.success)
    return { ok: false, text: text('“at” has to be an instant, as in 2026-11-22T09:00:00Z.') };
  const { at } = parsed.output;
  // A node is given as it is.
  if (at === undefined) return withAt(readGiven(argument), undefined);
  const rest = Object.fromEntries(Object.entries(argument).filter(([name]) => name !== 'at'));
  return withAt(readGiven(Object.keys(rest).length === 0 ? undefined : rest), at);
}

function withAt(reading: ReturnType<typeof readGiven>, at: string | undefined): WhoGiven {
  return reading.ok ? { ok: true, given: reading.given, at } : reading;
}
