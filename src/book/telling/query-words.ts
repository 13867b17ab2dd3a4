import { cidOf, type SessionRef } from '../../attendance/call';
import { rowFilterWords } from '../../attendance/filter/explain-rows';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import type { AttendanceQuery } from '../book';

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

/** Conditions in a message: the whole of longer ones stands with the rows. */
const mostOfConditions = 200;

/** Which session was asked about and what of it, in one sentence; conditions that are long are cut. */
export function askedWords(session: SessionRef, query: AttendanceQuery, telling: Telling): string {
  const { say } = telling;
  const args = { call: shownText(cidOf(session)), session: shownText(session.sessionId) };
  const conditions = [
    hasFilter(query) ? rowsWords(query, telling) : '',
    windowWords(query, telling),
    thresholdWords(query, telling),
  ]
    .filter((one) => one !== '')
    .join('; ');
  if (conditions === '') return say(text('Session {session} of {call}.', args));
  const shown =
    conditions.length <= mostOfConditions
      ? conditions
      : `${conditions.slice(0, mostOfConditions).toWellFormed()}…`;
  return say(text('Session {session} of {call}: {conditions}.', { ...args, conditions: shown }));
}
