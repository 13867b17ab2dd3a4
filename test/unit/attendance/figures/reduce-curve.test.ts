import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { boundCurve, fewestPoints, reduceCurve } from '../../../../src/attendance/figures/reduce-curve';
import { CurveBuilder, partOf, valueAt, type StepCurve } from '../../../../src/attendance/figures/step-curve';

/** A curve of steps `[ms after the step before, value]`. */
function curveOf(steps: readonly (readonly [number, number])[]): StepCurve {
  const builder = new CurveBuilder(steps.length);
  let at = 1_000_000;
  for (const [later, value] of steps) builder.step((at += later), value);
  return builder.build();
}

type Curve = Pick<StepCurve, 'at' | 'value'>;

/** All stretches on which a curve is 0, the first and last without end. */
function zeros({ at, value }: Curve): readonly (readonly [number, number])[] {
  const found: [number, number][] = [[-Infinity, at[0] ?? Infinity]];
  for (const [step, holds] of value.entries())
    if (holds === 0) found.push([at[step] ?? NaN, at[step + 1] ?? Infinity]);
  return found;
}

/** Steps that must be kept. */
function needed({ at, value, peak }: StepCurve): number {
  const steps = new Set([0, at.length - 1]);
  for (const [step, holds] of value.entries()) {
    if (holds !== 0 && at[step] !== peak?.at) continue;
    steps.add(step).add(Math.min(step + 1, at.length - 1));
  }
  return steps.size;
}

const later = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 5000 }) },
  { weight: 1, arbitrary: fc.constantFrom(3_600_000, 30 * 86_400_000) },
);
const curves = fc
  .tuple(
    fc.array(fc.tuple(later, fc.nat({ max: 40 })), { minLength: 1, maxLength: 300 }),
    fc.constantFrom(0, 1, 30),
  )
  .map(([steps, floor]) =>
    curveOf([...steps.map(([ms, value]) => [ms, Math.max(floor, value)] as const), [1, 0]]),
  );
const budgets = fc.integer({ min: fewestPoints, max: 120 });

describe('a reduced curve', () => {
  it('keeps the peak, every zero and the values where it has steps', () => {
    fc.assert(
      fc.property(curves, budgets, (curve, points) => {
        const reduced = reduceCurve(curve, points);
        const exact = new Map([...curve.at].map((at, step) => [at, curve.value[step]]));
        assert.ok([...reduced.at].every((at, step) => exact.get(at) === reduced.value[step]));
        assert.deepEqual(
          [...reduced.at],
          [...new Set(reduced.at)].toSorted((one, other) => one - other),
        );
        assert.deepEqual(zeros(reduced), zeros(curve));
        if (curve.peak === undefined) return;
        const highest = reduced.value.indexOf(Math.max(...reduced.value));
        const { value, at, heldMs } = curve.peak;
        assert.deepEqual(
          [reduced.value[highest], reduced.at[highest], (reduced.at[highest + 1] ?? NaN) - at],
          [value, at, heldMs],
        );
      }),
    );
  });

  it('has at most so many steps, or 4 more than it must have', () => {
    fc.assert(
      fc.property(curves, budgets, (curve, points) => {
        const { at, exactSteps } = reduceCurve(curve, points);
        assert.equal(exactSteps, curve.at.length);
        assert.ok(at.length <= Math.max(points, needed(curve) + 4));
        if (curve.at.length <= points) assert.deepEqual(at, curve.at);
      }),
    );
  });

  it('draws as high and as low as what it leaves out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(later, fc.integer({ min: 1, max: 99 })), { minLength: 50 }), (steps) => {
        const curve = curveOf([...steps, [1, 0]]);
        const reduced = reduceCurve(curve, 24);
        let next = 0;
        for (const [step, holds] of curve.value.entries()) {
          while ((reduced.at[next] ?? Infinity) <= (curve.at[step] ?? 0)) next++;
          // At most 4 of its bucket on either side, and of what is always kept the peak, the last step and their neighbours.
          const near = reduced.value.subarray(Math.max(0, next - 6), next + 6);
          assert.ok(Math.max(...near) >= holds && Math.min(...near) <= holds, `step ${step}`);
        }
      }),
    );
  });

  it('keeps its shape beside a stray step weeks away', () => {
    const crowd = Array.from({ length: 50_000 }, (_, step) => [70, 1 + ((step * 7919) % 500)] as const);
    const curve = curveOf([...crowd, [1, 0], [30 * 86_400_000, 1], [1000, 0]]);
    const { at } = reduceCurve(curve, 2000);
    assert.ok(at.length <= 2000);
    assert.ok(at.length > 900, `${at.length}`);
  });

  it('keeps a slow hour exact beside a rush', () => {
    const rush = Array.from({ length: 12_000 }, (_, step) => [25, step + 1] as const);
    const slow = Array.from({ length: 200 }, (_, step) => [36_000, 11_999 - step] as const);
    const curve = curveOf([...rush, ...slow, [36_000, 0]]);
    const { at } = reduceCurve(curve, 2000);
    const kept = new Set(at);
    assert.ok([...curve.at.subarray(12_000)].every((step) => kept.has(step)));
  });

  it('keeps all zeros, also where they are more than it may have', () => {
    const curve = curveOf(Array.from({ length: 1000 }, (_, step) => [10, step % 2 === 0 ? 1 : 0] as const));
    assert.deepEqual(reduceCurve(curve, 8).at, curve.at);
  });

  it('is refused without room for a shape', () => {
    for (const points of [7, 0, -1, 8.5, NaN])
      assert.throws(() => reduceCurve(curveOf([]), points), RangeError);
    assert.deepEqual(reduceCurve(curveOf([]), 8).at, new Float64Array(0));
  });
});

/** Curves of many steps, some of which fall to 0 again and again. */
const busy = fc
  .tuple(
    fc.array(fc.tuple(later, fc.nat({ max: 3 })), { minLength: 100, maxLength: 200 }),
    fc.constantFrom(0, 1),
  )
  .map(([steps, floor]) => curveOf([...steps.map(([ms, value]) => [ms, value + floor] as const), [1, 0]]));

describe('a curve bound to a number of points', () => {
  it('never has more, keeps its ends and its peak, and all zeros while they fit', () => {
    let [whole, few] = [0, 0];
    fc.assert(
      fc.property(busy, budgets, (curve, points) => {
        const bound = boundCurve(curve, points);
        assert.ok(bound.at.length <= points);
        assert.deepEqual([bound.at[0], bound.at.at(-1)], [curve.at[0], curve.at.at(-1)]);
        const exact = new Map([...curve.at].map((at, step) => [at, curve.value[step]]));
        assert.ok([...bound.at].every((at, step) => exact.get(at) === bound.value[step]));
        if (curve.peak !== undefined) {
          const { value, at, heldMs } = curve.peak;
          const step = bound.at.indexOf(at);
          assert.deepEqual([bound.value[step], (bound.at[step + 1] ?? NaN) - at], [value, heldMs]);
        }
        if (needed(curve) > points / 2) few++;
        else {
          whole++;
          assert.deepEqual(zeros(bound), zeros(curve));
        }
      }),
    );
    assert.ok(whole > 5 && few > 5, `${whole} ${few}`);
  });

  it('goes as high and as low as the exact one also where it comes and goes', () => {
    const curve = curveOf(
      Array.from({ length: 20_000 }, (_, step) => [10, step % 2 === 0 ? 1 + (step % 7) : 0] as const),
    );
    const { at, value } = boundCurve(curve, 40);
    assert.ok(at.length <= 40 && at.length > 20);
    assert.deepEqual([Math.min(...value), Math.max(...value)], [0, 7]);
    assert.throws(() => boundCurve(curve, fewestPoints - 1), RangeError);
  });
});

describe('a part of a curve', () => {
  it('holds what the curve holds there, from its first instant on', () => {
    fc.assert(
      fc.property(
        curves,
        fc.nat({ max: 400_000 }),
        fc.integer({ min: 1, max: 400_000 }),
        (curve, later, length) => {
          const from = 990_000 + later;
          const part = partOf(curve, from, from + length);
          assert.equal(part.at[0], from);
          assert.deepEqual(
            [...part.at].slice(1),
            [...curve.at].filter((at) => at > from && at <= from + length),
          );
          for (const [step, at] of part.at.entries()) assert.equal(part.value[step], valueAt(curve, at));
          const most = Math.max(...part.value);
          if (most === 0) {
            assert.equal(part.peak, undefined);
            return;
          }
          const first = part.value.indexOf(most);
          assert.deepEqual(part.peak, {
            value: most,
            at: part.at[first],
            heldMs: (part.at[first + 1] ?? from + length) - (part.at[first] ?? NaN),
          });
        },
      ),
    );
  });
});
