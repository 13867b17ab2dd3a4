import type { TimeShow } from '../../attendance/time-zones';
import type { PanelCurves } from '../protocol/shown';
import type { PanelResult, PanelSnapshot } from '../protocol/snapshot';
import type { CurvePlan } from './curve-shapes';
import type { LanesPlan } from './lanes-frame';
import type { Axis } from './time-axis';
import type { Stretch } from './time-view';

/** What the charts draw, made once an update. */
export interface Drawing {
  readonly snapshot: PanelSnapshot;
  readonly result: PanelResult;
  readonly show: TimeShow;
  /** Undefined: nothing has a place in time. */
  readonly whole: Stretch | undefined;
  readonly axis: Axis | undefined;
  readonly curves: PanelCurves | undefined;
  readonly plan: CurvePlan | undefined;
}

/** The lanes' part of a drawing; the one before where nothing of it changed, so that nothing is drawn again. */
export function lanesPlanOf(
  { result, snapshot, whole, axis }: Drawing,
  view: Stretch,
  plotWidth: number,
  before: LanesPlan | undefined,
): LanesPlan {
  const { answer, charts } = result;
  const key = JSON.stringify([answer, charts.order, charts.choice, charts.lanes, snapshot.time]);
  const isSame =
    before?.key === key &&
    before.plotWidth === plotWidth &&
    before.view.from === view.from &&
    before.view.to === view.to;
  if (isSame) return before;
  return { answer, key, charts, whole: whole ?? null, view, plotWidth, axis, zone: snapshot.time.text };
}
