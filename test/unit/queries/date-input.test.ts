import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { isText, rangeWords, readDate, readRange } from '../../../src/queries/date-input';

describe('dates as typed', () => {
  it('a day ends at the next local midnight, also on days of a clock change', () => {
    for (const [year, month, date] of [
      [2026, 11, 22],
      [2026, 3, 29],
      [2026, 10, 25],
      [2028, 2, 29],
    ] as const) {
      const read = readDate(`${year}-${month}-${date}`);
      assert.ok(read.kind === 'at');
      assert.equal(read.from, new Date(year, month - 1, date).getTime());
      assert.equal(read.to, new Date(year, month - 1, date + 1).getTime());
    }
  });

  it('a minute ends with itself; an instant has its zone', () => {
    const read = readDate(' 2026-11-22 09:05 ');
    assert.ok(read.kind === 'at');
    assert.equal(read.from, new Date(2026, 10, 22, 9, 5).getTime());
    assert.equal(read.to - read.from, 60_000);
    const instant = readDate('2026-11-22T09:00:00+02:00');
    assert.ok(instant.kind === 'at');
    assert.equal(instant.from, Date.UTC(2026, 10, 22, 7));
  });

  it('refuses days that do not exist and anything else', () => {
    for (const words of [
      '2026-02-30',
      '2026-13-01',
      '2026-11-22 24:00',
      '2026-11-22 09:60',
      'yesterday',
      '22.11.2026',
      '1754-08-30',
      '2026-11-22T09:00:00',
    ]) {
      assert.equal(readDate(words).kind, 'wrong', words);
    }
  });

  it('a range includes the day it ends with; an empty end is open; a turned one is refused', () => {
    assert.deepEqual(readRange('2026-11-22', '2026-11-22'), {
      from: new Date(2026, 10, 22).getTime(),
      to: new Date(2026, 10, 23).getTime(),
    });
    assert.deepEqual(readRange('', ''), { from: undefined, to: undefined });
    assert.ok(isText(readRange('2026-11-22', '2026-11-21')));
    assert.ok(isText(readRange('nonsense', '')));
    assert.ok(!isText(readRange('2026-11-22', '')));
  });

  it('writes a range as it was typed', () => {
    for (const [from, to] of [
      ['2026-11-21', '2026-11-22'],
      ['2026-11-22 09:05', '2026-11-22 17:00'],
      ['', '2026-02-28'],
      ['2026-11-22', ''],
      ['', ''],
    ] as const) {
      const range = readRange(from, to);
      assert.ok(!isText(range));
      assert.deepEqual(rangeWords(range), { from, to });
    }
  });

  it('writes any range so that it reads back as itself', () => {
    fc.assert(
      fc.property(
        // From 1971 on: nothing before is read. Steps of half an hour hit midnights and the hours of clock changes.
        fc.oneof(
          fc.integer({ min: 40_000_000_000, max: 4_000_000_000_000 }),
          fc.integer({ min: 24_000, max: 2_000_000 }).map((halfHours) => halfHours * 1_800_000),
        ),
        fc.integer({ min: 1, max: 1_000_000_000_000 }),
        (from, length) => {
          const range = { from, to: from + length };
          const words = rangeWords(range);
          assert.deepEqual(readRange(words.from, words.to), range);
        },
      ),
    );
  });
});
