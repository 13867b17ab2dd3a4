import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import { dayText } from '../../attendance/time-text';
import { dayKey, isShowable, offsetAt, type TimeShow } from '../../attendance/time-zones';
import { say } from '../../shell/webview/page-words';
import { second } from './round-times';
import { clockAt, hasShift } from './time-axis';
import type { Stretch } from './time-view';

/** What times are told against. */
export interface TimeWordsContext {
  readonly show: TimeShow;
  /** All that the charts span: where it has several days or its clocks change, a clock alone would mislead. */
  readonly whole: Stretch;
}

/**
 * An instant to the second, with its ms where it has any and `toTheMs`: "09:17:30"; where the whole has several days
 * "Sun, Oct 25, 02:30:00"; where its clocks change "02:30:00 GMT+1". Since the start there are neither.
 */
export function timeWords(at: Ms, { show, whole }: TimeWordsContext, toTheMs = false): string {
  const time = clockAt(at, show, toTheMs && at % second !== 0 ? 1 : second);
  if (show.display === 'sinceStart' && isShowable(show.since)) return time;
  // Without a start there is nothing to count from: UTC.
  const zoned: TimeShow = show.display === 'sinceStart' ? { ...show, display: 'utc' } : show;
  const clock = hasShift(whole, show) ? `${time} ${offsetAt(at, zoned)}` : time;
  if (dayKey(whole.from, zoned) === dayKey(whole.to, zoned)) return clock;
  return say(text('{day}, {time}', { day: say(dayText(at, zoned)), time: clock }));
}
