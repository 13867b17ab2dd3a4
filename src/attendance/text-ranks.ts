import { inSteps, type Sliced } from './figures/slices';

/** Texts that one step puts in order at once. */
const run = 512;
const foldStep = 2048;
/** Texts that one step merges. */
const mergeStep = 2048;

/**
 * Where each text stands among all of them: small letters and capitals together, then by code unit; equal texts share a
 * rank. By a merge sort that can pause: O(n log n).
 */
export function* textRanks(texts: readonly string[]): Sliced<Float64Array> {
  const count = texts.length;
  const folded: string[] = [];
  for (let from = 0; from < count; from += foldStep) {
    for (const words of texts.slice(from, from + foldStep)) folded.push(words.toLowerCase());
    yield;
  }
  const keys = { texts, folded };
  let order: Uint32Array = new Uint32Array(count);
  for (let from = 0; from < count; from += run) {
    sortRun(keys, order, from, Math.min(count, from + run));
    yield;
  }
  let room: Uint32Array = new Uint32Array(count);
  for (let width = run; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      const heads: Heads = {
        left: from,
        middle: Math.min(count, from + width),
        right: Math.min(count, from + width),
        end: Math.min(count, from + 2 * width),
      };
      for (let to = from; to < heads.end; to += mergeStep) {
        merge(keys, order, room, heads, to, Math.min(heads.end, to + mergeStep));
        yield;
      }
    }
    [order, room] = [room, order];
  }
  const ranks = new Float64Array(count);
  const last = { rank: -1, at: -1 };
  yield* inSteps(count, (from, to) => {
    rank(texts, order, ranks, last, from, to);
  });
  return ranks;
}

interface Keys {
  readonly texts: readonly string[];
  readonly folded: readonly string[];
}

/** Where two neighbouring runs are merged: left up to the middle, right up to the end. */
interface Heads {
  left: number;
  readonly middle: number;
  right: number;
  readonly end: number;
}

/** Below 0: the first stands before the second. */
export function compareFolded(one: string, foldedOne: string, other: string, foldedOther: string): number {
  if (foldedOne !== foldedOther) return foldedOne < foldedOther ? -1 : 1;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function compare({ texts, folded }: Keys, one: number, other: number): number {
  return compareFolded(texts[one] ?? '', folded[one] ?? '', texts[other] ?? '', folded[other] ?? '');
}

function sortRun(keys: Keys, order: Uint32Array, from: number, to: number): void {
  const own = order.subarray(from, to);
  for (let at = from; at < to; at++) own[at - from] = at;
  own.sort((one, other) => compare(keys, one, other));
}

function merge(
  keys: Keys,
  order: Uint32Array,
  merged: Uint32Array,
  heads: Heads,
  from: number,
  to: number,
): void {
  let { left, right } = heads;
  const { middle, end } = heads;
  for (let at = from; at < to; at++) {
    const one = order[left] ?? 0;
    const other = order[right] ?? 0;
    if (left < middle && (right >= end || compare(keys, one, other) <= 0)) {
      merged[at] = one;
      left++;
    } else {
      merged[at] = other;
      right++;
    }
  }
  heads.left = left;
  heads.right = right;
}

function rank(
  texts: readonly string[],
  order: Uint32Array,
  ranks: Float64Array,
  last: { rank: number; at: number },
  from: number,
  to: number,
): void {
  for (let place = from; place < to; place++) {
    const at = order[place] ?? 0;
    if (last.rank < 0 || texts[at] !== texts[last.at]) last.rank++;
    last.at = at;
    ranks[at] = last.rank;
  }
}
