import { headerRow, type GridPlace } from './grid-keys';
import { isSelected, type Selection } from './grid-selection';
import { RowPool } from './row-pool';
import { heightOf, positionAt, rowsInView, scrollTopFor, tallestAt, type RowSpace } from './row-space';
import type { RowsCache } from './rows-cache';

/** What is drawn, as it stands now. */
export interface DrawnTable {
  readonly cache: RowsCache | undefined;
  readonly place: GridPlace;
  readonly selection: Selection;
  readonly waiting: string;
}

export interface ScrollerElements {
  readonly scroller: HTMLElement;
  /** As tall as all rows together. */
  readonly body: HTMLElement;
  /** Holds the rows that are drawn. */
  readonly block: HTMLElement;
}

/** Rows that are drawn beyond the edges. */
const spareRows = 4;
const headerExtra = 4;

/** Scrolls rows: draws those in sight, once a frame, and asks for them. */
export class RowScroller {
  readonly #elements: ScrollerElements;
  readonly #table: () => DrawnTable;
  readonly #pool: RowPool;
  readonly #sizes: ResizeObserver;
  #rowHeight = 22;
  #viewHeight = 0;
  #frame: number | undefined;

  constructor(elements: ScrollerElements, table: () => DrawnTable) {
    this.#elements = elements;
    this.#table = table;
    this.#pool = new RowPool(elements.block);
    this.#sizes = new ResizeObserver(() => {
      this.measure();
      this.drawSoon();
    });
    this.#sizes.observe(elements.scroller);
    this.measure();
  }

  /** Rows that are in view at once. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.#rowHeight) - 1);
  }

  get viewHeight(): number {
    return this.#viewHeight;
  }

  /** Height of a point below the upper edge of the rows in view. */
  heightInView(clientY: number): number {
    return clientY - this.#elements.scroller.getBoundingClientRect().top - this.#headHeight;
  }

  positionAt(y: number): number {
    return positionAt(this.#space(), this.#elements.scroller.scrollTop, y);
  }

  placeOf(target: EventTarget | null): GridPlace | undefined {
    return this.#pool.placeOf(target);
  }

  cell(place: GridPlace): HTMLElement | undefined {
    return this.#pool.cell(place);
  }

  scrollBy(pixels: number): void {
    this.#elements.scroller.scrollTop += pixels;
  }

  toTop(): void {
    this.#elements.scroller.scrollTop = 0;
  }

  /** Brings a cell of a row into sight and focuses it. */
  reveal(place: GridPlace, where: 'nearest' | 'middle'): void {
    const { scroller } = this.#elements;
    this.draw();
    const scrollTop = scrollTopFor(this.#space(), scroller.scrollTop, place.row, where);
    if (scrollTop !== scroller.scrollTop) {
      scroller.scrollTop = scrollTop;
      this.draw();
    }
    const cell = this.cell(place);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.draw();
    });
  }

  draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const { cache, place, selection, waiting } = this.#table();
    const { scroller, body, block } = this.#elements;
    const space = this.#space();
    const height = `${heightOf(space)}px`;
    if (body.style.height !== height) {
      body.style.height = height;
      this.measure();
    }
    const view = rowsInView(this.#space(), scroller.scrollTop, spareRows);
    const positions = Array.from({ length: view.drawnTo - view.drawnFrom }, (_, n) => view.drawnFrom + n);
    let { top } = view;
    // The row that is the tab stop stays, out of sight, so that the focus does not get lost.
    if (place.row !== headerRow && place.row < space.rows) {
      if (place.row < view.drawnFrom) {
        positions.unshift(place.row);
        top -= this.#rowHeight;
      } else if (place.row >= view.drawnTo) positions.push(place.row);
    }
    block.style.transform = `translateY(${top}px)`;
    this.#pool.draw(positions, {
      row: (position) => cache?.row(position),
      isSelected: (position) => isSelected(selection, position),
      active: place,
      waiting,
    });
    cache?.want(view.from, view.to);
  }

  /** The size of things; to be called where the columns' widths changed, too. */
  measure(): void {
    const { scroller } = this.#elements;
    const fontSize = Number.parseFloat(getComputedStyle(scroller).fontSize) || 13;
    this.#rowHeight = Math.max(20, Math.round(fontSize * 1.7));
    scroller.style.setProperty('--row-height', `${this.#rowHeight}px`);
    scroller.style.setProperty('--head-height', `${this.#headHeight}px`);
    this.#viewHeight = Math.max(0, scroller.clientHeight - this.#headHeight);
    scroller.classList.toggle('sideways', scroller.scrollWidth > scroller.clientWidth);
  }

  dispose(): void {
    this.#sizes.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  get #headHeight(): number {
    return this.#rowHeight + headerExtra;
  }

  #space(): RowSpace {
    return {
      rows: this.#table().cache?.rows ?? 0,
      rowHeight: this.#rowHeight,
      viewHeight: this.#viewHeight,
      tallest: tallestAt(window.devicePixelRatio),
    };
  }
}
