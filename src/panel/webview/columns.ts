import { text, type Text } from '../../attendance/text';
import { cellNames, type CellName } from '../../formats/cell-names';

interface Column {
  readonly id: CellName;
  readonly name: Text;
  /** In widths of a digit, so that it grows with the font. */
  readonly width: number;
  /** Takes what the others leave. */
  readonly grows?: true;
}

const looks: Readonly<Record<CellName, Omit<Column, 'id'>>> = {
  person: { name: text('Person'), width: 22 },
  roles: { name: text('Roles'), width: 10 },
  publisher: { name: text('Publisher'), width: 11 },
  joined: { name: text('Joined'), width: 19 },
  left: { name: text('Left'), width: 19 },
  reported: { name: text('Reported time'), width: 16 },
  interval: { name: text('Interval time'), width: 24 },
  notes: { name: text('Notes'), width: 24, grows: true },
  userSession: { name: text('User session'), width: 18 },
};

/** The columns of the table, in their order. */
export const columns: readonly Column[] = cellNames.map((id) => ({ id, ...looks[id] }));

const [narrowest, widest] = [6, 120];

/** A width that a column may have, in widths of a digit. */
export function allowedWidth(width: number): number {
  return Math.min(widest, Math.max(narrowest, width));
}

/** The columns' widths as CSS tracks, and what they need together. */
export function tracksOf(widths: readonly number[]): { readonly tracks: string; readonly least: string } {
  const tracks = columns.map(({ grows }, n) => {
    const width = `${widths[n] ?? narrowest}ch`;
    return grows === true ? `minmax(${width}, 1fr)` : width;
  });
  return { tracks: tracks.join(' '), least: `${widths.reduce((sum, width) => sum + width, 0)}ch` };
}
