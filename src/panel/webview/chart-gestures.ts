/** What is done to the charts by mouse, pen or finger. Places are pixels from the left edge of the plots. */
export interface GestureActs {
  /** Undefined: the pointer is over no plot. */
  hover(x: number | undefined, event: PointerEvent): void;
  press(x: number, event: PointerEvent): void;
  select(from: number, to: number): void;
  /** The axis was dragged by so many pixels since the last time. */
  drag(by: number): void;
  /** Closer (under 1) or farther about a place. */
  zoom(factor: number, x: number): void;
  pan(by: number): void;
}

/** Where the plots and their axis are on screen. */
export interface GesturePlaces {
  readonly plot: DOMRect;
  readonly axis: DOMRect;
}

/** Below this a press is a click and no drag, pixels. */
const leastDrag = 4;

/**
 * Tells gestures apart: a press is a click, or selects by dragging; on the axis dragging pans. The wheel zooms with Ctrl or
 * Cmd, and over the axis; with Shift, and where it turns sideways, it pans; else it scrolls as everywhere. Listens to the
 * pointer events and the wheel of the plots.
 */
export class ChartGestures implements EventListenerObject {
  /** As an option of listening: the wheel can be kept from scrolling. */
  readonly passive = false;
  readonly #acts: GestureActs;
  readonly #places: () => GesturePlaces | undefined;
  #held:
    | { readonly pointer: number; readonly x: number; readonly onAxis: boolean; last: number; drags: boolean }
    | undefined;

  constructor(places: () => GesturePlaces | undefined, acts: GestureActs) {
    this.#places = places;
    this.#acts = acts;
  }

  handleEvent(event: Event): void {
    if (event instanceof WheelEvent) this.#wheel(event);
    else if (event instanceof PointerEvent)
      switch (event.type) {
        case 'pointerdown':
          this.#down(event);
          return;
        case 'pointermove':
          this.#move(event);
          return;
        case 'pointerup':
          this.#up(event);
          return;
        case 'pointercancel':
          this.#held = undefined;
          return;
        case 'pointerleave':
          if (this.#held === undefined) this.#acts.hover(undefined, event);
      }
  }

  #down(event: PointerEvent): void {
    const found = this.#find(event);
    if (found === undefined || event.button !== 0 || !event.isPrimary) return;
    const { x, onAxis } = found;
    this.#held = { pointer: event.pointerId, x, onAxis, last: x, drags: false };
  }

  #move(event: PointerEvent): void {
    const places = this.#places();
    if (places === undefined) return;
    const x = event.clientX - places.plot.left;
    const held = this.#held;
    if (held?.pointer !== event.pointerId) {
      this.#acts.hover(this.#find(event)?.x, event);
      return;
    }
    if (!held.drags && Math.abs(x - held.x) < leastDrag) return;
    if (!held.drags && event.currentTarget instanceof Element)
      event.currentTarget.setPointerCapture(event.pointerId);
    held.drags = true;
    if (held.onAxis) this.#acts.drag(held.last - x);
    else this.#acts.select(held.x, x);
    held.last = x;
  }

  #up(event: PointerEvent): void {
    const held = this.#held;
    if (held?.pointer !== event.pointerId) return;
    this.#held = undefined;
    if (!held.drags && !held.onAxis) this.#acts.press(held.x, event);
  }

  #wheel(event: WheelEvent): void {
    const found = this.#find(event);
    if (found === undefined) return;
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey || (found.onAxis && !isSideways)) {
      event.preventDefault();
      this.#acts.zoom(Math.exp(pixelsOf(event, event.deltaY) / 400), found.x);
    } else if (isSideways) {
      event.preventDefault();
      this.#acts.pan(pixelsOf(event, across));
    }
  }

  #find({ clientX, clientY }: MouseEvent): { readonly x: number; readonly onAxis: boolean } | undefined {
    const places = this.#places();
    if (places === undefined) return undefined;
    const { plot, axis } = places;
    if (clientX < plot.left || clientX > plot.right || clientY < plot.top || clientY > plot.bottom)
      return undefined;
    return { x: clientX - plot.left, onAxis: clientY >= axis.top && clientY <= axis.bottom };
  }
}

/** A wheel turns by pixels, lines or pages. */
function pixelsOf(event: WheelEvent, delta: number): number {
  const unit = [1, 16, 400][event.deltaMode] ?? 1;
  return Math.max(-300, Math.min(300, delta * unit));
}
