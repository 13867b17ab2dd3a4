import * as v from 'valibot';
import { cidOf } from '../../attendance/call';
import { text, type Text } from '../../attendance/text';
import { questionFields, readQuestion, type Question } from '../../formats/question';
import { readTarget } from '../../shell/targets';

/** Where an answer goes. */
export const resultKinds = ['panel', 'json', 'totals', 'copy'] as const;
export type ResultKind = (typeof resultKinds)[number];

/** What a query was given from the start; what is undefined is asked. */
export interface GivenQuery {
  /** Id of the app that a tree's node belongs to. */
  readonly appId: string | undefined;
  /** Name or id of the app that somebody wrote. */
  readonly app: string | undefined;
  readonly question: Question;
  /** What is asked of the session was said, and be it nothing: it is not asked. */
  readonly hasConditions: boolean;
  readonly result: ResultKind | undefined;
}

export type GivenReading =
  { readonly ok: true; readonly given: GivenQuery } | { readonly ok: false; readonly text: Text };

const extraSchema = v.object({
  app: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))),
  result: v.optional(v.picklist(resultKinds)),
});
const conditionFields = ['rows', 'window', 'presentAtLeastSeconds'];
const queryFields: readonly string[] = ['app', ...questionFields, 'result'];

/**
 * Reads what *Query Participant Sessions* was given: nothing, a node of the tree, a target as data, or
 * `{app, call, session, rows, window, presentAtLeastSeconds, result}` as keybindings, saved queries and other extensions
 * write it. What cannot be read is a problem: it would be another question.
 * @param allowed names of the fields that are told to who wrote another one
 */
export function readGiven(argument: unknown, allowed: readonly string[] = queryFields): GivenReading {
  const nothing = { appId: undefined, app: undefined, hasConditions: false, result: undefined };
  const target = readTarget(argument);
  if (target !== undefined) {
    const question =
      target.kind === 'call'
        ? { call: target.cid }
        : { call: cidOf(target.session), session: target.session.sessionId };
    return { ok: true, given: { ...nothing, appId: target.appId, question } };
  }
  if (argument === undefined || argument === null) return { ok: true, given: { ...nothing, question: {} } };
  const extra = v.safeParse(extraSchema, argument);
  if (!extra.success || Array.isArray(argument)) {
    const field = extra.success ? '' : (v.getDotPath(extra.issues[0]) ?? '');
    return {
      ok: false,
      text:
        field === 'result'
          ? text('“result” has to be one of: {allowed}.', { allowed: resultKinds.join(', ') })
          : text('This is no query: it has to be an object with {allowed}.', {
              allowed: allowed.join(', '),
            }),
    };
  }
  const asked = Object.fromEntries(
    Object.entries(argument).filter(([name]) => name !== 'app' && name !== 'result'),
  );
  const reading = readQuestion(asked, allowed);
  if (!reading.ok) return reading;
  return {
    ok: true,
    given: {
      appId: undefined,
      app: extra.output.app,
      question: reading.question,
      hasConditions: conditionFields.some((name) => asked[name] !== undefined),
      result: extra.output.result,
    },
  };
}
