import { identicalBit, revisedBit, RowColumns, sameConnectionBit } from '../../attendance/row-columns';
import { ColumnsView, type RowNotes } from '../../attendance/row-view';
import type { RowView } from '../../attendance/row-table';
import type { SavedMark, SavedRow } from '../../formats/saved-session';

const bits: Readonly<Record<SavedMark, number>> = {
  revised: revisedBit,
  identical: identicalBit,
  'same-connection': sameConnectionBit,
};

/** What the rows are as they were saved: repeats were told when they were read, and nothing is merged again. */
const mark = { read: 1, page: 1 };

/** Builds the rows of an archived copy, one after the other. */
export class ArchivedRows {
  readonly #columns = new RowColumns();
  readonly #notes: RowNotes = { ordinals: new Map(), others: new Map() };
  readonly #technical: number[] = [];

  add({ row, marks, other, ordinal, technical }: SavedRow): void {
    const { dictionary } = this.#columns;
    const at = this.#columns.push(dictionary.pack(row), mark);
    for (const each of marks) this.#columns.set(at, bits[each], true);
    if (other !== undefined) this.#notes.others.set(at, dictionary.pack(other));
    if (ordinal > 1) this.#notes.ordinals.set(at, ordinal);
    if (technical) this.#technical.push(at);
  }

  /** The rows; nothing may be added any more. */
  view(): RowView {
    return new ColumnsView(this.#columns, this.#notes);
  }

  /** Rows of technical users, as a column. */
  technical(): Uint8Array {
    const column = new Uint8Array(this.#columns.length);
    for (const at of this.#technical) column[at] = 1;
    return column;
  }
}
