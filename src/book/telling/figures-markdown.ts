import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { text } from '../../attendance/text';
import { cidOf } from '../../attendance/call';
import { coverageText } from '../../attendance/figures/figure-text';
import { markdownCell } from '../../formats/markdown';
import type { AttendanceAnswer } from '../book';
import { answerNotes } from './answer-notes';
import { rowsWords, thresholdWords, windowWords } from './query-words';
import { figureLines, type FigureCell } from './figure-lines';

/**
 * Both columns of figures as a Markdown table, with what must be known beside them.
 * @param appName name of the Stream app
 */
export function figuresMarkdown(answer: AttendanceAnswer, appName: string, telling: Telling): string {
  const { say } = telling;
  const words = new FigureWords(telling);
  const { basis, query, session } = answer;
  const facts: readonly (readonly [string, string])[] = [
    [say(text('Stream app')), appName],
    [say(text('Call')), cidOf(session)],
    [say(text('Session')), session.sessionId],
    [say(text('State')), say(basis.state.text)],
    [say(text('Coverage')), coverageText(basis.coverage, telling)],
    [say(text('Row filter')), rowsWords(query, telling)],
    [say(text('Window')), windowWords(query, telling)],
    [say(text('Threshold')), thresholdWords(query, telling)],
    [say(text('Compared with Stream')), say(answer.reconciliation.text)],
    ...answerNotes(answer, telling).map(
      (note) => [say(text('What else must be known')), words.say(note)] as const,
    ),
  ];
  const cell = (figure: FigureCell | null): string =>
    figure === null ? '' : markdownCell([figure.exact, ...figure.notes].join('; '));
  const lines = [
    ...facts.filter(([, fact]) => fact !== '').map(([name, fact]) => `- ${name}: ${markdownCell(fact)}`),
    '',
    `| ${say(text('Figure'))} | ${say(text('Whole session (Stream)'))} | ${say(text('This filter (computed)'))} |`,
    '| --- | --- | --- |',
    ...figureLines(answer, telling).map(
      (line) => `| ${markdownCell(line.name)} | ${cell(line.stream)} | ${cell(line.computed)} |`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
