import { serverPredicates } from '../../attendance/filter/server-predicates';
import type { Telling } from '../../attendance/figures/figure-words';
import { text } from '../../attendance/text';
import type { AttendanceAnswer, AttendanceQuery } from '../../book/book';
import { hasFilter, rowsWords, thresholdWords, windowWords } from '../../book/telling/query-words';
import type { PanelChip } from '../protocol/snapshot';
import { unreadMarks } from './trouble';

/** What of an answer tells where a query was evaluated. */
type Evaluated = Pick<AttendanceAnswer, 'plan' | 'unjudged'>;

/** One chip for each of the three things that narrow, where it does. `answer` undefined: it was not computed yet. */
export function chipsOf(
  query: AttendanceQuery,
  answer: Evaluated | undefined,
  telling: Telling,
): readonly PanelChip[] {
  const chips: PanelChip[] = [];
  const { say } = telling;
  const here = answer === undefined ? '' : say(text('computed here'));
  if (hasFilter(query)) {
    chips.push({
      part: 'rows',
      text: capital(rowsWords(query, telling)),
      ran: ranOf(query, answer, telling),
    });
  }
  const window = windowWords(query, telling);
  if (window !== '') chips.push({ part: 'window', text: window, ran: here });
  const threshold = thresholdWords(query, telling);
  if (threshold !== '') chips.push({ part: 'threshold', text: threshold, ran: here });
  return chips;
}

/** Which part of the row filter Stream evaluated. */
function ranOf(query: AttendanceQuery, answer: Evaluated | undefined, { say }: Telling): string {
  if (answer === undefined) return '';
  const pushed = Object.keys(answer.plan.pushedDown ?? {});
  const missing = new Set<string>(unreadMarks(answer));
  const marks = serverPredicates(query.rowFilter ?? {})
    .map(({ field }) => field)
    .filter((field) => !missing.has(field));
  const byStream = [...new Set([...pushed, ...marks])].join(', ');
  if (byStream === '') return say(text('computed here'));
  return say(text('by Stream: {fields}; all rows checked here', { fields: byStream }));
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
