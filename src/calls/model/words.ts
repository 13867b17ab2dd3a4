import { explainFilter } from '../../attendance/filter/explain';
import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import { shownText } from '../../attendance/shown-text';
import { text, type Translate } from '../../attendance/text';
import {
  clockText,
  dayHeading,
  durationText,
  exactDurationText,
  instantText,
  rangeText,
  zoneText,
  type TimeShow,
} from '../../attendance/time-text';
import { formatted, zoneOf } from '../../attendance/time-zones';
import { startOfDay, type Day } from './zoned-day';

/** How the tree speaks: the user's language, zone and form of time. */
export interface Words {
  readonly say: Translate;
  /** The zone that days are cut by: UTC when times are shown so. */
  readonly dayZone: string;
  /** This computer's clock, ms: what waits are counted by. */
  localNow(): Ms;
  number(n: number): string;
  /** Several facts on one line. */
  join(parts: readonly string[]): string;
  /** Several facts for the ear. */
  spoken(parts: readonly string[]): string;
  /** A length of time, from ms. */
  duration(ms: number): string;
  /** A length of time to the second, from ms. */
  exactDuration(ms: number): string;
  /** A time of day; since `since` where times are shown so. */
  clock(at: Ms, since?: Ms): string;
  /** "Nov 22, 09:00". */
  dayAndClock(at: Ms): string;
  /** "09:00 – 09:34"; the end may be now, or unknown. */
  range(from: Ms, to: Ms | 'now' | undefined, since?: Ms): string;
  /** "Nov 22, 09:00 – 09:34". */
  dayAndRange(from: Ms, to: Ms | 'now' | undefined): string;
  /** A date and a time with its zone; since `since` where times are shown so. */
  instant(at: Ms, since?: Ms): string;
  /** "Today", "Yesterday", "Fri, Nov 20". */
  day(day: Day): string;
  /** The zone of the times in sight. */
  zone(): string;
  /** A filter for calls, in words. */
  filter(filter: Readonly<Record<string, unknown>>): string;
}

export interface WordsOptions {
  readonly say: Translate;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** An IANA zone: that of this computer. */
  readonly zone: string;
  readonly display: TimeShow['display'];
  /** The app's clock, ms: which day is today, and how long "now" reaches. */
  readonly now: () => Ms;
  readonly localNow: () => Ms;
}

export function createWords({ say, locale, zone, display, now, localNow }: WordsOptions): Words {
  const show: TimeShow = { display, locale, zone };
  // What is not inside one session has no start to count from: there the times are this computer's.
  const outside: TimeShow = display === 'sinceStart' ? { ...show, display: 'local' } : show;
  const from = (since: Ms | undefined): TimeShow => (since === undefined ? outside : { ...show, since });
  return {
    say,
    dayZone: zoneOf(show),
    localNow,
    number: (n) => numberText(n, locale),
    join: (parts) => parts.filter((part) => part !== '').join(' · '),
    spoken: (parts) => parts.filter((part) => part !== '').join(', '),
    duration: (ms) => say(durationText(ms)),
    exactDuration: (ms) => say(exactDurationText(ms)),
    clock: (at, since) => say(clockText(at, from(since))),
    dayAndClock: (at) =>
      say(text('{day}, {time}', { day: shortDay(at, outside), time: say(clockText(at, outside)) })),
    range: (start, end, since) => say(rangeText({ from: start, to: end }, from(since), { now: now() })),
    dayAndRange: (start, end) => say(rangeText({ from: start, to: end }, outside, { day: true, now: now() })),
    instant: (at, since) => say(instantText(at, from(since))),
    day: (day) => say(dayHeading(startOfDay(day, zoneOf(show)), outside, now())),
    zone: () => say(zoneText(show)),
    // The book holds none that was not checked.
    filter: (filter) => shownText(explainFilter(filter, say).join(', ')),
  };
}

function shortDay(at: Ms, show: TimeShow): string {
  return formatted(at, show, { month: 'short', day: 'numeric' });
}
