import type { ListKey } from './node';
import { keyOf } from './reads';

/** People, and rows of one of them, that come into sight at once. */
const atOnce = 100;

/** How much of what is held is shown: as much as the user asked for. */
export class HeldInSight {
  readonly #most = new Map<string, number>();

  limit(key: ListKey): number {
    return this.#most.get(keyOf(key)) ?? atOnce;
  }

  grow(key: ListKey): void {
    this.#most.set(keyOf(key), this.limit(key) + atOnce);
  }
}
