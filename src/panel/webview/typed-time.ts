import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { formatted, isShowable, type TimeShow } from '../../attendance/time-zones';

/** What a typed time is read against. */
export interface TimeContext {
  readonly show: TimeShow;
  /** What the session is known to span, so that "09:00" finds its day. Undefined: that is not known. */
  readonly span: { readonly from: Ms; readonly to: Ms } | undefined;
}

export type TypedTime =
  | { readonly kind: 'at'; readonly ms: Ms }
  | { readonly kind: 'open' }
  | { readonly kind: 'wrong'; readonly text: Text };

const clockShape = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const sinceShape = /^([+\-−]?)(\d{1,5}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/;
const dateShape =
  /^(\d{4}-\d\d-\d\d)[ Tt]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?)\s*(Z|z|UTC|[+\-−]\d\d:\d\d)?$/;

const day = 86_400_000;

/**
 * Reads a time as one types it: a clock ("09:00", "09:00:30") of the day on which the session was, a day with a clock
 * ("2026-11-22 09:00"), both in the zone shown, an instant with its zone ("2026-11-22T09:00:00Z"), or a distance from the
 * session's start ("+0:30"). Where times are shown since the start, a clock without a sign is such a distance, too. Empty:
 * open. A time that the clocks skip, and one that could be two instants, is wrong and says so.
 */
export function readTypedTime(typed: string, context: TimeContext): TypedTime {
  const words = typed.trim();
  if (words === '') return { kind: 'open' };
  const { show, span } = context;
  const since = sinceShape.exec(words);
  if (since !== null && (since[1] !== '' || (show.display === 'sinceStart' && isShowable(show.since))))
    return sinceTime(since, show);
  const clock = clockOf(words);
  if (clock !== undefined) {
    return span === undefined
      ? wrong(text('The day is not known: type it, too, like 2026-11-22 09:00.'))
      : nearestTo(span, clock, show);
  }
  const date = dateShape.exec(words);
  return date === null ? wrong(howToType(show)) : dateTime(date, show);
}

/** A time as one types it, in its shortest form: {@link readTypedTime} reads it back to the same instant. */
export function typedTimeOf(ms: Ms, context: TimeContext): string {
  const { show } = context;
  const { day: date, clock } = wallOf(ms, show);
  const clocks = [clock.slice(0, 5), clock.slice(0, 8), clock];
  const candidates =
    show.display === 'sinceStart' && isShowable(show.since)
      ? sinceForms(ms - show.since)
      : [...clocks, ...clocks.map((each) => `${date} ${each}`)];
  const same = candidates.find((each) => {
    const read = readTypedTime(each, context);
    return read.kind === 'at' && read.ms === ms;
  });
  return same ?? new Date(ms).toISOString();
}

/** How a time is typed where times are shown so, for hints and messages. */
export function howToType(show: TimeShow): Text {
  return show.display === 'sinceStart' && isShowable(show.since)
    ? text('Type a time since the start like +0:30, or a time like 2026-11-22 09:00.')
    : text('Type a time like 09:00, 09:00:30 or 2026-11-22 09:00, or +0:30 after the start.');
}

function sinceTime([, sign, hours, minutes, seconds, rest]: RegExpExecArray, { since }: TimeShow): TypedTime {
  if (!isShowable(since)) return wrong(text('The session’s start is not known: type a day and a time.'));
  const length = lengthOf(hours, minutes, seconds, rest);
  if (length === undefined) return wrong(text('Minutes and seconds go up to 59.'));
  return { kind: 'at', ms: sign === '-' || sign === '−' ? since - length : since + length };
}

/** Ms since midnight. */
function clockOf(words: string): Ms | undefined | 'none' {
  const found = clockShape.exec(words);
  if (found === null) return undefined;
  const [, hours, minutes, seconds, rest] = found;
  return Number(hours) > 23 ? 'none' : (lengthOf(hours, minutes, seconds, rest) ?? 'none');
}

function lengthOf(hours = '0', minutes = '0', seconds = '0', rest = ''): Ms | undefined {
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'));
}

const noClock = text('There is no such time of day.');

function nearestTo(
  span: { readonly from: Ms; readonly to: Ms },
  clock: Ms | 'none',
  show: TimeShow,
): TypedTime {
  if (clock === 'none') return wrong(noClock);
  const firstDay = Math.floor(asUtc(span.from, show) / day) - 1;
  const lastDay = Math.floor(asUtc(span.to, show) / day) + 1;
  // Nobody types a clock for a session of weeks: the first and the last days tell that it is not enough.
  const days = Array.from({ length: Math.min(lastDay - firstDay + 1, 40) }, (_, at) => firstDay + at);
  const found = days.flatMap((each) => instantsAt(each * day + clock, show));
  const within = found.filter((ms) => ms >= span.from && ms <= span.to);
  const [first, second] = within;
  if (first !== undefined && second !== undefined) {
    const args = { first: unmistakable(first, show), second: unmistakable(second, show) };
    return wrong(text('This was more than once: type {first} or {second}.', args));
  }
  if (first !== undefined) return { kind: 'at', ms: first };
  const distance = (ms: Ms): number => (ms < span.from ? span.from - ms : ms - span.to);
  const [nearest] = found.toSorted((one, other) => distance(one) - distance(other));
  return nearest === undefined ? wrong(noClock) : { kind: 'at', ms: nearest };
}

function dateTime([, date = '', typedClock = '', zone]: RegExpExecArray, show: TimeShow): TypedTime {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // 30 February is not 2 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date)
    return wrong(text('There is no such day.'));
  const clock = clockOf(typedClock);
  if (clock === undefined || clock === 'none') return wrong(noClock);
  const wall = midnight + clock;
  const [first, second] = zone === undefined ? instantsAt(wall, show) : [wall - offsetOf(zone)];
  if (first === undefined) return wrong(text('There was no such time: the clocks were put forward over it.'));
  if (second !== undefined) {
    const args = { first: unmistakable(first, show), second: unmistakable(second, show) };
    return wrong(text('This was more than once: type {first} or {second}.', args));
  }
  return isShowable(first) ? { kind: 'at', ms: first } : wrong(text('There is no such day.'));
}

function offsetOf(zone: string): Ms {
  const [, sign, hours, minutes] = /^([+\-−])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const length = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === undefined || sign === '+' ? length : -length;
}

/** The instants at which the zone's clocks show this, given as if it were UTC: one, none where they are put forward, two where back. */
function instantsAt(wall: Ms, show: TimeShow): readonly Ms[] {
  const offsets = new Set([wall - day, wall + day].map((near) => asUtc(near, show) - near));
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((ms) => asUtc(ms, show) === wall)
    .toSorted((one, other) => one - other);
}

/** What the zone's clocks show, as if it were UTC. */
function asUtc(ms: Ms, show: TimeShow): Ms {
  const { day: date, clock } = wallOf(ms, show);
  return Date.parse(`${date}T${clock}Z`);
}

/** "2026-11-22" and "09:00:30.000" of the zone shown. */
function wallOf(ms: Ms, show: TimeShow): { readonly day: string; readonly clock: string } {
  const date: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
  const time: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  // Swedish writes days as ISO does.
  const swedish = { ...show, locale: 'sv-SE' };
  const rest = String(((ms % 1000) + 1000) % 1000).padStart(3, '0');
  return { day: formatted(ms, swedish, date), clock: `${formatted(ms, swedish, time)}.${rest}` };
}

/** "2026-10-25 02:30:00 +02:00": the day, the clock of the zone shown and its distance from UTC. */
function unmistakable(ms: Ms, show: TimeShow): string {
  const { day: date, clock } = wallOf(ms, show);
  const minutes = Math.round((asUtc(ms, show) - ms) / 60_000);
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${date} ${clock.endsWith('.000') ? clock.slice(0, -4) : clock} ${offset}`;
}

function sinceForms(distance: Ms): readonly string[] {
  const size = Math.abs(distance);
  const seconds = Math.floor(size / 1000);
  const sign = distance < 0 ? '-' : '+';
  const short = `${sign}${Math.floor(seconds / 3600)}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  const exact = `${short}:${twoDigits(seconds % 60)}`;
  return [short, exact, `${exact}.${String(size % 1000).padStart(3, '0')}`];
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function wrong(words: Text): TypedTime {
  return { kind: 'wrong', text: words };
}
