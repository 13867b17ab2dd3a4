import type { Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import type { RowContext } from '../../attendance/row-table';
import { clockSeconds } from '../../attendance/second-shapes';
import { dayKey, formatted, isShowable, offsetAt } from '../../attendance/time-zones';
import type { ChartRange } from './chart-range';
import { StampWords } from '../../book/telling/stamp-words';

/** Instants to the second, without the day where the charts lie on one: "09:00:12", else as {@link StampWords}. */
export class ExactClock {
  readonly #stamps: StampWords;
  readonly #show: Telling['show'];
  /** Within it the time of day alone is clear. */
  readonly #clear: ChartRange;
  /** A gap begins where a row ends. */
  readonly #said = new Map<Ms, string>();

  constructor(context: RowContext, telling: Telling, charts: ChartRange | undefined) {
    this.#stamps = new StampWords(context, telling);
    this.#show = telling.show;
    this.#clear =
      charts !== undefined && isClear(charts, telling.show) ? charts : { from: Infinity, to: -Infinity };
  }

  at(ms: Ms): string {
    const said = this.#said.get(ms);
    if (said !== undefined) return said;
    const isClearHere = ms >= this.#clear.from && ms <= this.#clear.to;
    const time = isClearHere ? formatted(ms, this.#show, clockSeconds) : this.#stamps.stamp(ms);
    this.#said.set(ms, time);
    return time;
  }
}

/** On one day, in which the clocks do not change. */
function isClear({ from, to }: ChartRange, show: Telling['show']): boolean {
  if (show.display === 'sinceStart' || !isShowable(from) || !isShowable(to)) return false;
  return dayKey(from, show) === dayKey(to, show) && offsetAt(from, show) === offsetAt(to, show);
}
