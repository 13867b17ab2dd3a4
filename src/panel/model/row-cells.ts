import type { Telling } from '../../attendance/figures/figure-words';
import type { AttendanceAnswer } from '../../book/book';
import { cellWords } from '../../book/telling/cell-words';
import { isDoubtful } from '../../book/telling/row-notes';
import { cellNames } from '../../formats/cell-names';
import { nobodyNamed, withName, type NameOf } from './named';
import { rowKinds, type PanelRow } from '../protocol/shown';

/** Characters of a cell on screen at most: copies have it whole. */
const longestCell = 300;
const [isolate, pop] = ['\u2068', '\u2069'];

/** A row of the answer as the table shows it, whether the row filter chose it or not. O(1). */
export function panelRow(
  answer: AttendanceAnswer,
  row: number,
  telling: Telling,
  nameOf: NameOf = nobodyNamed,
): PanelRow {
  const { cells, notes } = cellWords(answer, row, telling);
  const person = withName(cells.person, nameOf(answer.rows.userId(row)));
  return {
    row,
    kind: rowKinds[notes.kind] ?? 'person',
    cells: cellNames.map((column) => capped(column === 'person' ? person : cells[column])),
    outside: notes.outside,
    doubtful: isDoubtful(notes),
  };
}

/** Cut between characters; a direction that was isolated stays so. */
function capped(cell: string): string {
  if (cell.length <= longestCell) return cell;
  const cut = cell.slice(0, longestCell - 2).replace(/[\ud800-\udbff]$/, '');
  const isOpen = cut.lastIndexOf(isolate) > cut.lastIndexOf(pop);
  return isOpen ? `${cut}…${pop}` : `${cut}…`;
}
