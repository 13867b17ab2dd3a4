import type { Ms } from '../attendance/instant';
import { text, type Text } from '../attendance/text';

export type DateReading =
  | {
      readonly kind: 'at';
      readonly from: Ms;
      /** Where the time named ends: the next day, minute or millisecond. */ readonly to: Ms;
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'wrong'; readonly text: Text };

const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const minute = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a day (`2026-11-22`) or a minute (`2026-11-22 09:00`) of this computer's zone, or an instant with its zone
 * (`2026-11-22T09:00:00Z`). Empty: open. Days that do not exist are wrong, not the next month.
 */
export function readDate(typed: string): DateReading {
  const words = typed.trim();
  if (words === '') return { kind: 'open' };
  const whole = day.exec(words);
  if (whole !== null) return span(numbers(whole), 'day');
  const precise = minute.exec(words);
  if (precise !== null) return span(numbers(precise), 'minute');
  if (instant.test(words)) {
    const at = Date.parse(words);
    if (!Number.isNaN(at)) return { kind: 'at', from: at, to: at + 1 };
  }
  return wrong();
}

function numbers(match: RegExpExecArray): readonly number[] {
  return match.slice(1).map(Number);
}

function span(parts: readonly number[], unit: 'day' | 'minute'): DateReading {
  const [year = 0, month = 0, date = 0, hour = 0, minutes = 0] = parts;
  const from = new Date(year, month - 1, date, hour, minutes);
  const exists =
    from.getFullYear() === year &&
    from.getMonth() === month - 1 &&
    from.getDate() === date &&
    minutes < 60 &&
    hour < 24;
  if (!exists || year < 1971) return wrong();
  // The next local midnight, not 24 h on: a day of a clock change is 23 or 25 h long.
  const to = unit === 'day' ? new Date(year, month - 1, date + 1).getTime() : from.getTime() + 60_000;
  return { kind: 'at', from: from.getTime(), to };
}

function wrong(): DateReading {
  return {
    kind: 'wrong',
    text: text(
      'Write a day like 2026-11-22, a time like 2026-11-22 09:00, or 2026-11-22T09:00:00Z. Empty: no limit.',
    ),
  };
}

/** From and to as typed → [from, to); a `to` that names a day or a minute includes it. Undefined: open. */
export function readRange(
  from: string,
  to: string,
): { readonly from: Ms | undefined; readonly to: Ms | undefined } | Text {
  const start = readDate(from);
  const end = readDate(to);
  if (start.kind === 'wrong') return start.text;
  if (end.kind === 'wrong') return end.text;
  const range = {
    from: start.kind === 'at' ? start.from : undefined,
    to: end.kind === 'at' ? end.to : undefined,
  };
  return range.from !== undefined && range.to !== undefined && range.to <= range.from
    ? text('The end lies before the beginning.')
    : range;
}

/** A range as one types it: {@link readRange} reads it back. An open side is empty. */
export function rangeWords(range: { readonly from?: Ms | undefined; readonly to?: Ms | undefined }): {
  readonly from: string;
  readonly to: string;
} {
  const { from, to } = range;
  const words = (ms: Ms, end: 'from' | 'to', candidates: readonly string[]): string | undefined =>
    candidates.find((each) => {
      const read = readDate(each);
      return read.kind === 'at' && read[end] === ms;
    });
  return {
    from: from === undefined ? '' : (words(from, 'from', [dayOf(from), minuteOf(from)]) ?? instantOf(from)),
    // The last day, minute or millisecond that is included.
    to: to === undefined ? '' : (words(to, 'to', [dayOf(to - 1), minuteOf(to - 1)]) ?? instantOf(to - 1)),
  };
}

function dayOf(ms: Ms): string {
  const at = new Date(ms);
  return `${String(at.getFullYear()).padStart(4, '0')}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

function minuteOf(ms: Ms): string {
  const at = new Date(ms);
  return `${dayOf(ms)} ${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

function instantOf(ms: Ms): string {
  return new Date(ms).toISOString();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Whether {@link readRange} said what is wrong instead of a range. */
export function isText(range: object): range is Text {
  return 'message' in range;
}
