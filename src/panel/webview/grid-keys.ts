/** A pressed key; `control` is Ctrl or, on a Mac, Command. */
export interface GridKey {
  readonly key: string;
  readonly shift: boolean;
  readonly control: boolean;
  readonly alt: boolean;
}

/** Where the focus stands. */
export interface GridPlace {
  /** Position of the row; -1: the headers. */
  readonly row: number;
  readonly column: number;
}

/** The row of headers. */
export const headerRow = -1;

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are in view at once. */
  readonly page: number;
}

/** What a key does in the table. */
export type GridAct =
  | { readonly act: 'move'; readonly to: GridPlace; readonly extend: boolean }
  /** Steps by which a column becomes wider. */
  | { readonly act: 'widen'; readonly steps: number }
  | { readonly act: 'sort' | 'toggle' | 'jump' | 'all' | 'clear' | 'copy' | 'menu' };

/** What a key means where the focus stands; undefined: it is not the table's. */
export function gridAct(pressed: GridKey, place: GridPlace, size: GridSize): GridAct | undefined {
  const { key, shift, control, alt } = pressed;
  const inHeader = place.row === headerRow;
  if (alt) {
    if (!inHeader || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined;
    return { act: 'widen', steps: key === 'ArrowRight' ? 1 : -1 };
  }
  const letter = control && !shift ? key.toLowerCase() : '';
  if (letter === 'a') return { act: 'all' };
  if (letter === 'c' && !inHeader) return { act: 'copy' };
  if (key === ' ' && !control) return { act: inHeader ? 'sort' : 'toggle' };
  if (key === 'Enter' && !control && !shift) return { act: inHeader ? 'sort' : 'jump' };
  if (key === 'Escape') return { act: 'clear' };
  if (!inHeader && (key === 'ContextMenu' || (key === 'F10' && shift))) return { act: 'menu' };
  const to = target(pressed, place, size);
  return to && { act: 'move', to, extend: shift && !inHeader && to.row !== place.row };
}

function target({ key, shift, control }: GridKey, place: GridPlace, size: GridSize): GridPlace | undefined {
  const { row, column } = place;
  const lastColumn = size.columns - 1;
  // What is extended does not reach into the headers.
  const topmost = shift && row !== headerRow ? 0 : headerRow;
  const ofRow = (wanted: number): GridPlace => ({
    row: Math.max(Math.min(wanted, size.rows - 1), topmost),
    column,
  });
  switch (key) {
    case 'ArrowUp':
      return ofRow(row - 1);
    case 'ArrowDown':
      return ofRow(row + 1);
    case 'PageUp':
      return row === headerRow ? place : ofRow(Math.max(row - size.page, 0));
    case 'PageDown':
      return ofRow(row + size.page);
    case 'ArrowLeft':
      return { row, column: Math.max(column - 1, 0) };
    case 'ArrowRight':
      return { row, column: Math.min(column + 1, lastColumn) };
    case 'Home':
      return control ? { row: Math.min(0, size.rows - 1), column: 0 } : { row, column: 0 };
    case 'End':
      return control ? { row: size.rows - 1, column: lastColumn } : { row, column: lastColumn };
    default:
      return undefined;
  }
}
