import { equalValues } from '../../attendance/equal-values';
import type { PanelQuery, PanelSnapshot } from '../protocol';

/**
 * Of what a shown result is: of the query in force, of the one before (a new one is being computed, or could not be), or
 * of an earlier read of the same.
 */
export type Age = 'current' | 'queryBefore' | 'readBefore';

/**
 * Tells of which query a result is, from the snapshots in their order: a result that comes when reading ends is of the
 * query in force then. Another number of the result alone means only that it is looked at in another way.
 */
export class ResultAge {
  #before: PanelSnapshot | undefined;
  #query: PanelQuery | undefined;

  /** Takes the next snapshot; the same one again changes nothing. */
  see(snapshot: PanelSnapshot): Age {
    const before = this.#before;
    if (snapshot !== before && snapshot.result !== null) {
      const isNew = before?.result?.answer !== snapshot.result.answer;
      const hasEnded = before === undefined || before.result === null || before.reading !== null;
      if (this.#query === undefined || (isNew && hasEnded && snapshot.reading === null))
        this.#query = snapshot.query;
    }
    this.#before = snapshot;
    if (snapshot.result === null || this.#query === undefined) return 'current';
    if (!equalValues(this.#query, snapshot.query)) return 'queryBefore';
    return snapshot.reading === null ? 'current' : 'readBefore';
  }
}
