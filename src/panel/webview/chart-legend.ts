import { html, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { PanelCurves, PanelLane, PanelMark } from '../protocol/shown';
import { sameCurve } from './curve-shapes';
import { laneHeight, laneShapes } from './lane-shapes';
import { say } from '../../shell/webview/page-words';
import type { Shape } from './shapes';
import { drawn } from './svg-shapes';
import { TimeScale } from './time-view';

const width = 56;
const scale = new TimeScale({ from: 0, to: width }, width);

function lane(marks: readonly Partial<PanelMark>[], gaps: PanelLane['gaps'] = []): readonly Shape[] {
  const mark: PanelMark = {
    row: 0,
    rows: 1,
    start: 6,
    certainEnd: 40,
    upToEnd: 40,
    label: 'first',
    tick: false,
    text: '',
  };
  return laneShapes(
    {
      kind: 'person',
      person: 0,
      name: '',
      presence: '',
      verdict: null,
      marks: marks.map((each) => ({ ...mark, ...each })),
      gaps,
      withoutPlace: 0,
      text: '',
    },
    scale,
  );
}

/** One shape of each kind, drawn as in the lanes, with its meaning. */
function entries(): readonly (readonly [readonly Shape[], string])[] {
  return [
    [lane([{ certainEnd: 50, upToEnd: 50 }]), say(text('Certain time'))],
    [
      lane([{ certainEnd: 22, upToEnd: 50 }]),
      say(text('Assumed: no leave is known, it may have lasted so long')),
    ],
    [lane([{ certainEnd: 22, upToEnd: null }]), say(text('Open end: nobody knows how long it lasted'))],
    [
      lane(
        [
          { certainEnd: 18, upToEnd: 18 },
          { start: 38, certainEnd: 52, upToEnd: 52, label: 'rejoin' },
        ],
        [{ from: 18, to: 38, certainFrom: 18, text: '' }],
      ),
      say(text('Dotted: a gap between two rows')),
    ],
    [
      lane(
        [
          { certainEnd: 14, upToEnd: 14 },
          { start: 42, certainEnd: 52, upToEnd: 52, label: 'rejoin' },
        ],
        [{ from: 14, to: 42, certainFrom: null, text: '' }],
      ),
      say(text('Dots far apart: perhaps a gap, for no leave is known')),
    ],
    [
      lane([
        { certainEnd: 24, upToEnd: 24 },
        { start: 27, certainEnd: 50, upToEnd: 50, label: 'reconnect' },
      ]),
      say(text('Notch: reconnect; hollow: likely reconnect')),
    ],
    [
      lane([
        { certainEnd: 34, upToEnd: 34 },
        { start: 26, certainEnd: 50, upToEnd: 50, label: 'ghost' },
      ]),
      say(text('Hollow, below: a ghost, the connection before was not closed yet')),
    ],
    [
      lane([
        { certainEnd: 50, upToEnd: 50 },
        { start: 16, certainEnd: 44, upToEnd: 44, label: 'second-device' },
      ]),
      say(text('Half as high, below: a second device or a shared account')),
    ],
    [
      lane([{ start: 28, certainEnd: 28, upToEnd: 28, tick: true }]),
      say(text('Diamond: a row of no length')),
    ],
    [lane([{ certainEnd: 50, upToEnd: 50, rows: 9 }]), say(text('Stripes: rows too close to be told apart'))],
  ];
}

/** What the charts show and what each shape means, in words. */
export function legend(words: string): TemplateResult {
  return html`<details class="legend">
      <summary>${say(text('The charts in words'))}</summary>
      <p id="words"><bdi>${words}</bdi></p>
    </details>
    <details class="legend">
      <summary>${say(text('What the shapes mean, and keys'))}</summary>
      <ul class="shapes">
        ${entries().map(
          ([shapes, words]) =>
            html`<li>
              <svg aria-hidden="true" width=${width} height=${laneHeight}>${drawn(shapes)}</svg>
              <span>${words}</span>
            </li>`,
        )}
      </ul>
      <p class="muted small">
        ${say(text('On the curve: + and − zoom, 0 shows all, arrows move, Shift+arrows select, Enter uses the selection as window or sets the cursor, Escape drops them.'))}
      </p>
      <p class="muted small">
        ${say(text('On the lanes: up and down between people, left and right between their rows, Enter shows the row in the table, on a name all rows of the person.'))}
      </p>
      <p class="muted small">
        ${say(text('Mouse: drag selects, click asks who was here, Ctrl+wheel zooms, Shift+wheel pans, dragging the axis pans, double click on a bar shows its row.'))}
      </p>
    </details>`;
}

/** The lines of the curve in words. */
export function curveLegend({ rows, people }: PanelCurves): TemplateResult {
  const hasBound = rows.upTo !== null && people.upTo !== null;
  const hasUpTo = [rows, people].some(({ certain, upTo }) => upTo !== null && !sameCurve(certain, upTo));
  const line = (shapes: readonly Shape[]): TemplateResult =>
    html`<svg aria-hidden="true" width="28" height="12">${drawn(shapes)}</svg>`;
  return html`<ul class="keys small">
    <li>
      ${line([{ kind: 'path', d: 'M0,6H28', ink: 'people', paint: 'thick' }])} ${say(text('People, certain'))}
    </li>
    <li>
      ${line([{ kind: 'path', d: 'M0,6H28', ink: 'rows', paint: 'dashes' }])} ${say(text('Rows, certain'))}
    </li>
    ${
      hasUpTo
        ? html`<li>
            ${line([
              { kind: 'path', d: 'M0,0H14V12H0z', ink: 'people', paint: 'hatch' },
              { kind: 'path', d: 'M14,0H28V12H14z', ink: 'rows', paint: 'backHatch' },
            ])}
            ${say(text('Hatched: assumed, up to'))}
          </li>`
        : ''
    }
    ${hasBound ? '' : html`<li>${say(text('No upper bound: not all rows or their ends are known.'))}</li>`}
  </ul>`;
}
