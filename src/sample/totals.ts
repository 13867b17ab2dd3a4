import type { Quirks } from './options';
import type { Connection } from './truth';

/** The totals of a session. */
export interface Totals {
  readonly sessions: number;
  /** Whole seconds. */
  readonly seconds: number;
}

/**
 * Totals over what Stream knows, by the rules that the switches say.
 * @param until up to when connections without a leave count, where they count, ms
 */
export function totalsOf(rows: readonly Connection[], until: number, quirks: Quirks): Totals {
  const counted = quirks.recorder === 'rows-only' ? rows.filter(({ technical }) => !technical) : rows;
  let [ms, floors] = [0, 0];
  for (const { technical, joinedAt, leftAt } of counted) {
    if (technical && quirks.totalWithoutTechnical === true) continue;
    const to = leftAt ?? (quirks.totalWithOpenRows === true ? Math.max(until, joinedAt) : joinedAt);
    ms += to - joinedAt;
    floors += Math.floor((to - joinedAt) / 1000);
  }
  return {
    sessions: quirks.totalCountsReconnectsOnce === true ? chainsOf(counted) : counted.length,
    seconds: quirks.totalDuration === 'floor-of-sum' ? Math.floor(ms / 1000) : floors,
  };
}

/** Connections, those that follow each other by reconnecting as one. */
export function chainsOf(rows: readonly Connection[]): number {
  return new Set(rows.map(({ unifiedSessionId }) => unifiedSessionId)).size;
}
