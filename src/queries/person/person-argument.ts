import * as v from 'valibot';
import { instantOf, type Ms } from '../../attendance/instant';
import { isAnonymous } from '../../attendance/people';
import { text, type Text } from '../../attendance/text';
import { readTarget, type Target } from '../../shell/targets';
import { isUserId } from '../../stream/path-ids';
import { daysOffered, type DaysOffered } from './person-range';

/** Who is looked for, and where, as far as it was given. */
export interface GivenPerson {
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly from?: Ms | undefined;
  readonly to?: Ms | undefined;
  /** Days back from whenever it is asked, in place of `from` and `to`. */
  readonly days?: DaysOffered | undefined;
  /** Null: calls of all types. */
  readonly callType?: string | null | undefined;
}

export type PersonArgument =
  | { readonly kind: 'given'; readonly given: GivenPerson }
  /** A row of the sidebar: its user is looked up. */
  | { readonly kind: 'row'; readonly target: Extract<Target, { kind: 'row' }> }
  | { readonly kind: 'wrong'; readonly text: Text };

const words = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256));
/** ISO 8601 with its zone, or ms since epoch. */
const instant = v.union([
  v.pipe(v.string(), v.regex(/(?:Z|[+-]\d\d:?\d\d)$/)),
  v.pipe(v.number(), v.integer()),
]);
/** A node of the sidebar that stands for a person has more fields, which are not ours. */
const schema = v.object({
  userId: v.optional(v.string()),
  name: v.optional(v.nullable(words)),
  from: v.optional(instant),
  to: v.optional(instant),
  days: v.optional(v.picklist(daysOffered)),
  callType: v.optional(v.nullable(words)),
});

/**
 * Reads what *Find a Person* was given: nothing, a user id, a row or a person of the sidebar, or
 * `{userId, name, from, to, days, callType}`, all optional, which other extensions and keybindings may pass.
 */
export function readPersonArgument(argument: unknown): PersonArgument {
  if (argument === undefined || argument === null) return { kind: 'given', given: {} };
  if (typeof argument === 'string') return givenId(argument, {});
  const target = readTarget(argument);
  if (target?.kind === 'row') return { kind: 'row', target };
  const parsed = v.safeParse(schema, Array.isArray(argument) ? undefined : argument);
  if (!parsed.success) {
    return wrong(
      text(
        'This does not say whom to find. Allowed: a user id, or userId, name, from, to, days ({days}) and callType (null: all); times as in 2026-11-22T09:00:00Z.',
        { days: daysOffered.join(', ') },
      ),
    );
  }
  const { userId, name, from, to, days, callType } = parsed.output;
  const [start, end] = [readInstant(from), readInstant(to)];
  if ((from !== undefined && start === undefined) || (to !== undefined && end === undefined))
    return wrong(text('“from” and “to” have to be instants, as in 2026-11-22T09:00:00Z.'));
  if (start !== undefined && end !== undefined && end <= start)
    return wrong(text('The end lies before the beginning.'));
  if (end !== undefined && start === undefined)
    return wrong(text('“to” goes with “from”: a range has to begin somewhere.'));
  if (days !== undefined && start !== undefined)
    return wrong(text('“days” reach back from now: they do not go with “from”.'));
  const rest: GivenPerson = {
    ...(typeof name === 'string' && { name }),
    ...(start !== undefined && { from: start }),
    ...(end !== undefined && { to: end }),
    ...(days !== undefined && { days }),
    ...(callType !== undefined && { callType }),
  };
  return userId === undefined ? { kind: 'given', given: rest } : givenId(userId, rest);
}

/** Why an id names nobody who can be looked for; undefined: it can be asked. */
export function problemOfId(userId: string): Text | undefined {
  if (isAnonymous(userId))
    return text(
      'Anonymous joins have no id of their own: nobody can tell them apart, so there is no person to find.',
    );
  return isUserId(userId)
    ? undefined
    : text('This cannot be a user id: it is too long, holds half a character, or is “.” or “..”.');
}

function givenId(userId: string, rest: GivenPerson): PersonArgument {
  const problem = problemOfId(userId);
  return problem === undefined ? { kind: 'given', given: { ...rest, userId } } : wrong(problem);
}

function readInstant(given: string | number | undefined): Ms | undefined {
  if (typeof given !== 'number') return instantOf(given);
  return given > 0 && given < 8.64e15 ? given : undefined;
}

function wrong(words: Text): PersonArgument {
  return { kind: 'wrong', text: words };
}
