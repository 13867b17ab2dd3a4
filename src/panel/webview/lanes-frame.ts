import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { text } from '../../attendance/text';
import type { PanelResult } from '../protocol/snapshot';
import { axisHeight, axisShapes, gridShapes } from './axis-shapes';
import { say } from '../../shell/webview/page-words';
import { styled } from './styled';
import { drawn } from './svg-shapes';
import type { Axis } from './time-axis';
import { TimeScale, type Stretch } from './time-view';

/** What the lanes are drawn of. */
export interface LanesPlan {
  /** Names the result in requests. */
  readonly answer: number;
  /** Where it changes, other lanes stand at the same positions. */
  readonly key: string;
  readonly charts: PanelResult['charts'];
  /** Null: nothing has a place in time. */
  readonly whole: Stretch | null;
  readonly view: Stretch;
  readonly plotWidth: number;
  readonly axis: Axis | undefined;
  /** The zone in words. */
  readonly zone: string;
}

/** Above the lanes: what their columns are, and the axis of time. */
export function lanesHead({ axis, plotWidth, view, zone }: LanesPlan): TemplateResult {
  const scale = new TimeScale(view, plotWidth);
  return html`<div class="head" role="row" aria-rowindex="1">
    <div class="name" role="columnheader">${say(text('Person'))}</div>
    <div class="plot axis" role="columnheader">
      <span class="unseen">${say(text('Rows over time'))}</span>
      ${
        axis === undefined
          ? nothing
          : html`<svg aria-hidden="true" width=${plotWidth} height=${axisHeight}>
              ${drawn(axisShapes(axis, scale, zone))}
            </svg>`
      }
    </div>
    <div class="side" role="columnheader">${say(text('Presence'))}</div>
  </div>`;
}

/** Behind all lanes at once. @param height of what is in sight of them, pixels */
export function lanesGrid({ axis, view, plotWidth, whole }: LanesPlan, height: number): unknown {
  if (axis === undefined || whole === null) return nothing;
  return html`<div class="grid" role="presentation" ${styled({ height: `${height}px` })}>
    ${guard([axis, view, plotWidth, height], () => {
      const shapes = gridShapes(axis, new TimeScale(view, plotWidth), height);
      return html`<svg aria-hidden="true" width=${plotWidth} height=${height}>${drawn(shapes)}</svg>`;
    })}
  </div>`;
}

/** Below them, where they do not come. @param failure empty: there is nothing more to say of it */
export function lanesFailure(failure: string, retry: () => void): TemplateResult {
  return html`<p class="error" role="alert">
    <bdi>${failure === '' ? say(text('The lanes could not be read.')) : failure}</bdi>
    <button @click=${retry}>${say(text('Try Again'))}</button>
  </p>`;
}
