import { anomaliesInSlices } from '../../attendance/figures/anomalies';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import type { Pausing } from '../../attendance/figures/slices';
import { text } from '../../attendance/text';
import type { AttendanceAnswer } from '../book';
import { markdownCell } from '../../formats/markdown';
import { figuresMarkdown } from './figures-markdown';

/** Anomalies that a summary tells, worst first. */
const mostTold = 8;

/**
 * Attendance for a ticket, in Markdown: call, session, state, coverage, both columns of figures, and what a reader must know
 * of the rows, worst first.
 * @param appName name of the Stream app
 * @throws the signal's reason
 */
export async function summaryMarkdown(
  answer: AttendanceAnswer,
  appName: string,
  telling: Telling,
  pausing: Pausing,
): Promise<string> {
  const words = new FigureWords(telling);
  const anomalies = await anomaliesInSlices(answer.measures, answer.basis.coverage, pausing);
  const more = anomalies.length - mostTold;
  const told = [
    ...anomalies.slice(0, mostTold).map((anomaly) => words.say(anomaly.text)),
    ...(more > 0 ? [words.say(text('And more of less weight: {n}.', { n: more }))] : []),
  ];
  const lines = [
    figuresMarkdown(answer, appName, telling).trimEnd(),
    ...(told.length === 0
      ? []
      : [
          '',
          words.say(text('What to know of the rows:')),
          '',
          ...told.map((one) => `- ${markdownCell(one)}`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
