import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runAtOnce } from '../../../../src/attendance/figures/slices';
import { inTimeOrder } from '../../../../src/attendance/figures/time-order';
import { Dice } from './oracle-sessions';

/** Spans around what one pass of the sort and what 32 bits can tell apart, up to that between any two dates. */
const spans = [
  0,
  1,
  2 ** 11 - 1,
  2 ** 11,
  2 ** 22,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 33 + 7,
  2 ** 44,
  1.7e16,
] as const;
const firsts = [0, Date.UTC(2026, 10, 22), -8.64e15] as const;

function check(times: Float64Array): void {
  const expected = Array.from(times.keys()).sort(
    (one, other) => (times[one] ?? NaN) - (times[other] ?? NaN) || one - other,
  );
  const order = runAtOnce(inTimeOrder(times));
  assert.equal(order.length, expected.length);
  // Not deepEqual: telling long lists apart would take it minutes.
  const wrong = expected.findIndex((index, at) => order[at] !== index);
  assert.equal(wrong, -1);
}

describe('the order in time', () => {
  it('is that of a stable comparison sort', () => {
    const times = fc.constantFrom(...spans).chain((span) =>
      fc.constantFrom(...firsts).chain((first) =>
        fc
          .array(
            fc.oneof(
              fc.integer({ min: 0, max: Math.min(span, 5) }),
              fc.maxSafeNat().map((n) => n % (span + 1)),
            ),
          )
          .map((values) => Float64Array.from(values, (value) => first + value)),
      ),
    );
    fc.assert(fc.property(times, check), { numRuns: 1000 });
  });

  it('also of more times than one step takes', () => {
    const dice = new Dice(7);
    for (const span of spans)
      check(Float64Array.from({ length: 40_000 }, () => dice.below(span + 1) - Math.floor(span / 2)));
  });

  it('of times that come sorted, backwards, all at once, or not at all', () => {
    const ascending = Float64Array.from({ length: 20_000 }, (_, at) => at * 300_000);
    check(ascending);
    check(ascending.toReversed());
    check(new Float64Array(20_000).fill(5));
    check(new Float64Array(0));
    check(Float64Array.of(3));
    // Only the last is out of order, at the end of the last step.
    check(ascending.with(-1, -1));
  });

  it('does not change the times', () => {
    const times = Float64Array.of(5, 2 ** 40, -3, 5);
    runAtOnce(inTimeOrder(times));
    assert.deepEqual(times, Float64Array.of(5, 2 ** 40, -3, 5));
  });
});
