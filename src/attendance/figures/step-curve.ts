import type { Ms } from '../instant';

/**
 * A step function of time: `value[n]` holds on [`at[n]`, `at[n + 1]`), the last value for ever, and 0 before the first
 * instant. All that happens at one instant is one step, so that a hand-over makes no dip (rule 7).
 */
export interface StepCurve {
  /** Ms, ascending, each once. */
  readonly at: Float64Array;
  readonly value: Uint32Array;
  /** Undefined: it never rises above 0. */
  readonly peak: Peak | undefined;
  /** ∫ of the whole curve, in value × ms. */
  readonly area: number;
}

/** A maximum: its value, its first instant, and the first unbroken stretch for which it held. */
export interface Peak {
  readonly value: number;
  readonly at: Ms;
  readonly heldMs: number;
}

/** Grows a curve. */
export class CurveBuilder {
  /** The first {@link length} are steps. Whoever takes many writes them here itself: a call each costs more than the step. */
  readonly at: Float64Array;
  readonly value: Uint32Array;
  length = 0;

  /** @param most steps there can be */
  constructor(most: number) {
    this.at = new Float64Array(most);
    this.value = new Uint32Array(most);
  }

  /** What holds from `at` on. Instants ascend. */
  step(at: Ms, value: number): void {
    if (value === (this.value[this.length - 1] ?? 0)) return;
    this.at[this.length] = at;
    this.value[this.length++] = value;
  }

  build(): StepCurve {
    const at = this.at.subarray(0, this.length);
    const value = this.value.subarray(0, this.length);
    let [highest, most, area] = [-1, 0, 0];
    for (let step = 0; step < value.length - 1; step++) {
      const holds = value[step] ?? 0;
      if (holds > most) [highest, most] = [step, holds];
      area += holds * ((at[step + 1] ?? 0) - (at[step] ?? 0));
    }
    const [from, to] = [at[highest], at[highest + 1]];
    const peak =
      from === undefined || to === undefined ? undefined : { value: most, at: from, heldMs: to - from };
    return { at, value, peak, area };
  }
}

/** What holds at an instant. O(log n). */
export function valueAt({ at, value }: StepCurve, instant: Ms): number {
  const next = firstAfter(at, instant);
  return next === 0 ? 0 : (value[next - 1] ?? 0);
}

/**
 * The steps of [from, to], the first of them at `from` with what holds there, also where that is 0. What holds at the last
 * step holds on. The peak is that of the part, with its stretch up to `to`. O(steps of the part).
 */
export function partOf(curve: StepCurve, from: Ms, to: Ms): Omit<StepCurve, 'area'> {
  const [first, end] = [firstAfter(curve.at, from), firstAfter(curve.at, to)];
  const steps = Math.max(0, end - first) + 1;
  const part = { at: new Float64Array(steps), value: new Uint32Array(steps) };
  part.at[0] = from;
  part.value[0] = first === 0 ? 0 : (curve.value[first - 1] ?? 0);
  part.at.set(curve.at.subarray(first, end), 1);
  part.value.set(curve.value.subarray(first, end), 1);
  let [highest, most] = [-1, 0];
  for (let step = 0; step < steps; step++) {
    const holds = part.value[step] ?? 0;
    if (holds > most) [highest, most] = [step, holds];
  }
  const at = part.at[highest];
  const peak = at === undefined ? undefined : { value: most, at, heldMs: (part.at[highest + 1] ?? to) - at };
  return { ...part, peak };
}

/** ∫ of the curve over [from, to), in value × ms. */
export function integral(curve: StepCurve, from: Ms, to: Ms): number {
  const { at } = curve;
  const [first, last] = [firstAfter(at, from), firstAfter(at, to)];
  // Mostly nearly all of it is inside: what is not is quicker to add up.
  if (last - first < at.length / 2) return added(curve, first, last, from, to);
  return curve.area - added(curve, 0, first, -Infinity, from) - added(curve, last, at.length, to, Infinity);
}

/** ∫ over [from, to), whose steps are those from `first` to before `end`, and the one before them. */
function added({ at, value }: StepCurve, first: number, end: number, from: Ms, to: Ms): number {
  let sum = 0;
  for (let step = Math.max(0, first - 1); step < end; step++) {
    const holds = value[step] ?? 0;
    if (holds > 0) sum += holds * (Math.min(to, at[step + 1] ?? to) - Math.max(from, at[step] ?? 0));
  }
  return sum;
}

/** The first step after an instant, by halving. */
function firstAfter(at: Float64Array, instant: Ms): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
