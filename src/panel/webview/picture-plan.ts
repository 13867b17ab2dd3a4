import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { TimeShow } from '../../attendance/time-zones';
import type { PanelCurves } from '../protocol/shown';
import type { PanelResult, PanelSnapshot } from '../protocol/snapshot';
import { axisHeight, axisShapes, gridShapes } from './axis-shapes';
import { curveShapes, scaleShapes } from './curve-shapes';
import { curvePlan } from './curve-words';
import { laneHeight, laneShapes } from './lane-shapes';
import { knownOf, type HeldLane } from './lanes-cache';
import { say } from '../../shell/webview/page-words';
import type { PicturePart, PicturePlan } from './picture';
import type { Axis } from './time-axis';
import { TimeScale, type Stretch } from './time-view';
import { timeWords } from './time-words';

/** No more lanes stand in a picture. */
export const mostPictureLanes = 60;
const [left, side, leastPlot] = [180, 150, 500];
const curveHeight = 200;

/** What is on screen: the picture shows the same. */
export interface PictureSource {
  readonly snapshot: PanelSnapshot;
  readonly result: PanelResult;
  readonly show: TimeShow;
  readonly whole: Stretch | undefined;
  readonly view: Stretch;
  readonly curves: PanelCurves | undefined;
  readonly lanes: readonly HeldLane[];
  readonly plotWidth: number;
  readonly axisOf: (width: number) => Axis | undefined;
}

/** The charts as they are on screen, with all that must be known of them. */
export function picturePlan(source: PictureSource): PicturePlan {
  const { result, show, whole, view, curves, lanes } = source;
  const plotWidth = Math.max(leastPlot, Math.round(source.plotWidth));
  const scale = new TimeScale(view, plotWidth);
  const axis = source.axisOf(plotWidth);
  const parts: PicturePart[] = [];
  const part = (one: Partial<PicturePart> & Pick<PicturePart, 'height' | 'shapes'>): void => {
    parts.push({ beside: [], name: '', side: '', ruled: false, ...one });
  };
  if (curves !== undefined && whole !== undefined) {
    const plan = curvePlan(
      curves,
      result.charts,
      { whole, view, width: plotWidth, height: curveHeight },
      show,
    );
    const grid = axis === undefined ? [] : gridShapes(axis, scale, curveHeight);
    part({
      height: curveHeight,
      shapes: [...grid, ...curveShapes(curves, plan)],
      beside: scaleShapes(plan, left, show.locale),
    });
  }
  if (axis !== undefined)
    part({ height: axisHeight, shapes: axisShapes(axis, scale, source.snapshot.time.text), ruled: true });
  for (const { lane, held } of lanes.slice(0, mostPictureLanes)) {
    const grid = axis === undefined ? [] : gridShapes(axis, scale, laneHeight);
    part({
      height: laneHeight,
      shapes: [...grid, ...laneShapes(lane, scale, knownOf(held, whole ?? null, view))],
      name: lane.name,
      side: lane.presence,
      ruled: true,
    });
  }
  return { width: left + plotWidth + side, left, plotWidth, caption: caption(source), parts };
}

/** A figure never travels without its session, state, as-of, zone, filter and coverage. */
function caption({ snapshot, result, show, view, whole, lanes, curves }: PictureSource): readonly string[] {
  const { header, time } = snapshot;
  const { charts, chips } = result;
  const count = (n: number): string => numberText(n, show.locale);
  return [
    say(text('{call}, call session {session}', { call: header.call, session: header.session })),
    header.when,
    header.badge.text,
    header.asOf,
    result.coverage,
    ...(chips.length === 0 ? [say(text('No filter.'))] : chips.map((chip) => chip.text)),
    whole === undefined
      ? ''
      : say(
          text('Shown: {from} to {to}. Times: {zone}.', {
            from: timeWords(view.from, { show, whole }, true),
            to: timeWords(view.to, { show, whole }, true),
            zone: time.text,
          }),
        ),
    say(
      text('{shown} of {all} lanes, in the order of the screen.', {
        shown: count(Math.min(lanes.length, mostPictureLanes)),
        all: count(charts.lanes),
      }),
    ),
    charts.text,
    curves === undefined
      ? ''
      : say(
          text(
            'Solid: people, certain. Dashed: rows, certain. Hatched: assumed, up to. Arrow: open end. Dots far apart: perhaps a gap.',
          ),
        ),
  ];
}
