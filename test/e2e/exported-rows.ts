import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Connection } from '../../src/sample/server';

// What files of rows hold, read by code of the tests' own.

/** What a spreadsheet reads: RFC 4180. */
export function csvRows(text: string): readonly Readonly<Record<string, string>>[] {
  const lines: string[][] = [[]];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at] ?? '';
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',' || sign === '\n') {
      lines.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') lines.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  assert.equal(quoted, false, 'A quote is open at the end.');
  const [names = [], ...rows] = lines.slice(0, -1);
  return rows.map((row) => {
    assert.equal(row.length, names.length);
    return Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']));
  });
}

/** ISO 8601; empty where there is no time. */
export const iso = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString());

/** What Stream tells of a connection that is over. */
export const reported = (one: Connection) => ({
  user_id: one.userId,
  user_session_id: one.userSessionId,
  publisher_type: one.publisherType,
  joined_at: iso(one.joinedAt),
  left_at: iso(one.leftAt),
  duration_in_seconds: Math.floor(((one.leftAt ?? NaN) - one.joinedAt) / 1000),
});

export type RowJson = ReturnType<typeof reported> & { readonly _rollcall?: { readonly session: string } };

export interface SessionJson {
  readonly call_session_id: string;
  readonly participants_sessions: readonly RowJson[];
  readonly _rollcall: { readonly rows: number; readonly filter: unknown };
}

/** Of a row of JSON what {@link reported} has. */
export const told = ({
  user_id,
  user_session_id,
  publisher_type,
  joined_at,
  left_at,
  duration_in_seconds,
}: RowJson) => ({
  user_id,
  user_session_id,
  publisher_type,
  joined_at,
  left_at,
  duration_in_seconds,
});

/** Of a row of CSV what {@link reported} has. */
export const toldInCsv = (row: Readonly<Record<string, string>>) => ({
  user_id: row['user_id'],
  user_session_id: row['user_session_id'],
  publisher_type: row['publisher_type'],
  joined_at: row['joined_at'],
  left_at: row['left_at'],
  duration_in_seconds: Number(row['duration_in_seconds']),
});

/** What stands beside an exported file. */
export interface SideFile {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly format: string;
  readonly app: string;
  readonly call: string;
  readonly session: string;
  readonly question: Readonly<Record<string, unknown>>;
  readonly provisional: boolean;
  readonly asOf: string;
  readonly rows: number;
  readonly coverage: { readonly read: number; readonly of: number | null; readonly complete: boolean };
  readonly version: string;
}

/** An exported file and the one beside it, which must be about its very bytes. */
export function exportedPair(path: string): { readonly text: string; readonly side: SideFile } {
  const bytes = readFileSync(path);
  const side = JSON.parse(readFileSync(`${path}.rollcall.json`, 'utf8')) as SideFile;
  assert.deepEqual(
    [side.sha256, side.bytes],
    [createHash('sha256').update(bytes).digest('hex'), bytes.byteLength],
  );
  return { text: bytes.toString('utf8'), side };
}
