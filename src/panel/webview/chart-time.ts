import type { Ms } from '../../attendance/instant';
import type { ChartAct } from './chart-keys';
import { roundStep } from './round-times';
import { between, isWhole, panned, showing, TimeScale, viewOf, zoomed, type Stretch } from './time-view';

/** How far the keys move the cursor, pixels; it then stands at a round time. */
const cursorPixels = 4;

/** What of the time is looked at: the zoom, the cursor, the selected stretch. */
export class ChartTime {
  readonly whole: Stretch;
  readonly #zoom: Stretch | undefined;
  /** Undefined: there is none. One outside of the whole is none. */
  readonly cursor: Ms | undefined;
  readonly #anchor: Ms | undefined;
  readonly #head: Ms | undefined;

  constructor(
    whole: Stretch,
    parts: {
      zoom?: Stretch | undefined;
      cursor?: Ms | undefined;
      anchor?: Ms | undefined;
      head?: Ms | undefined;
    } = {},
  ) {
    this.whole = whole;
    const view = viewOf(whole, parts.zoom);
    this.#zoom = isWhole(whole, view) ? undefined : view;
    // Nobody asked for the nearest instant that there is.
    this.cursor = isIn(whole, parts.cursor) ? parts.cursor : undefined;
    this.#anchor = parts.anchor;
    this.#head = parts.head;
  }

  /** Undefined: all of it is shown. */
  get zoom(): Stretch | undefined {
    return this.#zoom;
  }

  get view(): Stretch {
    return this.#zoom ?? this.whole;
  }

  /** What is selected; undefined: nothing. */
  get selected(): Stretch | undefined {
    return this.#anchor === undefined || this.#head === undefined
      ? undefined
      : between(this.whole, this.#anchor, this.#head);
  }

  /** Of another whole. What does not lie in it is dropped. */
  within(whole: Stretch): ChartTime {
    const keeps = isIn(whole, this.#anchor) && isIn(whole, this.#head);
    return new ChartTime(whole, {
      zoom: this.#zoom,
      cursor: this.cursor,
      anchor: keeps ? this.#anchor : undefined,
      head: keeps ? this.#head : undefined,
    });
  }

  zoomTo(zoom: Stretch | undefined): ChartTime {
    return this.#with({ zoom });
  }

  /** Closer (under 1) or farther; about the cursor where it is in view, else the middle. */
  zoomBy(factor: number, about?: Ms): ChartTime {
    const { from, to } = this.view;
    const isInView = this.cursor !== undefined && this.cursor >= from && this.cursor <= to;
    const at = about ?? (isInView ? this.cursor : (from + to) / 2);
    return this.#with({ zoom: zoomed(this.whole, this.view, factor, at) });
  }

  panBy(ms: Ms): ChartTime {
    const most = this.whole.to - this.whole.from;
    return this.#with({ zoom: panned(this.whole, this.view, Math.min(most, Math.max(-most, ms))) });
  }

  /** Brings an instant into view; undefined: all of it. */
  look(at: Ms | undefined): ChartTime {
    return this.#with({ zoom: at === undefined ? undefined : showing(this.whole, this.view, at) });
  }

  put(cursor: Ms | undefined): ChartTime {
    return this.#with({ cursor });
  }

  select(anchor: Ms | undefined, head: Ms | undefined): ChartTime {
    return this.#with({ anchor, head });
  }

  /** After a key. @param width of the view, pixels */
  after(act: ChartAct, width: number): ChartTime {
    const { from, to } = this.view;
    const scale = new TimeScale(this.view, width);
    switch (act.does) {
      case 'zoom':
        return this.zoomBy(act.factor);
      case 'fit':
        return this.look(undefined);
      case 'pan':
        return this.panBy(act.share * (to - from));
      case 'moveCursor':
        return this.#moved(act.steps, scale);
      case 'extend': {
        const anchor = this.#anchor ?? this.cursor ?? Math.round((from + to) / 2);
        const head = stepped(this.#head ?? anchor, act.steps, 3 * cursorPixels, scale);
        return this.select(anchor, head).look(Math.min(Math.max(head, this.whole.from), this.whole.to - 1));
      }
      case 'putCursor':
        return this.cursor === undefined ? this.put(Math.round((from + to) / 2)) : this;
      case 'dropCursor':
        return this.put(undefined);
      case 'dropSelection':
      case 'useWindow':
        return this.select(undefined, undefined);
    }
  }

  #moved(steps: number, scale: TimeScale): ChartTime {
    if (this.cursor === undefined) return this;
    const at = stepped(this.cursor, steps, cursorPixels, scale);
    const cursor = Math.min(Math.max(at, this.whole.from), this.whole.to - 1);
    return this.put(cursor).look(cursor);
  }

  #with(parts: {
    zoom?: Stretch | undefined;
    cursor?: Ms | undefined;
    anchor?: Ms | undefined;
    head?: Ms | undefined;
  }): ChartTime {
    const now = { zoom: this.#zoom, cursor: this.cursor, anchor: this.#anchor, head: this.#head };
    return new ChartTime(this.whole, { ...now, ...parts });
  }
}

function isIn({ from, to }: Stretch, at: Ms | undefined): boolean {
  return at !== undefined && at >= from && at <= to;
}

/** The next round time in a direction. */
function stepped(at: Ms, steps: number, pixels: number, scale: TimeScale): Ms {
  const step = roundStep(scale.span(pixels));
  const rounded = steps > 0 ? Math.floor(at / step) : Math.ceil(at / step);
  return (rounded + steps) * step;
}
