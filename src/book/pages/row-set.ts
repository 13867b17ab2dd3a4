import { isDeepStrictEqual } from 'node:util';
import type { CallSessionInfo, DecodedObject } from '../../attendance/call';
import { instantOf } from '../../attendance/instant';
import type { RowTable } from '../../attendance/row-table';
import { createRowTable } from '../../attendance/row-table';
import type { ParticipantSessionsPage, ReadInstant } from '../../stream/stream-video';
import type { Ending } from './paged';

/** The rows of a session and what the pages of the latest read said beside them. */
export interface RowSet {
  /** Counts whole reads of the session, from 1. */
  readonly read: number;
  /** Rows of this read, merged with those of the reads before it by rule 1. */
  readonly table: RowTable;
  /** Pages that wait until they are as deep as what is shown; undefined: they go into the table as they come. */
  readonly waiting: { readonly pages: (readonly DecodedObject[])[]; readonly seen: Set<string> } | undefined;
  /** Rows that came in this read, repeats included. */
  rowsSeen: number;
  totals: { readonly sessions: number; readonly durationSeconds: number } | undefined;
  /** When the first and the last page came. */
  first: ReadInstant | undefined;
  last: ReadInstant | undefined;
  envelope: DecodedObject | undefined;
  info: CallSessionInfo | undefined;
  ending: Ending | undefined;
  /** Totals, the session's end or rows moved between the pages. */
  moved: boolean;
  /** Repeats put back because only that makes the rows equal the total (rule 1). */
  repeatsRestored: number;
}

/** A set for a read that begins now. The table of an earlier read stays as it is until {@link replaceRows}. */
export function beginRowSet(read: number, held: RowSet | undefined): RowSet {
  return {
    read,
    // Among rows put back, a repeat of the new read would find one of its own and no longer be told as a repeat.
    table: held?.repeatsRestored === 0 ? held.table : createRowTable(),
    waiting: held && { pages: [], seen: new Set() },
    rowsSeen: 0,
    totals: undefined,
    first: undefined,
    last: undefined,
    envelope: undefined,
    info: undefined,
    ending: undefined,
    moved: false,
    repeatsRestored: 0,
  };
}

/** Puts a page in; answers the indexes of its new rows. */
export function takeRows(set: RowSet, page: ParticipantSessionsPage, number: number): readonly number[] {
  const totals = { sessions: page.totalSessions, durationSeconds: page.totalDurationSeconds };
  const ended = page.session?.endedAt;
  if (set.totals !== undefined && !isDeepStrictEqual(set.totals, totals)) set.moved = true;
  if (set.info !== undefined && page.session !== undefined && set.info.endedAt !== ended) set.moved = true;
  set.rowsSeen += page.rows.length;
  set.totals = totals;
  set.first ??= page.readAt;
  set.last = page.readAt;
  set.envelope = page.envelope;
  set.info = page.session ?? set.info;
  if (set.waiting === undefined) return set.table.append(page.rows, { read: set.read, page: number }).added;
  const { pages, seen } = set.waiting;
  pages.push(page.rows);
  // Which rows are new will be told by the table; here it is enough to notice a page that comes again.
  const before = seen.size;
  for (const row of page.rows)
    seen.add(JSON.stringify([row['user_id'], row['user_session_id'], instantOf(row['joined_at'])]));
  return Array.from({ length: seen.size - before }, (_, at) => before + at);
}

/** The read came to its end. */
export function finishRows(set: RowSet, ending: Ending): void {
  set.ending = ending;
  if (set.waiting === undefined) settle(set);
}

/** Rows that are gone leave, repeats that were none come back (rule 1). */
function settle(set: RowSet): void {
  if (set.ending !== 'end' || set.totals === undefined) return;
  const repeats = set.table.restorable;
  const distinct = set.rowsSeen - repeats;
  // Short of its total, the read proves of no row that it is gone: what an earlier read brought stays.
  if (distinct >= set.totals.sessions) {
    set.table.forgetUnseen(set.read);
  } else if (repeats > 0 && distinct + repeats === set.totals.sessions && !set.moved) {
    set.table.forgetUnseen(set.read);
    set.repeatsRestored = set.table.restoreRepeats();
  }
}

/** Puts a later read in the place of an earlier one; answers the indexes of rows that are new. */
export function replaceRows(
  held: RowSet,
  fresh: RowSet,
): { readonly gathering: RowSet; readonly news: readonly number[] } {
  // Rows that were read whole and have expired since are still true: an empty answer takes nothing from them.
  const expired = fresh.ending === 'end' && fresh.rowsSeen === 0 && held.rowsSeen > 0;
  const whole = isComplete(held) || held.repeatsRestored > 0;
  if (expired && whole && isDeepStrictEqual(held.totals, fresh.totals)) return { gathering: held, news: [] };
  let added = 0;
  fresh.waiting?.pages.forEach((rows, at) => {
    added += fresh.table.append(rows, { read: fresh.read, page: at + 1 }).added.length;
  });
  const set = { ...fresh, waiting: undefined };
  settle(set);
  // Rows leave from among the old ones, which come before the new ones.
  const end = set.table.length;
  const begin = end - added - set.repeatsRestored;
  return { gathering: set, news: Array.from({ length: end - begin }, (_, at) => begin + at) };
}

/**
 * True when one read reached Stream's end and brought exactly as many rows as Stream counts, each once. With repeats put
 * back the number agrees, but whether a row came twice or another was lost cannot be told.
 */
export function isComplete(set: RowSet): boolean {
  const total = set.totals?.sessions;
  return (
    set.ending === 'end' &&
    set.repeatsRestored === 0 &&
    set.table.length === total &&
    set.rowsSeen - set.table.restorable === total
  );
}

/** Totals or rows moved while the pages were read, so that the set is of no single instant. */
export function hasMoved(set: RowSet): boolean {
  const kept = set.table.length - set.repeatsRestored - (set.rowsSeen - set.table.restorable);
  return set.moved || set.table.restorable > 0 || (set.ending !== undefined && kept > 0);
}
