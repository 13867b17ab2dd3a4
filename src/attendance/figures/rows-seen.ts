import type { Coverage } from './basis';
import type { Measures } from './measure';

/**
 * Which rows of the session lie behind measures: `all`; those that a row filter `chosen`; or a `part`, where some were not
 * read. Only where it is `all` does a time without a row mean that nobody was there.
 */
export type RowsSeen = 'all' | 'chosen' | 'part';

export function rowsSeen(
  { input }: Pick<Measures, 'input'>,
  { exhaustive, chosenBy }: Pick<Coverage, 'exhaustive' | 'chosenBy'>,
): RowsSeen {
  if (!exhaustive) return 'part';
  return chosenBy === 'nobody' && input.selected === undefined ? 'all' : 'chosen';
}
