import type { DecodedObject } from '../../../../src/attendance/call';
import type { Basis, Coverage } from '../../../../src/attendance/figures/basis';
import { figuresOf } from '../../../../src/attendance/figures/figures';
import { measure } from '../../../../src/attendance/figures/measure';
import { reconcile } from '../../../../src/attendance/figures/reconcile';
import type { Pausing } from '../../../../src/attendance/figures/slices';
import { judgeRows } from '../../../../src/attendance/filter/row-judge';
import { unjudgedTexts } from '../../../../src/attendance/filter/unjudged';
import { checkRowFilter } from '../../../../src/attendance/filter/validate-rows';
import { createRowTable, type RowContext } from '../../../../src/attendance/row-table';
import type { Window } from '../../../../src/attendance/figures/placed-rows';
import type { AttendanceAnswer } from '../../../../src/book/book';
import { basisOf, ended, totalsOf } from '../../attendance/figures/measured-rows';

export interface AnswerOptions {
  readonly context?: RowContext;
  /** In Stream's dialect. */
  readonly rowFilter?: DecodedObject;
  readonly window?: Window;
  readonly threshold?: number;
  /** Indexes of the rows of technical users. */
  readonly technical?: readonly number[];
  readonly anonymousRoles?: ReadonlySet<string>;
  readonly coverage?: Partial<Coverage>;
  readonly state?: Partial<Basis['state']>;
}

/** What the book answers of some rows, all of them read. */
export function answerOf(decoded: readonly DecodedObject[], options: AnswerOptions = {}): AttendanceAnswer {
  const table = createRowTable();
  table.append(decoded, { read: 1, page: 1 });
  const rows = table.snapshot();
  const checked = options.rowFilter === undefined ? undefined : checkRowFilter(options.rowFilter);
  if (checked?.ok === false) throw new TypeError('not a filter');
  const judged = checked && judgeRows(rows, checked.filter);
  const technical = new Uint8Array(rows.length);
  for (const row of options.technical ?? []) technical[row] = 1;
  const measures = measure({
    rows,
    context: options.context ?? ended,
    selected: judged?.rows,
    window: options.window,
    technical: options.technical && technical,
    anonymousRoles: options.anonymousRoles,
  });
  const basis = basisOf({ read: rows.length, of: rows.length, ...options.coverage }, options.state);
  const totals = totalsOf({ rows: basis.coverage.of });
  const unknown = judged?.unknown ?? [];
  const query = { rowFilter: checked?.filter, window: options.window, threshold: options.threshold };
  return {
    session: { callType: 'default', callId: 'standup', sessionId: 's-1' },
    query,
    rows,
    measures,
    figures: figuresOf(measures, {
      basis,
      totals,
      threshold: options.threshold,
      unjudged: unjudgedTexts(unknown),
    }),
    reconciliation: reconcile({
      measures,
      basis,
      totals,
      filtered: judged !== undefined,
      windowed: options.window !== undefined,
    }),
    basis,
    totals,
    unjudged: { rows: judged?.unknownRows ?? new Uint32Array(), counts: unknown },
    plan: { steps: [], pushedDown: undefined, requests: { pages: 0, marks: 0, probes: 0 } },
    failure: undefined,
  };
}

/** Work that never has to pause. */
export const atOnce: Pausing = { now: () => 0, pause: () => Promise.resolve() };
