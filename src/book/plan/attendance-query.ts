import type { SessionRef } from '../../attendance/call';
import type { Basis, StreamTotals } from '../../attendance/figures/basis';
import type { Figures } from '../../attendance/figures/figures';
import type { Measures } from '../../attendance/figures/measure';
import type { Window } from '../../attendance/figures/placed-rows';
import type { Reconciliation } from '../../attendance/figures/reconcile';
import type { Filter } from '../../attendance/filter/filter';
import type { UnjudgedCount } from '../../attendance/filter/unjudged';
import type { Ms } from '../../attendance/instant';
import type { RowView } from '../../attendance/row-table';
import type { Text } from '../../attendance/text';
import type { StreamFailure } from '../../stream/errors';
import type { ReadOptions } from '../book';

/** What is asked of a session: three separate things, none of which stands for another. */
export interface AttendanceQuery {
  /** Chooses rows by what Stream reported; a checked one (`parseRowFilter`). Absent or `{}`: all rows. */
  readonly rowFilter?: Filter | undefined;
  /** Clips intervals; chooses no rows. */
  readonly window?: Window | undefined;
  /** People present at least so long within the window, ms. */
  readonly threshold?: Ms | undefined;
}

export interface AttendanceOptions extends ReadOptions {
  /**
   * Asked before a read of over 50 requests; false: compute from what is held. Callers give it for apps marked production.
   */
  readonly mayRead?: ((requests: number) => Promise<boolean>) | undefined;
  /** Roles whose rows count as anonymous, beside `!anon`. */
  readonly anonymousRoles?: ReadonlySet<string> | undefined;
}

/** What was found, and what it rests on. */
export interface AttendanceAnswer {
  readonly session: SessionRef;
  readonly query: AttendanceQuery;
  /** The rows as they were when they were measured; indexes in {@link measures} are of these. */
  readonly rows: RowView;
  readonly measures: Measures;
  /** The measures as figures, each with its name, formula, pair, rows, coverage and state. */
  readonly figures: Figures;
  /** Rule 12: the figures of all rows beside Stream's own. */
  readonly reconciliation: Reconciliation;
  readonly basis: Basis;
  /** Stream's own totals of the whole session, whatever the filter. */
  readonly totals: StreamTotals;
  /** Rows that the filter could neither take nor leave. */
  readonly unjudged: { readonly rows: Uint32Array; readonly counts: readonly UnjudgedCount[] };
  readonly plan: AttendancePlan;
  /** Why reading stopped early; the answer is then computed from the rows held. */
  readonly failure: StreamFailure | undefined;
}

/** What was done to answer, and what it cost. */
export interface AttendancePlan {
  /** What was done and why, in order. */
  readonly steps: readonly Text[];
  /** The part of the filter that Stream evaluated; undefined: none. */
  readonly pushedDown: Readonly<Record<string, unknown>> | undefined;
  /** Requests for participant sessions that were sent for this answer. */
  readonly requests: {
    /** Pages of rows. */
    readonly pages: number;
    /** Filtered reads of what rows do not say (`is_live`, …). */
    readonly marks: number;
    /** Looks at totals, and tests of what came. */
    readonly probes: number;
  };
}
