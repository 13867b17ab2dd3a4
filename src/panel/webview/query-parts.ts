import type { Ms } from '../../attendance/instant';
import type { PanelFilter, PanelQuery } from '../protocol/query';
import type { PanelChip } from '../protocol/snapshot';

/** The three things that narrow; changing one leaves the others as they stand. */
export type QueryPart = PanelChip['part'];

/** With another row filter; an empty one is none. */
export function withRowFilter(query: PanelQuery, filter: PanelFilter): PanelQuery {
  const others = withoutPart(query, 'rows');
  return Object.keys(filter).length === 0 ? others : { ...others, rowFilter: { ...filter } };
}

/** With another window; one that is open on both sides is none. */
export function withWindow(query: PanelQuery, from: Ms | undefined, to: Ms | undefined): PanelQuery {
  const others = withoutPart(query, 'window');
  if (from === undefined && to === undefined) return others;
  return {
    ...others,
    window: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  };
}

/** With another person threshold, ms; undefined: none. */
export function withThreshold(query: PanelQuery, threshold: Ms | undefined): PanelQuery {
  const others = withoutPart(query, 'threshold');
  return threshold === undefined ? others : { ...others, threshold };
}

export function withoutPart({ rowFilter, window, threshold }: PanelQuery, part: QueryPart): PanelQuery {
  return {
    ...(rowFilter === undefined || part === 'rows' ? {} : { rowFilter }),
    ...(window === undefined || part === 'window' ? {} : { window }),
    ...(threshold === undefined || part === 'threshold' ? {} : { threshold }),
  };
}
