import type { Text } from '../text';
import type { Place } from './located';

/** What is wrong with a filter, and where. */
export interface FilterProblem extends Place {
  readonly text: Text;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
}

/** Nobody reads more of them, and finding the line of each takes as long as the text is. */
export const mostProblems = 100;

/** What is wrong with one filter, in the order in which it was found; the first {@link mostProblems} of it. */
export class ProblemList {
  readonly #source: string;
  readonly #found: FilterProblem[] = [];
  #locate: Locate | undefined;

  /** With the filter's text; `''` where it never was one. */
  constructor(source: string) {
    this.#source = source;
  }

  get found(): readonly FilterProblem[] {
    return this.#found;
  }

  readonly report = (place: Place, words: Text): void => {
    if (this.#found.length >= mostProblems) return;
    this.#locate ??= locatorOf(this.#source);
    this.#found.push({ text: words, ...place, ...this.#locate(place.offset) });
  };
}

export function problemAt(source: string, place: Place, words: Text): FilterProblem {
  return { text: words, ...place, ...locatorOf(source)(place.offset) };
}

type Locate = (offset: number) => { readonly line: number; readonly column: number };

/** Finds lines and columns in a text that is gone through once. Lines end at LF, CR LF or CR. */
export function locatorOf(source: string): Locate {
  const starts = [0, ...[...source.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
  return (offset) => {
    let [line, after] = [0, starts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}
