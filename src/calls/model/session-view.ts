import type { SessionRef } from '../../attendance/call';
import type { DataState } from '../../attendance/data-state';
import { rowContext } from '../../attendance/row-context';
import type { RowContext } from '../../attendance/row-table';
import type { AttendanceBook, Session, SessionRows } from '../../book/book';
import type { MeasuredSession } from './measured-session';
import type { Reads } from './reads';
import type { SessionMeasures } from './session-measures';

/** All that the tree knows about a session at this moment. */
export interface SessionView {
  readonly ref: SessionRef;
  readonly session: Session | undefined;
  readonly state: DataState;
  /** Undefined: nobody has asked for its rows. */
  readonly rows: SessionRows | undefined;
}

/** What views of sessions are made from. */
export interface Sight {
  readonly book: AttendanceBook;
  readonly reads: Reads;
  readonly measures: SessionMeasures;
}

export function sessionView(ref: SessionRef, { book, reads }: Omit<Sight, 'measures'>): SessionView {
  return { ref, session: book.session(ref), state: book.state(ref), rows: reads.rowsHeld(ref) };
}

/** What the rows of a session are judged against. */
export function contextOf(
  { asOf, clock = 'server' }: SessionRows,
  { session, state }: SessionView,
): RowContext {
  return rowContext(state, asOf, clock, session);
}

/** The figures of the rows held, be they all or some. Undefined: there are none, or they are being measured. */
export function measuredRows(view: SessionView, measures: SessionMeasures): MeasuredSession | undefined {
  const { rows } = view;
  return rows?.loaded === true ? measures.of(rows, contextOf(rows, view)) : undefined;
}

/** The figures of a session: of half its rows there are none. */
export function measuredSession(view: SessionView, measures: SessionMeasures): MeasuredSession | undefined {
  return view.rows?.complete === true ? measuredRows(view, measures) : undefined;
}
