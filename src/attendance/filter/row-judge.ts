import { runAtOnce } from '../figures/slices';
import type { RowView } from '../row-table';
import type { Filter } from './filter';
import { rowConditionOf } from './row-conditions';
import { judgeOf } from './row-verdict';
import { noMarks, type RowMarks } from './server-predicates';
import {
  no,
  reasons,
  reasonsIn,
  yes,
  type UnjudgedCount,
  type UnjudgedReason,
  type Verdict,
} from './unjudged';

export type Judgement = 'yes' | 'no' | 'unknown';

/** A filter made ready for rows. What it answers is good until the view changes. */
export type RowPredicate = (view: RowView, marks?: RowMarks) => (row: number) => Judgement;

/** The rows of a view, judged. */
export interface JudgedRows {
  /** Indexes of the rows that match, ascending. */
  readonly rows: Uint32Array;
  /** Indexes of the rows that stay out although they might match, ascending. */
  readonly unknownRows: Uint32Array;
  /** What those lacked, in a fixed order. */
  readonly unknown: readonly UnjudgedCount[];
}

/**
 * Makes a checked filter ready. A comparison with a value that is missing, null or unreadable is "unknown", and so is a
 * server-only predicate without its mark. By Kleene: `$and` is no where a part is no, `$or` is yes where a part is yes.
 * Ids and publishers are always judged, as Stream's contract requires them: one that is missing is `''`, which is "not
 * set" and equal to no other. So a part of the filter may be evaluated on the server without changing what is unknown.
 * @throws TypeError: the filter is not a checked one
 */
export function compileRowFilter(filter: Filter): RowPredicate {
  const condition = rowConditionOf(filter);
  return (view, marks = noMarks) => {
    const judge = judgeOf(condition, view, marks);
    return (row) => judgementOf(judge(row));
  };
}

/**
 * Judges all rows of a view.
 * @throws TypeError: the filter is not a checked one
 */
export function judgeRows(view: RowView, filter: Filter, marks: RowMarks = noMarks): JudgedRows {
  return runAtOnce(judgingRows(view, filter, marks));
}

/** Rows between two pauses: about 1 ms. */
const blockRows = 16_384;

/**
 * {@link judgeRows} with pauses, each telling how many rows are judged, so that a million rows do not hold up the thread.
 * The view must not change before the end: take a snapshot.
 * @throws TypeError: the filter is not a checked one
 */
export function* judgingRows(
  view: RowView,
  filter: Filter,
  marks: RowMarks = noMarks,
): Generator<number, JudgedRows, undefined> {
  const judge = judgeOf(rowConditionOf(filter), view, marks);
  const verdicts = new Uint8Array(view.length);
  let matching = 0;
  let unknown = 0;
  for (let from = 0; from < verdicts.length; from += blockRows) {
    const to = Math.min(from + blockRows, verdicts.length);
    for (let row = from; row < to; row++) {
      const verdict = judge(row);
      verdicts[row] = verdict;
      if (verdict === yes) matching++;
      else if (verdict !== no) unknown++;
    }
    if (to < verdicts.length) yield to;
  }
  return sorted(verdicts, matching, unknown);
}

function sorted(verdicts: Uint8Array, matching: number, unknown: number): JudgedRows {
  const rows = new Uint32Array(matching);
  const unknownRows = new Uint32Array(unknown);
  const counts = new Map<UnjudgedReason, number>();
  let [nextRow, nextUnknown] = [0, 0];
  verdicts.forEach((verdict, row) => {
    if (verdict === yes) rows[nextRow++] = row;
    else if (verdict !== no) {
      unknownRows[nextUnknown++] = row;
      for (const reason of reasonsIn(verdict)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  });
  return { rows, unknownRows, unknown: reasons.flatMap((reason) => countOf(reason, counts)) };
}

function countOf(
  reason: UnjudgedReason,
  counts: ReadonlyMap<UnjudgedReason, number>,
): readonly UnjudgedCount[] {
  const rows = counts.get(reason);
  return rows === undefined ? [] : [{ reason, rows }];
}

function judgementOf(verdict: Verdict): Judgement {
  if (verdict === yes) return 'yes';
  return verdict === no ? 'no' : 'unknown';
}
