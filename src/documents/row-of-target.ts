import type { RowTable } from '../attendance/row-table';
import { text } from '../attendance/text';
import type { AttendanceBook, ReadOptions } from '../book/book';
import { Problem } from '../shell/problem';
import type { Target } from '../shell/targets';
import { affordable, type LargeReadParts } from '../book/plan/affordable';

export type RowTarget = Extract<Target, { kind: 'row' }>;

export type RowParts = LargeReadParts & { readonly book: AttendanceBook };

export interface FoundRow {
  readonly table: RowTable;
  readonly row: number;
}

/**
 * The row that a target names. Rows leave memory when they were not used for long: then pages are read again until
 * the row is found. Undefined: the user did not want a large read.
 * @throws StreamFailure as reading does; Problem when the session has no such row any more
 */
export async function rowOf(
  parts: RowParts,
  target: RowTarget,
  options: ReadOptions,
): Promise<FoundRow | undefined> {
  const rows = parts.book.rows(target.session);
  if (!rows.loaded) await rows.load(options);
  let row = rows.table.find(target.rowKey);
  if (row === undefined && rows.hasMore) {
    if (!(await affordable(parts, (rows.totalSessions ?? 0) - rows.table.length))) return undefined;
  }
  while (row === undefined && rows.hasMore) {
    await rows.loadMore(options);
    row = rows.table.find(target.rowKey);
  }
  if (row === undefined) {
    throw new Problem(text('This participant session is no longer in Stream’s answer. Refresh the session.'));
  }
  return { table: rows.table, row };
}
