import type { RowTable } from '../../attendance/row-table';
import type { SessionRows } from '../../book/book';

/** Rows that come into sight at once: as many as Stream sends in one page at most. */
export const rowsAtOnce = 100;

/** How the rows of one table stand at one revision. */
interface Standing {
  readonly revision: number;
  readonly sorted: boolean;
  readonly order: readonly number[];
  /** Of the rows that were asked for by their key; filled as they are drawn. */
  readonly rowOf: Map<string, number>;
}

/**
 * Which of the rows that the book holds a tree shows: those that the user asked for by opening the session and by *Load
 * more*. The book may hold many more, read whole for something else, and VS Code draws all children of a node in one go.
 */
export class RowsInSight {
  readonly #most = new Map<string, number>();
  /** By session: rows that were asked for by themselves, by their keys. */
  readonly #alone = new Map<string, Set<string>>();
  readonly #standings = new WeakMap<RowTable, Standing>();

  /** The rows in sight, in the order shown, and after them those that stand alone. `key` names their session. */
  shown(key: string, rows: SessionRows): readonly number[] {
    const shown = this.#standing(rows).order.slice(0, this.count(key, rows));
    const alone = [...(this.#alone.get(key) ?? [])].flatMap((rowKey) => this.rowOf(rowKey, rows) ?? []);
    return [...shown, ...alone.filter((row) => !shown.includes(row))];
  }

  /** Brings one row into sight, wherever it stands: all rows before it may be too many to be drawn. */
  bring(key: string, rowKey: string): void {
    this.#alone.set(key, (this.#alone.get(key) ?? new Set()).add(rowKey));
  }

  /** How many rows are in sight, without those that stand alone. */
  count(key: string, rows: SessionRows): number {
    return Math.min(rows.table.length, this.#limit(key));
  }

  /** Held rows are out of sight: *Load more* needs no request for them. */
  hides(key: string, rows: SessionRows): boolean {
    return rows.table.length > this.#limit(key);
  }

  /** Brings one page more into sight than the first `count` rows. */
  grow(key: string, count: number): void {
    this.#most.set(key, Math.max(this.#limit(key), count + rowsAtOnce));
  }

  /** The row that stands at a place, from 0. */
  at(place: number, rows: SessionRows): number | undefined {
    return this.#standing(rows).order[place];
  }

  /** The identity of a row. */
  keyOf(row: number, rows: SessionRows): string {
    const rowKey = rows.table.key(row);
    this.#standing(rows).rowOf.set(rowKey, row);
    return rowKey;
  }

  /** The row of an identity; undefined: it is gone. */
  rowOf(rowKey: string, rows: SessionRows): number | undefined {
    const { rowOf } = this.#standing(rows);
    const known = rowOf.get(rowKey);
    if (known !== undefined) return known;
    const found = rows.table.find(rowKey);
    if (found !== undefined) rowOf.set(rowKey, found);
    return found;
  }

  #limit(key: string): number {
    return this.#most.get(key) ?? rowsAtOnce;
  }

  #standing(rows: SessionRows): Standing {
    const { table, complete } = rows;
    const held = this.#standings.get(table);
    if (held?.revision === table.revision && held.sorted === complete) return held;
    const standing = {
      revision: table.revision,
      sorted: complete,
      order: rowOrder(table, complete),
      rowOf: new Map<string, number>(),
    };
    this.#standings.set(table, standing);
    return standing;
  }
}

/**
 * Stream's order until all pages were read (it is not documented, and a sorted half would pretend to be the beginning);
 * then by start, rows without a place in time last.
 */
function rowOrder(table: RowTable, complete: boolean): readonly number[] {
  const order = Array.from({ length: table.length }, (_, row) => row);
  if (!complete) return order;
  const starts = Float64Array.from(order, (row) => table.start(row) ?? Number.POSITIVE_INFINITY);
  const startOf = (row: number): number => starts[row] ?? Number.POSITIVE_INFINITY;
  return order.sort((one, other) =>
    startOf(one) === startOf(other) ? one - other : startOf(one) - startOf(other),
  );
}
