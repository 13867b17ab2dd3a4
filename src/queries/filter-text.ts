import { parseCallFilter, type Filter } from '../attendance/filter/validate';
import type { FilterProblem } from '../attendance/filter/problem';
import { text, type Text, type Translate } from '../attendance/text';
import type { CallFilter } from './call-conditions';

export type FilterReading =
  { readonly kind: 'filter'; readonly filter: Filter } | { readonly kind: 'wrong'; readonly text: Text };

/** Reads a filter for calls as typed; what is wrong is told with its place. Empty text is no filter. */
export function readFilterText(typed: string, say: Translate): FilterReading {
  if (typed.trim() === '') return { kind: 'filter', filter: {} };
  const read = parseCallFilter(typed);
  if (read.ok) return { kind: 'filter', filter: read.filter };
  return { kind: 'wrong', text: placedProblem(read.problems, say) };
}

/** The first problem with its place: an input box has one line, so that the column is the place. */
export function placedProblem(problems: readonly FilterProblem[], say: Translate): Text {
  const [problem] = problems;
  if (problem === undefined) return text('This is no filter.');
  const { line, column } = problem;
  return line === 1
    ? text('Column {column}: {problem}', { column, problem: say(problem.text) })
    : text('Line {line}, column {column}: {problem}', { line, column, problem: say(problem.text) });
}

/** A filter as one line of JSON; no filter is empty text. */
export function filterText(filter: CallFilter): string {
  return Object.keys(filter).length === 0 ? '' : JSON.stringify(filter);
}
