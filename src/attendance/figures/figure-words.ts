import type { Ms } from '../instant';
import { averageText, numberText } from '../number-text';
import { text, type Text, type Translate } from '../text';
import {
  clockText,
  durationText,
  exactDurationText,
  instantText,
  isLength,
  type TimeShow,
} from '../time-text';
import type { Basis } from './basis';
import {
  isSamePeak,
  isSameRange,
  type AverageValue,
  type CountValue,
  type FigureValue,
  type InstantValue,
  type PeakAt,
  type PeakRange,
  type ReportedValue,
} from './figure';
import type { Bounds } from './measure';

/** In whose language, numbers and zone a figure is told. */
export interface Telling {
  readonly say: Translate;
  /** A BCP 47 tag, for numbers. */
  readonly locale: string;
  readonly show: TimeShow;
}

type LengthText = (ms: number | undefined) => Text;

/** Nothing happened in a call before: such an instant is a number gone wrong, or Go's idea of nothing, in any zone. */
const firstInstant = Date.UTC(1971, 0, 3);

/** Says values: whatever the numbers, it says them or "unknown". */
export class FigureWords {
  readonly #telling: Telling;

  constructor(telling: Telling) {
    this.#telling = telling;
  }

  /** Numbers in a text are written as the language does. */
  say({ message, args }: Text): string {
    const written: Record<string, string> = {};
    for (const [name, value] of Object.entries(args))
      written[name] = typeof value === 'number' ? this.#number(value) : value;
    return this.#telling.say({ message, args: written });
  }

  because(value: string, reasons: readonly Text[]): string {
    if (reasons.length === 0) return value;
    const said = reasons.map((reason) => this.say(reason)).join(', ');
    return this.say(text('{value} — {reasons}', { value, reasons: said }));
  }

  value(value: FigureValue, length: LengthText): string {
    switch (value.kind) {
      case 'count':
        return this.#count(value);
      case 'time':
        return this.#time(sound(value.pair.both()), length);
      case 'reported':
        return this.#reported(value, length);
      case 'instant':
        return this.#instants(value);
      case 'peak':
        return this.#peak(soundPeaks(value.pair.both()), length);
      case 'average':
        return this.#average(value);
      case 'unknown':
        return this.say(text('unknown: {why}', { why: this.say(value.why) }));
    }
  }

  /** Rule 5: ended, what is certain; live, up to, with its as-of. */
  headline(value: FigureValue, basis: Basis): string {
    switch (value.kind) {
      case 'count':
      case 'reported':
      case 'instant':
        return this.value(value, durationText);
      case 'unknown':
        return this.#unknown();
      case 'time': {
        const bounds = sound(value.pair.both());
        return isPair(bounds)
          ? this.#side(this.#lengthOf(bounds.certain), this.#lengthOf(bounds.upTo), basis)
          : this.#time(bounds, durationText);
      }
      case 'average': {
        const bounds = sound(value.pair.both());
        return isPair(bounds)
          ? this.#side(this.#mean(bounds.certain), this.#mean(bounds.upTo), basis)
          : this.#means(bounds);
      }
      case 'peak': {
        const { certain, upTo } = soundPeaks(value.pair.both());
        const [sure, most] = [this.#peakCount(certain), upTo && this.#peakCount(upTo)];
        if (sure === undefined) return this.#unknown();
        return sure === most ? sure : this.#side(sure, most, basis);
      }
    }
  }

  state({ state }: Basis): string {
    const said = this.say(state.text);
    return state.provisional ? this.say(text('{state}, may still change', { state: said })) : said;
  }

  #count({ range }: CountValue): string {
    const { least, most } = range.both();
    if (!isNumber(least)) return this.#unknown();
    if (least === most) return this.#number(least);
    if (isNumber(most) && most > least) return this.say(text('{least} to {most}', { least, most }));
    return least === 0 ? this.#unknown() : this.say(text('at least {n}', { n: least }));
  }

  #time(bounds: Bounds, length: LengthText): string {
    const certain = this.#lengthOf(bounds.certain, length);
    if (certain === undefined) return this.#unknown();
    if (!isPair(bounds)) return certain;
    const upTo = this.#lengthOf(bounds.upTo, length);
    if (certain !== upTo) return this.#pair(certain, upTo);
    if (length !== exactDurationText) return this.#time(bounds, exactDurationText);
    return this.say(text('{certain} certain, up to under 1s more', { certain }));
  }

  #reported({ seconds, whole }: ReportedValue, length: LengthText): string {
    const time = this.#lengthOf(seconds * 1000, length);
    if (time === undefined || whole) return time ?? this.#unknown();
    return seconds === 0 ? this.#unknown() : this.say(text('at least {time}', { time }));
  }

  #instants({ range }: InstantValue): string {
    const { earliest, latest } = range.both();
    if (!isInstant(earliest))
      return isInstant(latest)
        ? this.say(text('{time} at the latest', { time: this.instant(latest) }))
        : this.#unknown();
    if (earliest === latest) return this.instant(earliest);
    if (!isInstant(latest) || latest < earliest)
      return this.say(text('{time} at the earliest', { time: this.instant(earliest) }));
    return this.say(
      text('{earliest} at the earliest, {latest} at the latest', {
        earliest: this.instant(earliest),
        latest: this.instant(latest),
      }),
    );
  }

  #peak({ certain, upTo }: Peaks, length: LengthText): string {
    const [sure, most] = [this.#peakRange(certain, length), upTo && this.#peakRange(upTo, length)];
    if (sure === undefined) return this.#unknown();
    if (upTo !== undefined && isSameRange(certain, upTo)) return sure;
    if (sure !== most) return this.#pair(sure, most);
    // Apart by less than is written.
    return length === exactDurationText ? sure : this.#peak({ certain, upTo }, exactDurationText);
  }

  #peakRange({ least, most }: PeakRange, length: LengthText): string | undefined {
    const [from, to] = [this.#peakAt(least, length), this.#peakAt(most, length)];
    if (from === undefined || to === undefined || isSamePeak(least, most)) return from && to;
    return this.say(text('from {least} to {most}', { least: from, most: to }));
  }

  /** Undefined: no number. */
  #peakAt({ value, at, heldMs }: PeakAt, length: LengthText): string | undefined {
    if (!isNumber(value)) return undefined;
    const n = this.#number(value);
    if (!isInstant(at)) return n;
    const held = this.#lengthOf(heldMs, length) ?? this.#unknown();
    return this.say(text('{n} (at {time}, held for {held})', { n, time: this.instant(at), held }));
  }

  #peakCount({ least, most }: PeakRange): string | undefined {
    if (!isNumber(least.value) || !isNumber(most.value)) return undefined;
    return least.value === most.value
      ? this.#number(least.value)
      : this.say(text('{least} to {most}', { least: least.value, most: most.value }));
  }

  #average({ pair, over: { from, to, over } }: AverageValue): string {
    const args = { average: this.#means(sound(pair.both())), from: this.instant(from), to: this.instant(to) };
    switch (over) {
      case 'window':
        return this.say(text('{average}, over the window from {from} to {to}', args));
      case 'session':
        return this.say(text('{average}, over the session from {from} to {to}', args));
      case 'rows':
        return this.say(
          text('{average}, over the time from the first join {from} to the last certain leave {to}', args),
        );
    }
  }

  #means(bounds: Bounds): string {
    const certain = this.#mean(bounds.certain);
    if (certain === undefined) return this.#unknown();
    if (!isPair(bounds)) return certain;
    const upTo = this.#mean(bounds.upTo);
    return certain === upTo
      ? this.say(text('{certain} certain, up to slightly more', { certain }))
      : this.#pair(certain, upTo);
  }

  #pair(certain: string, upTo: string | undefined): string {
    return this.say(text('{certain} certain, up to {upTo}', { certain, upTo: upTo ?? this.#unknown() }));
  }

  #side(certain: string | undefined, upTo: string | undefined, { state, coverage }: Basis): string {
    if (certain === undefined) return this.#unknown();
    if (state.kind !== 'live' || upTo === undefined) return this.say(text('{certain} certain', { certain }));
    if (!isInstant(coverage.asOf)) return this.say(text('up to {upTo}', { upTo }));
    const time = this.say(clockText(coverage.asOf, this.#telling.show));
    return this.say(text('up to {upTo}, as of {time}', { upTo, time }));
  }

  /** Undefined: no length of time. */
  #lengthOf(ms: number | undefined, length: LengthText = durationText): string | undefined {
    return isLength(ms) ? this.say(length(ms)) : undefined;
  }

  /** Undefined: no number. */
  #mean(n: number | undefined): string | undefined {
    if (!isNumber(n)) return undefined;
    const { locale } = this.#telling;
    // Something is not nothing.
    return n > 0 && n < 0.005 ? this.say(text('under {n}', { n: 0.01 })) : averageText(n, locale);
  }

  /** With day, seconds and zone. */
  instant(at: Ms | undefined): string {
    return isInstant(at) ? this.say(instantText(at, this.#telling.show)) : this.#unknown();
  }

  #number(n: number): string {
    return numberText(n, this.#telling.locale);
  }

  #unknown(): string {
    return this.say(text('unknown'));
  }
}

/** An upper bound below what is certain is none. */
function sound({ certain, upTo }: Bounds): Bounds {
  return { certain, upTo: upTo !== undefined && upTo >= certain ? upTo : undefined };
}

interface Peaks {
  readonly certain: PeakRange;
  readonly upTo: PeakRange | undefined;
}

function soundPeaks({ certain, upTo }: Peaks): Peaks {
  const isBound =
    upTo !== undefined && upTo.least.value >= certain.least.value && upTo.most.value >= certain.most.value;
  return { certain, upTo: isBound ? upTo : undefined };
}

/** False: one number. */
function isPair({ certain, upTo }: Bounds): boolean {
  return certain !== upTo;
}

function isNumber(n: number | undefined): n is number {
  return n !== undefined && n >= 0 && n < Infinity;
}

/** What can be the instant of anything in a call. */
export function isInstant(at: Ms | undefined): at is Ms {
  return at !== undefined && at >= firstInstant && at <= 8.64e15;
}
