import type { DecodedObject } from './call';
import { equalValues } from './equal-values';
import type { InstantReading } from './instant';
import {
  durationShift,
  fieldBits,
  joinedShift,
  leftShift,
  present,
  RowDictionary,
  strange,
  type PackedRow,
} from './row-dictionary';
import type { PageMark } from './row-table';

/** Bits of a row's state that the table sets. */
export const revisedBit = 1 << 8;
export const identicalBit = 1 << 9;
export const sameConnectionBit = 1 << 10;
export const tableBits = revisedBit | identicalBit | sameConnectionBit;

const readings = [{ kind: 'missing' }, { kind: 'null' }] as const;
const growth = 1.125;

/**
 * The columns as they are, for work on very many rows. Read only, longer than the table, good until it changes. What
 * `state` says of a field goes before its value: `(state >> joinedShift) & 3` is {@link present} where there is one.
 */
export interface RowArrays {
  /** Ms. */
  readonly joined: Float64Array;
  /** Ms. */
  readonly left: Float64Array;
  /** Whole seconds; of a `strange` one ask `reportedSeconds`. */
  readonly duration: Int32Array;
  readonly state: Uint16Array;
  /** Numbers of users: `userIdOf`. */
  readonly user: Uint32Array;
  /** Numbers of what rows have in common: `publisherTypeOf`, `rolesOf`. */
  readonly form: Uint32Array;
}

/** The columns of the row table: typed arrays, and one entry a form for what many rows share. It knows nothing of repeats. */
export class RowColumns {
  length = 0;
  readonly dictionary: RowDictionary;
  #joined = new Float64Array(0);
  #left = new Float64Array(0);
  #duration = new Int32Array(0);
  #user = new Uint32Array(0);
  #form = new Uint32Array(0);
  #seen = new Uint32Array(0);
  #state = new Uint16Array(0);
  #userSessions: string[] = [];
  #odd = new Map<number, ReadonlyMap<string, unknown>>();

  /** With `dictionary`: columns that share (and may extend) that of another table. */
  constructor(dictionary = new RowDictionary()) {
    this.dictionary = dictionary;
  }

  /** Appends a row and answers its index. */
  push(packed: PackedRow, mark: PageMark): number {
    if (this.length === this.#joined.length) this.#grow();
    const row = this.length++;
    this.put(row, packed, mark);
    return row;
  }

  /** Overwrites a row; what the table noted about it stays. */
  put(row: number, packed: PackedRow, mark: PageMark): void {
    this.#joined[row] = packed.joined;
    this.#left[row] = packed.left;
    this.#duration[row] = packed.duration;
    this.#user[row] = packed.user;
    this.#form[row] = packed.form;
    this.#state[row] = (this.#stateAt(row) & ~fieldBits) | packed.state;
    this.#userSessions[row] = packed.userSession;
    if (packed.odd === undefined) this.#odd.delete(row);
    else this.#odd.set(row, packed.odd);
    this.setSeen(row, mark);
  }

  /** The row as it was packed. */
  packed(row: number): PackedRow {
    return {
      user: this.#user[row] ?? 0,
      userSession: this.userSessionId(row),
      form: this.#form[row] ?? 0,
      joined: this.#joined[row] ?? NaN,
      left: this.#left[row] ?? NaN,
      duration: this.#duration[row] ?? 0,
      state: this.#stateAt(row) & fieldBits,
      odd: this.#odd.get(row),
    };
  }

  userId(row: number): string {
    return this.dictionary.userId(this.user(row));
  }

  user(row: number): number {
    return this.#user[row] ?? 0;
  }

  userSessionId(row: number): string {
    return this.#userSessions[row] ?? '';
  }

  publisherType(row: number): string {
    return this.dictionary.publisherType(this.#form[row] ?? 0);
  }

  roles(row: number): readonly string[] | undefined {
    return this.dictionary.roles(this.#form[row] ?? 0);
  }

  joined(row: number): InstantReading {
    return readingOf(this.#stateAt(row) >> joinedShift, this.#joined[row]);
  }

  left(row: number): InstantReading {
    return readingOf(this.#stateAt(row) >> leftShift, this.#left[row]);
  }

  /** NaN: no time. */
  joinedMs(row: number): number {
    return ((this.#stateAt(row) >> joinedShift) & 3) === present ? (this.#joined[row] ?? NaN) : NaN;
  }

  /** NaN: no time. */
  leftMs(row: number): number {
    return ((this.#stateAt(row) >> leftShift) & 3) === present ? (this.#left[row] ?? NaN) : NaN;
  }

  reportedSeconds(row: number): number | undefined {
    const state = (this.#stateAt(row) >> durationShift) & 3;
    if (state === present) return this.#duration[row];
    const value = state === strange ? this.#odd.get(row)?.get('duration_in_seconds') : undefined;
    return typeof value === 'number' ? value : undefined;
  }

  has(row: number, bit: number): boolean {
    return (this.#stateAt(row) & bit) !== 0;
  }

  set(row: number, bit: number, on: boolean): void {
    const state = this.#stateAt(row);
    this.#state[row] = on ? state | bit : state & ~bit;
  }

  /** The page on which the row was seen last. */
  seen(row: number): PageMark {
    return this.dictionary.mark(this.#seen[row] ?? 0);
  }

  setSeen(row: number, mark: PageMark): void {
    this.#seen[row] = this.dictionary.markOf(mark);
  }

  /** Equal in all fields, whatever the order of the keys. */
  equals(row: number, other: PackedRow): boolean {
    return (
      this.#user[row] === other.user &&
      (this.#stateAt(row) & fieldBits) === other.state &&
      Object.is(this.#joined[row], other.joined) &&
      Object.is(this.#left[row], other.left) &&
      this.#duration[row] === other.duration &&
      this.dictionary.contentOf(this.#form[row] ?? 0) === this.dictionary.contentOf(other.form) &&
      this.userSessionId(row) === other.userSession &&
      equalMaps(this.#odd.get(row), other.odd)
    );
  }

  /** Gives back what was packed, key for key and in its order. */
  decoded(row: number): DecodedObject {
    return this.dictionary.unpack(this.packed(row));
  }

  /** The columns as they are now; later changes to this table do not show in the copy. */
  copy(): RowColumns {
    const copy = new RowColumns(this.dictionary);
    copy.length = this.length;
    copy.#joined = this.#joined.slice(0, this.length);
    copy.#left = this.#left.slice(0, this.length);
    copy.#duration = this.#duration.slice(0, this.length);
    copy.#user = this.#user.slice(0, this.length);
    copy.#form = this.#form.slice(0, this.length);
    copy.#seen = this.#seen.slice(0, this.length);
    copy.#state = this.#state.slice(0, this.length);
    copy.#userSessions = this.#userSessions.slice();
    copy.#odd = new Map(this.#odd);
    return copy;
  }

  get arrays(): RowArrays {
    return {
      joined: this.#joined,
      left: this.#left,
      duration: this.#duration,
      state: this.#state,
      user: this.#user,
      form: this.#form,
    };
  }

  /** Bytes of the columns, without ids, dictionaries and odd values. */
  get bytes(): number {
    const arrays = [
      this.#joined,
      this.#left,
      this.#duration,
      this.#user,
      this.#form,
      this.#seen,
      this.#state,
    ];
    return arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }

  #stateAt(row: number): number {
    return this.#state[row] ?? 0;
  }

  #grow(): void {
    const room = Math.max(16, Math.ceil(this.length * growth));
    this.#joined = larger(new Float64Array(room), this.#joined);
    this.#left = larger(new Float64Array(room), this.#left);
    this.#duration = larger(new Int32Array(room), this.#duration);
    this.#user = larger(new Uint32Array(room), this.#user);
    this.#form = larger(new Uint32Array(room), this.#form);
    this.#seen = larger(new Uint32Array(room), this.#seen);
    this.#state = larger(new Uint16Array(room), this.#state);
  }
}

function larger<T extends { set(values: T): void }>(room: T, values: T): T {
  room.set(values);
  return room;
}

function readingOf(state: number, ms: number | undefined): InstantReading {
  if ((state & 3) === present && ms !== undefined) return { kind: 'at', ms };
  return readings[state & 3] ?? { kind: 'unknown' };
}

function equalMaps(
  one: ReadonlyMap<string, unknown> | undefined,
  other: ReadonlyMap<string, unknown> | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.size === other.size &&
    [...one].every(([key, value]) => other.has(key) && equalValues(value, other.get(key)))
  );
}
