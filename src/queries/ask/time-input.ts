import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';

/** Where a time without day or zone belongs. */
export interface TimePlace {
  /** In which days begin and clocks run. */
  readonly zone: 'local' | 'utc';
  /** The session that it is asked about. */
  readonly from: Ms | undefined;
  readonly to: Ms | undefined;
  /** Where it is not known when the session ended: the present, up to which it may have lasted. */
  readonly now?: Ms | undefined;
}

export type TimeReading =
  { readonly ok: true; readonly at: Ms } | { readonly ok: false; readonly text: Text };

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;
const dated =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+|,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const accessLog =
  /^(\d{1,2})\/([a-z]{3})\/(\d{4}):(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?:\s+([+-]\d{4}))?$/i;
const epoch = /^(\d{10})(?:[.,](\d{1,9}))?$|^(\d{13})$|^(\d{13})\d{6}$/;
const sinceStart = /^\+(\d{1,4}):(\d{2})(?::(\d{2}))?$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayMs = 86_400_000;

/**
 * Reads an instant as people and logs write it: `09:17` and `09:17:30` (of the session's day), `+0:17` (after its start),
 * `2026-11-22 09:17:30,250`, the same with `Z` or a distance from UTC, `22/Nov/2026:09:17:30 +0000`, seconds, milliseconds
 * or nanoseconds since 1970. What names no zone is of the zone in which times are shown. A time that a clock change left
 * out or brought twice is refused: it is not guessed which was meant.
 */
export function readTime(typed: string, place: TimePlace): TimeReading {
  const words = typed.trim().replace(/^[[("']+|[\])"']+$/g, '');
  const since = sinceStart.exec(words);
  if (since !== null) return afterStart(since, place);
  const count = epoch.exec(words);
  if (count !== null) {
    const [, seconds, part, ms, ns] = count;
    const at = seconds === undefined ? Number(ms ?? ns) : Number(seconds) * 1000 + milliseconds(part);
    return { ok: true, at };
  }
  const time = clock.exec(words);
  if (time !== null) return ofSessionsDay(time, place);
  const whole = dated.exec(words);
  if (whole !== null) {
    const [, year, month, day, hour, minute, second, part, zone] = whole;
    return instant(
      [year, month, day, hour, minute, second].map((field) => Number(field ?? 0)),
      part,
      zone,
      place,
    );
  }
  const logged = accessLog.exec(words);
  if (logged !== null) {
    const [, day, name, year, hour, minute, second, part, zone] = logged;
    const month = months.indexOf((name ?? '').toLowerCase()) + 1;
    return instant([Number(year), month, ...[day, hour, minute, second].map(Number)], part, zone, place);
  }
  return wrong(
    text('Write a time like 09:17, 2026-11-22 09:17:30, or 2026-11-22T09:17:30Z; a log’s timestamp will do.'),
  );
}

function afterStart([, hours, minutes, seconds]: RegExpExecArray, { from }: TimePlace): TimeReading {
  if (from === undefined)
    return wrong(text('It is not known when this session began: write the time itself.'));
  const [h, m, s] = [hours, minutes, seconds].map((field) => Number(field ?? 0));
  if ((m ?? 0) > 59 || (s ?? 0) > 59) return noSuchTime();
  return { ok: true, at: from + (((h ?? 0) * 60 + (m ?? 0)) * 60 + (s ?? 0)) * 1000 };
}

/** A clock time of the session's days: the one within the session where there is one, else the one nearest to it. */
function ofSessionsDay([, hour, minute, second, part]: RegExpExecArray, place: TimePlace): TimeReading {
  const { from, to, now } = place;
  if (from === undefined)
    return wrong(text('It is not known when this session began: write the day with the time.'));
  const time = [hour, minute, second].map((field) => Number(field ?? 0));
  const readings: TimeReading[] = [];
  const inside: TimeReading[] = [];
  // A day at least: who is asked about what came after the end shall say so.
  const end = Math.max(to ?? now ?? from, from);
  for (let at = from; at <= end + dayMs && readings.length < 4; at += dayMs) {
    const reading = instant([...dayOf(at, place.zone), ...time], part, undefined, place);
    readings.push(reading);
    if (reading.ok && reading.at >= from - 60_000 && reading.at <= end) inside.push(reading);
  }
  if (inside.length > 1)
    return wrong(
      to === undefined
        ? text('It is not known when this session ended: write the day with the time.')
        : text('This session lasted over a day: write the day with the time.'),
    );
  const [first = noSuchTime()] = readings;
  const distance = (reading: TimeReading): number =>
    reading.ok ? Math.max(from - reading.at, reading.at - end, 0) : Infinity;
  const nearest = readings.reduce((one, other) => (distance(other) < distance(one) ? other : one), first);
  // A time that a clock change made impossible on the session's day is not looked for on another.
  return inside[0] ?? (first.ok ? nearest : first);
}

/** @param fields year, month, day, hour, minute, second */
function instant(
  fields: readonly number[],
  part: string | undefined,
  zone: string | undefined,
  place: TimePlace,
): TimeReading {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const ms = milliseconds(part);
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  if (!isSame(new Date(utc), fields, 'utc') || year < 1971) return noSuchTime();
  if (zone !== undefined) return { ok: true, at: utc - offsetOf(zone) };
  if (place.zone === 'utc') return { ok: true, at: utc };
  const local = new Date(year, month - 1, day, hour, minute, second, ms);
  if (!isSame(local, fields, 'local'))
    return wrong(text('There was no such time that day in this computer’s zone: its clocks went forward.'));
  const twice = [30, 60, 120].some((minutes) =>
    [-minutes, minutes].some((by) => isSame(new Date(local.getTime() + by * 60_000), fields, 'local')),
  );
  if (twice)
    return wrong(
      text(
        'This time came twice that day in this computer’s zone: its clocks went back. Write it in UTC, with a Z at its end.',
      ),
    );
  return { ok: true, at: local.getTime() };
}

function isSame(date: Date, fields: readonly number[], zone: 'local' | 'utc'): boolean {
  const time =
    zone === 'utc'
      ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return [...dayOf(date.getTime(), zone), ...time].every((field, at) => field === (fields[at] ?? 0));
}

function dayOf(at: Ms, zone: 'local' | 'utc'): readonly number[] {
  const date = new Date(at);
  return zone === 'utc'
    ? [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    : [date.getFullYear(), date.getMonth() + 1, date.getDate()];
}

function offsetOf(zone: string): Ms {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function milliseconds(part: string | undefined): number {
  return part === undefined ? 0 : Number(part.padEnd(3, '0').slice(0, 3));
}

function noSuchTime(): TimeReading {
  return wrong(text('There is no such day or time.'));
}

function wrong(words: Text): TimeReading {
  return { ok: false, text: words };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Rows may lie so far outside their session: it ends up to so long after the last leave. */
const margin = 15 * 60_000;

/** What is wrong with asking about an instant: it is far from the session. */
export function outside(at: Ms, place: TimePlace): Text | undefined {
  return tooEarly(at, place) ?? tooLate(at, place);
}

/** What is wrong with a limit of a window: the session lies beyond it. A window may well be wider than the session. */
export function outsideWindow(limit: 'from' | 'to', at: Ms, place: TimePlace): Text | undefined {
  return limit === 'from' ? tooLate(at, place) : tooEarly(at, place);
}

function tooEarly(at: Ms, { from }: TimePlace): Text | undefined {
  return from !== undefined && at < from - margin ? text('That was before the session began.') : undefined;
}

function tooLate(at: Ms, { to, now }: TimePlace): Text | undefined {
  if (to !== undefined) return at > to + margin ? text('That was after the session had ended.') : undefined;
  return now !== undefined && at > now + margin ? text('That time is still to come.') : undefined;
}

/** An instant as one types it, with its zone where it is not this computer's: {@link readTime} reads it back. */
export function timeWords(at: Ms, zone: 'local' | 'utc'): string {
  const date = new Date(at);
  if (zone === 'utc') return date.toISOString().replace(/\.000Z$/, 'Z');
  const [year = 0, month = 0, day = 0] = dayOf(at, zone);
  const part = date.getMilliseconds();
  const words = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${part === 0 ? '' : `.${String(part).padStart(3, '0')}`}`;
  const read = readTime(words, { zone, from: undefined, to: undefined });
  return read.ok && read.at === at ? words : date.toISOString();
}
