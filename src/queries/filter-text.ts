import { parseCallFilter, type Filter } from '../attendance/filter/validate';
import { text, type Text, type Translate } from '../attendance/text';
import type { CallFilter } from './call-conditions';

export type FilterReading =
  { readonly kind: 'filter'; readonly filter: Filter } | { readonly kind: 'wrong'; readonly text: Text };

/** Reads a filter for calls as typed; what is wrong is told with its place. Empty text is no filter. */
export function readFilterText(typed: string, say: Translate): FilterReading {
  if (typed.trim() === '') return { kind: 'filter', filter: {} };
  const read = parseCallFilter(typed);
  if (read.ok) return { kind: 'filter', filter: read.filter };
  const [problem] = read.problems;
  if (problem === undefined) return { kind: 'wrong', text: text('This is no filter for calls.') };
  return {
    kind: 'wrong',
    // An input box has one line: the column is the place.
    text:
      problem.line === 1
        ? text('Column {column}: {problem}', { column: problem.column, problem: say(problem.text) })
        : text('Line {line}, column {column}: {problem}', {
            line: problem.line,
            column: problem.column,
            problem: say(problem.text),
          }),
  };
}

/** A filter as one line of JSON; no filter is empty text. */
export function filterText(filter: CallFilter): string {
  return Object.keys(filter).length === 0 ? '' : JSON.stringify(filter);
}
