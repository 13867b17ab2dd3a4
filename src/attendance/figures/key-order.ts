import type { Sliced } from './slices';
import { inTimeOrder } from './time-order';

/** A number to order a row by, whole and no larger than 2⁵²; NaN: its value is unknown. */
export type KeyOf = (row: number) => number;

/** Rows that one step looks at: some keys take a microsecond. */
const step = 1024;

/** Rows by a key, unknown ones last; what is equal or unknown stays as it was. O(n). */
export function* byKey(rows: Uint32Array, keyOf: KeyOf, descending: boolean): Sliced<Uint32Array> {
  const split: Split = {
    known: new Uint32Array(rows.length),
    keys: new Float64Array(rows.length),
    unknown: new Uint32Array(rows.length),
    count: 0,
    unknownCount: 0,
  };
  for (let from = 0; from < rows.length; from += step) {
    take(rows.subarray(from, from + step), keyOf, descending, split);
    yield;
  }
  const { known, keys, unknown, count, unknownCount } = split;
  const order = yield* inTimeOrder(keys.subarray(0, count));
  for (let from = 0; from < count; from += step) {
    const to = Math.min(count, from + step);
    for (let at = from; at < to; at++) order[at] = known[order[at] ?? 0] ?? 0;
    yield;
  }
  const all = new Uint32Array(rows.length);
  all.set(order);
  all.set(unknown.subarray(0, unknownCount), count);
  return all;
}

interface Split {
  readonly known: Uint32Array;
  readonly keys: Float64Array;
  readonly unknown: Uint32Array;
  count: number;
  unknownCount: number;
}

function take(rows: Uint32Array, keyOf: KeyOf, descending: boolean, split: Split): void {
  const { known, keys, unknown } = split;
  let { count, unknownCount } = split;
  for (const row of rows) {
    const key = keyOf(row);
    if (Number.isNaN(key)) unknown[unknownCount++] = row;
    else {
      known[count] = row;
      keys[count++] = descending ? -key : key;
    }
  }
  split.count = count;
  split.unknownCount = unknownCount;
}
