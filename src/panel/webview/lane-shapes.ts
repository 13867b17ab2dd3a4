import type { Ms } from '../../attendance/instant';
import type { PanelLane, PanelMark } from '../protocol/shown';
import { box, diamond, horizontal, PathPile, pointer, px, type Ink, type Shape } from './shapes';
import type { Stretch, TimeScale } from './time-view';

/** How high a lane is at least, pixels. */
export const laneHeight = 34;

/** The main track: what a person's first connection at a time is drawn on. */
const main = { y: 10, height: 12 };
/** Half as high, below it: second devices and ghosts. */
const below = { y: 25, height: 6 };
/** How far an open end reaches, pixels. */
const openReach = 16;
/** Nothing that lasted is drawn narrower. */
const leastWidth = 1.5;

/** Where a mark lies in its lane, pixels. */
export interface MarkBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a mark lies, with its tail: for the focus ring and for pointing at it. */
export function markBox(mark: PanelMark, scale: TimeScale): MarkBox {
  const track = mark.label === 'second-device' ? below : main;
  const x = scale.boundedX(mark.start);
  const last = mark.upToEnd ?? mark.certainEnd;
  const end = scale.boundedX(Math.max(last, mark.certainEnd)) + (mark.upToEnd === null ? openReach : 0);
  if (mark.tick) return { x: x - 6, y: track.y + track.height / 2 - 6, width: 12, height: 12 };
  const height = mark.label === 'ghost' ? below.y + below.height - main.y : track.height;
  return { x, y: track.y, width: Math.max(leastWidth, end - x), height };
}

/**
 * The mark under a point of the lane, with a few pixels of grace; of several the nearest, of these the last drawn.
 * @param y from the top of the lane's drawing
 * @returns its index; undefined: none is near
 */
export function markAt(lane: PanelLane, scale: TimeScale, x: number, y: number): number | undefined {
  let [found, nearest]: [number | undefined, number] = [undefined, 5];
  for (const [index, mark] of lane.marks.entries()) {
    const area = markBox(mark, scale);
    const beside = Math.max(area.x - x, x - area.x - area.width, 0);
    const above = Math.max(area.y - y, y - area.y - area.height, 0);
    const distance = beside + above / 2;
    if (distance <= nearest) [found, nearest] = [index, distance];
  }
  return found;
}

/** The mark nearest to an instant: where the next lane is entered. */
export function markNear(lane: PanelLane, at: Ms): number | undefined {
  let [found, nearest]: [number | undefined, number] = [undefined, Infinity];
  for (const [index, { start, certainEnd, upToEnd }] of lane.marks.entries()) {
    const distance = Math.max(start - at, at - Math.max(certainEnd, upToEnd ?? certainEnd), 0);
    if (distance < nearest) [found, nearest] = [index, distance];
  }
  return found;
}

/**
 * The marks of a lane. Told apart by shape as well as colour: certain time full, assumed tails hatched with a dashed
 * outline, unknown tails open with an arrow, gaps dotted, what may be none wide apart and thin, ghosts hollow and second devices half as high on a track below,
 * reconnects a notch above their start, rows without length a diamond, rows too close to be told apart striped.
 */
export function laneShapes(lane: PanelLane, scale: TimeScale, held: Stretch = scale.view): readonly Shape[] {
  const pile = new PathPile();
  const isSeen = (from: Ms, to: Ms): boolean => to >= scale.view.from && from <= scale.view.to;
  for (const { from, to, certainFrom } of lane.gaps) {
    const certain = Math.min(certainFrom ?? to, to);
    const line = (start: Ms, end: Ms): string =>
      horizontal(scale.boundedX(start), scale.boundedX(end), main.y + main.height / 2);
    if (from < certain && isSeen(from, certain)) pile.add('muted', 'specks', line(from, certain));
    if (certain < to && isSeen(certain, to)) pile.add('muted', 'dots', line(certain, to));
  }
  let reach = -Infinity;
  for (const mark of lane.marks) {
    if (isSeen(mark.start, Math.max(mark.certainEnd, mark.upToEnd ?? scale.view.to)))
      drawMark(mark, { lane, reach, scale, pile });
    reach = Math.max(reach, mark.certainEnd);
  }
  // What was not asked for yet is not drawn as empty time.
  for (const [from, to] of [
    [scale.view.from, held.from],
    [held.to, scale.view.to],
  ] as const)
    if (from < to)
      pile.add('faint', 'hatch', box(scale.x(from), main.y, scale.x(to) - scale.x(from), main.height));
  return pile.shapes();
}

interface Brush {
  readonly lane: PanelLane;
  /** Until when the rows before the mark last for certain. */
  readonly reach: Ms;
  readonly scale: TimeScale;
  readonly pile: PathPile;
}

function drawMark(mark: PanelMark, { lane, reach, scale, pile }: Brush): void {
  const isSecond = mark.label === 'second-device';
  const ink: Ink = lane.kind === 'person' ? (isSecond ? 'second' : 'bar') : 'other';
  const track = isSecond ? below : main;
  const start = scale.boundedX(mark.start);
  const middle = track.y + track.height / 2;
  if (mark.tick) {
    pile.add(ink, mark.label === 'ghost' ? 'line' : 'fill', diamond(start, middle, mark.rows > 1 ? 6 : 5));
    if (mark.rows > 1) pile.add(ink, 'line', diamond(start, middle, 8));
    return;
  }
  // While the connection before was not closed yet, a ghost lies beside it; then it is the person's time like any other.
  const overlapEnd =
    mark.label === 'ghost' ? Math.min(Math.max(mark.start, reach), mark.certainEnd) : mark.start;
  const x = scale.boundedX(overlapEnd);
  if (overlapEnd > mark.start)
    pile.add('ghost', 'line', box(start, below.y, Math.max(2 * leastWidth, x - start), below.height));
  const certain = scale.boundedX(mark.certainEnd);
  if (mark.certainEnd > overlapEnd || mark.upToEnd === null) {
    const bar = box(x, track.y, Math.max(leastWidth, certain - x), track.height);
    pile.add(ink, mark.rows > 1 ? 'stripes' : 'fill', bar);
    if (mark.rows > 1) pile.add(ink, 'thin', bar);
  }
  if (mark.upToEnd === null)
    drawOpenEnd(Math.max(certain, x + leastWidth), middle, track.height / 2, ink, pile);
  else if (mark.upToEnd > mark.certainEnd) {
    const tail = box(
      certain,
      track.y,
      Math.max(leastWidth, scale.boundedX(mark.upToEnd) - certain),
      track.height,
    );
    pile.add(ink, 'hatch', tail);
    pile.add(ink, 'dashes', tail);
  }
  if (mark.label === 'reconnect') pile.add('text', 'fill', pointer(start, track.y - 1, 4));
  if (mark.label === 'likely-reconnect') pile.add('text', 'thin', pointer(start, track.y - 1, 4));
}

/** Nobody knows where it ends: a dashed line on from it, with the head of an arrow. */
function drawOpenEnd(x: number, middle: number, half: number, ink: Ink, pile: PathPile): void {
  const end = x + openReach;
  pile.add(ink, 'dashes', horizontal(x, end, middle));
  pile.add(
    ink,
    'line',
    `M${px(end - half)},${px(middle - half)}L${px(end)},${px(middle)}L${px(end - half)},${px(middle + half)}`,
  );
}
