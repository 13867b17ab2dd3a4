/** Refusals come no closer than this, ms: a page may open links by the hundred. */
const tellsEvery = 2000;

/** Lets one link through at a time, whoever opens them and however many. */
export class LinkGate {
  readonly #now: () => number;
  #busy = false;
  #toldAt = -Infinity;

  /** @param now ms of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs what a link asks for. False: it was refused, since another one is still at it. */
  async pass(run: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      await run();
    } finally {
      this.#busy = false;
    }
    return true;
  }

  /** Whether a refusal may be told: none was a moment ago. */
  mayTell(): boolean {
    const now = this.#now();
    if (now - this.#toldAt < tellsEvery) return false;
    this.#toldAt = now;
    return true;
  }
}
