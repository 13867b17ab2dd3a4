import { createHash } from 'node:crypto';
import type { DecodedObject } from '../attendance/call';
import type { RowView } from '../attendance/row-table';
import { rowSlices, type WriteOptions } from './row-slices';
import { headData, type SavedHead } from './saved-session-head';
import { savedValue } from './saved-value';

/** A session to be saved whole. */
export interface SessionToSave extends Omit<SavedHead, 'rows'> {
  readonly rows: RowView;
  /** Whether a row is of a technical user; read where {@link SavedHead.technicalKnown}. */
  readonly technical: Uint8Array | undefined;
}

/** What the row table noted of a row beside its fields. */
export const savedMarks = ['revised', 'identical', 'same-connection'] as const;
export type SavedMark = (typeof savedMarks)[number];

/** One row of the table as it is saved: nothing that the table knows of it is lost. */
export interface SavedRow {
  readonly row: DecodedObject;
  readonly marks: readonly SavedMark[];
  /** The version that was not kept, of a revised one. */
  readonly other: DecodedObject | undefined;
  /** Which of the rows that share user, user session and joined time, from 1. */
  readonly ordinal: number;
  readonly technical: boolean;
}

/** Most bytes of what stands before the rows, and of one row: what is longer is neither written nor read. */
export const mostOfHead = 4 * 1024 * 1024;
export const mostOfRow = 1024 * 1024;

export const rowsBegin = '\n  "rows": [\n';
export const rowsEnd = '\n  ],\n';

/** The session does not fit the form. */
export class TooLargeToSave extends Error {
  override readonly name = 'TooLargeToSave';
}

/**
 * A session whole, in slices of one JSON document: what is known beside the rows, a row a line, and the SHA-256 of all that
 * stands before it, which shows that the file was changed by accident and nothing more.
 * @throws TooLargeToSave; the signal's reason, once it is aborted
 */
export async function* writeSavedSession(
  session: SessionToSave,
  options: WriteOptions = {},
): AsyncGenerator<string, void> {
  const hash = createHash('sha256');
  const hashed = (slice: string): string => {
    hash.update(slice);
    return slice;
  };
  const { rows, technical, ...rest } = session;
  const head = JSON.stringify(headData({ ...rest, rows: rows.length }), undefined, 2);
  if (Buffer.byteLength(head) > mostOfHead) throw new TooLargeToSave();
  // Without the brace and the line break at its end.
  yield hashed(`${head.slice(0, -2)},${rowsBegin}`);
  const written = (at: number): string => {
    const line = JSON.stringify(rowData(rows, technical, at));
    // A character is four bytes at most.
    if (line.length > mostOfRow / 4) throw new TooLargeToSave();
    return `${at === 0 ? '' : ',\n'}    ${line}`;
  };
  for await (const slice of rowSlices(rows.length, written, { slice: 200, ...options })) yield hashed(slice);
  yield hashed(rowsEnd);
  yield `  "sha256": "${hash.digest('hex')}"\n}\n`;
}

function rowData(
  rows: RowView,
  technical: Uint8Array | undefined,
  at: number,
): Readonly<Record<string, unknown>> {
  const flags = new Set<string>(rows.flags(at, noContext));
  const marks = savedMarks.filter((mark) => flags.has(mark));
  const other = rows.otherVersion(at);
  const ordinal = ordinalOf(rows.key(at));
  return {
    row: savedValue(rows.decoded(at)),
    ...(marks.length > 0 && { marks }),
    ...(other !== undefined && { other: savedValue(other) }),
    ...(ordinal > 1 && { ordinal }),
    ...(technical?.[at] === 1 && { technical: true }),
  };
}

/** What the table noted hangs on no context. */
const noContext = { live: false, asOf: undefined, sessionStart: undefined, sessionEnd: undefined };

/** The last part of a row's key, where it has one. */
function ordinalOf(key: string): number {
  const parts: unknown = JSON.parse(key);
  const ordinal: unknown = Array.isArray(parts) ? parts[3] : undefined;
  return typeof ordinal === 'number' ? ordinal : 1;
}
