import type { Measures } from './measure';
import { rowKind } from './placed-rows';

/** Who was present for at least a time in the window. Persons as {@link Measures} numbers them, ascending. */
export interface Judged {
  readonly thresholdMs: number;
  readonly passes: Uint32Array;
  readonly fails: Uint32Array;
  readonly cannotTell: Uint32Array;
  /** Rows of nobody that can be named: they are judged for no one. */
  readonly anonymousRows: number;
}

const [passes, fails, cannotTell] = [0, 1, 2] as const;

/**
 * The person threshold: after the union of each person's time in the window. Who was certainly present so long passes; who
 * cannot have been fails; of the others it cannot be told.
 * @param thresholdMs ms, 0 or more
 * @param whole false: not all rows were read, so that nobody's presence has an upper bound
 * @throws RangeError: the threshold is no length of time
 */
export function judgePeople(measures: Measures, thresholdMs: number, whole = true): Judged {
  if (!(thresholdMs >= 0 && thresholdMs < Infinity))
    throw new RangeError('A threshold is a number of ms, 0 or more');
  const { certain, upTo, unbounded, placed } = measures;
  const people = certain.presenceMs.length;
  const verdicts = new Uint8Array(people);
  const counts: [number, number, number] = [0, 0, 0];
  for (let person = 0; person < people; person++) {
    const bounded = whole && unbounded.people[person] === 0;
    let verdict: 0 | 1 | 2 = cannotTell;
    if ((certain.presenceMs[person] ?? 0) >= thresholdMs) verdict = passes;
    else if (bounded && (upTo.presenceMs[person] ?? 0) < thresholdMs) verdict = fails;
    verdicts[person] = verdict;
    counts[verdict]++;
  }
  const those = (verdict: 0 | 1 | 2): Uint32Array => {
    const found = new Uint32Array(counts[verdict]);
    let next = 0;
    for (let person = 0; person < people; person++) if (verdicts[person] === verdict) found[next++] = person;
    return found;
  };
  return {
    thresholdMs,
    passes: those(passes),
    fails: those(fails),
    cannotTell: those(cannotTell),
    anonymousRows: placed.kinds[rowKind.anonymous],
  };
}
