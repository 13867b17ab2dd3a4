import { setImmediate } from 'node:timers/promises';

/** How rows are written. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Awaited between slices, so that nothing waits for us. By default a turn of the event loop. */
  readonly pause?: (() => Promise<void>) | undefined;
  /** Rows a slice; 500. */
  readonly slice?: number;
}

/**
 * Texts of rows, joined to slices, with a pause after each.
 * @param write the text of the row at a place, from 0
 * @throws the signal's reason, once it is aborted
 */
export async function* rowSlices(
  count: number,
  write: (at: number) => string,
  { signal, pause = setImmediate, slice = 500 }: WriteOptions,
): AsyncGenerator<string, void> {
  signal?.throwIfAborted();
  for (let from = 0; from < count; from += slice) {
    let piece = '';
    for (let at = from; at < Math.min(from + slice, count); at++) piece += write(at);
    yield piece;
    await pause();
    signal?.throwIfAborted();
  }
}
