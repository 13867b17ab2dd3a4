import assert from 'node:assert/strict';
import fc from 'fast-check';
import { equalValues } from '../../../src/attendance/equal-values';
import { instantOf, readInstant } from '../../../src/attendance/instant';

const at = Date.UTC(2026, 10, 22, 9, 0, 0, 123);

describe('reading a time', () => {
  const cases: readonly (readonly [unknown, string | number])[] = [
    [undefined, 'missing'],
    [null, 'null'],
    [new Date(at), at],
    [at * 1e6, at],
    [at * 1e6 + 999_000, at],
    ['2026-11-22T09:00:00.123Z', at],
    ['2026-11-22T09:00:00.123456789Z', at],
    ['2026-11-22T10:00:00.123+01:00', at],
    [1_000_000, 1],
    [999_999, 'unknown'],
    [0, 'unknown'],
    ['', 'unknown'],
    [new Date(0), 'unknown'],
    [new Date(NaN), 'unknown'],
    ['0001-01-01T00:00:00Z', 'unknown'],
    [new Date('0001-01-01T00:00:00Z'), 'unknown'],
    [-6_795_364_578_871_345_152, 'unknown'],
    [NaN, 'unknown'],
    [Infinity, 'unknown'],
    ['yesterday', 'unknown'],
    ['2026', 'unknown'],
    [true, 'unknown'],
    [{}, 'unknown'],
  ];
  for (const [value, expected] of cases) {
    it(`${typeof value} ${String(value)} is ${expected}`, () => {
      const reading = readInstant(value);
      assert.equal(reading.kind === 'at' ? reading.ms : reading.kind, expected);
      assert.equal(instantOf(value), typeof expected === 'number' ? expected : undefined);
    });
  }

  it('gives whole milliseconds after 1970 for anything, or no time', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything({ withDate: true }), fc.double(), fc.date({ noInvalidDate: false })),
        (value) => {
          const ms = instantOf(value);
          assert.ok(ms === undefined || (Number.isInteger(ms) && ms > 0));
        },
      ),
    );
  });
});

describe('equal values', () => {
  it('are equal in content, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value), (_, part: unknown) =>
          typeof part === 'object' && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).toReversed())
            : part,
        );
        assert.equal(equalValues(copy, JSON.parse(JSON.stringify(value))), true);
      }),
    );
  });

  const different: readonly (readonly [unknown, unknown])[] = [
    [null, undefined],
    [0, -0],
    [{}, []],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: 1 }, { b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [new Date(1), new Date(2)],
    [new Date(NaN), new Date(0)],
    [new Date(1), {}],
    ['1', 1],
  ];
  for (const [one, other] of different) {
    it(`tell ${JSON.stringify(one)} and ${JSON.stringify(other)} apart`, () => {
      assert.equal(equalValues(one, other), false);
      assert.equal(equalValues(other, one), false);
    });
  }

  it('take two invalid dates for equal', () => {
    assert.equal(equalValues({ at: new Date(NaN) }, { at: new Date(NaN) }), true);
  });
});
