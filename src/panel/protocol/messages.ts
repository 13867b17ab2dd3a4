import * as v from 'valibot';
import { requestSchema } from './requests';
import { snapshotSchema } from './snapshot';
import { count, range, words } from './values';

/**
 * What the Attendance panel's two sides say to each other: the host, which owns the rows, and the page, which shows
 * windows of them. Both sides validate everything that comes in. The host pushes whole snapshots, of which the latest
 * wins; the page asks for windows and aggregates by requests, which can be cancelled.
 *
 * Texts in snapshots and answers are finished: in the user's language, ids of Stream made safe to look at (`shownText`).
 * The page puts them on screen as text, never as HTML, and isolates their direction.
 */

/** No message is longer, in characters of its JSON. */
export const longestMessage = 1_000_000;

/** What the page remembers for itself, also over a restart, beside what the host remembers. */
export const pageStateSchema = v.strictObject({
  /** The stretch of time that the charts show; absent: all of it. */
  zoom: v.optional(range),
});
export type PageState = v.InferOutput<typeof pageStateSchema>;

export const toHostSchema = v.variant('type', [
  /** The page listens from now on. */
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('request'), id: count, request: requestSchema }),
  /** The page does not need the answer any more. */
  v.strictObject({ type: v.literal('cancel'), id: count }),
  /** A fault of the page, for the log: its name and place, never data. */
  v.strictObject({ type: v.literal('fault'), message: v.pipe(v.string(), v.maxLength(1000)) }),
]);
export type ToHost = v.InferOutput<typeof toHostSchema>;

export const failureKinds = ['stale', 'refused', 'failed', 'cancelled'] as const;

export const toPageSchema = v.variant('type', [
  /** Once, after `ready`: translations of the page's own words. */
  v.strictObject({ type: v.literal('hello'), messages: v.record(v.string(), v.string()) }),
  v.strictObject({ type: v.literal('snapshot'), snapshot: snapshotSchema }),
  v.strictObject({ type: v.literal('answer'), id: count, result: v.unknown() }),
  v.strictObject({
    type: v.literal('failure'),
    id: count,
    kind: v.picklist(failureKinds),
    text: words,
  }),
  /** Shows a row: from the sidebar, or after a jump. */
  v.strictObject({ type: v.literal('showRow'), answer: count, position: count }),
]);
export type ToPage = v.InferOutput<typeof toPageSchema>;
