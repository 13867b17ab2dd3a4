import type { Ms } from '../../attendance/instant';
import { mostPoints } from '../protocol/requests';
import type { PanelCurves } from '../protocol/shown';
import { second } from './round-times';
import type { Stretch } from './time-view';

/**
 * What curves with steps left out hold at one instant, asked of the host: one second has at most a step for each of its
 * ms, so that none is left out. It is asked for a frame after the instant was wanted; what was asked before is not waited
 * for.
 */
export class CurveInstant {
  readonly #ask: (range: Stretch, points: number, signal: AbortSignal) => Promise<PanelCurves>;
  readonly #changed: () => void;
  #came: PanelCurves | undefined;
  /** Where the second begins that is wanted; the same one is asked for once. */
  #wanted: Ms | undefined;
  #abort: AbortController | undefined;
  #frame: number | undefined;

  constructor(
    ask: (range: Stretch, points: number, signal: AbortSignal) => Promise<PanelCurves>,
    changed: () => void,
  ) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** The curves around an instant; undefined: they are being asked for. */
  curves(at: Ms): PanelCurves | undefined {
    const from = Math.floor(at / second) * second;
    if (this.#came?.range.from === from) return this.#came;
    if (this.#wanted === from) return undefined;
    this.close();
    this.#wanted = from;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      void this.#fetch(from);
    });
    return undefined;
  }

  /** Nothing more is asked, and what comes late is dropped. */
  close(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#abort?.abort();
    this.#abort = undefined;
    this.#wanted = undefined;
  }

  async #fetch(from: Ms): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    const range = { from, to: from + second };
    // Without an answer the words stay what they are: "about".
    const came = await this.#ask(range, mostPoints, abort.signal).catch(() => undefined);
    if (this.#abort !== abort || came === undefined) return;
    this.#came = came;
    this.#changed();
  }
}
