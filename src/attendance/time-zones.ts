import { knownLocale } from './locales';
/** How times are shown. `since` is the session's start, for `sinceStart`. */
export interface TimeShow {
  readonly display: 'local' | 'utc' | 'sinceStart';
  /** BCP 47, such as `en-US`. An unknown one reads as English. */
  readonly locale: string;
  /** IANA name of the user's zone, such as `Europe/Berlin`. An unknown one reads as UTC. */
  readonly zone: string;
  /** Ms since epoch. */
  readonly since?: number | undefined;
}

/** The last instant that a `Date` holds. */
const lastMs = 8.64e15;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Whether a zone exists: trying it takes as long as making a format. */
const zones = new Map<string, boolean>();

/** True for what can be shown as a time: never 0001, 1754, 1970-01-01T00:00:00Z, NaN or beyond the calendar. */
export function isShowable(ms: number | undefined): ms is number {
  return ms !== undefined && ms >= 1 && ms <= lastMs;
}

/** The zone in which days begin and clocks run: UTC, or the user's. Since start has no zone of its own: days are the user's. */
export function zoneOf(show: TimeShow): string {
  return show.display === 'utc' || !isZone(show.zone) ? 'UTC' : show.zone;
}

/** Formats are made once for each locale, zone and shape: making one takes longer than using it a hundred times. */
export function formatted(ms: number, show: TimeShow, options: Intl.DateTimeFormatOptions): string {
  const zone = zoneOf(show);
  const name = JSON.stringify([show.locale, zone, options]);
  let format = formats.get(name);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(knownLocale(show.locale), { ...options, timeZone: zone });
    formats.set(name, format);
  }
  return format.format(ms);
}

/** The calendar day as `YYYY-MM-DD`: sorts and compares; not for display. */
export function dayKey(ms: number, show: TimeShow): string {
  return formatted(ms, { ...show, locale: 'sv-SE' }, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** The zone's distance from UTC at an instant, such as `GMT+2`. */
export function offsetAt(ms: number, show: TimeShow): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZoneName: 'shortOffset',
    hour: '2-digit',
    hourCycle: 'h23',
  };
  const words = formatted(ms, { ...show, locale: 'en-US' }, options).split(' ');
  return words.at(-1) ?? '';
}

function isZone(zone: string): boolean {
  let known = zones.get(zone);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      known = zone !== '';
    } catch {
      known = false;
    }
    zones.set(zone, known);
  }
  return known;
}
