import { serverPredicates } from '../../attendance/filter/server-predicates';
import { rowFilterWords } from '../../attendance/filter/explain-rows';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import type { AttendanceAnswer, AttendanceQuery } from '../../book/book';
import type { PanelChip } from '../protocol';
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

export function hasFilter({ rowFilter }: AttendanceQuery): boolean {
  return rowFilter !== undefined && Object.keys(rowFilter).length > 0;
}

/** The row filter in words; "all rows" where there is none. */
export function rowsWords({ rowFilter }: AttendanceQuery, { say }: Telling): string {
  return shownText(rowFilterWords(rowFilter ?? {}, say));
}

/** The window in words; empty: there is none. */
export function windowWords({ window }: AttendanceQuery, telling: Telling): string {
  const { from, to } = window ?? {};
  const words = new FigureWords(telling);
  if (from === undefined)
    return to === undefined ? '' : telling.say(text('Only before {to}', { to: words.instant(to) }));
  if (to === undefined) return telling.say(text('Only from {from} on', { from: words.instant(from) }));
  return telling.say(text('Only from {from} to {to}', { from: words.instant(from), to: words.instant(to) }));
}

/** The person threshold in words; empty: there is none. */
export function thresholdWords({ threshold }: AttendanceQuery, { say }: Telling): string {
  if (threshold === undefined) return '';
  return say(text('People present at least {time}', { time: say(exactDurationText(threshold)) }));
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
