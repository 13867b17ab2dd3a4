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
  /** The first {@link length} are steps. */
  at = new Float64Array(64);
  value = new Uint32Array(64);
  length = 0;

  /** Makes room for so many more steps. Whoever takes many writes them into the arrays itself: a call each costs more than the step. */
  reserve(more: number): void {
    if (this.length + more <= this.at.length) return;
    const room = Math.max(this.length + more, this.length * 2);
    const { at, value } = this;
    this.at = new Float64Array(room);
    this.at.set(at);
    this.value = new Uint32Array(room);
    this.value.set(value);
  }

  /** What holds from `at` on; there is room for it. Instants ascend. */
  step(at: Ms, value: number): void {
    if (value === (this.value[this.length - 1] ?? 0)) return;
    this.at[this.length] = at;
    this.value[this.length++] = value;
  }

  build(): StepCurve {
    const at = this.at.slice(0, this.length);
    const value = this.value.slice(0, this.length);
    let [highest, most, area] = [-1, 0, 0];
    for (let step = 0; step < value.length; step++) {
      const holds = value[step] ?? 0;
      if (holds > most) [highest, most] = [step, holds];
      area += holds * ((at[step + 1] ?? 0) - (at[step] ?? 0)) * (step + 1 < at.length ? 1 : 0);
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

/** ∫ of the curve over [from, to), in value × ms. */
export function integral({ at, value, area }: StepCurve, from: Ms, to: Ms): number {
  if (from <= (at[0] ?? Infinity) && to >= (at.at(-1) ?? -Infinity)) return area;
  let sum = 0;
  for (let step = Math.max(0, firstAfter(at, from) - 1); step < at.length; step++) {
    const begin = Math.max(from, at[step] ?? 0);
    if (begin >= to) break;
    sum += (value[step] ?? 0) * (Math.min(to, at[step + 1] ?? to) - begin);
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
