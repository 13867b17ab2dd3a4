/**
 * Where rows of one height stand on a scroller. A browser cannot make an element taller than some 33 million device
 * pixels, so past that a scrolled pixel stands for more than one: the rows keep their height, and the last one is still
 * reached.
 */
export interface RowSpace {
  readonly rows: number;
  /** CSS pixels, as all lengths here. */
  readonly rowHeight: number;
  /** What is in view of the rows. */
  readonly viewHeight: number;
  /** The tallest element that may be made. */
  readonly tallest: number;
}

/** Rows in view, and what is drawn of them: some more at both ends, so that scrolling finds them there. */
export interface RowsInView {
  readonly from: number;
  readonly to: number;
  readonly drawnFrom: number;
  readonly drawnTo: number;
  /** Where the first drawn row stands in the scrolled element. */
  readonly top: number;
}

/** The tallest element at this many device pixels to a CSS pixel, with room to spare. */
export function tallestAt(devicePixelRatio: number): number {
  return Math.floor(30_000_000 / Math.max(devicePixelRatio, 0.25));
}

/** Height of the scrolled element. */
export function heightOf({ rows, rowHeight, tallest }: RowSpace): number {
  return Math.min(rows * rowHeight, tallest);
}

/** Pixels of rows that one scrolled pixel stands for. */
function stretchOf(space: RowSpace): number {
  const scrollable = heightOf(space) - space.viewHeight;
  return scrollable <= 0 ? 1 : (space.rows * space.rowHeight - space.viewHeight) / scrollable;
}

export function rowsInView(space: RowSpace, scrollTop: number, spare: number): RowsInView {
  const { rows, rowHeight, viewHeight } = space;
  const most = Math.max(0, rows * rowHeight - viewHeight);
  const offset = Math.max(0, Math.min(scrollTop * stretchOf(space), most));
  const from = Math.min(Math.floor(offset / rowHeight), Math.max(0, rows - 1));
  const to = Math.min(rows, Math.ceil((offset + viewHeight) / rowHeight));
  const drawnFrom = Math.max(0, from - spare);
  return {
    from,
    to,
    drawnFrom,
    drawnTo: Math.min(rows, to + spare),
    top: scrollTop + drawnFrom * rowHeight - offset,
  };
}

/** The position at a height below the upper edge of the view; beyond the rows: the nearest. */
export function positionAt(space: RowSpace, scrollTop: number, y: number): number {
  const position = Math.floor((scrollTop * stretchOf(space) + y) / space.rowHeight);
  return Math.max(0, Math.min(position, space.rows - 1));
}

/** How far to scroll so that a row is in view: no further than needed, or to the middle. */
export function scrollTopFor(
  space: RowSpace,
  scrollTop: number,
  position: number,
  where: 'nearest' | 'middle',
): number {
  const { rowHeight, viewHeight } = space;
  const stretch = stretchOf(space);
  const offset = scrollTop * stretch;
  const rowTop = position * rowHeight;
  const isInView = rowTop >= offset && rowTop + rowHeight <= offset + viewHeight;
  if (isInView) return scrollTop;
  if (where === 'middle') return Math.max(0, (rowTop - (viewHeight - rowHeight) / 2) / stretch);
  return rowTop < offset ? rowTop / stretch : Math.max(0, (rowTop + rowHeight - viewHeight) / stretch);
}
