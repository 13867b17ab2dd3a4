import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonText } from '../../../src/attendance/json-text';
import { isoForm, isoJson, wireJson } from '../../../src/attendance/wire';
import { oddRow } from './decoded-rows';

const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    fc.date({ noInvalidDate: false }),
    fc.constantFrom(undefined, NaN, Infinity, -0),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('ISO form', () => {
  it('writes times in UTC to the millisecond', () => {
    const at = new Date(Date.UTC(2026, 10, 22, 9, 0, 0, 7));
    assert.deepEqual(isoForm({ joined_at: at, left_at: null }), {
      joined_at: '2026-11-22T09:00:00.007Z',
      left_at: null,
    });
  });

  it('says null where there is no time, never a year of Go’s zero', () => {
    for (const ms of [NaN, 0, -1, Date.parse('0001-01-01T00:00:00Z'), -6_795_364_578_872]) {
      assert.deepEqual(isoForm({ left_at: new Date(ms) }), { left_at: null });
    }
    assert.deepEqual(isoForm(new Date(1)), '1970-01-01T00:00:00.001Z');
  });

  it('is JSON of the same keys, as JSON.stringify would have it', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        assert.equal(jsonText(value, 'iso'), JSON.stringify(isoForm(value)));
        assert.equal(isoJson(value), JSON.stringify(isoForm(value), null, 2));
      }),
    );
  });

  it('keeps all keys of a row', () => {
    fc.assert(
      fc.property(oddRow, (row) => {
        const written = Object.keys(row).filter((key) => row[key] !== undefined);
        const form = isoForm(row);
        assert.ok(typeof form === 'object' && form !== null);
        assert.deepEqual(Object.keys(form), written);
      }),
    );
  });

  it('takes __proto__ for a name like any other', () => {
    const form = isoForm(JSON.parse('{"__proto__":{"polluted":1}}'));
    assert.equal(JSON.stringify(form), '{"__proto__":{"polluted":1}}');
    assert.equal(Object.getPrototypeOf(form), Object.prototype);
  });
});

describe('wire form', () => {
  it('writes times as nanoseconds whose last six digits are zero', () => {
    assert.equal(
      jsonText({ joined_at: new Date(1_795_338_000_123) }, 'wire'),
      '{"joined_at":1795338000123000000}',
    );
  });

  it('writes every digit of any time that fits, and text where none fits', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(-9_223_372_036_854), max: new Date(9_223_372_036_854), noInvalidDate: true }),
        (date) => {
          assert.equal(BigInt(jsonText(date, 'wire')), BigInt(date.getTime()) * 1_000_000n);
        },
      ),
    );
    assert.equal(jsonText(new Date(0), 'wire'), '0');
    assert.equal(jsonText(new Date('0001-01-01T00:00:00Z'), 'wire'), '"0001-01-01T00:00:00Z"');
    assert.equal(jsonText(new Date(NaN), 'wire'), 'null');
  });

  it('is ISO form but for the times', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(wireJson(value), isoJson(value));
      }),
    );
  });
});
