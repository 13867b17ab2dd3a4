import type { Ms } from '../../attendance/instant';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone. */
export function dayOf(at: Ms, zone: string): Day {
  const parts = partsOf(at, zone);
  return isoDay(Date.UTC(parts.year, parts.month - 1, parts.day));
}

/** The first instant of a day in a zone; where the clock skips midnight, the first instant after the gap. */
export function startOfDay(day: Day, zone: string): Ms {
  const midnight = utcMidnight(day);
  // The offset at midnight is one of those in force half a day to either side.
  const starts = [midnight - dayMs / 2, midnight + dayMs / 2]
    .map((near) => midnight - offsetAt(near, zone))
    .filter((start) => dayOf(start, zone) === day);
  return starts.length === 0 ? midnight : Math.min(...starts);
}

export function addDays(day: Day, days: number): Day {
  return isoDay(utcMidnight(day) + days * dayMs);
}

/** Reads what somebody typed: `2026-11-22`. Undefined for anything else, the 31st of February among it. */
export function readDay(typed: string): Day | undefined {
  const day = typed.trim();
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const midnight = utcMidnight(day);
  return Number.isFinite(midnight) && isoDay(midnight) === day ? day : undefined;
}

function utcMidnight(day: Day): Ms {
  return Date.parse(`${day}T00:00:00Z`);
}

function isoDay(midnight: Ms): Day {
  return new Date(midnight).toISOString().slice(0, 10);
}

function offsetAt(at: Ms, zone: string): Ms {
  const { year, month, day, hour, minute, second } = partsOf(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function partsOf(at: Ms, zone: string): Parts {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** Making a format costs a hundred times what using it does. */
function formatFor(zone: string): Intl.DateTimeFormat {
  const held = formats.get(zone);
  if (held !== undefined) return held;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}
