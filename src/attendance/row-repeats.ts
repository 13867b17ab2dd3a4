import type { RowColumns } from './row-columns';
import { hasJoined, sameMark, type PackedRow } from './row-dictionary';
import type { PageMark } from './row-table';

/**
 * Rule 1: the row that `row` repeats, among rows of the same user, user session and `joined_at`. Rows of one page are
 * never repeats of each other. Rows of an earlier read come first, so that each row of a new read finds one of its own;
 * then equal ones. Without `joined_at` only a row equal in all fields is a repeat.
 */
export function repeatedRow(
  columns: RowColumns,
  candidates: Iterable<number>,
  row: PackedRow,
  mark: PageMark,
): number | undefined {
  let best: number | undefined;
  let bestRank = -1;
  for (const candidate of candidates) {
    const seen = columns.seen(candidate);
    if (sameMark(seen, mark)) continue;
    const equal = columns.equals(candidate, row);
    if (!equal && !hasJoined(row)) continue;
    const rank = (seen.read === mark.read ? 0 : 2) + (equal ? 1 : 0);
    // At equal rank the row that came first, which is the lower one.
    if (rank > bestRank || (rank === bestRank && best !== undefined && candidate < best)) {
      best = candidate;
      bestRank = rank;
    }
  }
  return best;
}

/** Of two versions of a row the one with `left_at` is kept, else the later. */
export function keepsNewer(
  held: { readonly hasLeft: boolean; readonly mark: PageMark },
  newer: { readonly hasLeft: boolean; readonly mark: PageMark },
): boolean {
  return held.hasLeft === newer.hasLeft ? isLater(newer.mark, held.mark) : newer.hasLeft;
}

export function isLater(one: PageMark, other: PageMark): boolean {
  return one.read === other.read ? one.page > other.page : one.read > other.read;
}
