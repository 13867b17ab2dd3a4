import type { RowTable } from '../../attendance/row-table';
import type { SessionNode } from './node';
import { keyOf, type Reads } from './reads';

/** Which rows stand below a session. */
interface Standing {
  readonly table: RowTable;
  readonly revision: number;
  readonly complete: boolean;
  readonly count: number;
}

/** Remembers which rows were drawn below each session, to tell without a look at each whether they still stand so. */
export class DrawnRows {
  readonly #reads: Reads;
  readonly #drawn = new WeakMap<SessionNode, Standing>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** The rows of a session are being drawn. */
  note(node: SessionNode): void {
    const standing = this.#standing(node);
    if (standing !== undefined) this.#drawn.set(node, standing);
  }

  /** How many rows are in sight now, and whether they may be others than those drawn. Undefined: nobody asked for them. */
  since(node: SessionNode): { readonly count: number; readonly changed: boolean } | undefined {
    const now = this.#standing(node);
    if (now === undefined) return undefined;
    const drawn = this.#drawn.get(node);
    const changed =
      drawn?.table !== now.table ||
      drawn.revision !== now.revision ||
      drawn.complete !== now.complete ||
      drawn.count !== now.count;
    return { count: now.count, changed };
  }

  #standing({ session }: SessionNode): Standing | undefined {
    const rows = this.#reads.rowsHeld(session);
    if (rows === undefined) return undefined;
    const { table, complete } = rows;
    const count = this.#reads.inSight.count(keyOf({ what: 'rows', session }), rows);
    return { table, revision: table.revision, complete, count };
  }
}
