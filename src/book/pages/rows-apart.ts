import { createSessionRows, type OwnedRows, type RowsParts } from './session-rows';

/** As many as Stream allows: what is filtered is read whole, and never page by page as somebody scrolls. */
const pageSize = 100;

/** Rows that Stream chose by a filter: a set of its own, never joined to the session's rows (rule 9). Reads nothing yet. */
export function rowsApart(parts: Pick<RowsParts, 'session' | 'fetch' | 'now'>): OwnedRows {
  return createSessionRows({
    ...parts,
    onPage: () => undefined,
    final: () => false,
    asked: () => Promise.resolve(),
    pageSize: () => pageSize,
    onChange: () => undefined,
  });
}
