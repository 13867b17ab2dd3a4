import * as v from 'valibot';
import { checkRowFilter } from '../../attendance/filter/validate-rows';
import type { AttendanceQuery } from '../../book/book';
import { laneChoices, laneOrders, querySchema, sortSchema, timeDisplays } from '../protocol/query';

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2000));

const savedSchema = v.object({
  version: v.literal(1),
  appId: id,
  /** Named when the app is gone. */
  appName: v.string(),
  session: v.object({ callType: id, callId: id, sessionId: id }),
  /** Of a panel of an archived copy: its file, which is read again, and when it was saved. The app's id names its content. */
  archive: v.optional(
    v.object({
      uri: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8000)),
      savedAt: v.pipe(v.number(), v.finite()),
    }),
  ),
  query: querySchema,
  sort: v.nullable(sortSchema),
  /** Null: as the setting says. */
  time: v.nullable(v.picklist(timeDisplays)),
  lanes: v.object({ order: v.picklist(laneOrders), choice: v.picklist(laneChoices) }),
});

/** What a panel is brought back from: how it was looked at, never rows, figures or secrets. */
export type SavedState = Omit<v.InferOutput<typeof savedSchema>, 'query'> & {
  readonly query: AttendanceQuery;
};

/** What VS Code kept: the host's part; the page reads its own. */
const keptSchema = v.object({ saved: savedSchema });

/**
 * Reads what VS Code kept of a panel; anybody could have written it. A filter that is none any more is dropped.
 * Undefined: nothing that a panel could be brought back from.
 */
export function readSavedState(kept: unknown): SavedState | undefined {
  const parsed = v.safeParse(keptSchema, kept);
  if (!parsed.success) return undefined;
  const { saved } = parsed.output;
  const { rowFilter, ...rest } = saved.query;
  const check = rowFilter === undefined ? undefined : checkRowFilter(rowFilter);
  const query = check?.ok === true ? { ...rest, rowFilter: check.filter } : rest;
  return { ...saved, query };
}
