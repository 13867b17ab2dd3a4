import type { SessionRef } from '../../attendance/call';
import type { Filter } from '../../attendance/filter/filter';
import {
  predicateFilter,
  predicateKey,
  type RowMarks,
  type ServerPredicate,
} from '../../attendance/filter/server-predicates';
import type { Ms } from '../../attendance/instant';
import type { RowView } from '../../attendance/row-table';
import { text, type Text } from '../../attendance/text';
import { isStreamFailure } from '../../stream/errors';
import type { ReadOptions, SessionRows } from '../book';
import { filteredRows } from './filtered-rows';
import { isOver, type Counter, type PlanParts } from './plan-parts';

/** For which rows of a session a predicate that rows cannot answer is true, by one filtered read. */
export interface Mark {
  /** Keys of the rows. */
  readonly keys: ReadonlySet<string>;
  readonly asOf: Ms | undefined;
  /** Nothing could change any more when it was read. */
  readonly final: boolean;
  /** One of its rows has left. */
  readonly knowsLeavers: boolean;
  /** Why it says nothing: what came contradicts what the predicate means. */
  readonly distrust: Text | undefined;
}

/** Whether a user is technical is asked for with every whole read: it decides who counts as a person. */
export const technical: ServerPredicate = { field: 'is_tech_user', value: true };

/** All tracks that Stream names. */
const allTracks = ['audio', 'video', 'screenshare', 'screenshare_audio'];

/** Marks as the filter asks for them; one that is not trusted says of no row anything. */
export function marksOf(marks: ReadonlyMap<string, Mark>): RowMarks {
  return {
    has(predicate, key) {
      const mark = marks.get(predicateKey(predicate));
      return mark === undefined || mark.distrust !== undefined ? undefined : mark.keys.has(key);
    },
  };
}

/**
 * The marks of a predicate: those held where nothing can have changed since, else by one filtered read, looked at for
 * contradictions: a field that Stream ignores marks every row, `is_live` of the call marks rows that have left, tracks of
 * now are no tracks of a session that is over.
 * @throws StreamFailure
 */
export async function readMark(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  predicate: ServerPredicate,
  options: ReadOptions,
): Promise<Mark> {
  const key = predicateKey(predicate);
  const held = parts.memory.mark(session, key);
  if (held?.final === true) return held;
  const door = counter.counting(parts.book.stream, 'marks');
  const rows = filteredRows(parts, door, session, predicateFilter(predicate));
  await rows.loadAll({ signal: options.signal });
  // Whether it can still change is known by what is asked beside the rows.
  await parts.evidenceAsked(session);
  const keys = new Set(Array.from({ length: rows.table.length }, (_, row) => rows.table.key(row)));
  const mark: Mark = {
    keys,
    asOf: rows.asOf,
    final: isOver(parts.stateWithoutRows(session)),
    knowsLeavers: anyLeft(rows.table),
    distrust:
      rows.readToEnd === true
        ? await contradiction(parts, counter, session, predicate, rows, keys, options)
        : text('Stream’s answer to the filter {field} did not come to an end.', { field: predicate.field }),
  };
  parts.memory.keepMark(session, key, mark);
  return mark;
}

/**
 * Marks that the rows give reason to doubt; with the reason, they say nothing. Who is technical is not believed where all
 * rows of a read that is not complete are: nothing was left to contradict it.
 * @param chosen Stream chose the rows by a filter
 */
export async function doubtedMarks(
  parts: PlanParts,
  counter: Counter,
  { session, table, complete }: SessionRows,
  chosen: boolean,
  marks: ReadonlyMap<string, Mark>,
  options: ReadOptions,
): Promise<readonly (readonly [key: string, Mark])[]> {
  const doubted = await doubtedTracks(parts, counter, session, table, marks, options);
  const key = predicateKey(technical);
  const mark = marks.get(key);
  if (mark === undefined || mark.distrust !== undefined) return doubted;
  if (chosen || complete || table.length < 2) return doubted;
  return markedRows(table, mark).includes(0)
    ? doubted
    : [...doubted, [key, { ...mark, distrust: allTechnicalText }]];
}

const allTechnicalText = text(
  'Stream’s filter {field} chose all rows that were read, and not all were read: it may have no effect.',
  { field: technical.field },
);

/**
 * Of a session that goes on: where tracks mark nobody who has left, although some have, they may be the tracks of now. They
 * are believed where the filter for all tracks finds somebody who has left.
 */
async function doubtedTracks(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  view: RowView,
  marks: ReadonlyMap<string, Mark>,
  options: ReadOptions,
): Promise<readonly (readonly [key: string, Mark])[]> {
  const doubtful = [...marks].filter(
    ([key, { final, knowsLeavers, distrust }]) =>
      key !== predicateKey(technical) &&
      key !== 'is_live' &&
      !final &&
      !knowsLeavers &&
      distrust === undefined,
  );
  if (doubtful.length === 0 || !anyLeft(view)) return [];
  const filter: Filter = { published_tracks: { $in: allTracks } };
  const some = await firstPage(parts, counter, session, filter, options).catch((error: unknown) => {
    if (!isStreamFailure(error)) throw error;
    return undefined;
  });
  // Where that cannot be asked, the doubt stays.
  if (some !== undefined && anyLeft(some)) return [];
  return doubtful.map(([key, mark]) => [key, { ...mark, distrust: tracksOfNowText }]);
}

const tracksOfNowText = text(
  'Stream’s filter {field} finds nobody who has left, though some have: it may mean the tracks of now.',
  { field: 'published_tracks' },
);

function anyLeft(view: RowView): boolean {
  for (let row = 0; row < view.length; row++) if (view.left(row).kind === 'at') return true;
  return false;
}

/** The rows of a table that are marked, as a column. */
export function markedRows(view: RowView, { keys }: Mark): Uint8Array {
  const marked = new Uint8Array(view.length);
  if (keys.size === 0) return marked;
  // Building a key is dear: only rows of users that are marked at all can be.
  const users = new Set([...keys].map(userOfKey));
  for (let row = 0; row < view.length; row++)
    if (users.has(view.userId(row)) && keys.has(view.key(row))) marked[row] = 1;
  return marked;
}

/** The first part of a row's key. */
function userOfKey(key: string): unknown {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts[0] : undefined;
}

async function contradiction(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  predicate: ServerPredicate,
  { table, totalSessions }: SessionRows,
  keys: ReadonlySet<string>,
  options: ReadOptions,
): Promise<Text | undefined> {
  const { field } = predicate;
  if (field === 'is_live' && anyLeft(table))
    return text('Stream’s filter {field} chose rows that have left: it means something else.', { field });
  // Not only of all: Stream may send other rows than it counts.
  const most = table.length > 0 && table.length * 2 > (totalSessions ?? 0);
  const opposite = await oppositeOf(parts, counter, session, predicate, most, options);
  if (opposite?.some((key) => keys.has(key)) === true)
    return text('Stream’s filter {field} chose the same rows for yes and no: it has no effect.', { field });
  const publishers = parts.book.session(session)?.stats?.counts.publishers ?? 0;
  if (field === 'published_tracks' && table.length === 0 && publishers > 0) {
    const some = await firstPage(parts, counter, session, { published_tracks: { $in: allTracks } }, options);
    if (some.length === 0)
      return text(
        'Stream counts {publishers} publishers, but its filter {field} finds none: it means the tracks of now, or something else.',
        { field, publishers },
      );
  }
  return undefined;
}

/** Where most rows are marked, rows for which the predicate is false: keys of the first page. */
async function oppositeOf(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  predicate: ServerPredicate,
  most: boolean,
  options: ReadOptions,
): Promise<readonly string[] | undefined> {
  if (!most) return undefined;
  const filter: Filter =
    predicate.field === 'published_tracks'
      ? { published_tracks: { $in: ['no-such-track'] } }
      : { [predicate.field]: { $eq: false } };
  const rows = await firstPage(parts, counter, session, filter, options);
  return Array.from({ length: rows.length }, (_, row) => rows.key(row));
}

async function firstPage(
  parts: PlanParts,
  counter: Counter,
  session: SessionRef,
  filter: Filter,
  options: ReadOptions,
): Promise<RowView> {
  const rows = filteredRows(parts, counter.counting(parts.book.stream, 'probes'), session, filter);
  await rows.load({ signal: options.signal });
  return rows.table;
}
