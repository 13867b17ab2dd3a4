/**
 * A part of a feature that is loaded at its first use and then kept: `activate()` needs none of it. A load that failed is
 * told to whoever asked, and tried again by the next.
 */
export class LoadOnce<T> {
  readonly #load: () => Promise<T>;
  readonly #end: ((loaded: T) => void) | undefined;
  #loading: Promise<T> | undefined;

  /** @param end called with what was loaded, if anything was, when this is disposed */
  constructor(load: () => Promise<T>, end?: (loaded: T) => void) {
    this.#load = load;
    this.#end = end;
  }

  /** @throws what the load throws */
  get(): Promise<T> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    }));
  }

  /** What was loaded, or is being loaded; undefined: nothing was asked for yet. */
  get held(): Promise<T> | undefined {
    return this.#loading;
  }

  dispose(): void {
    this.#loading?.then(
      (loaded) => this.#end?.(loaded),
      () => undefined,
    );
  }
}
