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
