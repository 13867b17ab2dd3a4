import type { Clock } from '../../../src/stream/clock';

/** A clock that stands still until it is moved. */
export interface HeldClock extends Clock {
  /** Moves on by `ms`, firing due timers in their order, and lets everything that follows from each settle. */
  move(ms: number): Promise<void>;
  /** Fires timer after timer until the promise is settled or no timer is left. */
  runUntil<T>(promise: Promise<T>): Promise<T>;
  readonly timers: number;
}

export const noon = Date.UTC(2025, 10, 22, 12);

export function heldClock(start = noon): HeldClock {
  let now = start;
  let made = 0;
  const timers = new Map<number, { readonly at: number; readonly fn: () => void }>();

  function next(until: number): (() => void) | undefined {
    const due = [...timers]
      .filter(([, { at }]) => at <= until)
      .sort((a, b) => a[1].at - b[1].at || a[0] - b[0]);
    const first = due[0];
    if (first === undefined) return undefined;
    timers.delete(first[0]);
    now = Math.max(now, first[1].at);
    return first[1].fn;
  }

  return {
    now: () => now,
    setTimer(ms, fn) {
      const id = made++;
      timers.set(id, { at: now + ms, fn });
      return () => {
        timers.delete(id);
      };
    },
    async move(ms) {
      const until = now + ms;
      await settled();
      for (let fire = next(until); fire !== undefined; fire = next(until)) {
        fire();
        await settled();
      }
      now = until;
    },
    async runUntil(promise) {
      const state = { done: false };
      const end = () => {
        state.done = true;
      };
      promise.then(end, end);
      await settled();
      while (!state.done) {
        const fire = next(Infinity);
        if (fire === undefined) throw new Error('nothing is left to wait for');
        fire();
        await settled();
      }
      return promise;
    },
    get timers() {
      return timers.size;
    },
  };
}

/** Lets all promises that can settle do so: an immediate comes after every microtask. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
