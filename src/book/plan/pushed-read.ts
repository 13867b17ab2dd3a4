import type { SessionRef } from '../../attendance/call';
import type { PushDown } from '../../attendance/filter/push-down';
import type { RowView } from '../../attendance/row-table';
import { text, type Text } from '../../attendance/text';
import type { ReadOptions } from '../book';
import type { OwnedRows } from '../pages/session-rows';
import { filteredRows } from './filtered-rows';
import { isOver, type Counter, type PlanParts } from './plan-parts';
import { askTotals } from './whole-read';

/** A push-down that asks Stream for something. */
export type Pushed = Extract<PushDown, { readonly nothing: false }>;

/** What came of a filtered read: rows, or why all rows must be read instead. */
export type PushedRead =
  | { readonly ok: true; readonly rows: OwnedRows; readonly steps: readonly Text[] }
  | { readonly ok: false; readonly why: Text };

/** Longer lists of publishers are read whole: a list that Stream cuts short would not be noticed. */
const publishersAtMost = 10;
/** Sessions so small are read whole by the request that would explain an empty answer. */
const onePage = 100;

/** Whether a part of a filter may go to the server, on what is known of this connection so far. */
export function mayPush(parts: PlanParts, pushed: PushDown | undefined): pushed is Pushed {
  return (
    pushed?.nothing === false &&
    parts.memory.distrust === undefined &&
    (pushed.publisherTypes?.length ?? 0) <= publishersAtMost
  );
}

/**
 * Reads the rows that Stream chooses by users and publishers. Every row is checked against what was asked; users without
 * a row are asked for once more, since Stream might cut a long list; where the silence of a filter cannot be told from a
 * filter that means something else (capital letters), all rows are to be read instead. A contradiction ends push-down
 * for this connection.
 * @throws StreamFailure; what was read stays in memory for another try
 */
export async function readPushed(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  pushed: Pushed,
  options: ReadOptions,
): Promise<PushedRead> {
  const name = JSON.stringify(pushed.filter);
  const rows =
    goneOn(parts.memory.unfinished(session, name)) ??
    filteredRows(parts, counter.counting(parts.book.stream, 'pages'), session, pushed.filter);
  parts.memory.keepUnfinished(session, name, rows);
  await Promise.all([rows.loadAll(options), parts.askEvidence(session)]);
  parts.memory.keepUnfinished(session, name, undefined);

  if (!passesAll(rows.table, pushed)) return distrusted(parts, driftText);
  const steps = [
    text('Stream chose the rows by {filter}; each was checked here.', {
      filter: JSON.stringify(pushed.filter),
    }),
  ];
  const missing = withoutRows(rows.table, pushed);
  if (missing.length > 0 || rows.table.length === 0) {
    if (missing.some((id) => id !== id.toLowerCase())) return { ok: false, why: capitalsText };
    if (rows.table.length === 0) {
      if ((rows.totalSessions ?? 0) <= onePage) return { ok: false, why: smallText };
      // Rows that have expired, or are not there yet, are no proof that somebody was not there.
      if (!(await hasRows(parts, counter, session, options))) return { ok: false, why: noRowsText };
      steps.push(text('Stream has rows of this session, and none for this filter.'));
    } else if (
      rows.table.length > 0 &&
      (await cutsLists(parts, counter, session, pushed, missing, options))
    ) {
      return distrusted(parts, cutText);
    }
  }
  if (isOver(parts.stateWithoutRows(session)))
    parts.memory.keepPushed(session, { filter: pushed.filter, keys: keysOf(rows.table) });
  return { ok: true, rows, steps };
}

/**
 * Checks earlier answers of Stream's filters against all rows, once these are final and complete. A difference ends
 * push-down for this connection.
 */
export function checkPushed(parts: PlanParts, session: SessionRef, table: RowView): Text | undefined {
  const answers = parts.memory.pushed(session);
  parts.memory.forgetPushed(session);
  for (const { filter, keys } of answers) {
    let matching = 0;
    for (let row = 0; row < table.length; row++) {
      if (!passes(table, row, filter)) continue;
      matching++;
      if (keys.has(table.key(row))) continue;
      parts.memory.distrust = missedText;
      return missedText;
    }
    if (matching !== keys.size) {
      parts.memory.distrust = missedText;
      return missedText;
    }
  }
  return undefined;
}

const driftText = text(
  'Stream’s filter chose rows that it should not have: filters are evaluated here from now on.',
);
const cutText = text(
  'Stream’s filter left out users of a longer list: filters are evaluated here from now on.',
);
const missedText = text(
  'An earlier answer of Stream’s filter differs from the complete rows: filters are evaluated here from now on. Figures of that answer may be wrong.',
);
const capitalsText = text(
  'Stream’s filter found no rows of an id with capital letters: it may compare ids differently, so all rows were read.',
);
const noRowsText = text('Stream sends no rows of this session, with or without a filter.');
const smallText = text('Stream’s filter found no rows: the session is small, so all rows were read.');

/** Pages of another moment are not gone on from (rule 9). */
function goneOn(rows: OwnedRows | undefined): OwnedRows | undefined {
  return rows?.stale === true ? undefined : rows;
}

function distrusted(parts: PlanParts, why: Text): PushedRead {
  parts.memory.distrust = why;
  return { ok: false, why };
}

function passesAll(table: RowView, pushed: Pushed): boolean {
  for (let row = 0; row < table.length; row++) if (!passes(table, row, pushed.filter)) return false;
  return true;
}

function passes(table: RowView, row: number, filter: Readonly<Record<string, unknown>>): boolean {
  return (
    allows(filter['user_id'], table.userId(row)) && allows(filter['publisher_type'], table.publisherType(row))
  );
}

/** A condition of a pushed filter: `{$eq: value}` or `{$in: values}`; none allows all. */
function allows(condition: unknown, value: string): boolean {
  if (typeof condition !== 'object' || condition === null) return true;
  return Object.values(condition).some((allowed) =>
    Array.isArray(allowed) ? allowed.includes(value) : allowed === value,
  );
}

function withoutRows(table: RowView, { userIds = [] }: Pushed): readonly string[] {
  const seen = new Set<string>();
  for (let row = 0; row < table.length; row++) seen.add(table.userId(row));
  return userIds.filter((id) => !seen.has(id));
}

/** Asks for users without a row by themselves: one row of them proves that the list was cut. */
async function cutsLists(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  pushed: Pushed,
  missing: readonly string[],
  options: ReadOptions,
): Promise<boolean> {
  const users = missing.length === 1 ? { $eq: missing[0] } : { $in: missing };
  const filter = { ...pushed.filter, user_id: users };
  const rows = filteredRows(parts, counter.counting(parts.book.stream, 'probes'), session, filter);
  await rows.load({ signal: options.signal });
  return rows.table.length > 0;
}

async function hasRows(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  options: ReadOptions,
): Promise<boolean> {
  const door = counter.counting(parts.book.stream, 'probes');
  return (await askTotals(parts.book, door, session, options)).rows.length > 0;
}

function keysOf(table: RowView): ReadonlySet<string> {
  return new Set(Array.from({ length: table.length }, (_, row) => table.key(row)));
}
