import type { PanelSnapshot } from '../protocol/snapshot';

/**
 * What became of the table from one snapshot to the next. `none`: the same rows, written alike. `cells`: the same rows in
 * the same order, written otherwise. `rows`: they were computed anew. `order`: another order, or a choice of other rows.
 */
export type TableChange = 'none' | 'cells' | 'rows' | 'order';

type Seen = Pick<PanelSnapshot, 'result' | 'time' | 'names' | 'query'>;

export function tableChange(before: Seen | undefined, now: Seen): TableChange {
  const [old, fresh] = [before?.result?.table, now.result?.table];
  if (before === undefined || old === undefined || fresh === undefined) return 'order';
  const isSame = (key: (seen: Seen) => unknown): boolean =>
    JSON.stringify(key(before)) === JSON.stringify(key(now));
  if (old.version === fresh.version) return isSame(({ time, names }) => [time, names]) ? 'none' : 'cells';
  return isSame(({ query, result }) => [query, result?.table.sort, result?.table.narrowed])
    ? 'rows'
    : 'order';
}
