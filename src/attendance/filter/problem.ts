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

  /** With the filter's text; `''` where it never was one. */
  constructor(source: string) {
    this.#source = source;
  }

  get found(): readonly FilterProblem[] {
    return this.#found;
  }

  readonly report = (place: Place, words: Text): void => {
    if (this.#found.length < mostProblems) this.#found.push(problemAt(this.#source, place, words));
  };
}

/** Lines end at LF, CR LF or CR. */
export function problemAt(source: string, place: Place, words: Text): FilterProblem {
  const before = source.slice(0, place.offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { text: words, ...place, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
