import assert from 'node:assert/strict';
import { numberText } from '../../../src/attendance/number-text';

describe('numbers as text', () => {
  it('are written as the language does, and in English where it is unknown', () => {
    for (const [locale, words] of [
      ['en', '12,000'],
      ['de', '12.000'],
      ['en', '12,000'],
      ['tlh', '12,000'],
    ] as const)
      assert.equal(numberText(12_000, locale), words, locale);
  });
});
