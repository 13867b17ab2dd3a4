import type { Progress, ReadOptions } from '../book';
import type { StreamFailure } from '../../stream/errors';
import { cancelled, failureOf } from './failures';

/** One piece of work and everybody who waits for it. */
export interface SharedWork<T> {
  /** True once it was stopped: nobody may join any more. */
  readonly stopped: boolean;
  /** Resolves when the work is over, however it ended. */
  readonly done: Promise<void>;
  /**
   * Waits for the work. The asker's own abort frees only this asker, at once; the work stops when the last one left.
   * @throws StreamFailure `cancelled` for the asker's abort or a stop, else what the work failed with.
   */
  join(options?: ReadOptions): Promise<T>;
  /** Tells all askers how far it is. */
  tell(progress: Progress): void;
  /** Stops the work for all askers. */
  stop(): void;
}

/**
 * Work for askers to share; it begins when this turn is over, so join it at once. `work` may ignore its signal for as long
 * as it likes: askers are freed at once, and whatever it does after that is its own to drop. `onOver` hears of the end
 * before any asker does.
 */
export function shareWork<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onOver?: (failure: StreamFailure | undefined) => void,
): SharedWork<T> {
  const controller = new AbortController();
  const askers = new Set<ReadOptions>();
  const stopped = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(cancelled());
    });
  });
  const begun = Promise.resolve().then(() => {
    if (controller.signal.aborted) throw cancelled();
    return work(controller.signal);
  });
  const result = Promise.race([begun, stopped]).then(
    (value) => {
      onOver?.(undefined);
      return value;
    },
    (error: unknown) => {
      const failure = failureOf(error);
      onOver?.(failure);
      throw failure;
    },
  );
  const done = result.then(
    () => undefined,
    () => undefined,
  );

  return {
    get stopped() {
      return controller.signal.aborted;
    },
    done,
    join(options = {}) {
      const asker = { ...options };
      askers.add(asker);
      return new Promise<T>((resolve, reject) => {
        const leave = (): void => {
          askers.delete(asker);
          asker.signal?.removeEventListener('abort', leaveEarly);
        };
        const leaveEarly = (): void => {
          leave();
          if (askers.size === 0) controller.abort();
          reject(cancelled());
        };
        if (asker.signal?.aborted) {
          leaveEarly();
          return;
        }
        asker.signal?.addEventListener('abort', leaveEarly);
        result.then(
          (value) => {
            leave();
            resolve(value);
          },
          (error: unknown) => {
            leave();
            reject(failureOf(error));
          },
        );
      });
    },
    tell(progress) {
      for (const asker of [...askers]) asker.onProgress?.(progress);
    },
    stop() {
      controller.abort();
    },
  };
}
