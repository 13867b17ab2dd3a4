import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { compileFilter, fieldRules } from '../../../src/sample/filter';
import { randomOf } from '../../../src/sample/random';
import { readRfc3339, timeWriter } from '../../../src/sample/wire';

/** What the SDK makes of a time. */
function decoded(wire: number | string): number {
  return (typeof wire === 'number' ? new Date(Math.floor(wire / 1e6)) : new Date(wire)).getTime();
}

const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2060, 0, 1) });

describe('sample server: times', () => {
  it('come out of the SDK as the millisecond that went in', () => {
    for (const form of ['ns', 'rfc3339', 'mixed'] as const) {
      const write = timeWriter(form, undefined, undefined);
      fc.assert(
        fc.property(instant, fc.integer({ min: 1, max: 998 }), (at, micros) => {
          assert.equal(decoded(write(at)), at);
          assert.equal(decoded(write(at, micros)), at);
        }),
      );
    }
  });

  it('are read from RFC 3339 to the nanosecond', () => {
    assert.equal(readRfc3339('2025-11-20T10:42:00Z'), 1_763_635_320_000_000_000n);
    assert.equal(readRfc3339('2025-11-20T10:42:00.000999999Z'), 1_763_635_320_000_999_999n);
    assert.equal(readRfc3339('2025-11-20T12:42:00.5+02:00'), 1_763_635_320_500_000_000n);
    for (const wrong of ['yesterday', '2025-11-20', '2025-11-20T10:42:00', '2025-13-40T10:42:00Z', '']) {
      assert.equal(readRfc3339(wrong), undefined, wrong);
    }
  });
});

describe('sample server: filters', () => {
  const rules = fieldRules(['name', 'string', '$eq $in $exists $gt $gte $lt $lte']);
  const holds = (filter: unknown, name: string | null): boolean =>
    compileFilter(filter, rules, (record: { name: string | null }) => record.name)({ name });

  it('compare texts as they are, and leave out what is not set', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        assert.equal(holds({ name: { $lt: b } }, a), a < b);
        assert.equal(holds({ name: { $gte: b } }, a), a >= b);
        assert.equal(holds({ name: b }, a), a === b);
        assert.equal(holds({ name: { $in: [b, 'x'] } }, a), a === b || a === 'x');
        assert.equal(holds({ $or: [{ name: a }, { name: b }] }, b), true);
        assert.deepEqual(
          ['$lt', '$lte', '$gt', '$gte'].map((operator) => holds({ name: { [operator]: a } }, a)),
          [false, true, false, true],
        );
        for (const operator of ['$lt', '$lte', '$gt', '$gte', '$eq']) {
          assert.equal(holds({ name: { [operator]: b } }, null), false);
        }
      }),
    );
    assert.equal(holds({ name: null }, null), true);
    assert.equal(holds({ name: { $exists: false } }, null), true);
    assert.equal(holds({ name: { $gt: 'a', $lt: 'c' } }, 'b'), true);
    assert.equal(holds({ name: { $gt: 'a', $lt: 'c' } }, 'c'), false);
  });
});

describe('sample server: chances', () => {
  it('are the same for the same seed and label, and look like UUIDs where they should', () => {
    const draw = (seed: number, label: string): string => randomOf(seed, label).uuid();
    assert.equal(draw(1, 'a'), draw(1, 'a'));
    assert.notEqual(draw(1, 'a'), draw(2, 'a'));
    assert.notEqual(draw(1, 'a'), draw(1, 'b'));
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, label) => {
        const random = randomOf(seed, label);
        assert.match(random.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        const number = random.whole(-3, 5);
        assert.ok(Number.isInteger(number) && number >= -3 && number <= 5);
        assert.equal(random.some([1, 2, 3], 5).length, 3);
      }),
    );
  });
});
