import { cidOf, type SessionRef } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';
import { documentName, fileName } from '../../formats/document-name';

/** In which rows leave Rollcall. */
export type RowsFormat = 'json' | 'csv' | 'ndjson' | 'markdown';

/** A name for a file of rows: call, start, "attendance", and "filtered" where they are not all rows that were read. */
export function rowsFileNameOf(
  session: SessionRef,
  {
    startedAt,
    isFiltered,
    zone,
    format,
  }: {
    readonly startedAt: Ms | undefined;
    readonly isFiltered: boolean;
    readonly zone: 'local' | 'utc';
    readonly format: RowsFormat;
  },
): string {
  const kind = isFiltered ? 'attendance filtered' : 'attendance';
  const ending = ` ${kind}.${format === 'markdown' ? 'md' : format}`;
  return fileName(documentName(cidOf(session), startedAt, zone, ending));
}
