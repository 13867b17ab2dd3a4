import { laneHeight } from './lane-shapes';
import { rowsInView, scrollTopFor, tallestAt, type RowSpace, type RowsInView } from './row-space';

/** How many lanes beyond those in view are drawn on both sides. */
const spare = 6;

/** What is drawn of the lanes: each slot keeps its elements and shows one lane after another. */
export interface DrawnLanes {
  /** The lane of each slot, by slot, with its place in the scrolled element. */
  readonly slots: readonly { readonly index: number; readonly top: number }[];
  readonly shows: (lane: number) => boolean;
}

/** Which lanes are in view of the scroller, and where they stand. */
export class LaneScroll {
  readonly #scroller: () => HTMLElement | null;
  #viewHeight = 0;
  #laneHeight = laneHeight;
  lanes = 0;

  constructor(scroller: () => HTMLElement | null) {
    this.#scroller = scroller;
  }

  get viewHeight(): number {
    return this.#viewHeight;
  }

  get laneHeight(): number {
    return this.#laneHeight;
  }

  /** Lanes that a page key goes on by. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.#laneHeight) - 1);
  }

  /** True: something changed. */
  measure(): boolean {
    const scroller = this.#scroller();
    if (scroller === null) return false;
    const before = [this.#viewHeight, this.#laneHeight];
    // Two lines of words must fit, whatever size they are set to.
    const size = Number.parseFloat(getComputedStyle(scroller).fontSize);
    this.#laneHeight = Math.max(laneHeight, Math.ceil((Number.isNaN(size) ? 13 : size) * 2.6));
    this.#viewHeight = scroller.clientHeight;
    return before[0] !== this.#viewHeight || before[1] !== this.#laneHeight;
  }

  space(): RowSpace {
    return {
      rows: this.lanes,
      rowHeight: this.#laneHeight,
      viewHeight: this.#viewHeight,
      tallest: tallestAt(devicePixelRatio),
    };
  }

  inView(): RowsInView {
    return rowsInView(this.space(), this.#scroller()?.scrollTop ?? 0, spare);
  }

  /**
   * What scrolls out leaves its slot to what scrolls in: no element is made or moved, so that fast scrolling stays smooth.
   */
  drawn(): DrawnLanes {
    const { drawnFrom, drawnTo, top } = this.inView();
    const count = Math.min(this.lanes, Math.ceil(this.#viewHeight / this.#laneHeight) + 1 + 2 * spare);
    const first = Math.max(0, Math.min(drawnFrom, drawnTo - count));
    const slots = Array.from({ length: count }, (_, slot) => {
      const index = first + ((((slot - first) % count) + count) % count);
      return { index, top: top + (index - drawnFrom) * this.#laneHeight };
    });
    return { slots, shows: (lane) => lane >= first && lane < first + count };
  }

  show(lane: number, where: 'nearest' | 'middle'): void {
    const scroller = this.#scroller();
    if (scroller === null) return;
    const top = scrollTopFor(this.space(), scroller.scrollTop, lane, where);
    if (top !== scroller.scrollTop) scroller.scrollTop = top;
  }
}
