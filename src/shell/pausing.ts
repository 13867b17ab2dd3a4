import { setImmediate } from 'node:timers/promises';
import type { Pausing } from '../attendance/figures/slices';

/** Long work lets VS Code have its turn between two stretches. */
export const pausing: Pausing = { now: () => performance.now(), pause: () => setImmediate() };
