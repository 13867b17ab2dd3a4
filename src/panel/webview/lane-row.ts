import { html, nothing, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { PanelLane, PanelMark } from '../protocol/shown';
import { icon } from '../../shell/webview/icons';
import type { LaneFocus } from './lane-keys';
import { laneHeight, laneShapes, markBox } from './lane-shapes';
import { knownOf, type HeldLane } from './lanes-cache';
import { say } from '../../shell/webview/page-words';
import { styled } from './styled';
import { drawn } from './svg-shapes';
import { TimeScale, type Stretch } from './time-view';

/** A lane as a row of the grid. */
export interface LaneRow {
  readonly index: number;
  /** Pixels, in the scrolled element. */
  readonly top: number;
  readonly height: number;
  /** Undefined: it is being read. */
  readonly held: HeldLane | undefined;
  /** Undefined: the keyboard stands on another lane. */
  readonly focus: LaneFocus | undefined;
  readonly scale: TimeScale;
  readonly drawing: (held: HeldLane) => TemplateResult;
  readonly pick: () => void;
  readonly open: () => void;
}

/** Drawings of lanes, made once for each view: scrolling draws nothing again. */
export class LaneDrawings {
  readonly #drawings = new WeakMap<PanelLane, { readonly name: string; readonly drawing: TemplateResult }>();

  /** @param whole null: nothing has a place in time */
  drawing({ lane, held }: HeldLane, view: Stretch, whole: Stretch | null, width: number): TemplateResult {
    const name = [view.from, view.to, width, held.from, held.to].join(' ');
    const before = this.#drawings.get(lane);
    if (before?.name === name) return before.drawing;
    const shapes = laneShapes(lane, new TimeScale(view, width), knownOf(held, whole, view));
    const drawing = html`<svg aria-hidden="true" width=${width} height=${laneHeight}>${drawn(shapes)}</svg>`;
    this.#drawings.set(lane, { name, drawing });
    return drawing;
  }
}

export function laneRow(row: LaneRow): TemplateResult {
  const { index, top, height, held, focus } = row;
  const lane = held?.lane;
  const mark = focus?.mark === undefined ? undefined : lane?.marks[focus.mark];
  const place = styled({ transform: `translateY(${top}px)`, height: `${height}px` });
  return html`<div class="lane" role="row" aria-rowindex=${index + 2} ${place}>
    <div
      class="name ${lane !== undefined && (lane.person !== null || lane.marks.length > 0) ? 'act' : ''}"
      role="rowheader"
      tabindex=${focus !== undefined && mark === undefined ? 0 : -1}
      title=${lane?.name ?? nothing}
      @click=${row.pick}
      @dblclick=${row.open}
    >
      <bdi class="who">${lane?.name ?? '…'}</bdi>
      ${lane === undefined ? nothing : underName(lane)}
    </div>
    <div class="plot" role="gridcell" aria-label=${lane?.text ?? say(text('Being read'))}>
      ${held === undefined ? nothing : row.drawing(held)}${lane === undefined ? nothing : withoutMarks(lane)}${
        mark === undefined ? nothing : ring(mark, row.scale)
      }
    </div>
    <div class="side" role="gridcell">
      ${
        lane === undefined
          ? nothing
          : html`<span class="presence" title=${lane.presence}><bdi>${lane.presence}</bdi></span
              >${verdict(lane)}`
      }
    </div>
  </div>`;
}

/** The focus of a mark: the drawing has no element of its own for each, so that 400 marks stay a few paths. */
function ring(mark: PanelMark, scale: TimeScale): TemplateResult {
  const { x, y, width, height } = markBox(mark, scale);
  const left = Math.max(0, Math.min(x, scale.width - 4) - 2);
  const right = Math.min(scale.width, Math.max(x + width, 2) + 2);
  const place = styled({
    left: `${left}px`,
    top: `${y - 2}px`,
    width: `${Math.max(6, right - left)}px`,
    height: `${height + 4}px`,
  });
  return html`<div class="ring" role="button" tabindex="0" aria-label=${mark.text} ${place}></div>`;
}

/** Where there is no column of its own for presence, and rows that no mark stands for. */
function underName(lane: PanelLane): TemplateResult {
  const more =
    lane.withoutPlace === 0 || lane.marks.length === 0
      ? nothing
      : html`<span>${say(text('? {rows} without a time', { rows: lane.withoutPlace }))}</span>`;
  return html`<span class="under narrow">${verdictIcon(lane)} <bdi>${lane.presence}</bdi></span>
    <span class="under">${more}</span>`;
}

function withoutMarks({ withoutPlace, marks }: PanelLane): unknown {
  if (withoutPlace === 0 || marks.length > 0) return nothing;
  const words =
    withoutPlace === 1
      ? text('? 1 row without a place in time')
      : text('? {rows} rows without a place in time', { rows: withoutPlace });
  return html`<span class="placeless">${say(words)}</span>`;
}

function verdictIcon({ verdict: is }: PanelLane): unknown {
  switch (is) {
    case null:
      return nothing;
    case 'passes':
      return icon('check');
    case 'fails':
      return icon('gone');
    case 'cannotTell':
      return icon('question');
  }
}

function verdict(lane: PanelLane): unknown {
  const words = verdictWords(lane);
  return words === '' ? nothing : html`<span class="verdict">${verdictIcon(lane)} ${words}</span>`;
}

function verdictWords({ verdict: is }: PanelLane): string {
  switch (is) {
    case null:
      return '';
    case 'passes':
      return say(text('long enough'));
    case 'fails':
      return say(text('too short'));
    case 'cannotTell':
      return say(text('cannot be told'));
  }
}
