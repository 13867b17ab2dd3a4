import type { DecodedObject } from './call';
import type { InstantReading, Ms } from './instant';
import { identicalBit, revisedBit, sameConnectionBit, type RowArrays, type RowColumns } from './row-columns';
import type { PackedRow } from './row-dictionary';
import { bitOf, certainEndOf, flagBitsOf, flagsIn, startOf } from './row-flags';
import type { RowContext, RowFlag, RowView } from './row-table';

const tableFlags = [
  [revisedBit, bitOf('revised')],
  [identicalBit, bitOf('identical')],
  [sameConnectionBit, bitOf('same-connection')],
] as const;

/** What a table remembers of its rows beside their columns; sparse. */
export interface RowNotes {
  /** Of rows whose user, user session and joined time are not theirs alone: which of them, from 2. */
  readonly ordinals: Map<number, number>;
  /** Of revised rows: the version that was not kept. */
  readonly others: Map<number, PackedRow>;
}

/** Reads rows out of columns. */
export class ColumnsView implements RowView {
  protected columns: RowColumns;
  protected notes: RowNotes;

  constructor(columns: RowColumns, notes: RowNotes) {
    this.columns = columns;
    this.notes = notes;
  }

  get length(): number {
    return this.columns.length;
  }

  userId(row: number): string {
    return this.columns.userId(row);
  }

  userSessionId(row: number): string {
    return this.columns.userSessionId(row);
  }

  publisherType(row: number): string {
    return this.columns.publisherType(row);
  }

  roles(row: number): readonly string[] | undefined {
    return this.columns.roles(row);
  }

  joined(row: number): InstantReading {
    return this.columns.joined(row);
  }

  left(row: number): InstantReading {
    return this.columns.left(row);
  }

  reportedSeconds(row: number): number | undefined {
    return this.columns.reportedSeconds(row);
  }

  start(row: number): Ms | undefined {
    return known(this.#start(row));
  }

  certainEnd(row: number): Ms | undefined {
    return known(certainEndOf(this.#start(row), this.columns.leftMs(row), this.#seconds(row)));
  }

  flags(row: number, context: RowContext): readonly RowFlag[] {
    return flagsIn(this.flagBits(row, context));
  }

  flagBits(row: number, context: RowContext): number {
    const [joined, left, seconds] = [
      this.columns.joinedMs(row),
      this.columns.leftMs(row),
      this.#seconds(row),
    ];
    const start = startOf(joined, left, seconds);
    const end = certainEndOf(start, left, seconds);
    let flags = flagBitsOf(joined, left, seconds, start, end, context);
    for (const [held, flag] of tableFlags) if (this.columns.has(row, held)) flags |= flag;
    return flags;
  }

  get arrays(): RowArrays {
    return this.columns.arrays;
  }

  get userCount(): number {
    return this.columns.dictionary.userCount;
  }

  get formCount(): number {
    return this.columns.dictionary.formCount;
  }

  userNumberOf(id: string): number | undefined {
    return this.columns.dictionary.userNumber(id);
  }

  userIdOf(user: number): string {
    return this.columns.dictionary.userId(user);
  }

  publisherTypeOf(form: number): string {
    return this.columns.dictionary.publisherType(form);
  }

  rolesOf(form: number): readonly string[] | undefined {
    return this.columns.dictionary.roles(form);
  }

  key(row: number): string {
    const joined = this.columns.joined(row);
    const parts = [this.userId(row), this.userSessionId(row), joined.kind === 'at' ? joined.ms : null];
    const ordinal = this.notes.ordinals.get(row);
    return JSON.stringify(ordinal === undefined ? parts : [...parts, ordinal]);
  }

  find(key: string): number | undefined {
    const session = userSessionIn(key);
    for (let row = 0; row < this.length; row++) {
      // Building a key takes a hundred times longer than this comparison.
      if (this.columns.userSessionId(row) === session && this.key(row) === key) return row;
    }
    return undefined;
  }

  decoded(row: number): DecodedObject {
    return this.columns.decoded(row);
  }

  otherVersion(row: number): DecodedObject | undefined {
    const packed = this.notes.others.get(row);
    return packed === undefined ? undefined : this.columns.dictionary.unpack(packed);
  }

  #start(row: number): Ms {
    return startOf(this.columns.joinedMs(row), this.columns.leftMs(row), this.#seconds(row));
  }

  #seconds(row: number): number {
    return this.columns.reportedSeconds(row) ?? NaN;
  }
}

function known(ms: Ms): Ms | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}

/** The second part of a row's key. */
function userSessionIn(key: string): unknown {
  try {
    const parts: unknown = JSON.parse(key);
    return Array.isArray(parts) ? parts[1] : undefined;
  } catch {
    return undefined;
  }
}
