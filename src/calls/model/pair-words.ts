import type { Bounds } from '../../attendance/figures/measure';
import { text } from '../../attendance/text';
import type { Words } from './words';

/** Both bounds of a time in a line: "42m", "29m, up to 1h 40m"; never one of two without the other (rule 5). */
export function shortPair(bounds: Bounds, words: Words): string {
  const { certain, upTo } = bounds;
  if (upTo === undefined) return certain === 0 ? words.say(text('time not known')) : atLeast(certain, words);
  const [least, most] = [words.duration(certain), words.duration(upTo)];
  if (least === most) return least;
  return certain === 0
    ? words.say(text('up to {duration}', { duration: most }))
    : words.say(text('{certain}, up to {upTo}', { certain: least, upTo: most }));
}

/**
 * The one number beside a session (rule 5): ended → the certain time, live → the time up to now; it says which it is
 * wherever the two differ.
 */
export function headline(bounds: Bounds, live: boolean, words: Words): string {
  const { certain, upTo } = bounds;
  if (upTo === undefined) return certain === 0 ? words.say(text('time not known')) : atLeast(certain, words);
  const [least, most] = [words.duration(certain), words.duration(upTo)];
  if (least === most) return least;
  return live ? words.say(text('up to {duration}', { duration: most })) : atLeast(certain, words);
}

/** Both bounds to the second, in words. */
export function exactPair(bounds: Bounds, words: Words): string {
  const { certain, upTo } = bounds;
  const least = words.exactDuration(certain);
  if (upTo === undefined) {
    return words.say(text('at least {certain}; how much at most is not known', { certain: least }));
  }
  const most = words.exactDuration(upTo);
  return least === most
    ? least
    : words.say(text('{certain} certain, up to {upTo}', { certain: least, upTo: most }));
}

export function atLeast(ms: number, words: Words): string {
  return words.say(text('at least {duration}', { duration: words.duration(ms) }));
}
