import type { Peak, StepCurve } from './step-curve';

/** A step function for drawing. It has no area, so that nobody can take an integral of it for a figure. */
export interface ReducedCurve {
  /** Ms, ascending: some of the exact curve's steps, with its values. */
  readonly at: Float64Array;
  readonly value: Uint32Array;
  /** The exact curve's. */
  readonly peak: Peak | undefined;
  /** How many steps the exact curve has. */
  readonly exactSteps: number;
}

type Steps = Omit<StepCurve, 'area'>;

/** Below this there is no room for a shape. */
export const fewestPoints = 8;
/** Of a bucket its first, lowest, highest and last step are kept. */
const keptInBucket = 4;

/**
 * The curve reduced to at most `points` steps. Always kept, also where that alone makes more than `points` (then at most
 * 4 steps come on top): the first and the last step, the peak and the step that ends it, every zero and the step that
 * ends it. So the peak, its instant and how long it held are the exact curve's, and the reduced curve is 0 exactly where
 * the exact one is. Between two kept steps the exact curve stays within the kept steps of that bucket. Buckets are bounded
 * half by equal lengths of time, which suits a drawing, and half by equal numbers of steps, so that one stray step weeks
 * away does not press all others into one bucket. A curve that fits is answered whole. O(n).
 * @throws RangeError: fewer than {@link fewestPoints} points, or no whole number
 */
export function reduceCurve(curve: Steps, points: number): ReducedCurve {
  return reduced(curve, points, always);
}

/**
 * {@link reduceCurve} to `points` steps at most, whatever the curve: where zeros alone would take more than half of the
 * room, they are kept as other lowest steps are, and the reduced curve may be above 0 within a bucket where the exact one
 * falls to it.
 * @throws RangeError: fewer than {@link fewestPoints} points, or no whole number
 */
export function boundCurve(curve: Steps, points: number): ReducedCurve {
  return reduced(curve, points, (whole) => {
    const kept = always(whole);
    return count(kept) > points / 2 ? ends(whole) : kept;
  });
}

function reduced(curve: Steps, points: number, mustKeep: (curve: Steps) => Uint8Array): ReducedCurve {
  if (!Number.isInteger(points) || points < fewestPoints)
    throw new RangeError(`A curve cannot be reduced to ${points} points.`);
  const { at, value, peak } = curve;
  if (at.length <= points) return { at, value, peak, exactSteps: at.length };
  const kept = mustKeep(curve);
  const buckets = Math.max(1, Math.floor((points - count(kept)) / keptInBucket));
  keepExtremes(value, kept, boundsOf(at, buckets));
  const steps = count(kept);
  const few = { at: new Float64Array(steps), value: new Uint32Array(steps) };
  for (let step = 0, next = 0; step < kept.length; step++) {
    if (kept[step] !== 1) continue;
    few.at[next] = at[step] ?? 0;
    few.value[next++] = value[step] ?? 0;
  }
  return { ...few, peak, exactSteps: at.length };
}

/** By step: 1 where it may not be left out. */
function always(curve: Steps): Uint8Array {
  const kept = ends(curve);
  const { value } = curve;
  for (let step = 0; step < value.length; step++) if (value[step] === 0) kept[step] = kept[step + 1] = 1;
  return kept;
}

/** By step: 1 for the first, the last, the peak and the step that ends it. */
function ends({ at, peak }: Steps): Uint8Array {
  const kept = new Uint8Array(at.length);
  kept[0] = kept[at.length - 1] = 1;
  const highest = peak === undefined ? -1 : at.indexOf(peak.at);
  if (highest >= 0) kept[highest] = kept[highest + 1] = 1;
  return kept;
}

/** The first step of each bucket, ascending, and the number of steps last; some buckets are empty. */
function boundsOf(at: Float64Array, buckets: number): readonly number[] {
  const bounds = [at.length];
  const byTime = buckets >> 1;
  const byCount = buckets - byTime;
  for (let bucket = 0; bucket < byCount; bucket++) bounds.push(Math.floor((at.length * bucket) / byCount));
  const first = at[0] ?? 0;
  const length = (at.at(-1) ?? 0) - first;
  for (let bucket = 0, step = 0; bucket < byTime; bucket++) {
    while (((at[step] ?? Infinity) - first) * byTime < length * bucket) step++;
    bounds.push(step);
  }
  return bounds.toSorted((one, other) => one - other);
}

function keepExtremes(value: Uint32Array, kept: Uint8Array, bounds: readonly number[]): void {
  for (let bucket = 0; bucket + 1 < bounds.length; bucket++) {
    const [first, end] = [bounds[bucket] ?? 0, bounds[bucket + 1] ?? 0];
    if (end <= first) continue;
    let [lowest, highest] = [first, first];
    for (let step = first + 1; step < end; step++) {
      const holds = value[step] ?? 0;
      if (holds < (value[lowest] ?? 0)) lowest = step;
      if (holds > (value[highest] ?? 0)) highest = step;
    }
    kept[first] = kept[lowest] = kept[highest] = kept[end - 1] = 1;
  }
}

function count(kept: Uint8Array): number {
  return kept.reduce((sum, one) => sum + one, 0);
}
