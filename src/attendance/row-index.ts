/** Finds rows by a hash: buckets and chains in typed arrays, 8 to 13 bytes a row. Rows of one bucket come in no set order. */
export class RowChains {
  readonly #hash: (row: number) => number;
  #heads = new Int32Array(16).fill(-1);
  #next = new Int32Array(16);
  #rows = 0;

  constructor(hash: (row: number) => number) {
    this.#hash = hash;
  }

  /** Rows are added in their order, from 0, without gaps. */
  add(row: number): void {
    if (this.#rows === this.#heads.length) this.#rehash(this.#heads.length * 2);
    if (row >= this.#next.length) {
      const next = new Int32Array(Math.ceil((row + 1) * 1.125));
      next.set(this.#next);
      this.#next = next;
    }
    this.#rows = row + 1;
    this.#link(row);
  }

  /** All rows of the hash's bucket: the caller compares. */
  *bucket(hash: number): Generator<number> {
    let row = this.#heads[hash & (this.#heads.length - 1)] ?? -1;
    while (row >= 0) {
      yield row;
      row = this.#next[row] ?? -1;
    }
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#next.byteLength;
  }

  #link(row: number): void {
    const at = this.#hash(row) & (this.#heads.length - 1);
    this.#next[row] = this.#heads[at] ?? -1;
    this.#heads[at] = row;
  }

  #rehash(size: number): void {
    this.#heads = new Int32Array(size).fill(-1);
    for (let row = 0; row < this.#rows; row++) this.#link(row);
  }
}

/** Remembers one row for each of several groups of rows, by open addressing: 5 to 11 bytes a group. */
export class RowGroups {
  readonly #hash: (row: number) => number;
  readonly #same: (one: number, other: number) => boolean;
  #slots = new Int32Array(16).fill(-1);
  #used = 0;

  constructor(hash: (row: number) => number, same: (one: number, other: number) => boolean) {
    this.#hash = hash;
    this.#same = same;
  }

  /** The first row of the group that `row` belongs to; `row` itself becomes it where the group is new. */
  firstOf(row: number): number {
    if (this.#used * 4 >= this.#slots.length * 3) this.#resize();
    const at = this.#slotOf(row);
    const first = this.#slots[at] ?? -1;
    if (first >= 0) return first;
    this.#slots[at] = row;
    this.#used++;
    return row;
  }

  get bytes(): number {
    return this.#slots.byteLength;
  }

  #slotOf(row: number): number {
    const mask = this.#slots.length - 1;
    for (let at = this.#hash(row) & mask; ; at = (at + 1) & mask) {
      const first = this.#slots[at] ?? -1;
      if (first < 0 || this.#same(first, row)) return at;
    }
  }

  #resize(): void {
    const firsts = this.#slots;
    this.#slots = new Int32Array(firsts.length * 2).fill(-1);
    for (const first of firsts) if (first >= 0) this.#slots[this.#slotOf(first)] = first;
  }
}

/** A 32-bit hash of text and numbers (FNV-1a over their units, mixed at the end). */
export function hashOf(words: string, ...numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  for (const number of numbers) {
    const whole = Number.isFinite(number) ? number : -1;
    hash = Math.imul(hash ^ (whole | 0), 0x01000193);
    hash = Math.imul(hash ^ Math.floor(whole / 0x1_0000_0000), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
