import * as v from 'valibot';
import { questionData, readQuestion, type Question } from '../../formats/question';

/** The app of a query in the user's own store: its id, and its name for the day when it is gone. */
export interface AppRef {
  readonly id: string;
  readonly name: string;
}

/** One file of the user's own store: a query of their own, or the pin of one that the workspace keeps. */
export type KeptRecord =
  | {
      readonly kind: 'query';
      readonly id: string;
      /** Empty: a recent question that was pinned. */
      readonly name: string;
      readonly app: AppRef | undefined;
      readonly pinned: boolean;
      readonly question: Question;
    }
  | { readonly kind: 'pin'; readonly id: string; readonly of: string };

/** Ids are UUIDs of our own making: they name files, so nothing else is taken. */
export const recordIdPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const id = v.pipe(v.string(), v.regex(recordIdPattern));
const word = v.pipe(v.string(), v.nonEmpty());
const version1 = v.union([
  v.object({ version: v.literal(1), id, pinOf: word }),
  v.object({
    version: v.literal(1),
    id,
    name: v.string(),
    app: v.optional(v.object({ id: word, name: v.string() })),
    pinned: v.boolean(),
    question: v.record(v.string(), v.unknown()),
  }),
]);

/** A record as its file holds it: JSON with a version. */
export function writeRecord(record: KeptRecord): string {
  const data =
    record.kind === 'pin'
      ? { version: 1, id: record.id, pinOf: record.of }
      : {
          version: 1,
          id: record.id,
          name: record.name,
          ...(record.app !== undefined && { app: record.app }),
          pinned: record.pinned,
          question: questionData(record.question),
        };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/**
 * Reads a record's file.
 * @throws Error with the reason when the file is not whole, is of a later version, or is not the file of `id`
 */
export function readRecord(name: string, content: string): KeptRecord {
  const parsed = v.safeParse(version1, JSON.parse(content));
  if (!parsed.success) throw new Error(`${v.getDotPath(parsed.issues[0]) ?? 'the file'} cannot be read`);
  const data = parsed.output;
  if (data.id !== name) throw new Error('the file is named for another id');
  if ('pinOf' in data) return { kind: 'pin', id: data.id, of: data.pinOf };
  const reading = readQuestion(data.question);
  if (!reading.ok) throw new Error(`the field “${reading.field}” of the question cannot be read`);
  return {
    kind: 'query',
    id: data.id,
    name: data.name,
    app: data.app,
    pinned: data.pinned,
    question: reading.question,
  };
}
