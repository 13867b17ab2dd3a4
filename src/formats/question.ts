import * as v from 'valibot';
import { cidOf, splitCid, type SessionRef } from '../attendance/call';
import type { Window } from '../attendance/figures/placed-rows';
import type { Filter } from '../attendance/filter/filter';
import { checkRowFilter } from '../attendance/filter/validate-rows';
import { instantOf, type Ms } from '../attendance/instant';
import { shownText } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import { isoInstant } from './provenance';

/**
 * A question about attendance as files, links, keybindings and other extensions write it: which session, and the three
 * separate things that are asked of it. What is left out is asked of the user, or not asked at all.
 */
export interface Question {
  /** The cid. */
  readonly call?: string | undefined;
  /** A session id, or {@link newest}: the call's session that began last. */
  readonly session?: string | undefined;
  /** Chooses rows. */
  readonly rowFilter?: Filter | undefined;
  /** Clips times. */
  readonly window?: Window | undefined;
  /** People present at least so long within the window, ms. */
  readonly threshold?: Ms | undefined;
}

export const newest = 'newest';

export type QuestionReading =
  | { readonly ok: true; readonly question: Question }
  /** `field`: of the JSON, as `window.from`; empty: the whole. */
  | { readonly ok: false; readonly field: string; readonly text: Text };

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(400));
const instant = v.nullish(v.string());
const questionSchema = v.strictObject({
  call: v.optional(id),
  session: v.optional(id),
  rows: v.optional(v.record(v.string(), v.unknown())),
  window: v.optional(v.strictObject({ from: instant, to: instant })),
  presentAtLeastSeconds: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});

/** The fields of a question in JSON, in their order. */
export const questionFields = ['call', 'session', 'rows', 'window', 'presentAtLeastSeconds'] as const;

/**
 * Reads a question from plain data, which anybody may have written: `{call, session, rows, window: {from, to},
 * presentAtLeastSeconds}`, all optional; times are ISO 8601 with their zone. An unknown field is a problem, since what it
 * meant would not be asked. Never throws on plain data.
 * @param allowed names of the fields that are told to who wrote another one; callers that take out more before name those, too
 */
export function readQuestion(data: unknown, allowed: readonly string[] = questionFields): QuestionReading {
  const parsed = v.safeParse(questionSchema, Array.isArray(data) ? undefined : data);
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? '';
    return wrong(
      field,
      field === ''
        ? text('This is no question: it has to be a JSON object.')
        : text('“{field}” cannot be read. Allowed: {allowed}.', {
            field: field.slice(0, 80),
            allowed: allowed.join(', '),
          }),
    );
  }
  const { call, session, window, presentAtLeastSeconds } = parsed.output;
  // As it was given: valibot's records leave out a key named __proto__, and all rows would be asked for.
  const rows = typeof data === 'object' && data !== null && 'rows' in data ? data.rows : undefined;
  if (call !== undefined && splitCid(call) === undefined)
    return wrong('call', text('“call” has to be a cid: type:id.'));
  const from = instantOf(window?.from);
  const to = instantOf(window?.to);
  for (const [field, given, read] of [
    ['window.from', window?.from, from],
    ['window.to', window?.to, to],
  ] as const) {
    if (typeof given === 'string' && (read === undefined || !hasZone.test(given) || !isDay(given)))
      return wrong(field, text('“{field}” has to be an instant, as in 2026-11-22T09:00:00Z.', { field }));
  }
  if (from !== undefined && to !== undefined && from >= to)
    return wrong('window', text('The window ends before it begins.'));
  const check = rows === undefined ? undefined : checkRowFilter(rows);
  if (check?.ok === false)
    return wrong('rows', check.problems[0]?.text ?? text('The row filter is not valid.'));
  return {
    ok: true,
    question: {
      ...(call !== undefined && { call }),
      ...(session !== undefined && { session }),
      ...(check !== undefined && Object.keys(check.filter).length > 0 && { rowFilter: check.filter }),
      ...((from !== undefined || to !== undefined) && {
        window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
      }),
      ...(presentAtLeastSeconds !== undefined && { threshold: Math.round(presentAtLeastSeconds * 1000) }),
    },
  };
}

const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/;

/** The day that is written exists: `Date` takes February 30 for a day in March. */
function isDay(written: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)T/.exec(written) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** The question as JSON data that {@link readQuestion} reads back; fields in their order, nothing that was not asked. */
export function questionData(question: Question): Readonly<Record<string, unknown>> {
  const { call, session, rowFilter, window, threshold } = question;
  const [from, to] = [isoInstant(window?.from), isoInstant(window?.to)];
  return {
    ...(call !== undefined && { call }),
    ...(session !== undefined && { session }),
    ...(rowFilter !== undefined && Object.keys(rowFilter).length > 0 && { rows: rowFilter }),
    ...((from !== undefined || to !== undefined) && {
      window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    }),
    ...(threshold !== undefined && { presentAtLeastSeconds: threshold / 1000 }),
  };
}

/** Something is asked beside which session. */
export function hasConditions(question: Question): boolean {
  return Object.keys(questionData({ ...question, call: undefined, session: undefined })).length > 0;
}

/**
 * A question that is put to a session that was named beside it: why it is not about that one, where it names a call or a
 * session itself. Undefined: it is.
 */
export function otherSession({ call, session }: Question, asked: SessionRef): Text | undefined {
  if (call !== undefined && call !== cidOf(asked))
    return text('The question is about another call than the one that it is asked of: {call}.', {
      call: shownText(call),
    });
  if (session === newest)
    return text('The question is about the newest session, but one was named: leave out “session”.');
  return session === undefined || session === asked.sessionId
    ? undefined
    : text('The question is about another session than the one that it is asked of: {session}.', {
        session: shownText(session),
      });
}

function wrong(field: string, words: Text): QuestionReading {
  return { ok: false, field, text: words };
}
