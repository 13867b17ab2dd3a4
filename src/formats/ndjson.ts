import { cidOf } from '../attendance/call';
import { jsonText } from '../attendance/json-text';
import { mustBeTold, ownKey, provenanceKey } from './provenance';
import type { RowsToWrite } from './row-records';
import { rowSlices, type WriteOptions } from './row-slices';

/**
 * NDJSON in slices: each line is a row in Stream's shape, times ISO 8601 UTC in ms, and one key of ours, last, which says
 * of what call and session it is and how far it can be trusted. The user's setting removes the key under the same rule as
 * in Call Session JSON.
 * @throws the signal's reason, once it is aborted
 */
export async function* writeNdjson(
  input: RowsToWrite,
  options: WriteOptions = {},
): AsyncGenerator<string, void> {
  const { table, rows, provenance, session } = input;
  const told = input.addRollcallKey || mustBeTold(provenance);
  const own = { ...provenanceKey(provenance), cid: cidOf(session), session: session.sessionId };
  const tail = told ? `${JSON.stringify(ownKey)}:${jsonText(own, 'iso')}}` : undefined;
  const line = (at: number): string => {
    const row = table.decoded(rows[at] ?? 0);
    if (tail === undefined) return `${jsonText(row, 'iso')}\n`;
    const fields = Object.fromEntries(Object.entries(row).filter(([key]) => key !== ownKey));
    const json = jsonText(fields, 'iso').slice(0, -1);
    return `${json}${json === '{' ? '' : ','}${tail}\n`;
  };
  yield* rowSlices(rows.length, line, options);
}
