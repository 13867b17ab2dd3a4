import { byKey, type KeyOf } from '../../attendance/figures/key-order';
import { runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import { isAnonymous } from '../../attendance/people';
import type { AttendanceAnswer } from '../../book/book';
import type { CellName } from '../../formats/cell-names';
import { timesInWindow, timesOfRow } from '../../formats/row-times';
import type { TableSort } from '../protocol/query';
import { noteOrder, notesOfRow } from '../../book/telling/row-notes';
import { textRanks } from '../../attendance/text-ranks';

/** Rows that one step looks at: some keys take a microsecond. */
const step = 1024;
/** Above all lengths of time, and further from the least of them than none is. */
const beyond = 2 ** 52;

/**
 * Table indexes in the order of the table: as people joined, rows without a start last; by a column where one is chosen,
 * rows without a value last in both directions, equal ones as people joined. O(n), by texts O(n log n).
 * @param rows ascending; undefined: all rows of the answer's table
 * @throws the signal's reason
 */
export function rowOrder(
  answer: AttendanceAnswer,
  rows: Uint32Array | undefined,
  sort: TableSort | null,
  pausing: Pausing,
): Promise<Uint32Array> {
  return runInSlices(ordering(answer, rows, sort), pausing);
}

/** Where a row stands in an order; undefined: nowhere. */
export function positionOf(order: Uint32Array, row: number): number | undefined {
  const position = order.indexOf(row);
  return position < 0 ? undefined : position;
}

function* ordering(
  answer: AttendanceAnswer,
  rows: Uint32Array | undefined,
  sort: TableSort | null,
): Sliced<Uint32Array> {
  const chosen = rows ?? Uint32Array.from({ length: answer.rows.length }, (_, row) => row);
  yield;
  let order = yield* byKey(chosen, (row) => answer.rows.start(row) ?? NaN, false);
  if (sort === null) return order;
  for (const keyOf of yield* keysOf(answer, order, sort.column))
    order = yield* byKey(order, keyOf, sort.descending);
  return order;
}

/** What a column is ordered by, the most important last: each order keeps what the one before put together. */
function* keysOf(answer: AttendanceAnswer, order: Uint32Array, column: CellName): Sliced<readonly KeyOf[]> {
  const { rows } = answer;
  const { input } = answer.measures;
  const { user, form } = rows.arrays;
  switch (column) {
    case 'person':
      return [
        yield* ranked(
          order,
          rows.userCount,
          (row) => user[row] ?? 0,
          (number) => {
            const id = rows.userIdOf(number);
            return isAnonymous(id) ? undefined : id;
          },
        ),
      ];
    case 'roles':
      return [
        yield* ranked(
          order,
          rows.formCount,
          (row) => form[row] ?? 0,
          (number) => rows.rolesOf(number)?.join(', '),
        ),
      ];
    case 'publisher':
      return [
        yield* ranked(
          order,
          rows.formCount,
          (row) => form[row] ?? 0,
          (number) => rows.publisherTypeOf(number) || undefined,
        ),
      ];
    case 'userSession':
      return [
        yield* ranked(
          order,
          rows.length,
          (row) => row,
          (row) => rows.userSessionId(row) || undefined,
        ),
      ];
    case 'joined':
      return [(row) => rows.start(row) ?? NaN];
    case 'left':
      return [leaveOf(answer)];
    case 'reported':
      return [
        (row) => {
          const seconds = rows.reportedSeconds(row) ?? NaN;
          return seconds < 0 ? NaN : Math.min(beyond, Math.round(seconds * 1000));
        },
      ];
    case 'interval': {
      const times = (row: number) => timesInWindow(timesOfRow(rows, input.context, row), input.window);
      return [
        (row) => {
          const { start, upToEnd } = times(row);
          // Nobody knows how long at most: longer than all of whom it is known.
          return Number.isNaN(upToEnd) ? beyond : upToEnd - start;
        },
        (row) => {
          const { start, certainEnd } = times(row);
          return certainEnd - start;
        },
      ];
    }
    case 'notes':
      return [
        (row) => {
          const { inside } = timesInWindow(timesOfRow(rows, input.context, row), input.window);
          return noteOrder(notesOfRow(input, row, !inside));
        },
      ];
  }
}

/** The leave as the table shows it: reported, or proven by the duration; what is open or assumed is unknown. */
function leaveOf({ rows, measures }: AttendanceAnswer): KeyOf {
  const { live } = measures.input.context;
  return (row) => {
    const left = rows.left(row);
    if (left.kind === 'at') return left.ms;
    const [start, end] = [rows.start(row) ?? NaN, rows.certainEnd(row) ?? NaN];
    return !live && end > start ? end : NaN;
  };
}

/** Orders rows by a text of something they share or have for themselves. */
function* ranked(
  order: Uint32Array,
  count: number,
  numberOf: (row: number) => number,
  textOf: (number: number) => string | undefined,
): Sliced<KeyOf> {
  /** By number: which text, −1: not looked at yet, −2: none. */
  const slots = new Int32Array(count).fill(-1);
  const texts: string[] = [];
  for (let from = 0; from < order.length; from += step) {
    for (const row of order.subarray(from, from + step)) {
      const number = numberOf(row);
      if (slots[number] !== -1) continue;
      const words = textOf(number);
      slots[number] = words === undefined ? -2 : texts.push(words) - 1;
    }
    yield;
  }
  const ranks = yield* textRanks(texts);
  return (row) => ranks[slots[numberOf(row)] ?? -2] ?? NaN;
}
