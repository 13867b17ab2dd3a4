import type { RecordedWindow } from './recorded-window';

/** Two bundles of one process meet here: what runs first, and the tests. */
declare global {
  var rollcallTestWindow: RecordedWindow | undefined;
}

/** Hands the recorded window to the tests of this process. */
export function keepForTests(window: RecordedWindow): void {
  globalThis.rollcallTestWindow = window;
}

/** @throws Error when nothing was recorded */
export function windowKept(): RecordedWindow {
  const window = globalThis.rollcallTestWindow;
  if (window === undefined) throw new Error('The window was not recorded from the start.');
  return window;
}
