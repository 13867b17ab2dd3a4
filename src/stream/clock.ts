import type { Ms } from '../attendance/instant';

/** Time as the door is given it, so that tests hold it in their hands. */
export interface Clock {
  /** This computer's clock, ms since epoch. */
  now(): Ms;
  /** Calls `fn` once after `ms`; the answer cancels it. */
  setTimer(ms: number, fn: () => void): () => void;
}
