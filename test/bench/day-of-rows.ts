import type { DecodedObject } from '../../src/attendance/call';
import { createRowTable, type RowTable } from '../../src/attendance/row-table';

/** A row of the bench, as plain as can be; times in ms. */
export interface PlainRow {
  readonly userId: string;
  readonly userSessionId: string;
  readonly joined: number;
  /** Undefined: Stream does not know. */
  readonly left: number | undefined;
}

export const dayStart = Date.UTC(2026, 10, 21);
const day = 86_400_000;
export const dayEnd = dayStart + day + 3_600_000;

/**
 * Rows as an app makes them in a day, in the order in which Stream lists them: joins all day long, stays of a minute to two
 * hours, seven people to ten rows, one row in a hundred without a leave. The same for the same number.
 */
export function* dayOfRows(count: number): Generator<PlainRow> {
  let state = 20_261_121;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  const people = Math.ceil(count * 0.7);
  for (let row = 0; row < count; row++) {
    const joined = dayStart + Math.floor(((row + random()) / count) * day);
    const stay = Math.floor(60_000 * 2 ** (random() * 7));
    yield {
      userId: `user-${Math.floor(random() * people)}`,
      userSessionId: `session-${row}`,
      joined,
      left: random() < 0.01 ? undefined : joined + stay,
    };
  }
}

/** A row as the SDK decodes it. */
export function decodedRow({ userId, userSessionId, joined, left }: PlainRow): DecodedObject {
  return {
    user_id: userId,
    user_session_id: userSessionId,
    publisher_type: 'webrtc',
    roles: ['user'],
    joined_at: new Date(joined),
    left_at: left === undefined ? null : new Date(left),
    duration_in_seconds: left === undefined ? null : Math.floor((left - joined) / 1000),
  };
}

/** These rows as a table, read in pages of 100. */
export function tableOf(count: number): RowTable {
  const table = createRowTable();
  let page: DecodedObject[] = [];
  let number = 0;
  for (const row of dayOfRows(count)) {
    page.push(decodedRow(row));
    if (page.length < 100) continue;
    table.append(page, { read: 1, page: ++number });
    page = [];
  }
  table.append(page, { read: 1, page: number + 1 });
  return table;
}
