import type { SessionRef } from '../../attendance/call';
import type { Coverage, StreamTotals } from '../../attendance/figures/basis';
import { figuresOf } from '../../attendance/figures/figures';
import { measureInSlices } from '../../attendance/figures/measure';
import { reconcile } from '../../attendance/figures/reconcile';
import { runInSlices, type Pausing } from '../../attendance/figures/slices';
import { judgingRows } from '../../attendance/filter/row-judge';
import type { RowMarks } from '../../attendance/filter/server-predicates';
import { unjudgedTexts } from '../../attendance/filter/unjudged';
import type { DataState } from '../../attendance/data-state';
import { rowContext } from '../../attendance/row-context';
import type { RowView } from '../../attendance/row-table';
import type { AttendanceAnswer, AttendanceQuery } from './attendance-query';

/** Rows of a session as they were read, with all that their figures rest on. */
export interface RowsToAnswerFrom {
  readonly session: SessionRef;
  /** When the session was, where that is known. */
  readonly times: Parameters<typeof rowContext>[3];
  readonly rows: RowView;
  readonly state: DataState;
  readonly coverage: Coverage;
  readonly totals: StreamTotals;
  /** Rows of technical users, as a column; undefined: nobody can tell. */
  readonly technical: Uint8Array | undefined;
  /** For which rows conditions are true that rows cannot answer. */
  readonly marks: RowMarks;
}

/**
 * The attendance of rows that are at hand under a query: judged, measured, named, reconciled. Asks nothing, whoever read the
 * rows and however long ago.
 * @param anonymousRoles roles whose rows count as anonymous, beside `!anon`
 */
export async function answerFrom(
  read: RowsToAnswerFrom,
  query: AttendanceQuery,
  anonymousRoles: ReadonlySet<string> | undefined,
  pausing: Pausing,
): Promise<Omit<AttendanceAnswer, 'plan' | 'failure'>> {
  const { session, rows, state, coverage, totals, technical, marks } = read;
  const { rowFilter, window, threshold } = query;
  const isFiltered = rowFilter !== undefined && Object.keys(rowFilter).length > 0;
  const judged = isFiltered ? await runInSlices(judgingRows(rows, rowFilter, marks), pausing) : undefined;
  const context = rowContext(state, coverage.asOf, coverage.clock, read.times);
  const measures = await measureInSlices(
    { rows, context, selected: judged?.rows, window, technical, anonymousRoles },
    pausing,
  );
  const basis = { state, coverage };
  return {
    session,
    query,
    rows,
    measures,
    figures: figuresOf(measures, {
      basis,
      totals,
      threshold,
      unjudged: unjudgedTexts(judged?.unknown ?? []),
    }),
    reconciliation: reconcile({
      measures,
      basis,
      totals,
      filtered: judged !== undefined || coverage.chosenBy === 'server',
      windowed: window?.from !== undefined || window?.to !== undefined,
    }),
    basis,
    totals,
    unjudged: { rows: judged?.unknownRows ?? new Uint32Array(), counts: judged?.unknown ?? [] },
  };
}
