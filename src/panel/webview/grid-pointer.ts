import { DragSelect } from './drag-select';
import type { GridPlace } from './grid-keys';
import { isSelected } from './grid-selection';
import type { Point } from './pop-menu';
import type { RowScroller } from './row-scroller';
import type { RowSelector } from './row-selector';

export interface GridPointerParts {
  readonly scroller: () => RowScroller | undefined;
  readonly selector: RowSelector;
  /** The focus stands there by itself. */
  readonly stand: (place: GridPlace) => void;
  /** Brings the focus there; without a column it stays in its own. */
  readonly go: (place: Partial<GridPlace>) => void;
  /** A menu for the row in focus, at a point of the window. */
  readonly menu: (at: Point) => void;
}

/** The table by mouse, pen or finger: chooses rows, also by dragging, and opens their menu. */
export class GridPointer {
  readonly #parts: GridPointerParts;
  readonly #drag: DragSelect;

  constructor(parts: GridPointerParts) {
    const { scroller, selector, go } = parts;
    this.#parts = parts;
    this.#drag = new DragSelect({
      place: (clientY) => ({
        y: scroller()?.heightInView(clientY) ?? 0,
        height: scroller()?.viewHeight ?? 0,
      }),
      scrollBy: (pixels) => scroller()?.scrollBy(pixels),
      reached: (y) => {
        const row = scroller()?.positionAt(y) ?? 0;
        selector.extend(row);
        go({ row });
      },
    });
  }

  readonly down = (event: PointerEvent): void => {
    const place = this.#parts.scroller()?.placeOf(event.target);
    if (place === undefined || event.button !== 0) return;
    this.#parts.stand(place);
    this.#parts.selector.point(place.row, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey });
    this.#drag.start(event);
  };

  readonly move = (event: PointerEvent): void => {
    if (event.currentTarget instanceof Element) this.#drag.move(event, event.currentTarget);
  };

  readonly end = (): void => {
    this.#drag.end();
  };

  readonly menu = (event: MouseEvent): void => {
    event.preventDefault();
    const { scroller, selector, go, menu } = this.#parts;
    const place = scroller()?.placeOf(event.target);
    if (place === undefined) return;
    if (!isSelected(selector.selection, place.row)) selector.point(place.row, { extend: false, add: false });
    go(place);
    menu({ x: event.clientX, y: event.clientY });
  };

  /** A text that is cut off stands whole in the title. */
  readonly over = ({ target }: PointerEvent): void => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.block .cell') : null;
    if (cell !== null && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  };
}
