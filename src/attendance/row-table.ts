import type { DecodedObject } from './call';
import type { InstantReading, Ms } from './instant';

/** Which page of which read a row came from: repeats (rule 1) are told by it. */
export interface PageMark {
  /** Counts whole reads of the session, from 1. */
  readonly read: number;
  /** Page number within the read, from 1. */
  readonly page: number;
}

/** What became of the rows of one page. */
export interface Appended {
  readonly added: readonly number[];
  /** Rows that were there and were replaced by a better or later version. */
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

/**
 * The one form of a participant session from the door on: columns in typed arrays, users and roles as dictionaries,
 * missing, null and value told apart, unknown fields in a sparse side table.
 */
export interface RowTable {
  readonly length: number;
  /** Takes one page of decoded rows, dropping repeats by rule 1. */
  append(rows: readonly DecodedObject[], mark: PageMark): Appended;
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
  /** Certain end by rule 3; undefined only where the start is unknown. */
  certainEnd(row: number): Ms | undefined;
  flags(row: number, context: RowContext): readonly RowFlag[];
  /** The row's identity: user, user session and joined time; unique within the table. */
  key(row: number): string;
  /** The row as the SDK decoded it, key for key: what `wire.ts` writes. */
  decoded(row: number): DecodedObject;
  /** Repeats dropped so far. */
  readonly repeatsDropped: number;
  /** Bytes held beside ids and unknown fields, for the 64-bytes-a-row budget. */
  readonly bytes: number;
}
