import * as v from 'valibot';
import type { SessionRef } from '../../attendance/call';
import { text } from '../../attendance/text';
import { otherSession, readQuestion, type Question } from '../../formats/question';
import { Problem } from '../../shell/problem';

/** What an export was given beside its session: what is missing is asked for. */
export interface ExportArguments {
  /** Undefined: not given; the user is asked. */
  readonly question: Question | undefined;
  readonly format: ExportFormat | undefined;
  /** A path, absolute or in the first folder of the workspace, or a URI. */
  readonly to: string | undefined;
  /** A file that is there already may be replaced. */
  readonly overwrite: boolean;
}

export const exportFormats = ['csv', 'json', 'ndjson', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const schema = v.strictObject({
  question: v.optional(v.unknown()),
  format: v.optional(v.picklist(exportFormats)),
  to: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096))),
  overwrite: v.optional(v.boolean()),
});

/**
 * Reads the second argument of a command: `{question, format, to, overwrite}`, all optional. VS Code's menus give lists of
 * nodes or nothing in its place.
 * @throws Problem for an argument that means something else
 */
export function readExportArguments(extra: unknown): ExportArguments {
  const given = typeof extra === 'object' && extra !== null && !Array.isArray(extra) ? extra : {};
  const parsed = v.safeParse(schema, given);
  if (!parsed.success) {
    throw new Problem(
      text('“{field}” cannot be read. Allowed: {allowed}.', {
        field: (v.getDotPath(parsed.issues[0]) ?? '').slice(0, 80),
        allowed: 'question, format (csv, json, ndjson, markdown), to, overwrite',
      }),
    );
  }
  const { question, format, to, overwrite = false } = parsed.output;
  return {
    question: question === undefined ? undefined : questionOf(question),
    format,
    to,
    overwrite,
  };
}

/** The question of a second argument `{question}`; undefined: none is given. @throws Problem for one that cannot be read */
export function readExtraQuestion(extra: unknown): Question | undefined {
  return typeof extra === 'object' && extra !== null && 'question' in extra && extra.question !== undefined
    ? questionOf(extra.question)
    : undefined;
}

/** @throws Problem: the question names another call or session than the one that it is asked of */
export function refuseOtherSession(question: Question, session: SessionRef): void {
  const other = otherSession(question, session);
  if (other !== undefined) throw new Problem(other);
}

/** @throws Problem */
function questionOf(data: unknown): Question {
  const reading = readQuestion(data);
  if (!reading.ok) throw new Problem(reading.text);
  return reading.question;
}
