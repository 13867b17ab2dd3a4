import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import { text, type Text } from '../../attendance/text';
import { dayText, exactDurationText } from '../../attendance/time-text';
import { dayKey, type TimeShow } from '../../attendance/time-zones';
import type { PanelCurves } from '../protocol';
import { gridShapes } from './axis-shapes';
import { curveShapes, heightAt, scaleShapes, type CurvePlan } from './curve-shapes';
import { say } from './page-words';
import { drawn, tileDefinitions } from './svg-shapes';
import { clockAt, type Axis } from './time-axis';
import type { Stretch } from './time-view';

/** The drawing of the curves; of the same parts it is the same. */
export function curveDrawing(curves: PanelCurves, plan: CurvePlan, axis: Axis): TemplateResult {
  const { scale, height } = plan;
  return html`<svg aria-hidden="true" width=${scale.width} height=${height}>
    ${tileDefinitions()}${svg`${drawn(gridShapes(axis, scale, height))}${drawn(curveShapes(curves, plan))}`}
  </svg>`;
}

/** The numbers beside the curves. */
export function curveScale(plan: CurvePlan, width: number, locale: string): TemplateResult {
  return html`<svg aria-hidden="true" width=${width} height=${plan.height}>
    ${drawn(scaleShapes(plan, width, locale))}
  </svg>`;
}

/** What the curves hold at an instant, in words. */
export function heightWords(
  curves: PanelCurves | undefined,
  at: Ms,
  until: Ms | undefined,
  show: TimeShow,
  step: number,
): string {
  const time = clockAt(at, show, step);
  if (curves === undefined || (until !== undefined && at >= until)) return time;
  const of = (curve: PanelCurves['rows'], args: (n: string, most: string) => string): string => {
    const n = heightAt(curve.certain, at);
    const most = curve.upTo === null ? n : heightAt(curve.upTo, at);
    return args(numberText(n, show.locale), numberText(most, show.locale));
  };
  const pair = (n: string, most: string): string => (n === most ? n : `${n}–${most}`);
  return say(heightText({ time, people: of(curves.people, pair), rows: of(curves.rows, pair) }));
}

function heightText(args: { readonly time: string; readonly people: string; readonly rows: string }): Text {
  return text('{time} · people {people} · rows {rows}', args);
}

/** A selected stretch in words, to the second, with its days where it has more than one. */
export function selectionWords({ from, to }: Stretch, show: TimeShow): string {
  const isOneDay = show.display === 'sinceStart' || dayKey(from, show) === dayKey(to, show);
  const side = (at: Ms): string => {
    const time = clockAt(at, show, at % 1000 === 0 ? 1000 : 1);
    return isOneDay ? time : say(text('{day}, {time}', { day: say(dayText(at, show)), time }));
  };
  const length = say(exactDurationText(to - from));
  return say(text('Selected: {from} – {to}, {length}', { from: side(from), to: side(to), length }));
}

/** Said where nothing is drawn. */
export function noCurve(words: string): TemplateResult | typeof nothing {
  return words === '' ? nothing : html`<p class="nothing"><bdi>${words}</bdi></p>`;
}
