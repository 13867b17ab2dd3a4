import { splitCid } from '../attendance/call';
import type { TimesAs } from '../attendance/json-text';
import { text, type Text } from '../attendance/text';
import type { AttendanceBook, ReadOptions, SessionRows } from '../book/book';
import { callJson, rowJson, writeSessionJson } from '../formats/session-json';
import type { Target } from '../shell/targets';
import { copiedText } from './copied-text';
import { documentName } from '../formats/document-name';
import { rowOf, type RowParts, type RowTarget } from './row-of-target';

/** JSON of a call, a session or a row, ready to be written as often as it is needed. */
export interface JsonSource {
  /** A name for people, with its ending. */
  readonly name: string;
  /** The JSON in slices; joined they are the document. Each call writes what is held at that moment. */
  slices(signal?: AbortSignal): AsyncIterable<string>;
  /** What there is to say once it is copied. */
  readonly copied: Text;
  /** What the user has to know of this JSON. */
  readonly warnings: readonly Text[];
}

export interface JsonParts extends RowParts {
  readonly appName: string;
  readonly version: string;
  readonly addRollcallKey: boolean;
  /** For the time in the name. */
  readonly zone: 'local' | 'utc';
  /** A number in the user's language. */
  readonly count: (n: number) => string;
}

/**
 * Reads what the JSON of a target needs. Undefined: the user did not want a large read.
 * @param times of session JSON: ISO 8601 for people and tools, `wire` for Stream's own nanoseconds
 * @throws StreamFailure, `cancelled` too; Problem when the row is gone
 */
export async function jsonSource(
  target: Target,
  times: TimesAs,
  options: ReadOptions,
  parts: JsonParts,
): Promise<JsonSource | undefined> {
  switch (target.kind) {
    case 'call':
      return await ofCall(target.cid, options, parts);
    case 'session':
      return await ofSession(target, times, options, parts);
    case 'row':
      return await ofRow(target, options, parts);
  }
}

async function ofCall(cid: string, options: ReadOptions, { book }: JsonParts): Promise<JsonSource> {
  // The JSON has no place for the time of what is held, so it is what Stream says now.
  const call = await book.readCall(cid, options);
  return {
    name: documentName(cid, undefined, 'utc'),
    slices: () => whole(callJson(call)),
    copied: text('Copied the JSON of the call.'),
    warnings: [],
  };
}

async function ofRow(
  target: RowTarget,
  options: ReadOptions,
  parts: JsonParts,
): Promise<JsonSource | undefined> {
  const found = await rowOf(parts, target, options);
  if (found === undefined) return undefined;
  const { table, row } = found;
  return {
    name: documentName(table.userId(row), table.start(row), parts.zone),
    // Made at once: rows that are read later may move the row to another place.
    slices: (
      (json) => () =>
        whole(json)
    )(rowJson(table, row)),
    copied: text('Copied the JSON of the participant session.'),
    warnings: [],
  };
}

async function ofSession(
  { session }: Extract<Target, { kind: 'session' }>,
  times: TimesAs,
  options: ReadOptions,
  parts: JsonParts,
): Promise<JsonSource | undefined> {
  const { book } = parts;
  const read = await parts.book.readWhole(session, parts, options);
  if (read === undefined) return undefined;
  const { rows, heldOnly } = read;
  const cid = `${session.callType}:${session.callId}`;
  return {
    name: documentName(
      splitCid(cid) === undefined ? session.sessionId : cid,
      startOf(book, session),
      parts.zone,
    ),
    slices: (signal) =>
      writeSessionJson(
        {
          session,
          table: rows.table,
          totalSessions: rows.totalSessions,
          totalDurationSeconds: rows.totalDurationSeconds,
          envelope: rows.envelope,
          times,
          state: book.state(session),
          complete: rows.complete,
          notes: notesOn(rows),
          app: parts.appName,
          version: parts.version,
          addRollcallKey: parts.addRollcallKey,
        },
        { signal },
      ),
    copied: copiedText(rows.table.length, rows.complete ? undefined : rows.totalSessions, parts.count),
    warnings: [...(heldOnly ? [notReached] : []), ...(rows.note === undefined ? [] : [rows.note])],
  };
}

const notReached = text(
  'Stream could not be reached, so this may have changed since. It is what was read before; `_rollcall.asOf` tells when.',
);

/** What stands in the JSON itself; of rows that move while they are read, as in any live session, nobody is warned beside it. */
function notesOn({ note, changedWhileReading }: SessionRows): readonly Text[] {
  return [
    ...(note === undefined ? [] : [note]),
    ...(changedWhileReading ? [text('Rows changed while they were read.')] : []),
  ];
}

function startOf(
  book: AttendanceBook,
  session: Extract<Target, { kind: 'session' }>['session'],
): number | undefined {
  return book.session(session)?.startedAt;
}

async function* whole(json: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(json);
}
