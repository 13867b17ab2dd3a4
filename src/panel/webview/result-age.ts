import { equalValues } from '../../attendance/equal-values';
import type { PanelSnapshot } from '../protocol/snapshot';

/**
 * Of what a shown result is: of the query in force, of the one before (a new one is being computed, or could not be), or
 * of an earlier read of the same.
 */
export type Age = 'current' | 'queryBefore' | 'readBefore';

export function ageOf({ query, reading, result }: PanelSnapshot): Age {
  if (result === null) return 'current';
  if (!equalValues(result.query, query)) return 'queryBefore';
  return reading === null ? 'current' : 'readBefore';
}
