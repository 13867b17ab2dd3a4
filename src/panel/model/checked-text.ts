import { parseRowFilter } from '../../attendance/filter/validate-rows';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { shownText } from '../../attendance/shown-text';
import type { CheckedText } from '../protocol/answers';

/** What a text says as a row filter; a blank one is no filter. */
export function checkedText(source: string, telling: Telling): CheckedText {
  if (source.trim() === '') return { filter: {}, problems: [] };
  const check = parseRowFilter(source);
  if (check.ok) return { filter: { ...check.filter }, problems: [] };
  const words = new FigureWords(telling);
  return {
    filter: null,
    problems: check.problems.map(({ text, line, column, offset, length }) => ({
      text: shownText(words.say(text)),
      line,
      column,
      offset,
      length,
    })),
  };
}
