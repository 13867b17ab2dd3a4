import { isUntold } from '../../../../src/attendance/figures/cannot-tell';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import type { MeasureInput } from '../../../../src/attendance/figures/placed-rows';
import { createRowTable, type RowContext } from '../../../../src/attendance/row-table';
import { english } from '../../../../src/attendance/text';
import { decodedRow, sessionStart } from '../decoded-rows';

/** A user, then from and to in seconds after the session's start; null: no such time. Then the publisher type. */
export type ShortRow = readonly [user: string, from: number | null, to: number | null, type?: string];

/** An instant, seconds after the session's start. */
export function after(seconds: number): number {
  return sessionStart + seconds * 1000;
}

/** A session of an hour, read two hours after its start. */
export const ended: RowContext = {
  live: false,
  asOf: after(7200),
  sessionStart: after(0),
  sessionEnd: after(3600),
};

/** A session that is live ten minutes after its start. */
export const live: RowContext = {
  live: true,
  asOf: after(600),
  sessionStart: after(0),
  sessionEnd: undefined,
};

/** Measures rows of one page. */
export function measured(rows: readonly ShortRow[], input: Partial<MeasureInput> = {}): Measures {
  const table = createRowTable();
  const ms = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
  const decoded = rows.map(([user, from, to, type], at) =>
    decodedRow({
      user,
      session: `s${at}`,
      joined: ms(from),
      left: ms(to),
      more: { publisher_type: type ?? 'webrtc' },
    }),
  );
  table.append(decoded, { read: 1, page: 1 });
  return measure({ rows: table, context: ended, ...input });
}

/** Ids of people. */
export function names({ placed, input }: Measures, people: Iterable<number>): readonly string[] {
  return Array.from(people, (who) => input.rows.userIdOf(placed.users[who] ?? -1)).toSorted();
}

/** Why something cannot be told; `told` where it can. */
export function why(answer: object): string {
  return isUntold(answer) ? english(answer.cannotTell) : 'told';
}
