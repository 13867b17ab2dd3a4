import type { PanelLane } from '../protocol/shown';
import { markNear } from './lane-shapes';

/** What of the lanes the keyboard stands on: a lane's name, or one of its marks. */
export interface LaneFocus {
  readonly lane: number;
  /** Undefined: the name. */
  readonly mark: number | undefined;
}

export interface LaneKeyContext {
  readonly lanes: number;
  /** Lanes that are in view at once. */
  readonly page: number;
  readonly laneAt: (index: number) => PanelLane | undefined;
}

/** Where a key leads to; undefined: it is none that moves. In lanes that are not here yet it leads to their names. */
export function movedBy(key: string, focus: LaneFocus, context: LaneKeyContext): LaneFocus | undefined {
  const { lanes, page } = context;
  const last = lanes - 1;
  if (lanes === 0) return undefined;
  switch (key) {
    case 'ArrowUp':
      return inLane(Math.max(0, focus.lane - 1), focus, context);
    case 'ArrowDown':
      return inLane(Math.min(last, focus.lane + 1), focus, context);
    case 'PageUp':
      return inLane(Math.max(0, focus.lane - page), focus, context);
    case 'PageDown':
      return inLane(Math.min(last, focus.lane + page), focus, context);
    case 'Home':
      return inLane(0, focus, context);
    case 'End':
      return inLane(last, focus, context);
    case 'ArrowLeft':
      return { lane: focus.lane, mark: before(focus.mark) };
    case 'ArrowRight':
      return { lane: focus.lane, mark: after(focus, context) };
    default:
      return undefined;
  }
}

function before(mark: number | undefined): number | undefined {
  return mark === undefined || mark === 0 ? undefined : mark - 1;
}

function after({ lane, mark }: LaneFocus, { laneAt }: LaneKeyContext): number | undefined {
  const marks = laneAt(lane)?.marks.length ?? 0;
  const next = mark === undefined ? 0 : mark + 1;
  return next < marks ? next : mark;
}

/** From a mark to the one nearest in time, from a name to a name. */
function inLane(lane: number, from: LaneFocus, { laneAt }: LaneKeyContext): LaneFocus {
  if (from.mark === undefined) return { lane, mark: undefined };
  const mark = laneAt(from.lane)?.marks[from.mark];
  const other = laneAt(lane);
  if (mark === undefined || other === undefined) return { lane, mark: undefined };
  return { lane, mark: lane === from.lane ? from.mark : markNear(other, mark.start) };
}
