import type { PanelRow } from '../protocol/shown';
import { HostFailure } from './host-client';

export interface RowsCacheParts {
  /** How many rows the table has. */
  readonly rows: number;
  /** The first of them, which came with the snapshot. */
  readonly first: readonly PanelRow[];
  /** Asks for rows by their positions. @throws HostFailure */
  readonly ask: (from: number, count: number, signal: AbortSignal) => Promise<readonly PanelRow[]>;
  /** Rows came, or failed to. */
  readonly changed: () => void;
  /** Rows of one window; 100. */
  readonly size?: number;
  /** Windows that are kept; 40. */
  readonly keep?: number;
}

/**
 * The rows of one table, in windows that are asked for when they come in sight and forgotten when many others did. It
 * holds rows of one order only: another order gets a cache of its own, and this one is closed.
 */
export class RowsCache {
  readonly rows: number;
  readonly #parts: RowsCacheParts;
  readonly #size: number;
  readonly #keep: number;
  /** In the order of their last use. */
  readonly #windows = new Map<number, readonly PanelRow[]>();
  readonly #asked = new Map<number, AbortController>();
  readonly #failed = new Map<number, string>();
  #lastFrom = 0;
  /** The host has another answer already: asking waits for its number. */
  #isStale = false;
  #isClosed = false;

  constructor(parts: RowsCacheParts) {
    this.#parts = parts;
    this.rows = parts.rows;
    this.#size = parts.size ?? 100;
    this.#keep = parts.keep ?? 40;
  }

  /** The row at a position; undefined: it is not here (yet). */
  row(position: number): PanelRow | undefined {
    const window = this.#windows.get(Math.floor(position / this.#size));
    return window === undefined ? this.#parts.first[position] : window[position % this.#size];
  }

  /** Why rows that are wanted are not coming; undefined: nothing is wrong. */
  get failure(): string | undefined {
    return this.#failed.values().next().value;
  }

  /** Whether rows are on their way. */
  get busy(): boolean {
    return this.#asked.size > 0;
  }

  /**
   * These rows are in sight: asks for what is missing of them, and of the neighbour that scrolling comes to next. What was
   * asked for elsewhere is not waited for any more.
   */
  want(from: number, to: number): void {
    if (from >= to) return;
    const [low, high] = [Math.floor(from / this.#size), Math.floor((to - 1) / this.#size)];
    const isUpward = from < this.#lastFrom;
    this.#lastFrom = from;
    for (const [window, abort] of this.#asked) {
      if (window >= low - 1 && window <= high + 1) continue;
      this.#asked.delete(window);
      abort.abort();
    }
    for (const window of this.#failed.keys()) {
      if (window < low - 1 || window > high + 1) this.#failed.delete(window);
    }
    for (let window = low; window <= high; window++) this.#load(window);
    this.#load(isUpward ? low - 1 : high + 1);
  }

  /**
   * The same rows have another number in the host. What was asked by the old one will be refused as stale, after the new
   * number came: it is not waited for, and is asked for again when it is wanted next.
   */
  renewed(): void {
    this.#isStale = false;
    this.#dropAsked();
  }

  /** Asks again for what failed. */
  retry(): void {
    const windows = [...this.#failed.keys()];
    this.#failed.clear();
    for (const window of windows) this.#load(window);
  }

  /** Nothing more is asked, and what comes late is dropped. */
  close(): void {
    this.#isClosed = true;
    this.#dropAsked();
  }

  #dropAsked(): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const abort of asked) abort.abort();
  }

  #load(window: number): void {
    const held = this.#windows.get(window);
    if (held !== undefined) {
      this.#windows.delete(window);
      this.#windows.set(window, held);
      return;
    }
    const from = window * this.#size;
    const count = Math.min(this.#size, this.rows - from);
    if (window < 0 || count <= 0 || from + count <= this.#parts.first.length) return;
    if (this.#isClosed || this.#isStale || this.#asked.has(window) || this.#failed.has(window)) return;
    const abort = new AbortController();
    this.#asked.set(window, abort);
    void this.#fetch(window, from, count, abort);
  }

  async #fetch(window: number, from: number, count: number, abort: AbortController): Promise<void> {
    const isAwaited = (): boolean => this.#asked.get(window) === abort;
    try {
      const rows = await this.#parts.ask(from, count, abort.signal);
      if (!isAwaited()) return;
      this.#asked.delete(window);
      if (rows.length === count) this.#put(window, rows);
      else this.#failed.set(window, '');
    } catch (error) {
      if (!isAwaited()) return;
      this.#asked.delete(window);
      const kind = error instanceof HostFailure ? error.kind : 'failed';
      if (kind === 'stale') this.#isStale = true;
      if (kind === 'stale' || kind === 'cancelled') return;
      this.#failed.set(window, error instanceof HostFailure ? error.message : '');
    }
    this.#parts.changed();
  }

  #put(window: number, rows: readonly PanelRow[]): void {
    this.#windows.set(window, rows);
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= this.#keep) return;
      this.#windows.delete(oldest);
    }
  }
}
