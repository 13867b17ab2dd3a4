import { showFigure } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { AttendanceAnswer } from '../../book/book';
import type { Explanation } from '../protocol/answers';
import { hasFilter, rowsWords, thresholdWords, windowWords } from '../../book/telling/query-words';
import { figureOf, nameOf } from '../../book/telling/figure-lines';

/** How a figure was computed: its formula, what went into it, and what must be known. Undefined: there is none of that id. */
export function explain(answer: AttendanceAnswer, id: string, telling: Telling): Explanation | undefined {
  const figure = figureOf(answer, id);
  if (figure === undefined) return undefined;
  const shown = showFigure(figure, telling);
  const isOurs = answer.figures.computed.includes(figure);
  return {
    name: nameOf(figure, answer, telling),
    value: shown.value,
    exact: shown.exact,
    formula: shown.formula,
    inputs: isOurs ? inputsOf(answer, telling) : [],
    notes: [...shown.notes],
    coverage: shown.coverage,
    state: shown.state,
    rows: isOurs ? figure.rows().length : 0,
  };
}

/** What every computed figure rests on. */
function inputsOf({ query, measures, rows }: AttendanceAnswer, telling: Telling): Explanation['inputs'] {
  const { say, locale } = telling;
  const words = new FigureWords(telling);
  const { placed, input, unbounded } = measures;
  const { sessionStart, sessionEnd, asOf, live } = input.context;
  const number = (n: number): string => numberText(n, locale);
  const inputs = [
    {
      name: say(text('Row filter')),
      value: hasFilter(query) ? rowsWords(query, telling) : say(text('none')),
    },
    {
      name: say(text('Rows chosen')),
      value: say(text('{n} of {of} rows read', { n: number(placed.length), of: number(rows.length) })),
    },
    {
      name: say(text('Rows whose time has no upper bound')),
      value: number(unbounded.rows),
    },
    { name: say(text('Window')), value: windowWords(query, telling) || say(text('none')) },
    { name: say(text('Session start')), value: words.instant(sessionStart) },
    { name: say(text('Session end')), value: words.instant(sessionEnd) },
  ];
  if (live) inputs.push({ name: say(text('Open rows count up to')), value: words.instant(asOf) });
  const threshold = thresholdWords(query, telling);
  if (threshold !== '') inputs.push({ name: say(text('Threshold')), value: threshold });
  return inputs;
}
