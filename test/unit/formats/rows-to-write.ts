import type { DecodedObject } from '../../../src/attendance/call';
import type { RowContext } from '../../../src/attendance/row-table';
import { createRowTable } from '../../../src/attendance/row-table';
import { text } from '../../../src/attendance/text';
import type { Provenance } from '../../../src/formats/provenance';
import type { RowsToWrite } from '../../../src/formats/row-records';
import { sessionStart } from '../attendance/decoded-rows';
import { ended } from '../attendance/figures/measured-rows';

/** Rows of one page, written in the order of the table unless told otherwise. */
export function toWrite(
  decoded: readonly DecodedObject[],
  more: {
    readonly rows?: readonly number[];
    readonly provenance?: Partial<Provenance>;
    readonly addRollcallKey?: boolean;
    readonly context?: RowContext;
    readonly session?: Partial<RowsToWrite['session']>;
  } = {},
): RowsToWrite {
  const table = createRowTable();
  table.append(decoded, { read: 1, page: 1 });
  const rows = Uint32Array.from(more.rows ?? Array.from({ length: table.length }, (_, row) => row));
  return {
    session: { callType: 'default', callId: 'standup', sessionId: 's-1', ...more.session },
    table,
    context: more.context ?? ended,
    rows,
    provenance: {
      state: text('final (stats ready)'),
      provisional: false,
      asOf: sessionStart,
      rows: rows.length,
      read: table.length,
      of: table.length,
      complete: true,
      filter: undefined,
      app: 'Sample data',
      version: '0.1.0',
      notes: [],
      ...more.provenance,
    },
    addRollcallKey: more.addRollcallKey ?? true,
  };
}

export async function joined(slices: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const slice of slices) all += slice;
  return all;
}

/** Does not wait between slices. */
export const atOnce = { pause: () => Promise.resolve() };
