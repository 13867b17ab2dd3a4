/** A fixed number of places, given out in the order of asking. */
export interface Slots {
  /** Resolves once a place is free; rejects with what `stopped` makes as soon as the signal is aborted. */
  take(signal: AbortSignal | undefined, stopped: () => Error): Promise<void>;
  give(): void;
}

export function createSlots(places: number): Slots {
  let free = places;
  const queue: (() => void)[] = [];

  return {
    take(signal, stopped) {
      if (signal?.aborted === true) return Promise.reject(stopped());
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          queue.splice(queue.indexOf(enter), 1);
          reject(stopped());
        };
        queue.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
    give() {
      const next = queue.shift();
      if (next === undefined) free++;
      else next();
    },
  };
}
