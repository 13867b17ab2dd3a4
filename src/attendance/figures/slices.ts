/** Work that can be interrupted: it yields where it may pause. */
export type Sliced<T> = Generator<unknown, T, undefined>;

/** Rows or events in one step: well under a millisecond of work. */
const stepLength = 1 << 14;

/** How long work may go on before it pauses, ms. */
const sliceMs = 12;

export interface Pausing {
  /** A monotonic clock, ms. */
  readonly now: () => number;
  /** Resolves once others had their turn. */
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A loop over `count` items in steps, which may pause between two of them. The loop itself stands in `step`: inside a
 * generator it would run several times slower. A hot one stands in a function of the module that `step` calls: what V8
 * learns about a function that is made anew for each call, it learns anew each time.
 * @param step does the items from `from` to before `to`
 */
export function* inSteps(count: number, step: (from: number, to: number) => void): Sliced<void> {
  for (let from = 0; from < count; from += stepLength) {
    step(from, Math.min(count, from + stepLength));
    yield;
  }
}

/** Does the work in one stretch. */
export function runAtOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Does the work in stretches of some 12 ms.
 * @throws the signal's reason, once it is aborted
 */
export async function runInSlices<T>(work: Sliced<T>, { now, pause, signal }: Pausing): Promise<T> {
  let since = now();
  for (;;) {
    signal?.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    if (now() - since < sliceMs) continue;
    await pause();
    since = now();
  }
}
