import * as v from 'valibot';
import { cellNames } from '../../formats/cell-names';
import { count, instant, range, words } from './values';

// What both answers and snapshots show.

export const rowKinds = ['person', 'anonymous', 'ingress', 'technical'] as const;

/** One row of the table. */
export const rowSchema = v.strictObject({
  /** Index in the answer: how requests name it. */
  row: count,
  kind: v.picklist(rowKinds),
  /** By {@link cellNames}. */
  cells: v.pipe(v.array(words), v.length(cellNames.length)),
  /** Has no part of the window. */
  outside: v.boolean(),
  /** Something about its times must be known: words stand in `notes`. */
  doubtful: v.boolean(),
});
export type PanelRow = v.InferOutput<typeof rowSchema>;

export const markLabels = [
  'first',
  'reconnect',
  'likely-reconnect',
  'rejoin',
  'ghost',
  'second-device',
] as const;

/** One row of a lane, or several that cannot be told apart at this size. */
export const markSchema = v.strictObject({
  /** Index in the answer. */
  row: count,
  /** How many rows it stands for; over 1: they lie side by side within a pixel or two. */
  rows: count,
  start: instant,
  certainEnd: instant,
  /** Null: the tail is unknown. Beyond `certainEnd` the time is assumed. */
  upToEnd: v.nullable(instant),
  label: v.picklist(markLabels),
  /** No length at all. */
  tick: v.boolean(),
  /** All of it in words. */
  text: words,
});
export type PanelMark = v.InferOutput<typeof markSchema>;

export const gapSchema = v.strictObject({
  from: instant,
  to: instant,
  /** From here on it is a gap for certain; null: there may be none. */
  certainFrom: v.nullable(instant),
  text: words,
});
export type PanelGap = v.InferOutput<typeof gapSchema>;

export const laneSchema = v.strictObject({
  kind: v.picklist(rowKinds),
  /** The number of the person; null: the lane is of one row that is no person's with an id. */
  person: v.nullable(count),
  name: words,
  /** Presence as a pair in short words; of other rows what they are: "anonymous". */
  presence: words,
  /** By the person threshold, where there is one. */
  verdict: v.nullable(v.picklist(['passes', 'fails', 'cannotTell'])),
  marks: v.array(markSchema),
  gaps: v.array(gapSchema),
  /** Rows without a place in time. */
  withoutPlace: count,
  /** The lane in words, for who cannot see it. */
  text: words,
});
export type PanelLane = v.InferOutput<typeof laneSchema>;

/** A step function: `value[n]` holds from `at[n]` to `at[n + 1]`. */
const curve = v.strictObject({
  at: v.array(instant),
  value: v.array(count),
  /** All steps of the range are there; else some were left out, and between two steps it may have held something else. */
  exact: v.boolean(),
});
export type PanelCurve = v.InferOutput<typeof curve>;

/** Rows and people at once; `upTo` null: there is no upper bound. Where both are the same, so are the curves. */
export const curvesSchema = v.strictObject({
  range,
  rows: v.strictObject({ certain: curve, upTo: v.nullable(curve) }),
  people: v.strictObject({ certain: curve, upTo: v.nullable(curve) }),
});
export type PanelCurves = v.InferOutput<typeof curvesSchema>;

export const nameList = v.strictObject({
  count,
  /** The first of them. */
  names: v.array(words),
});
export type NameList = v.InferOutput<typeof nameList>;
