import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { shownText } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import type { DecodedObject } from '../attendance/call';
import { mostOfHead, mostOfRow, rowsBegin, rowsEnd, savedMarks, type SavedRow } from './saved-session';
import { readHead, savedForm, savedKind, type SavedHead } from './saved-session-head';
import { readSavedObject } from './saved-value';

/** Larger files are not opened: they are read into memory. */
export const mostOfSaved = 200 * 1024 * 1024;

export type SavedReading =
  | { readonly ok: true; readonly head: SavedHead; readonly sha256: string }
  /** What is wrong, and where. */
  | { readonly ok: false; readonly text: Text };

export interface ReadingSaved {
  /** Takes each row in its order; what it took of a file that turns out to be broken is worth nothing. */
  readonly onRow: (row: SavedRow) => void;
  /** Awaited so often that no stretch of this work is long. */
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes that are summed up, and bytes of rows that are read, between two pauses: some 10 ms of work each. */
const summedAtOnce = 2 * 1024 * 1024;
const readAtOnce = 64 * 1024;

/** More bytes than stand after the rows. */
const longestTail = 200;

/**
 * Reads a file that {@link writeSavedSession} wrote, or that anybody else did: its end, its checksum, what stands before the
 * rows, then row by row, one line each.
 * @throws the signal's reason, once it is aborted
 */
export async function readSavedSession(bytes: Uint8Array, options: ReadingSaved): Promise<SavedReading> {
  if (bytes.byteLength > mostOfSaved) return wrong(text('It is over 200 MB: too large for a saved session.'));
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = file.subarray(0, mostOfHead).indexOf(rowsBegin);
  const form = /^\{\n {2}"rollcall": "([^"\n]{1,40})",\n {2}"form": (\d{1,6}),\n/.exec(
    file.toString('utf8', 0, 100),
  );
  if (form?.[1] !== savedKind) return wrong(text('It is no session that Rollcall saved.'));
  if (Number(form[2]) !== savedForm) {
    return wrong(
      text('Another version of Rollcall saved it, in form {form}; this one reads form {own}.', {
        form: form[2] ?? '',
        own: savedForm,
      }),
    );
  }
  const tail = Math.max(0, file.length - longestTail);
  const found = file.subarray(tail).lastIndexOf(rowsEnd);
  const end = tail + found;
  const sum = /^ {2}"sha256": "([0-9a-f]{64})"\n\}\n$/.exec(file.toString('utf8', end + rowsEnd.length))?.[1];
  if (begin < 0 || found < 0 || sum === undefined || end < begin + rowsBegin.length)
    return wrong(text('It has no proper end: only a part of it may have been copied.'));
  if ((await sumOf(file.subarray(0, end + rowsEnd.length), options)) !== sum) {
    return wrong(
      text(
        'It was changed since Rollcall saved it: its checksum differs. An editor, or a tool that rewrites line ends, may have done so.',
      ),
    );
  }
  const head = headOf(file.toString('utf8', 0, begin));
  if (!head.ok) return wrong(text('Its field “{field}” cannot be read.', { field: shownField(head.field) }));
  const rows = await readRows(file, begin + rowsBegin.length, end, options);
  if (!rows.ok)
    return wrong(text('Line {line} is no row: {field}', { line: rows.line, field: shownField(rows.field) }));
  if (rows.count !== head.head.coverage.read) {
    return wrong(
      text('It holds {rows} rows where {read} were read when it was saved.', {
        rows: rows.count,
        read: head.head.coverage.read,
      }),
    );
  }
  return { ok: true, head: { ...head.head, rows: rows.count }, sha256: sum };
}

async function sumOf(bytes: Buffer, { pause, signal }: ReadingSaved): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += summedAtOnce) {
    hash.update(bytes.subarray(from, from + summedAtOnce));
    await pause();
    signal?.throwIfAborted();
  }
  return hash.digest('hex');
}

function headOf(words: string): ReturnType<typeof readHead> {
  try {
    // What stands before the rows ends with a comma.
    return readHead(JSON.parse(`${words.replace(/,$/, '')}}`));
  } catch {
    return { ok: false, field: savedKind };
  }
}

type RowsReading =
  | { readonly ok: true; readonly count: number }
  /** `line` of the file, from 1. */
  | { readonly ok: false; readonly line: number; readonly field: string };

const rowSchema = v.strictObject({
  row: v.looseObject({}),
  marks: v.optional(v.pipe(v.array(v.picklist(savedMarks)), v.maxLength(savedMarks.length)), []),
  other: v.optional(v.looseObject({})),
  ordinal: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  technical: v.optional(v.literal(true)),
});

/** What the door to Stream lets through, and nothing else reaches the table. */
const fieldsSchema = v.looseObject({
  user_id: v.string(),
  user_session_id: v.string(),
  publisher_type: v.string(),
});

async function readRows(
  file: Buffer,
  begin: number,
  end: number,
  { onRow, pause, signal }: ReadingSaved,
): Promise<RowsReading> {
  const before = linesIn(file, begin);
  let [count, pausedAt] = [0, begin];
  for (let from = begin; from < end;) {
    const found = file.indexOf(10, from);
    const to = found < 0 || found > end ? end : found;
    const line = before + count + 1;
    if (to - from > mostOfRow) return { ok: false, line, field: 'length' };
    const row = rowOf(file.toString('utf8', from, to).replace(/,$/, ''));
    if (typeof row === 'string') return { ok: false, line, field: row };
    onRow(row);
    count++;
    from = to + 1;
    if (from - pausedAt > readAtOnce) {
      pausedAt = from;
      await pause();
      signal?.throwIfAborted();
    }
  }
  return { ok: true, count };
}

/** The row of a line, or what of it is wrong. */
function rowOf(line: string): SavedRow | string {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'JSON';
  }
  const parsed = v.safeParse(rowSchema, data);
  if (!parsed.success) return v.getDotPath(parsed.issues[0]) ?? 'row';
  const { marks, ordinal, technical } = parsed.output;
  try {
    const row = objectAt(data, 'row');
    const other = parsed.output.other === undefined ? undefined : objectAt(data, 'other');
    for (const each of other === undefined ? [row] : [row, other]) {
      const fields = v.safeParse(fieldsSchema, each);
      if (!fields.success) return v.getDotPath(fields.issues[0]) ?? 'row';
    }
    return { row, marks, other, ordinal, technical: technical === true };
  } catch {
    return 'row';
  }
}

/** As it stands in the data, since valibot leaves out a key named __proto__. @throws SavedValueError */
function objectAt(data: unknown, name: 'row' | 'other'): DecodedObject {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  return readSavedObject(entries.find(([key]) => key === name)?.[1]);
}

function linesIn(file: Buffer, end: number): number {
  let lines = 0;
  for (let at = file.indexOf(10); at >= 0 && at < end; at = file.indexOf(10, at + 1)) lines++;
  return lines;
}

/** A field's name may be anybody's. */
function shownField(field: string): string {
  return shownText(field === '' ? savedKind : field.slice(0, 80));
}

function wrong(words: Text): SavedReading {
  return { ok: false, text: words };
}
