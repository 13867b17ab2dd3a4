import { byKey } from '../../attendance/figures/key-order';
import { runInSlices, type Pausing } from '../../attendance/figures/slices';
import type { AttendanceAnswer } from '../book';

/**
 * The rows that the filter chose, in the order in which people joined; rows without a start last, equal ones as Stream sent
 * them. O(n), in short stretches.
 * @throws the signal's reason
 */
export function joinOrder(
  { rows, measures }: Pick<AttendanceAnswer, 'rows' | 'measures'>,
  pausing: Pausing,
): Promise<Uint32Array> {
  const chosen = measures.input.selected ?? Uint32Array.from({ length: rows.length }, (_, row) => row);
  return runInSlices(
    byKey(chosen, (row) => rows.start(row) ?? NaN, false),
    pausing,
  );
}
