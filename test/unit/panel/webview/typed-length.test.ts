import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTypedLength, typedLengthOf } from '../../../../src/panel/webview/typed-length';

function read(typed: string): number | string {
  const found = readTypedLength(typed);
  return found.kind === 'length' ? found.ms : found.kind;
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];

describe('A typed length of time', () => {
  for (const [typed, expected] of [
    ['30', 30 * minute],
    ['30m', 30 * minute],
    [' 30 min ', 30 * minute],
    ['1h 30m', 90 * minute],
    ['1h30', 'wrong'],
    ['1h30m', 90 * minute],
    ['90 s', 90 * second],
    ['90 seconds', 90 * second],
    ['1.5 hours', 90 * minute],
    ['1,5h', 90 * minute],
    ['1,5', 90 * second],
    ['1,25', 75 * second],
    ['1500', 1500 * minute],
    ['1,500', 'wrong'],
    ['1h 1,500s', 'wrong'],
    ['1.500', 90 * second],
    ['2 H 3 M 4 S', 2 * hour + 3 * minute + 4 * second],
    ['0.001s', 1],
    ['', 'none'],
    ['  ', 'none'],
    ['0', 'wrong'],
    ['0h 0m', 'wrong'],
    ['-5', 'wrong'],
    ['30m 1h', 'wrong'],
    ['half an hour', 'wrong'],
    ['1:30', 'wrong'],
    ['9999h', 'wrong'],
    ['1e9', 'wrong'],
  ] as const) {
    it(`reads ${JSON.stringify(typed)}`, () => {
      assert.equal(read(typed), expected);
    });
  }

  it('comes back from its written form', () => {
    assert.equal(typedLengthOf(90 * minute), '1h 30m');
    assert.equal(typedLengthOf(45 * second), '45s');
    assert.equal(typedLengthOf(hour + 500), '1h 0.5s');
    assert.equal(typedLengthOf(0), '0s');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 * 24 * hour }), (ms) => {
        assert.equal(read(typedLengthOf(ms)), ms);
      }),
    );
  });
});
