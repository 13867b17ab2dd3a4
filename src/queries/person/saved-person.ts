import * as v from 'valibot';
import { rangeSchema } from './person-range';

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2000));

const savedSchema = v.object({
  version: v.literal(1),
  appId: id,
  /** Named when the app is gone. */
  appName: v.string(),
  userId: id,
  /** By which the person was found. */
  name: v.optional(v.string()),
  range: rangeSchema,
  callType: v.optional(id),
});

/** What is asked in a tab, and what it is brought back from after a restart: never what was found. */
export type SavedPerson = v.InferOutput<typeof savedSchema>;

/** What VS Code kept: the host's part beside the page's. */
const keptSchema = v.object({ saved: savedSchema });

/** Reads what VS Code kept of a tab; anybody could have written it. Undefined: nothing it could be brought back from. */
export function readSavedPerson(kept: unknown): SavedPerson | undefined {
  const parsed = v.safeParse(keptSchema, kept);
  return parsed.success ? parsed.output.saved : undefined;
}
