import type { DecodedObject } from './call';
import { identicalBit, revisedBit, RowColumns, sameConnectionBit } from './row-columns';
import { hasJoined, hasLeft, sameMark, type PackedRow } from './row-dictionary';
import { hashOf, RowChains, RowGroups } from './row-index';
import { isLater, keepsNewer, repeatedRow } from './row-repeats';
import type { Appended, PageMark, RowTable, RowView } from './row-table';
import { ColumnsView, type RowNotes } from './row-view';

/** A repeat that was dropped within one read, with what dropping it changed. */
interface Dropped {
  readonly row: number;
  readonly packed: PackedRow;
  readonly mark: PageMark;
  /** The row was not revised before: un-dropping takes the flag back. */
  readonly revised: boolean;
}

/** The row table: columns, the two indexes that rule 1 needs, and what was dropped. */
export class MergingRowTable extends ColumnsView implements RowTable {
  #chains: RowChains;
  #connections: RowGroups;
  /** The highest ordinal among rows without `joined_at`, by user and user session: they share no chain. */
  #placeless = new Map<string, number>();
  #dropped: Dropped[] = [];
  /** Where the content of a row came from, if the row was seen later with another content that was not kept. */
  #contentMarks = new Map<number, PageMark>();
  #read = 0;
  #repeatsDropped = 0;
  #revision = 0;

  constructor() {
    super(new RowColumns(), noNotes());
    this.#chains = this.#newChains();
    this.#connections = this.#newConnections();
  }

  get repeatsDropped(): number {
    return this.#repeatsDropped;
  }

  get restorable(): number {
    return this.#dropped.length;
  }

  get revision(): number {
    return this.#revision;
  }

  get bytes(): number {
    return this.columns.bytes + this.#chains.bytes + this.#connections.bytes;
  }

  append(rows: readonly DecodedObject[], mark: PageMark): Appended {
    if (mark.read > this.#read) {
      this.#read = mark.read;
      this.#dropped = [];
    }
    const added: number[] = [];
    const revised = new Set<number>();
    let repeats = 0;
    for (const decoded of rows) {
      const packed = this.columns.dictionary.pack(decoded);
      const row = repeatedRow(this.columns, this.#sameKey(packed), packed, mark);
      if (row === undefined) added.push(this.#insert(packed, mark));
      else {
        repeats++;
        if (this.#merge(row, packed, mark)) revised.add(row);
      }
    }
    this.#repeatsDropped += repeats;
    if (rows.length > 0) this.#revision++;
    return { added, revised: [...revised], repeats };
  }

  restoreRepeats(): number {
    const dropped = this.#dropped;
    this.#dropped = [];
    for (const { row, packed, mark, revised } of dropped) {
      if (revised) {
        this.columns.set(row, revisedBit, false);
        this.notes.others.delete(row);
      }
      this.#insert(packed, mark);
    }
    this.#repeatsDropped -= dropped.length;
    if (dropped.length > 0) this.#revision++;
    return dropped.length;
  }

  forgetUnseen(read: number): number {
    const kept: number[] = [];
    for (let row = 0; row < this.length; row++) if (this.columns.seen(row).read >= read) kept.push(row);
    const forgotten = this.length - kept.length;
    if (forgotten === 0) return 0;
    const before = { columns: this.columns, notes: this.notes };
    const moved = new Map(kept.map((row, at) => [row, at]));
    this.columns = new RowColumns(before.columns.dictionary);
    this.notes = noNotes();
    this.#chains = this.#newChains();
    this.#connections = this.#newConnections();
    for (const [row, at] of moved) {
      this.#insert(before.columns.packed(row), before.columns.seen(row), before.notes.ordinals.get(row) ?? 1);
      this.columns.set(at, revisedBit, before.columns.has(row, revisedBit));
      const other = before.notes.others.get(row);
      if (other !== undefined) this.notes.others.set(at, other);
    }
    this.#contentMarks = new Map(
      [...this.#contentMarks].flatMap(([row, mark]) => {
        const at = moved.get(row);
        return at === undefined ? [] : [[at, mark] as const];
      }),
    );
    this.#dropped = this.#dropped.flatMap((dropped) => {
      const row = moved.get(dropped.row);
      return row === undefined ? [] : [{ ...dropped, row }];
    });
    this.#revision++;
    return forgotten;
  }

  snapshot(): RowView {
    return new ColumnsView(this.columns.copy(), {
      ordinals: new Map(this.notes.ordinals),
      others: new Map(this.notes.others),
    });
  }

  /** Rows of the same user, user session and `joined_at`; without `joined_at`, those that might be equal. */
  *#sameKey(packed: PackedRow): Generator<number> {
    const placed = hasJoined(packed);
    for (const row of this.#chains.bucket(this.#keyHash(packed))) {
      const other = this.columns.joined(row);
      const fits = placed ? other.kind === 'at' && other.ms === packed.joined : other.kind !== 'at';
      if (fits && this.#sameConnection(row, packed)) yield row;
    }
  }

  #sameConnection(row: number, packed: PackedRow): boolean {
    return this.columns.user(row) === packed.user && this.columns.userSessionId(row) === packed.userSession;
  }

  #insert(packed: PackedRow, mark: PageMark, ordinal?: number): number {
    const twins = [...this.#sameKey(packed)];
    const row = this.columns.push(packed, mark);
    this.#chains.add(row);
    this.#nameApart(row, packed, twins, ordinal);
    for (const twin of twins) {
      if (!sameMark(this.columns.seen(twin), mark) || !this.columns.equals(twin, packed)) continue;
      this.columns.set(twin, identicalBit, true);
      this.columns.set(row, identicalBit, true);
    }
    if (hasJoined(packed)) this.#markConnection(row, packed);
    return row;
  }

  /** Gives a row that shares user, user session and joined time with others an ordinal, so that its key is its own. */
  #nameApart(row: number, packed: PackedRow, twins: readonly number[], given: number | undefined): void {
    let ordinal = given;
    if (hasJoined(packed)) {
      ordinal ??= 1 + Math.max(0, ...twins.map((twin) => this.notes.ordinals.get(twin) ?? 1));
    } else {
      const name = JSON.stringify([packed.user, packed.userSession]);
      const highest = this.#placeless.get(name) ?? 0;
      ordinal ??= highest + 1;
      this.#placeless.set(name, Math.max(highest, ordinal));
    }
    if (ordinal > 1) this.notes.ordinals.set(row, ordinal);
  }

  /** Rule 1: the same connection and user with another `joined_at` are both kept, and both say so. */
  #markConnection(row: number, packed: PackedRow): void {
    const first = this.#connections.firstOf(row);
    if (first === row) return;
    if (!this.columns.has(first, sameConnectionBit)) {
      const held = this.columns.packed(first);
      if (held.joined === packed.joined) return;
      for (const twin of this.#sameKey(held)) this.columns.set(twin, sameConnectionBit, true);
    }
    this.columns.set(row, sameConnectionBit, true);
  }

  /** Takes a repeat into the row it repeats. Answers whether its content differed. */
  #merge(row: number, packed: PackedRow, mark: PageMark): boolean {
    const seen = this.columns.seen(row);
    const held = this.columns.packed(row);
    const newest = isLater(mark, seen) ? mark : seen;
    const oldest = newest === mark ? seen : mark;
    const contentMark = this.#contentMarks.get(row) ?? seen;
    const differs = !this.columns.equals(row, packed);
    const revised = differs && !this.columns.has(row, revisedBit);
    const replaced =
      differs &&
      keepsNewer({ hasLeft: hasLeft(held), mark: contentMark }, { hasLeft: hasLeft(packed), mark });
    const other = replaced ? held : packed;
    if (replaced) {
      this.#forgetIdentical(row, held);
      this.columns.put(row, packed, newest);
    } else this.columns.setSeen(row, newest);
    const keptMark = replaced ? mark : differs || isLater(contentMark, mark) ? contentMark : mark;
    if (sameMark(keptMark, newest)) this.#contentMarks.delete(row);
    else this.#contentMarks.set(row, keptMark);
    if (differs) {
      this.columns.set(row, revisedBit, true);
      this.notes.others.set(row, other);
    }
    if (seen.read === mark.read) this.#dropped.push({ row, packed: other, mark: oldest, revised });
    return differs;
  }

  /** A row that changes is identical no more; nor is the last one that was identical to it. */
  #forgetIdentical(row: number, held: PackedRow): void {
    if (!this.columns.has(row, identicalBit)) return;
    const twins = [...this.#sameKey(held)].filter(
      (twin) => twin !== row && this.columns.has(twin, identicalBit) && this.columns.equals(twin, held),
    );
    this.columns.set(row, identicalBit, false);
    const [only] = twins;
    if (only !== undefined && twins.length === 1) this.columns.set(only, identicalBit, false);
  }

  #keyHash(packed: PackedRow): number {
    return hasJoined(packed)
      ? hashOf(packed.userSession, packed.user, packed.joined)
      : hashOf(
          packed.userSession,
          packed.user,
          packed.left,
          packed.duration,
          this.columns.dictionary.contentOf(packed.form),
          packed.state,
        );
  }

  #newChains(): RowChains {
    return new RowChains((row) => this.#keyHash(this.columns.packed(row)));
  }

  #newConnections(): RowGroups {
    return new RowGroups(
      (row) => hashOf(this.columns.userSessionId(row), this.columns.user(row)),
      (one, other) => this.#sameConnection(one, this.columns.packed(other)),
    );
  }
}

function noNotes(): RowNotes {
  return { ordinals: new Map(), others: new Map() };
}
