import type { Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import type { RowContext } from '../../attendance/row-table';
import { daySeconds, yearSeconds } from '../../attendance/second-shapes';
import { text } from '../../attendance/text';
import { sinceClock } from '../../attendance/time-text';
import { formatted, isShowable, offsetAt, type TimeShow } from '../../attendance/time-zones';

const halfYear = 180 * 86_400_000;

/**
 * Instants in a column: day and time to the second, in the zone that stands above the table. A time at another distance
 * from UTC than the session's start, or of a session in which the clocks change, names its distance.
 */
export class StampWords {
  readonly #telling: Telling;
  /** The distance that need not be named; undefined: each is. */
  readonly #offset: string | undefined;
  readonly #start: Ms | undefined;

  constructor({ sessionStart, sessionEnd, asOf }: RowContext, telling: Telling) {
    this.#telling = telling;
    this.#start = sessionStart;
    const { show } = telling;
    const end = sessionEnd ?? asOf;
    if (show.display !== 'local' || !isShowable(sessionStart)) return;
    const offset = offsetAt(sessionStart, show);
    this.#offset = isShowable(end) && offsetAt(end, show) !== offset ? undefined : offset;
  }

  stamp(at: Ms): string {
    const { say, show } = this.#telling;
    if (!isShowable(at)) return say(text('unknown'));
    if (show.display === 'sinceStart')
      return isShowable(show.since) ? sinceClock(at - show.since, true) : this.#inUtc(at);
    const time = formatted(at, show, this.#shape(at));
    if (show.display === 'utc') return time;
    const offset = offsetAt(at, show);
    return offset === this.#offset ? time : say(text('{time} {offset}', { time, offset }));
  }

  /** Without a start there is nothing to count from. */
  #inUtc(at: Ms): string {
    const show: TimeShow = { ...this.#telling.show, display: 'utc' };
    return this.#telling.say(text('{time} UTC', { time: formatted(at, show, this.#shape(at)) }));
  }

  /** The year of what strayed far from the session. */
  #shape(at: Ms): Intl.DateTimeFormatOptions {
    const isNear = this.#start !== undefined && Math.abs(at - this.#start) < halfYear;
    return isNear ? daySeconds : yearSeconds;
  }
}
