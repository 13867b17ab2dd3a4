import type { OwnedRows } from './session-rows';

/** Rows kept in memory by default: some 50 MB. */
export const rowsInMemory = 250_000;

/** Keeps the row sets of a window within bounds: those used least recently are emptied, never one that is read from. */
export interface RowMemory {
  /** Marks as used just now. */
  use(rows: OwnedRows): void;
  /** Empties what is too much; called after rows came. */
  trim(): void;
}

export function createRowMemory(limit: number): RowMemory {
  /** In order of use, the least recent first. */
  const used = new Set<OwnedRows>();
  return {
    use(rows) {
      used.delete(rows);
      used.add(rows);
    },
    trim() {
      let held = 0;
      for (const rows of used) held += rows.set?.table.length ?? 0;
      const newest = [...used].at(-1);
      for (const rows of used) {
        if (held <= limit) return;
        if (rows === newest || rows.busy || rows.set === undefined) continue;
        held -= rows.set.table.length;
        rows.empty();
      }
    },
  };
}
