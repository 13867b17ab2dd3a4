import * as v from 'valibot';
import { text, type Text } from '../../attendance/text';
import { questionFields } from '../../formats/question';
import { readGiven, type GivenQuery } from './query-arguments';

/** A question of another extension: nothing of it is asked of the user, so that call and session have to be named. */
export interface OutsideQuestion {
  readonly given: GivenQuery;
  readonly call: string;
  /** An id, or `newest`. */
  readonly session: string;
  readonly withRows: boolean;
}

export type OutsideReading =
  { readonly ok: true; readonly asked: OutsideQuestion } | { readonly ok: false; readonly text: Text };

const includeSchema = v.object({ include: v.optional(v.array(v.literal('rows'))) });

/** Reads `{app?, call, session, rows?, window?, presentAtLeastSeconds?, include?: ['rows']}`. Never throws on plain data. */
export function readOutside(argument: unknown): OutsideReading {
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument))
    return {
      ok: false,
      text: text('This is no query: it has to be an object with at least “call” and “session”.'),
    };
  const including = v.safeParse(includeSchema, argument);
  if (!including.success)
    return { ok: false, text: text('“include” has to be a list of: {allowed}.', { allowed: 'rows' }) };
  const reading = readGiven(
    Object.fromEntries(Object.entries(argument).filter(([name]) => name !== 'include')),
    ['app', ...questionFields, 'include'],
  );
  if (!reading.ok) return reading;
  const { given } = reading;
  const { call, session } = given.question;
  if (call === undefined || session === undefined)
    return { ok: false, text: text('A query has to name “call” and “session” (an id, or newest).') };
  const { include = [] } = including.output;
  return { ok: true, asked: { given, call, session, withRows: include.length > 0 } };
}
