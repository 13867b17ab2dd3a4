import type { BookChange } from '../book';

/** Who listens to the book, and the one way to tell them. */
export interface Changes {
  tell(change: BookChange): void;
  listen(listener: (change: BookChange) => void): () => void;
  silence(): void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: BookChange) => void>();
  return {
    tell(change) {
      for (const listener of [...listeners]) {
        try {
          listener(change);
        } catch (error) {
          // A listener's mistake is its own and must not end a read half-way; it still comes to light.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    listen(listener) {
      const own = (change: BookChange): void => {
        listener(change);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
    silence() {
      listeners.clear();
    },
  };
}
