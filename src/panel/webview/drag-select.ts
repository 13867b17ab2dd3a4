export interface DragParts {
  /** Height of the pointer below the upper edge of the rows in view, and how much is in view. */
  readonly place: (clientY: number) => { readonly y: number; readonly height: number };
  readonly scrollBy: (pixels: number) => void;
  /** The pointer stands at this height, which is within the view. */
  readonly reached: (y: number) => void;
}

/** Dragging over rows: it goes on beyond the edges, and the rows scroll along. */
export class DragSelect {
  readonly #parts: DragParts;
  #pointer: number | undefined;
  #clientY = 0;
  #startY = 0;
  #isDragging = false;
  #frame: number | undefined;

  constructor(parts: DragParts) {
    this.#parts = parts;
  }

  /** The pointer went down on a row; fingers scroll instead. */
  start({ pointerId, pointerType, clientY }: PointerEvent): void {
    this.end();
    if (pointerType === 'touch') return;
    this.#pointer = pointerId;
    this.#startY = clientY;
  }

  move(event: PointerEvent, capturing: Element): void {
    if (event.pointerId !== this.#pointer) return;
    // A click that shakes is a click.
    if (!this.#isDragging && Math.abs(event.clientY - this.#startY) < 4) return;
    if (!this.#isDragging) capturing.setPointerCapture(event.pointerId);
    this.#isDragging = true;
    this.#clientY = event.clientY;
    this.#frame ??= requestAnimationFrame(() => {
      this.#step();
    });
  }

  end(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#pointer = undefined;
    this.#isDragging = false;
  }

  #step(): void {
    this.#frame = undefined;
    const { place, scrollBy, reached } = this.#parts;
    const { y, height } = place(this.#clientY);
    const beyond = y < 0 ? y : Math.max(0, y - height);
    if (beyond !== 0) {
      scrollBy(Math.max(-120, Math.min(beyond / 2, 120)));
      this.#frame = requestAnimationFrame(() => {
        this.#step();
      });
    }
    reached(Math.max(0, Math.min(y, height - 1)));
  }
}
