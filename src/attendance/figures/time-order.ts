import { inSteps, type Sliced } from './slices';

/** Bits of a key that one pass of the radix sort looks at: few for few times, since each pass goes over all buckets. */
const [fewBits, manyBits] = [8, 14];
const few = 4096;
const low = 0x1_0000_0000;

/**
 * The indexes of `times` in the order of their times; equal ones in the order of their indexes. By radix sort over the
 * distance from the first time: O(n) for any span, however long.
 * @param times whole ms
 */
export function* inTimeOrder(times: Float64Array): Sliced<Uint32Array> {
  const count = times.length;
  const seen: Seen = { first: Infinity, last: -Infinity, before: -Infinity, sorted: true };
  yield* inSteps(count, (from, to) => {
    look(times, seen, from, to);
  });
  const order = new Uint32Array(count);
  yield* inSteps(count, (from, to) => {
    number(order, from, to);
  });
  // Stream's pages mostly come in the order of joining.
  if (seen.sorted) return order;
  const { first, last } = seen;
  const span = last - first;
  const keys = new Uint32Array(count);
  yield* inSteps(count, (from, to) => {
    distances(times, first, keys, from, to);
  });
  // Beyond 2³² ms (50 days) a Uint32Array keeps the low bits of a key: the high ones are sorted by afterwards.
  const byLow = yield* byKeys(order, keys, Math.min(span, low - 1));
  if (span < low) return byLow;
  const highKeys = new Uint32Array(count);
  yield* inSteps(count, (from, to) => {
    for (let at = from; at < to; at++) highKeys[at] = ((times[byLow[at] ?? 0] ?? 0) - first) / low;
  });
  return yield* byKeys(byLow, highKeys, Math.floor(span / low));
}

/** A stable order by keys up to `most`. Both arrays are written over. */
function* byKeys(values: Uint32Array, keysOf: Uint32Array, most: number): Sliced<Uint32Array> {
  const count = values.length;
  let [order, keys] = [values, keysOf];
  let nextOrder: Uint32Array = new Uint32Array(count);
  let nextKeys: Uint32Array = new Uint32Array(count);
  const digitBits = count < few ? fewBits : manyBits;
  const mask = (1 << digitBits) - 1;
  for (let shift = 0; most / 2 ** shift >= 1; shift += digitBits) {
    const ends = new Uint32Array(mask + 1);
    const [fromOrder, fromKeys, toOrder, toKeys] = [order, keys, nextOrder, nextKeys];
    yield* inSteps(count, (from, to) => {
      tally(fromKeys, shift, mask, ends, from, to);
    });
    let begin = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const size = ends[digit] ?? 0;
      ends[digit] = begin;
      begin += size;
    }
    yield* inSteps(count, (from, to) => {
      scatter(fromOrder, fromKeys, shift, mask, ends, toOrder, toKeys, from, to);
    });
    [order, keys, nextOrder, nextKeys] = [toOrder, toKeys, fromOrder, fromKeys];
  }
  return order;
}

/** What was seen of times so far. */
interface Seen {
  first: number;
  last: number;
  before: number;
  sorted: boolean;
}

function look(times: Float64Array, seen: Seen, from: number, to: number): void {
  let { first, last, before, sorted } = seen;
  for (let at = from; at < to; at++) {
    const time = times[at] ?? 0;
    if (time < first) first = time;
    if (time > last) last = time;
    if (time < before) sorted = false;
    before = time;
  }
  Object.assign(seen, { first, last, before, sorted });
}

function number(order: Uint32Array, from: number, to: number): void {
  for (let at = from; at < to; at++) order[at] = at;
}

function distances(times: Float64Array, first: number, keys: Uint32Array, from: number, to: number): void {
  for (let at = from; at < to; at++) keys[at] = (times[at] ?? 0) - first;
}

function tally(
  keys: Uint32Array,
  shift: number,
  mask: number,
  counts: Uint32Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    const digit = ((keys[at] ?? 0) >>> shift) & mask;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
}

function scatter(
  order: Uint32Array,
  keys: Uint32Array,
  shift: number,
  mask: number,
  ends: Uint32Array,
  toOrder: Uint32Array,
  toKeys: Uint32Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    const key = keys[at] ?? 0;
    const digit = (key >>> shift) & mask;
    const place = ends[digit] ?? 0;
    ends[digit] = place + 1;
    toOrder[place] = order[at] ?? 0;
    toKeys[place] = key;
  }
}
