/** A page of rows, for *Page Up* and *Page Down*. */
const pageOfRows = 10;

/** Where a key leads to in a table of so many rows. Undefined: the key is none of the table's. */
export function rowAfterKey(key: string, row: number, rows: number): number | undefined {
  const last = Math.max(0, rows - 1);
  const within = (to: number): number => Math.min(last, Math.max(0, to));
  switch (key) {
    case 'ArrowDown':
      return within(row + 1);
    case 'ArrowUp':
      return within(row - 1);
    case 'PageDown':
      return within(row + pageOfRows);
    case 'PageUp':
      return within(row - pageOfRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
