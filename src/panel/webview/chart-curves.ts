import type { Ms } from '../../attendance/instant';
import type { PanelCurves } from '../protocol/shown';
import type { PanelResult, PanelSnapshot } from '../protocol/snapshot';
import { areExact, heightWords } from './curve-amounts';
import { CurveInstant } from './curve-instant';
import { CurveSource } from './curve-source';
import type { HostClient } from './host-client';
import type { Stretch } from './time-view';
import { timeWords, type TimeWordsContext } from './time-words';

/** Which of the two instants that words are told of. */
export type ToldInstant = 'hover' | 'cursor';

/** The curves of the latest result: those that are drawn, and what they hold at an instant. */
export class ChartCurves {
  readonly #client: () => HostClient | undefined;
  readonly #drawingChanged: () => void;
  readonly #wordsChanged: (of: ToldInstant) => void;
  #of = '';
  #source: CurveSource | undefined;
  #instants: Readonly<Record<ToldInstant, CurveInstant>> | undefined;

  constructor(
    client: () => HostClient | undefined,
    drawingChanged: () => void,
    wordsChanged: (of: ToldInstant) => void,
  ) {
    this.#client = client;
    this.#drawingChanged = drawingChanged;
    this.#wordsChanged = wordsChanged;
  }

  /** Of another result nothing of the one before is shown or waited for. */
  take({ time }: PanelSnapshot, { answer, charts }: PanelResult): void {
    const name = `${answer} ${time.display} ${charts.range?.from} ${charts.range?.to}`;
    if (name === this.#of) return;
    this.close();
    this.#of = name;
    if (charts.curves === null) return;
    const ask = async (range: Stretch, points: number, signal: AbortSignal): Promise<PanelCurves> => {
      const asked = await this.#client()?.ask({ method: 'curves', answer, range, points }, { signal });
      if (asked === undefined) throw new Error('There is no host to ask.');
      return asked;
    };
    const instant = (of: ToldInstant): CurveInstant =>
      new CurveInstant(ask, () => {
        this.#wordsChanged(of);
      });
    this.#source = new CurveSource(charts.curves, ask, this.#drawingChanged);
    this.#instants = { hover: instant('hover'), cursor: instant('cursor') };
  }

  /** The finest at hand for a view; undefined: there are none. */
  curves(view: Stretch): PanelCurves | undefined {
    return this.#source?.curves(view);
  }

  /** This is looked at: finer curves are asked for where they are needed. */
  want(view: Stretch): void {
    this.#source?.want(view);
  }

  /**
   * An instant, with its ms where it has any, and what the curves hold then: "about" so many while the exact numbers are
   * asked for. From `until` on nothing is known.
   */
  words(
    at: Ms,
    of: ToldInstant,
    drawn: { readonly curves: PanelCurves | undefined; readonly until: Ms | undefined },
    context: TimeWordsContext,
  ): string {
    const { curves, until } = drawn;
    const time = timeWords(at, context, true);
    if (curves === undefined || (until !== undefined && at >= until)) return time;
    const exact = areExact(curves) ? curves : this.#instants?.[of].curves(at);
    return heightWords(exact ?? curves, at, time, context.show.locale);
  }

  close(): void {
    this.#of = '';
    this.#source?.close();
    this.#source = undefined;
    this.#instants?.hover.close();
    this.#instants?.cursor.close();
    this.#instants = undefined;
  }
}
