import type { Text } from '../text';
import type { Place } from './located';

/** What is wrong with a filter, and where. */
export interface FilterProblem extends Place {
  readonly text: Text;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
}

/** Lines end at LF, CR LF or CR. */
export function problemAt(source: string, place: Place, words: Text): FilterProblem {
  const before = source.slice(0, place.offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { text: words, ...place, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
