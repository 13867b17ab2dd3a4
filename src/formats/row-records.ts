import { cidOf, type SessionRef } from '../attendance/call';
import type { InstantReading, Ms } from '../attendance/instant';
import { jsonText } from '../attendance/json-text';
import type { RowContext, RowView } from '../attendance/row-table';
import { english } from '../attendance/text';
import { csvCells, csvHeader, joinCells, type CsvValue } from './csv';
import { IsoTimes } from './iso-times';
import { isoInstant, notesText, type Provenance } from './provenance';
import { rowSlices, type WriteOptions } from './row-slices';
import { timesInWindow, timesOfRow } from './row-times';

/** Rows that leave Rollcall in a format of one line a row. */
export interface RowsToWrite {
  readonly session: SessionRef;
  readonly table: RowView;
  /** What rows are judged against. */
  readonly context: RowContext;
  /** Indexes of the rows, in the order in which they are written. */
  readonly rows: Uint32Array;
  readonly provenance: Provenance;
  /** The user's setting for our own key in JSON. */
  readonly addRollcallKey: boolean;
}

/**
 * What a row is in a flat format. `joined_at`, `left_at`, `duration_in_seconds` and what stands before them are as Stream
 * reported them; `start` to `interval_up_to_seconds` are the whole row by rules 2–4 and 9, the window's are clipped to it.
 * An empty cell is unknown; without a window its columns are empty. What stands from `data_state` on is the same in each
 * row: what the rows rest on, and what chose them. All of it in English; an empty cell there: nothing did.
 */
export const recordColumns = [
  'call_cid',
  'call_session_id',
  'user_id',
  'user_session_id',
  'publisher_type',
  'roles',
  'joined_at',
  'left_at',
  'duration_in_seconds',
  'start',
  'certain_end',
  'up_to_end',
  'interval_seconds',
  'interval_up_to_seconds',
  'window_seconds',
  'window_up_to_seconds',
  'flags',
  'data_state',
  'as_of',
  'rows_read',
  'rows_total',
  'row_filter',
  'window_from',
  'window_to',
  'narrowed',
  'notes',
] as const;

/** Columns of a row itself; those after it are the same in each row. */
const ownColumns = recordColumns.slice(0, recordColumns.indexOf('data_state'));
const originColumns = recordColumns.slice(ownColumns.length);

/** The values of a row, by {@link recordColumns}. */
export function rowRecord(input: RowsToWrite, row: number): readonly CsvValue[] {
  return [...ownRecord(input, row, new IsoTimes()), ...originOf(input.provenance)];
}

function ownRecord(input: RowsToWrite, row: number, iso: IsoTimes): readonly CsvValue[] {
  const { session, table, context, provenance } = input;
  const { window } = provenance;
  const times = timesOfRow(table, context, row);
  const { start, certainEnd, upToEnd } = times;
  const inWindow = window && timesInWindow(times, window);
  return [
    cidOf(session),
    session.sessionId,
    table.userId(row),
    table.userSessionId(row),
    table.publisherType(row),
    rolesText(table.roles(row)),
    reportedTime(table.joined(row), iso),
    reportedTime(table.left(row), iso),
    table.reportedSeconds(row) ?? '',
    iso.text(start),
    iso.text(certainEnd),
    iso.text(upToEnd),
    seconds(certainEnd - start),
    seconds(upToEnd - start),
    inWindow === undefined ? '' : seconds(inWindow.certainEnd - inWindow.start),
    inWindow === undefined ? '' : seconds(inWindow.upToEnd - inWindow.start),
    table.flags(row, context).join(';'),
  ];
}

function originOf({
  state,
  asOf,
  read,
  of,
  filter,
  window,
  narrowed,
  notes,
}: Provenance): readonly CsvValue[] {
  return [
    english(state),
    utcTime(asOf),
    read,
    of ?? '',
    filter === undefined ? '' : jsonText(filter, 'iso'),
    utcTime(window?.from),
    utcTime(window?.to),
    narrowed === undefined ? '' : english(narrowed),
    notesText(notes),
  ];
}

/**
 * CSV by RFC 4180, UTF-8, in slices: a line of names, then a line a row.
 * @throws the signal's reason, once it is aborted
 */
export async function* writeCsv(
  input: RowsToWrite,
  options: WriteOptions = {},
): AsyncGenerator<string, void> {
  options.signal?.throwIfAborted();
  yield csvHeader(recordColumns);
  const iso = new IsoTimes();
  const origin = csvCells(originColumns, originOf(input.provenance));
  const line = (at: number): string =>
    joinCells(csvCells(ownColumns, ownRecord(input, input.rows[at] ?? 0, iso)), origin);
  yield* rowSlices(input.rows.length, line, options);
}

/** Joined by `;`; a role that could be taken for several, or for none, stands as JSON. Empty: unknown; `[]`: there are none. */
function rolesText(roles: readonly string[] | undefined): string {
  if (roles === undefined) return '';
  if (roles.length === 0) return '[]';
  return roles.map((role) => (/^$|^\s|\s$|[;"[\]]/.test(role) ? JSON.stringify(role) : role)).join(';');
}

function reportedTime(reading: InstantReading, iso: IsoTimes): string {
  return reading.kind === 'at' ? iso.text(reading.ms) : '';
}

/** Empty where it is none. */
function utcTime(at: Ms | undefined): string {
  return isoInstant(at) ?? '';
}

/** From ms, to the millisecond. */
function seconds(ms: Ms): CsvValue {
  return Number.isNaN(ms) ? '' : ms / 1000;
}
