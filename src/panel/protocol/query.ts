import * as v from 'valibot';
import { cellNames } from '../../formats/cell-names';
import { instant, length } from './values';

/** The three separate things that narrow what is computed. */
export const querySchema = v.strictObject({
  /** Chooses rows; its fields are checked by `checkRowFilter`. */
  rowFilter: v.optional(v.record(v.string(), v.unknown())),
  /** Clips intervals. */
  window: v.optional(v.strictObject({ from: v.optional(instant), to: v.optional(instant) })),
  /** People present at least so long, ms. */
  threshold: v.optional(length),
});
export type PanelQuery = v.InferOutput<typeof querySchema>;

/** A row filter in Stream's dialect, checked by the host. */
export const filter = v.record(v.string(), v.unknown());
export type PanelFilter = Readonly<v.InferOutput<typeof filter>>;

export const sortSchema = v.strictObject({ column: v.picklist(cellNames), descending: v.boolean() });
export type TableSort = v.InferOutput<typeof sortSchema>;

export const timeDisplays = ['local', 'utc', 'sinceStart'] as const;
export const laneOrders = ['firstJoin', 'presence', 'name'] as const;
/** Which lanes are listed. The verdicts are of the person threshold. */
export const laneChoices = ['all', 'passes', 'cannotTell', 'fails'] as const;
export const laneOrder = v.picklist(laneOrders);
export const laneChoice = v.picklist(laneChoices);
export type LaneOrder = v.InferOutput<typeof laneOrder>;
export type LaneChoice = v.InferOutput<typeof laneChoice>;
