import type { Ms } from '../../attendance/instant';
import { roundStep, second } from './round-times';

/** A stretch of time, `from` before `to`. */
export interface Stretch {
  readonly from: Ms;
  readonly to: Ms;
}

/** No stretch is shown closer than this, ms: a pixel is about a millisecond then. */
export const leastSpan = 1000;

/** What of the whole is shown: the zoom within its bounds, or all of it. A zoom that shows nothing of the whole is dropped. */
export function viewOf(whole: Stretch, zoom: Stretch | undefined): Stretch {
  if (zoom === undefined || zoom.to <= whole.from || zoom.from >= whole.to) return whole;
  return within(whole, zoom.from, zoom.to - zoom.from);
}

/** True where nothing of the whole is left out. */
export function isWhole(whole: Stretch, view: Stretch): boolean {
  return view.from <= whole.from && view.to >= whole.to;
}

/** The view made `factor` times as long (under 1: closer), with `about` at its place on screen. */
export function zoomed(whole: Stretch, view: Stretch, factor: number, about: Ms): Stretch {
  const least = Math.min(leastSpan, whole.to - whole.from);
  const span = Math.max(least, (view.to - view.from) * factor);
  const share = (about - view.from) / (view.to - view.from);
  return within(whole, about - share * span, span);
}

/** The view moved by a length of time; it stops at the ends of the whole. */
export function panned(whole: Stretch, view: Stretch, by: Ms): Stretch {
  return within(whole, view.from + by, view.to - view.from);
}

/** The view moved so far that it shows an instant, or as it is. */
export function showing(whole: Stretch, view: Stretch, at: Ms): Stretch {
  if (at >= view.from && at < view.to) return view;
  const span = view.to - view.from;
  return within(whole, at - span / 2, span);
}

function within(whole: Stretch, from: Ms, span: Ms): Stretch {
  const length = Math.round(Math.min(span, whole.to - whole.from));
  const start = Math.round(Math.min(Math.max(from, whole.from), whole.to - length));
  return { from: start, to: start + Math.max(1, length) };
}

/** Two instants in any order as a stretch that lies inside the whole; undefined: nothing lies between them there. */
export function between(whole: Stretch, one: Ms, other: Ms): Stretch | undefined {
  const from = Math.max(whole.from, Math.round(Math.min(one, other)));
  const to = Math.min(whole.to, Math.round(Math.max(one, other)));
  return from < to ? { from, to } : undefined;
}

/** Where instants lie on a strip of pixels, and back. */
export class TimeScale {
  readonly view: Stretch;
  readonly width: number;
  readonly #perMs: number;

  constructor(view: Stretch, width: number) {
    this.view = view;
    this.width = Math.max(1, width);
    this.#perMs = this.width / (view.to - view.from);
  }

  /** Not bounded by the strip. */
  x(at: Ms): number {
    return (at - this.view.from) * this.#perMs;
  }

  /** A hand's breadth beyond the strip at most: coordinates of far-off instants are too large to draw exactly. */
  boundedX(at: Ms): number {
    return Math.min(Math.max(this.x(at), -50), this.width + 50);
  }

  /** The instant under a pixel, whole ms, inside the view. */
  at(x: number): Ms {
    const at = Math.round(this.view.from + x / this.#perMs);
    return Math.min(Math.max(at, this.view.from), this.view.to);
  }

  /** The round time that is meant by a pixel: as exact as a hand can point. */
  pointed(x: number): Ms {
    const fine = roundStep(this.span(2));
    // Nobody asks for half a second before a second is wider than a finger.
    const step = fine < second / 5 ? fine : Math.max(fine, second);
    const at = Math.round(this.at(x) / step) * step;
    return Math.min(Math.max(at, this.view.from), this.view.to);
  }

  /** How long a number of pixels is, ms. */
  span(pixels: number): Ms {
    return pixels / this.#perMs;
  }
}
