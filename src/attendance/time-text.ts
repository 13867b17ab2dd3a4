import type { Ms } from './instant';
import { yearSeconds } from './second-shapes';
import { text, type Text } from './text';
import { dayKey, formatted, isShowable, offsetAt, zoneOf, type TimeShow } from './time-zones';

export type { TimeShow } from './time-zones';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Nothing lasts longer than the calendar reaches: such a number is no length of time. */
const longest = 8.64e15;

/** True for what can be a length of time: not negative, finite, no longer than the calendar. */
export function isLength(ms: number | undefined): ms is number {
  return ms !== undefined && ms >= 0 && ms <= longest;
}

/** A length of time in its two largest units, rounded once: "38s", "42m", "5h 02m", "26h 04m" (no clock wraps). */
export function durationText(ms: number | undefined): Text {
  if (!isLength(ms)) return text('unknown');
  if (ms === 0) return text('0s');
  if (ms < second) return text('under 1s');
  const seconds = Math.round(ms / second);
  if (seconds < 60) return text('{seconds}s', { seconds });
  const minutes = Math.round(ms / minute);
  if (minutes < 60) return text('{minutes}m', { minutes });
  return text('{hours}h {minutes}m', { hours: Math.floor(minutes / 60), minutes: twoDigits(minutes % 60) });
}

/** A length of time to the second, for tooltips and disputes: "1h 40m 12s", "42m 05s", "38s". */
export function exactDurationText(ms: number | undefined): Text {
  if (!isLength(ms) || ms < minute - second / 2) return durationText(ms);
  const seconds = Math.round(ms / second);
  const rest = { minutes: Math.floor(seconds / 60), seconds: twoDigits(seconds % 60) };
  if (seconds < 3600) return text('{minutes}m {seconds}s', rest);
  const hours = Math.floor(seconds / 3600);
  return text('{hours}h {minutes}m {seconds}s', { ...rest, hours, minutes: twoDigits(rest.minutes % 60) });
}

/** The time of day without its day: "09:00"; since start: "+0:42". Never wraps: "+26:04". */
export function clockText(ms: Ms | undefined, show: TimeShow): Text {
  if (!isShowable(ms)) return text('unknown');
  return text('{time}', { time: clock(ms, show) });
}

/** A range of time as it is to be shown. */
export interface TimeRange {
  readonly from: Ms | undefined;
  /** `now`: it goes on. */
  readonly to: Ms | undefined | 'now';
}

/** What a range or a day is shown against. */
export interface DayOptions {
  /** Names the day also of a range inside one day: "Nov 22, 09:00 – 09:34". */
  readonly day?: boolean;
  /** The year is named where it is not this one's. */
  readonly now?: Ms | undefined;
}

/**
 * "09:00 – 09:34", "09:00 – now", "09:00 – unknown". A range that crosses midnight names both days; one during which
 * the clocks changed names both distances from UTC, since its clock times alone would mislead.
 */
export function rangeText(range: TimeRange, show: TimeShow, options: DayOptions = {}): Text {
  const { from } = range;
  const to = range.to;
  const crosses = crossesMidnight(range, show, options.now);
  const shifts = show.display === 'local' && typeof to === 'number' && shifted(from, to, show);
  const side = (ms: Ms, withDay: boolean): string => {
    const time = shifts ? `${clock(ms, show)} ${offsetAt(ms, show)}` : clock(ms, show);
    return withDay && !isSince(show) ? `${shortDay(ms, show, options.now)}, ${time}` : time;
  };
  const start = isShowable(from) ? side(from, crosses || options.day === true) : undefined;
  if (to === 'now') return start === undefined ? text('unknown – now') : text('{start} – now', { start });
  const end = isShowable(to) ? side(to, crosses || (options.day === true && start === undefined)) : undefined;
  if (start === undefined) return end === undefined ? text('unknown') : text('unknown – {end}', { end });
  return end === undefined ? text('{start} – unknown', { start }) : text('{start} – {end}', { start, end });
}

/** "Fri, Nov 20", with the year where it is not the year of `now`. Days are the user's, or UTC's. */
export function dayText(ms: Ms | undefined, show: TimeShow, now?: Ms): Text {
  if (!isShowable(ms)) return text('unknown day');
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };
  return text('{day}', {
    day: formatted(ms, show, withYear(ms, show, now) ? { ...options, year: 'numeric' } : options),
  });
}

/** A heading for the sessions of one day: "Today", "Yesterday", else as {@link dayText}. */
export function dayHeading(ms: Ms | undefined, show: TimeShow, now: Ms): Text {
  if (!isShowable(ms)) return text('unknown day');
  const key = dayKey(ms, show);
  if (key === dayKey(now, show)) return text('Today');
  if (key === dayBefore(dayKey(now, show))) return text('Yesterday');
  return dayText(ms, show, now);
}

/** Day, time to the second and zone: "Nov 22, 2026, 09:00:12 GMT+1 (Europe/Berlin)". */
export function instantText(ms: Ms | undefined, show: TimeShow): Text {
  if (!isShowable(ms)) return text('unknown');
  if (isSince(show))
    return text('{time} after the start ({utc})', { time: clock(ms, show, true), utc: utcStamp(ms) });
  const time = formatted(ms, show, yearSeconds);
  const zone = zoneOf(show);
  if (zone === 'UTC') return text('{time} UTC', { time });
  return text('{time} {offset} ({zone})', { time, offset: offsetAt(ms, show), zone });
}

/** What the times shown are in: "UTC", "Europe/Berlin", with `at` "Europe/Berlin, GMT+1", or "time since the start". */
export function zoneText(show: TimeShow, at?: Ms): Text {
  if (show.display === 'sinceStart') return text('time since the session’s start');
  const zone = zoneOf(show);
  if (zone === 'UTC') return text('UTC');
  return isShowable(at)
    ? text('{zone}, {offset}', { zone, offset: offsetAt(at, show) })
    : text('{zone}', { zone });
}

/** The same everywhere: "2026-11-22 09:34:10 UTC". For evidence, logs and documents. */
export function utcStamp(ms: Ms | undefined): string {
  return isShowable(ms) ? `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC` : 'unknown';
}

function isSince(show: TimeShow): show is TimeShow & { readonly since: Ms } {
  return show.display === 'sinceStart' && isShowable(show.since);
}

function clock(ms: Ms, show: TimeShow, seconds = false): string {
  if (isSince(show)) return sinceClock(ms - show.since, seconds);
  // Without a start there is nothing to count from: UTC, and it says so.
  if (show.display === 'sinceStart') return `${formatted(ms, { ...show, display: 'utc' }, clockShape)} UTC`;
  return formatted(ms, show, clockShape);
}

const clockShape: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/**
 * A distance from the start: "+0:42", "+0:42:07"; never wraps: "+26:04". As of a clock, what is begun of a second is left
 * out: half a second before the start is "−0:00:01".
 */
export function sinceClock(ms: number, withSeconds: boolean): string {
  const seconds = Math.abs(Math.floor(ms / second));
  const hours = Math.floor(seconds / 3600);
  const short = `${hours}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  // An instant less than a minute before the start is not "+0:00".
  return `${ms < 0 ? '−' : '+'}${withSeconds ? `${short}:${twoDigits(seconds % 60)}` : short}`;
}

function crossesMidnight({ from, to }: TimeRange, show: TimeShow, now: Ms | undefined): boolean {
  const end = to === 'now' ? now : to;
  if (!isShowable(from) || !isShowable(end) || isSince(show)) return false;
  return dayKey(from, show) !== dayKey(end, show);
}

function shifted(from: Ms | undefined, to: Ms, show: TimeShow): boolean {
  return isShowable(from) && isShowable(to) && offsetAt(from, show) !== offsetAt(to, show);
}

function shortDay(ms: Ms, show: TimeShow, now: Ms | undefined): string {
  const options: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric' };
  return formatted(ms, show, withYear(ms, show, now) ? { ...options, year: 'numeric' } : options);
}

function withYear(ms: Ms, show: TimeShow, now: Ms | undefined): boolean {
  return isShowable(now) && dayKey(ms, show).slice(0, 4) !== dayKey(now, show).slice(0, 4);
}

function dayBefore(key: string): string {
  return new Date(Date.parse(`${key}T00:00:00Z`) - day).toISOString().slice(0, 10);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
