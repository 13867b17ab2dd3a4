import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IsoTimes } from '../../../src/formats/iso-times';

describe('instants in ISO 8601, very many of them', () => {
  it('are what Date writes, in any order, and empty where there is none', () => {
    const iso = new IsoTimes();
    const day = 86_400_000;
    const instant = fc.oneof(
      fc.integer({ min: -5 * day, max: 5 * day }),
      fc.maxSafeInteger(),
      fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
      fc.constantFrom(-62_167_219_200_000, -62_167_219_200_001, 253_402_300_799_999, 253_402_300_800_000),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(instant, { maxLength: 8 }), (instants) => {
        for (const at of instants) {
          const date = new Date(at);
          assert.equal(iso.text(at), Number.isNaN(date.getTime()) ? '' : date.toISOString());
        }
      }),
      { numRuns: 1000 },
    );
    assert.equal(iso.text(undefined), '');
    assert.equal(iso.text(NaN), '');
    assert.equal(iso.text(Date.UTC(2026, 10, 22, 9, 1, 2, 3)), '2026-11-22T09:01:02.003Z');
  });
});
