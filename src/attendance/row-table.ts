import type { DecodedObject } from './call';
import type { InstantReading, Ms } from './instant';
import type { RowArrays } from './row-columns';
import { MergingRowTable } from './row-merge';

/**
 * Which page of which read a row came from: repeats (rule 1) are told by it. Pages that are read again, also after a
 * dead cursor, carry a new read number: rows of one page are never taken for repeats of each other.
 */
export interface PageMark {
  /** Counts whole reads of the session, from 1. */
  readonly read: number;
  /** Page number within the read, from 1. */
  readonly page: number;
}

/** What became of the rows of one page. */
export interface Appended {
  readonly added: readonly number[];
  /** Rows that were there and came again with other content: replaced, or newly flagged `revised`. */
  readonly revised: readonly number[];
  /** Rows dropped as repeats of a row from another page or read. */
  readonly repeats: number;
}

/** Facts about one row that a reader of figures must know (rules 1–9). */
export type RowFlag =
  | 'open'
  | 'no-start'
  | 'start-from-duration'
  | 'end-from-duration'
  | 'end-assumed'
  | 'no-end'
  | 'negative'
  | 'zero'
  | 'duration-mismatch'
  | 'outside-session'
  | 'same-connection'
  | 'revised'
  | 'identical'
  | 'joined-after-as-of';

/** What the flags of a row are judged against. */
export interface RowContext {
  readonly live: boolean;
  readonly asOf: Ms | undefined;
  readonly sessionStart: Ms | undefined;
  readonly sessionEnd: Ms | undefined;
}

/** What can be read of a row table. */
export interface RowView {
  readonly length: number;
  userId(row: number): string;
  userSessionId(row: number): string;
  publisherType(row: number): string;
  /** Undefined: missing or null. */
  roles(row: number): readonly string[] | undefined;
  joined(row: number): InstantReading;
  left(row: number): InstantReading;
  /** As Stream reported it; undefined: missing, null or no number. Negative values are kept as they came. */
  reportedSeconds(row: number): number | undefined;
  /** Start by rule 2. */
  start(row: number): Ms | undefined;
  /** Certain end by rule 3; undefined only where the start is unknown. Never before the start (rule 6). */
  certainEnd(row: number): Ms | undefined;
  /** In the order of the alphabet. */
  flags(row: number, context: RowContext): readonly RowFlag[];
  /** {@link flags} as bits (`bitOf`), for many rows. */
  flagBits(row: number, context: RowContext): number;
  /** The columns themselves, for many rows. */
  readonly arrays: RowArrays;
  /** Users are numbered from 0 to below this; some may have no row (any more). */
  readonly userCount: number;
  readonly formCount: number;
  /** Undefined: nobody of that id ever had a row. */
  userNumberOf(id: string): number | undefined;
  userIdOf(user: number): string;
  publisherTypeOf(form: number): string;
  rolesOf(form: number): readonly string[] | undefined;
  /** The row's identity: user, user session and joined time; unique within the table. */
  key(row: number): string;
  /** The row of a {@link key}; undefined: there is none. */
  find(key: string): number | undefined;
  /** The row as the SDK decoded it, key for key: what `wire.ts` writes. */
  decoded(row: number): DecodedObject;
  /** Where a row is `revised`: the version that was not kept, for the difference. */
  otherVersion(row: number): DecodedObject | undefined;
}

/**
 * The one form of a participant session from the door on: columns in typed arrays, users and roles as dictionaries,
 * missing, null and value told apart, unknown fields in a sparse side table.
 */
export interface RowTable extends RowView {
  /** Takes one page of decoded rows, dropping repeats by rule 1. */
  append(rows: readonly DecodedObject[], mark: PageMark): Appended;
  /** Repeats dropped so far, in one read or between reads. */
  readonly repeatsDropped: number;
  /** Repeats dropped between pages of the latest read: what {@link restoreRepeats} would bring back. */
  readonly restorable: number;
  /**
   * Un-drops all repeats of the latest read, for when only that makes the rows equal `total_participant_sessions`
   * (`length + restorable === total`); answers how many. The table says nothing of it: the caller must.
   */
  restoreRepeats(): number;
  /**
   * Forgets rows that were last seen before `read`, once that read is complete: they are no longer there. Answers how
   * many. Indexes of rows change, keys do not.
   */
  forgetUnseen(read: number): number;
  /** The rows as they are now, apart from later changes: for long writers. Cheap: columns are copied, not rows. */
  snapshot(): RowView;
  /** Goes up with each change: for caches of figures. */
  readonly revision: number;
  /** Bytes held beside ids, dictionaries and unknown fields, for the 64-bytes-a-row budget. */
  readonly bytes: number;
}

/** An empty table. */
export function createRowTable(): RowTable {
  return new MergingRowTable();
}
