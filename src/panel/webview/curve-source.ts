import type { PanelCurves } from '../protocol/shown';
import { mostPoints } from '../protocol/requests';
import type { Stretch } from './time-view';

/**
 * The curves of one result: those of the whole, which came with it, and those of a part that is looked at closer. They are
 * asked for a frame after the view came to rest there; what was asked before is not waited for. Until they come, the ones
 * at hand are shown.
 */
export class CurveSource {
  readonly #whole: PanelCurves;
  readonly #ask: (range: Stretch, points: number, signal: AbortSignal) => Promise<PanelCurves>;
  readonly #changed: () => void;
  #part: PanelCurves | undefined;
  #asked: { readonly range: Stretch; readonly abort: AbortController } | undefined;
  #frame: number | undefined;

  constructor(
    whole: PanelCurves,
    ask: (range: Stretch, points: number, signal: AbortSignal) => Promise<PanelCurves>,
    changed: () => void,
  ) {
    this.#whole = whole;
    this.#ask = ask;
    this.#changed = changed;
  }

  /** The finest at hand that show all of the view. */
  curves(view: Stretch): PanelCurves {
    return this.#part !== undefined && covers(this.#part.range, view) ? this.#part : this.#whole;
  }

  /** This is looked at. */
  want(view: Stretch): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const held = this.#part?.range ?? this.#whole.range;
    if (isFineFor(this.#whole.range, view) || isFineFor(held, view)) return;
    if (this.#asked !== undefined && isFineFor(this.#asked.range, view)) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      void this.#fetch(view);
    });
  }

  /** Nothing more is asked, and what comes late is dropped. */
  close(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#asked?.abort.abort();
    this.#asked = undefined;
  }

  async #fetch(view: Stretch): Promise<void> {
    this.#asked?.abort.abort();
    const half = (view.to - view.from) / 2;
    const range = {
      from: Math.max(this.#whole.range.from, Math.floor(view.from - half)),
      to: Math.min(this.#whole.range.to, Math.ceil(view.to + half)),
    };
    const abort = new AbortController();
    this.#asked = { range, abort };
    const isAwaited = (): boolean => this.#asked?.abort === abort;
    try {
      const part = await this.#ask(range, mostPoints, abort.signal);
      if (!isAwaited()) return;
      this.#part = part;
      this.#changed();
    } catch {
      // The whole is still there, coarser: a newer view or a newer result asks again.
    }
    if (isAwaited()) this.#asked = undefined;
  }
}

function covers(range: Stretch, view: Stretch): boolean {
  return range.from <= view.from && range.to >= view.to;
}

/** Curves of a range are as fine as needed for a view that is at least a third of it. */
function isFineFor(range: Stretch, view: Stretch): boolean {
  return covers(range, view) && view.to - view.from >= (range.to - range.from) * 0.3;
}
