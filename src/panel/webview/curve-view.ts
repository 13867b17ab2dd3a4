import { html, nothing, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import type { TimeShow } from '../../attendance/time-zones';
import type { PanelCurves } from '../protocol/shown';
import { gridShapes } from './axis-shapes';
import { curveShapes, scaleShapes, type CurvePlan } from './curve-shapes';
import { say } from '../../shell/webview/page-words';
import { drawn, tileDefinitions } from './svg-shapes';
import type { Axis } from './time-axis';
import type { Stretch } from './time-view';
import { timeWords, type TimeWordsContext } from './time-words';

/** The curves on screen, as a control that tells of one instant. */
export interface CurveSlider {
  readonly curves: PanelCurves;
  readonly plan: CurvePlan;
  readonly axis: Axis;
  readonly show: TimeShow;
  readonly whole: Stretch;
  /** The instant that is told of. */
  readonly at: Ms;
  /** That instant and what holds then. */
  readonly words: string;
  /** Of the numbers beside the curves, pixels. */
  readonly scaleWidth: number;
  readonly onKey: (event: KeyboardEvent) => void;
}

export function curveSlider(slider: CurveSlider): TemplateResult {
  const { curves, plan, axis, show, whole } = slider;
  const { scale, height } = plan;
  return html`<div class="curve">
    <div class="scale">
      <svg aria-hidden="true" width=${slider.scaleWidth} height=${height}>
        ${drawn(scaleShapes(plan, slider.scaleWidth, show.locale))}
      </svg>
    </div>
    <div
      class="canvas"
      role="slider"
      tabindex="0"
      aria-label=${say(text('Rows and people over time'))}
      aria-describedby="words"
      aria-orientation="horizontal"
      aria-valuemin=${whole.from}
      aria-valuemax=${whole.to}
      aria-valuenow=${slider.at}
      aria-valuetext=${slider.words}
      @keydown=${slider.onKey}
    >
      ${guard(
        [curves, scale.view, scale.width, show.display, show.locale, show.zone, plan.until],
        () =>
          html`<svg aria-hidden="true" width=${scale.width} height=${height}>
            ${tileDefinitions()}${svg`${drawn(gridShapes(axis, scale, height))}${drawn(curveShapes(curves, plan))}`}
          </svg>`,
      )}
    </div>
  </div>`;
}

/** A selected stretch in words. */
export function selectionWords({ from, to }: Stretch, context: TimeWordsContext): string {
  const length = say(exactDurationText(to - from));
  const side = (at: Ms): string => timeWords(at, context, true);
  return say(text('Selected: {from} – {to}, {length}', { from: side(from), to: side(to), length }));
}

/** Said where nothing is drawn. */
export function noCurve(words: string): TemplateResult | typeof nothing {
  return words === '' ? nothing : html`<p class="nothing"><bdi>${words}</bdi></p>`;
}
