import type { PanelRow } from '../protocol/shown';
import { columns } from './columns';
import { headerRow, type GridPlace } from './grid-keys';

/** How rows are drawn. */
export interface RowLook {
  readonly row: (position: number) => PanelRow | undefined;
  readonly isSelected: (position: number) => boolean;
  /** The one cell that is a tab stop. */
  readonly active: GridPlace;
  /** Stands in a row that is not here yet. */
  readonly waiting: string;
}

interface DrawnRow {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  readonly texts: readonly Text[];
  position: number;
  /** Null: nothing was written yet. */
  row: PanelRow | undefined | null;
}

/**
 * Elements of the rows in sight, in the order of the rows. Those that left the sight are written anew for others; those
 * that stay are not moved, so that the focus stays where it is. All of it is text.
 */
export class RowPool {
  readonly #block: HTMLElement;
  readonly #byElement = new WeakMap<Element, DrawnRow>();
  #drawn: readonly DrawnRow[] = [];
  #tabStop: HTMLElement | undefined;

  constructor(block: HTMLElement) {
    this.#block = block;
    block.replaceChildren();
  }

  /** @param positions ascending */
  draw(positions: readonly number[], look: RowLook): void {
    const staying = stayingOf(this.#drawn, positions, look.active.row);
    const left = [...this.#drawn];
    /** Left behind by rows that stay: they stand before the next of {@link left}. */
    const passed: DrawnRow[] = [];
    this.#drawn = positions.map((position) => {
      if (staying.has(position))
        while (left.length > 0 && left[0]?.position !== position) passed.push(...left.splice(0, 1));
      const [next] = left;
      const isInPlace = next !== undefined && (next.position === position || !staying.has(next.position));
      const drawn = (isInPlace ? left.shift() : (passed.pop() ?? lastSpare(left, staying))) ?? this.#made();
      if (!isInPlace) this.#block.insertBefore(drawn.element, left[0]?.element ?? null);
      if (drawn.position !== position) drawn.element.ariaRowIndex = String(position + 2);
      drawn.position = position;
      return drawn;
    });
    for (const { element } of [...passed, ...left]) element.remove();
    for (const drawn of this.#drawn) write(drawn, look);
    this.#stopAt(look.active);
  }

  /** The element of a cell; undefined: its row is not drawn. */
  cell({ row, column }: GridPlace): HTMLElement | undefined {
    return this.#drawn.find(({ position }) => position === row)?.cells[column];
  }

  /** Which cell an element stands in; undefined: in none of a row. */
  placeOf(target: EventTarget | null): GridPlace | undefined {
    if (!(target instanceof Element)) return undefined;
    const cell = target.closest('.cell');
    const drawn = cell?.parentElement && this.#byElement.get(cell.parentElement);
    if (!drawn) return undefined;
    return { row: drawn.position, column: drawn.cells.findIndex((one) => one === cell) };
  }

  #stopAt(active: GridPlace): void {
    const cell = active.row === headerRow ? undefined : this.cell(active);
    if (cell === this.#tabStop) return;
    if (this.#tabStop !== undefined) this.#tabStop.tabIndex = -1;
    if (cell !== undefined) cell.tabIndex = 0;
    this.#tabStop = cell;
  }

  #made(): DrawnRow {
    const element = document.createElement('div');
    element.className = 'row';
    element.role = 'row';
    const texts: Text[] = [];
    const cells = columns.map(({ id }, n) => {
      const cell = document.createElement('div');
      cell.className = `cell ${id}`;
      cell.role = n === 0 ? 'rowheader' : 'gridcell';
      cell.ariaColIndex = String(n + 1);
      cell.tabIndex = -1;
      const text = document.createTextNode('');
      // Each cell is a block, so its direction is its own; the id is isolated from its mark too.
      if (n === 0) cell.appendChild(document.createElement('bdi')).append(text);
      else cell.append(text);
      texts.push(text);
      return cell;
    });
    element.append(...cells);
    const drawn: DrawnRow = { element, cells, texts, position: -1, row: null };
    this.#byElement.set(element, drawn);
    return drawn;
  }
}

/**
 * Positions whose elements stay with them. Where only few could, all are written anew where they stand, since moving an
 * element costs more; that of the row in focus stays in any case.
 */
function stayingOf(
  before: readonly DrawnRow[],
  positions: readonly number[],
  focused: number,
): ReadonlySet<number> {
  const wanted = new Set(positions);
  const staying = before.map(({ position }) => position).filter((position) => wanted.has(position));
  return new Set(
    staying.length * 2 >= positions.length ? staying : staying.filter((position) => position === focused),
  );
}

/** Takes the last row away, where it does not stay. */
function lastSpare(rows: DrawnRow[], staying: ReadonlySet<number>): DrawnRow | undefined {
  const last = rows.at(-1);
  return last !== undefined && !staying.has(last.position) ? rows.pop() : undefined;
}

function write(drawn: DrawnRow, { row: rowAt, isSelected, waiting }: RowLook): void {
  const { element, texts, cells, position } = drawn;
  const selected = String(isSelected(position));
  if (element.ariaSelected !== selected) element.ariaSelected = selected;
  const row = rowAt(position);
  if (row === drawn.row) return;
  drawn.row = row;
  element.className = `row${row?.outside === true ? ' outside' : ''}${row?.doubtful === true ? ' doubtful' : ''}`;
  element.ariaBusy = row === undefined ? 'true' : null;
  for (const [n, text] of texts.entries()) {
    text.data = row === undefined ? (n === 0 ? waiting : '') : (row.cells[n] ?? '');
    if (cells[n]?.hasAttribute('title') === true) cells[n].removeAttribute('title');
  }
}
