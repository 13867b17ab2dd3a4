import type { SessionRef } from '../../attendance/call';
import type { Coverage, StreamTotals } from '../../attendance/figures/basis';
import { pushDown } from '../../attendance/filter/push-down';
import { predicateKey, serverPredicates } from '../../attendance/filter/server-predicates';
import { text, type Text } from '../../attendance/text';
import { utcStamp } from '../../attendance/time-text';
import { isStreamFailure, type StreamFailure } from '../../stream/errors';
import type { OwnedRows } from '../pages/session-rows';
import { clockOf } from '../state/server-clock';
import { requestsToAskFor } from './affordable';
import { answerFrom } from './answer-from';
import type { AttendanceAnswer, AttendanceOptions, AttendanceQuery } from './attendance-query';
import { doubtedMarks, markedRows, marksOf, readMark, technical, type Mark } from './marks';
import { Counter, type PlanParts } from './plan-parts';
import { checkPushed, mayPush, readPushed, type Pushed } from './pushed-read';
import { readWhole } from './whole-read';

/** Rows to be measured, and how they were come by. */
interface Gathered {
  readonly rows: OwnedRows;
  readonly pushed: Pushed | undefined;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly notes: readonly Text[];
  readonly failure: StreamFailure | undefined;
}

/** What one answer does while it is made. */
interface Work {
  readonly parts: PlanParts;
  readonly session: SessionRef;
  readonly query: AttendanceQuery;
  readonly options: AttendanceOptions;
  readonly counter: Counter;
  readonly steps: Text[];
}

/**
 * The attendance of a session under a query. Planned in this order: rows at hand are used again where that can be answered
 * for; conditions that rows cannot answer become marks; users and publishers may be asked for by Stream's filter, and what
 * comes is checked; rows of different times are never joined.
 * @throws StreamFailure where nothing is held to compute from; else the answer carries the failure
 */
export async function attend(
  parts: PlanParts,
  session: SessionRef,
  query: AttendanceQuery,
  options: AttendanceOptions,
): Promise<AttendanceAnswer> {
  const work: Work = { parts, session, query, options, counter: new Counter(), steps: [] };
  const pagesBefore = parts.pagesAsked(session);
  const unheardOf = parts.book.session(session) === undefined;
  const gathered = await gather(work).catch(async (error: unknown) => {
    if (!isStreamFailure(error) || error.kind !== 'not-found' || !unheardOf) throw error;
    // What was asked beside the rows may know the session: its rows may only be on their way, and the door waits for them.
    await parts.evidenceAsked(session);
    if (parts.book.session(session) === undefined) throw error;
    return gather(work);
  });
  const { rows, pushed } = gathered;
  // All of one moment: others may go on reading the same rows while these are measured.
  const view = rows.table.snapshot();
  const state = pushed === undefined ? parts.book.state(session) : parts.stateWithoutRows(session);
  const coverage = coverageOf(gathered);
  const totals = totalsOf(parts, session, rows);
  const technicalMark = gathered.marks.get(predicateKey(technical));
  const answer = await answerFrom(
    {
      session,
      times: parts.book.session(session),
      rows: view,
      state,
      coverage,
      totals,
      technical: usable(technicalMark) ? markedRows(view, technicalMark) : undefined,
      marks: marksOf(gathered.marks),
    },
    query,
    options.anonymousRoles,
    parts.pausing,
  );
  return {
    ...answer,
    plan: {
      steps: work.steps,
      pushedDown: pushed?.filter,
      requests: {
        pages: parts.pagesAsked(session) - pagesBefore + work.counter.pages,
        marks: work.counter.marks,
        probes: work.counter.probes,
      },
    },
    failure: gathered.failure,
  };
}

async function gather(work: Work): Promise<Gathered> {
  const { parts, session, query, counter, options, steps } = work;
  const filter = query.rowFilter ?? {};
  const held = parts.rows(session);
  const pushed = pushDown(filter);
  if (pushed?.nothing === true) steps.push(text('The filter contradicts itself: no row can pass it.'));
  if (parts.memory.distrust !== undefined) steps.push(parts.memory.distrust);
  const notes: Text[] = [];
  // Publishers alone may choose nearly all rows: that is asked for as any large read is.
  const mayBeLarge =
    options.mayRead !== undefined && pushed?.nothing === false && pushed.userIds === undefined;
  if (mayPush(parts, pushed) && !mayBeLarge && !isAtHand(held)) {
    const [read, marks] = await Promise.all([
      readPushed(parts, counter, session, pushed, options),
      readMarks(work, notes, false),
    ]);
    if (read.ok) {
      steps.push(...read.steps);
      const trusted = await doubted(work, read.rows, true, marks, notes);
      return { rows: read.rows, pushed, marks: trusted, notes, failure: undefined };
    }
    steps.push(read.why);
  }
  return gatherAll(work, notes);
}

/** All rows of the session, as far as they can be had. */
async function gatherAll(work: Work, notes: Text[]): Promise<Gathered> {
  const { parts, session, options, steps } = work;
  const rows = parts.rows(session);
  const reading = readWhole(
    {
      book: parts.book,
      pageSize: parts.pageSize(),
      production: options.mayRead !== undefined,
      mayRead: (requests) => options.mayRead?.(requests) ?? Promise.resolve(true),
    },
    session,
    options,
  ).then(
    (read) => {
      if (read === undefined)
        notes.push(
          text('Reading all rows takes over {n} requests and was not wished for.', { n: requestsToAskFor }),
        );
      else steps.push(read.how);
      if (read?.heldOnly === true) notes.push(read.how);
      if (read?.difference !== undefined) notes.push(read.difference);
      return undefined;
    },
    (error: unknown) => {
      if (!isStreamFailure(error) || rows.table.length === 0) throw error;
      const stopped = text('Reading stopped before its end: the rows held were used.');
      steps.push(stopped);
      notes.push(stopped);
      return error;
    },
  );
  // Beside the pages: it takes no longer than they do.
  const [failure, marks] = await Promise.all([reading, readMarks(work, notes, true)]);
  await parts.evidenceAsked(session);
  if (rows.complete && !parts.book.state(session).provisional) {
    const missed = checkPushed(parts, session, rows.table);
    if (missed !== undefined) notes.push(missed);
  }
  const trusted = await doubted(work, rows, false, marks, notes);
  return { rows, pushed: undefined, marks: trusted, notes, failure };
}

/** Rows that are read whole already answer any filter; of those read in part, it is quicker to read the rest than to ask anew. */
function isAtHand(rows: OwnedRows): boolean {
  if (!rows.loaded || rows.stale === true) return rows.loaded && !rows.hasMore;
  return !rows.hasMore || (rows.totalSessions ?? Infinity) - rows.table.length <= 100;
}

/** The marks that the filter needs, and with all rows who is technical. One that cannot be had says of no row anything. */
async function readMarks(
  { parts, session, query, counter, options, steps }: Work,
  notes: Text[],
  all: boolean,
): Promise<ReadonlyMap<string, Mark>> {
  const wanted = new Map(
    [...serverPredicates(query.rowFilter ?? {}), ...(all ? [technical] : [])].map((one) => [
      predicateKey(one),
      one,
    ]),
  );
  const marks = new Map<string, Mark>();
  const reading = [...wanted].map(async ([key, predicate]) => {
    try {
      const mark = await readMark(parts, counter, session, predicate, options);
      marks.set(key, mark);
      if (mark.distrust !== undefined) notes.push(mark.distrust);
      else if (predicate !== technical)
        steps.push(
          text('Which rows pass {field} was read by Stream’s filter, as of {time}.', {
            field: predicate.field,
            time: utcStamp(mark.asOf),
          }),
        );
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      notes.push(text('Which rows pass {field} could not be read.', { field: predicate.field }));
    }
  });
  await Promise.all(reading);
  return marks;
}

/** The marks again, now that rows are at hand to doubt them by. */
async function doubted(
  { parts, counter, options }: Work,
  rows: OwnedRows,
  chosen: boolean,
  marks: ReadonlyMap<string, Mark>,
  notes: Text[],
): Promise<ReadonlyMap<string, Mark>> {
  const doubts = await doubtedMarks(parts, counter, rows, chosen, marks, options);
  const why = new Set(doubts.flatMap(([, { distrust }]) => distrust ?? []));
  notes.push(...why);
  return new Map([...marks, ...doubts]);
}

function usable(mark: Mark | undefined): mark is Mark {
  return mark !== undefined && mark.distrust === undefined;
}

function coverageOf({ rows, pushed, notes, failure }: Gathered): Coverage {
  const readAt = rows.set?.first;
  const toEnd = rows.readToEnd === true && failure === undefined;
  return {
    read: rows.table.length,
    of: rows.totalSessions,
    complete: pushed === undefined && rows.complete && failure === undefined,
    exhaustive:
      pushed === undefined ? rows.complete && failure === undefined : toEnd && !rows.changedWhileReading,
    chosenBy: pushed === undefined ? 'nobody' : 'server',
    asOf: rows.asOf,
    readUntil: rows.readUntil,
    clock: clockOf(readAt),
    changedWhileReading: rows.changedWhileReading,
    notes: rows.note === undefined ? notes : [...notes, rows.note],
  };
}

function totalsOf(parts: PlanParts, session: SessionRef, rows: OwnedRows): StreamTotals {
  const known = parts.book.session(session);
  const info = rows.set?.info;
  return {
    rows: rows.totalSessions,
    durationSeconds: rows.totalDurationSeconds,
    counts: known?.stats?.counts,
    report: undefined,
    anonymousCount: info?.anonymousCount,
  };
}
