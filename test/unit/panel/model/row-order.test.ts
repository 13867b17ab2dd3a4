import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runAtOnce } from '../../../../src/attendance/figures/slices';
import type { AttendanceAnswer } from '../../../../src/book/book';
import { panelRow } from '../../../../src/panel/model/row-cells';
import { positionOf, rowOrder } from '../../../../src/panel/model/row-order';
import { textRanks } from '../../../../src/attendance/text-ranks';
import { cellNames, type CellName } from '../../../../src/formats/cell-names';
import { decodedRow, oddRow, sessionStart } from '../../attendance/decoded-rows';
import { inEnglish, live, minute } from '../../attendance/figures/measured-rows';
import { answerOf, atOnce } from './answer-of';

async function inOrder(
  answer: AttendanceAnswer,
  column?: CellName,
  descending = false,
  rows?: Uint32Array,
): Promise<readonly number[]> {
  return [...(await rowOrder(answer, rows, column === undefined ? null : { column, descending }, atOnce))];
}

describe('the order of the table', () => {
  const answer = answerOf([
    decodedRow({ user: 'carol', session: 'x', joined: 5000, left: 65_000, duration: 3 }),
    decodedRow({ user: 'Bob', session: 'y', joined: null, left: null, duration: 7 }),
    decodedRow({ user: 'bob', session: '', joined: 1000, left: null, duration: null }),
    decodedRow({ user: '!anon', session: 'z', joined: 9000, left: 10_000, duration: -1 }),
    decodedRow({ user: 'alice', session: 'a', left: 60_000, duration: 58, more: { roles: ['host'] } }),
    decodedRow({ user: 'bob', session: 'b', joined: 5000, left: 6000, more: { roles: null } }),
  ]);

  it('is that of joining, unknown starts last', async () => {
    assert.deepEqual(await inOrder(answer), [2, 4, 0, 5, 3, 1]);
  });

  it('is by any column, both ways, unknown last and equal ones as they joined', async () => {
    const both = async (column: CellName): Promise<readonly (readonly number[])[]> => [
      await inOrder(answer, column),
      await inOrder(answer, column, true),
    ];
    assert.deepEqual(await both('person'), [
      [4, 1, 2, 5, 0, 3],
      [0, 2, 5, 1, 4, 3],
    ]);
    assert.deepEqual(await both('roles'), [
      [4, 2, 0, 3, 1, 5],
      [2, 0, 3, 1, 4, 5],
    ]);
    assert.deepEqual(await both('publisher'), [
      [2, 4, 0, 5, 3, 1],
      [2, 4, 0, 5, 3, 1],
    ]);
    assert.deepEqual(await both('joined'), [
      [2, 4, 0, 5, 3, 1],
      [3, 0, 5, 4, 2, 1],
    ]);
    assert.deepEqual(await both('left'), [
      [5, 3, 4, 0, 2, 1],
      [0, 4, 3, 5, 2, 1],
    ]);
    assert.deepEqual(await both('reported'), [
      [0, 1, 4, 2, 5, 3],
      [4, 1, 0, 2, 5, 3],
    ]);
    // 2 lasts nothing for certain; 1 has no place in time.
    assert.deepEqual(await both('interval'), [
      [2, 5, 3, 4, 0, 1],
      [0, 4, 5, 3, 2, 1],
    ]);
    assert.deepEqual(await both('userSession'), [
      [4, 5, 0, 1, 3, 2],
      [3, 1, 0, 5, 4, 2],
    ]);
    // Worst first: no start, assumed end, mismatch (0, 3), start from the duration; nothing is noted of 5.
    assert.deepEqual(await both('notes'), [
      [1, 2, 3, 0, 4, 5],
      [4, 0, 3, 2, 1, 5],
    ]);
  });

  it('puts an open row last by its leave, also where a duration is reported', async () => {
    const rows = [
      decodedRow({ session: 'a', joined: 0, duration: 600 }),
      decodedRow({ session: 'b', joined: 1, left: 2 * minute }),
    ];
    assert.deepEqual(await inOrder(answerOf(rows, { context: live }), 'left', true), [1, 0]);
    assert.deepEqual(await inOrder(answerOf(rows), 'left', true), [0, 1]);
    assert.deepEqual(await inOrder(answerOf(rows), 'left'), [1, 0]);
  });

  it('goes by the interval in the window', async () => {
    const rows = [
      decodedRow({ session: 'a', joined: 0, left: 10 * minute }),
      decodedRow({ session: 'b', joined: 8 * minute, left: 12 * minute }),
    ];
    assert.deepEqual(await inOrder(answerOf(rows), 'interval'), [1, 0]);
    assert.deepEqual(
      await inOrder(answerOf(rows, { window: { from: sessionStart + 9 * minute } }), 'interval'),
      [0, 1],
    );
  });

  it('puts a tail of unknown length behind the known ones, and rows without a place in time last', async () => {
    const rows = [
      decodedRow({ session: 'a' }),
      decodedRow({ session: 'b', joined: 0 }),
      decodedRow({ session: 'c', joined: 1, left: 1 }),
    ];
    const endless = answerOf(rows, { context: { ...live, live: false } });
    assert.deepEqual(await inOrder(endless, 'interval'), [2, 1, 0]);
    assert.deepEqual(await inOrder(endless, 'interval', true), [1, 2, 0]);
  });

  it('is of the rows given, and tells where a row stands', async () => {
    const order = await rowOrder(answer, Uint32Array.of(0, 2, 3), null, atOnce);
    assert.deepEqual([...order], [2, 0, 3]);
    assert.deepEqual(
      [2, 3, 1].map((row) => positionOf(order, row)),
      [0, 2, undefined],
    );
    assert.deepEqual(await inOrder(answerOf([])), []);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    abort.abort();
    const order = rowOrder(answer, undefined, null, { ...atOnce, signal: abort.signal });
    await assert.rejects(order, { name: 'AbortError' });
  });

  it('holds every row once, whatever the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddRow, { maxLength: 20 }),
        fc.constantFrom(...cellNames),
        fc.boolean(),
        async (rows, column, descending) => {
          const odd = answerOf(rows);
          const order = await inOrder(odd, column, descending);
          assert.deepEqual(
            order.toSorted((one, other) => one - other),
            Array.from(odd.rows.arrays.joined.subarray(0, odd.rows.length), (_, row) => row),
          );
          // What the table calls unknown is last, in both directions.
          const place = cellNames.indexOf(column);
          if (!['joined', 'roles', 'publisher', 'userSession'].includes(column)) return;
          const unknown = order.map((row) => panelRow(odd, row, inEnglish).cells[place] === 'unknown');
          assert.deepEqual(
            unknown,
            unknown.toSorted((one, other) => Number(one) - Number(other)),
          );
        },
      ),
    );
  });
});

describe('ranks of texts', () => {
  it('are those of a plain sort, for as many as there may be', () => {
    const plain = (one: string, other: string): number => {
      const [low, high] = [one.toLowerCase(), other.toLowerCase()];
      if (low !== high) return low < high ? -1 : 1;
      return one < other ? -1 : one > other ? 1 : 0;
    };
    const check = (texts: readonly string[]): void => {
      const ranks = runAtOnce(textRanks(texts));
      const sorted = [...new Set(texts)].sort(plain);
      const rankOf = new Map(sorted.map((words, rank) => [words, rank]));
      assert.deepEqual(
        [...ranks],
        texts.map((words) => rankOf.get(words)),
      );
    };
    const long = Array.from({ length: 5000 }, (_, at) => `User ${(at * 7919) % 4100}`);
    check(long);
    check(long.toReversed());
    check(long.slice(0, 1025));
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', '😀', ''), maxLength: 3 })),
        check,
      ),
    );
  });
});
