import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import type { PanelCurve, PanelCurves } from '../protocol/shown';
import { roughWidth } from './axis-shapes';
import { horizontal, pointer, px, vertical, type Ink, type Paint, type Shape } from './shapes';
import type { TimeScale } from './time-view';

type Steps = Pick<PanelCurve, 'at' | 'value'>;

/** A step function's highest value within a view. */
export interface Highest {
  readonly value: number;
  /** Its first instant within the view. */
  readonly at: Ms;
  /** That is the view's beginning, and it held already before. */
  readonly isOlder: boolean;
}

/** How high a step function is at an instant. O(log n). */
export function heightAt({ at, value }: Steps, instant: Ms): number {
  const next = firstAfter(at, instant);
  return next === 0 ? 0 : (value[next - 1] ?? 0);
}

/** The highest value in [from, to); undefined: nothing but zero there. */
export function highestIn({ at, value }: Steps, from: Ms, to: Ms): Highest | undefined {
  let highest: Highest | undefined;
  for (let step = Math.max(0, firstAfter(at, from) - 1); step < at.length; step++) {
    const [start, holds] = [at[step] ?? 0, value[step] ?? 0];
    if (start >= to) break;
    if (holds > (highest?.value ?? 0))
      highest = { value: holds, at: Math.max(start, from), isOlder: start < from };
  }
  return highest;
}

/** The next round number above: where the scale ends. */
export function niceTop(most: number): number {
  if (most <= 4) return 4;
  const unit = 10 ** Math.floor(Math.log10(most));
  const factor = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((each) => each * unit >= most) ?? 10;
  const top = Math.ceil(factor * unit);
  // Halves are marked too: an odd number of people has none.
  return top + (top % 2);
}

/** What the picture of the curves needs beside them. */
export interface CurvePlan {
  readonly scale: TimeScale;
  readonly height: number;
  /** Where nothing is known any more: the as-of of a live session. */
  readonly until: Ms | undefined;
  readonly top: number;
  /** Lines through the whole height, with what they say. */
  readonly edges: readonly { readonly at: Ms; readonly label: string }[];
  /** Words at the peaks, by the curve's highest point in view. */
  readonly peaks: readonly {
    readonly ink: Ink;
    readonly highest: Highest;
    readonly label: string;
    /** Where there is no room for the label. */
    readonly short: string;
    /** It stands at the up-to curve. */
    readonly assumed: boolean;
  }[];
}

/** Room above the curves for the words at two peaks. */
export const peakRoom = 34;

/** Where a value stands, pixels from above. */
export function yOf(
  value: number,
  { height, top }: { readonly height: number; readonly top: number },
): number {
  return height - 1 - (value / top) * (height - 1 - peakRoom);
}

/** The top of the scale that holds all that is in view. */
export function topOf(curves: PanelCurves, from: Ms, to: Ms): number {
  const all = [curves.rows.certain, curves.rows.upTo, curves.people.certain, curves.people.upTo];
  return niceTop(Math.max(1, ...all.map((curve) => (curve && highestIn(curve, from, to)?.value) ?? 0)));
}

/**
 * Rows and people over time. Certain heights are lines: people's thick, rows' dashed. What lies between certain and up-to
 * is hatched, in another direction for each, with a dotted edge.
 */
export function curveShapes(curves: PanelCurves, plan: CurvePlan): readonly Shape[] {
  const { scale, height, top } = plan;
  const grid = [0, top / 2, top].map((value) => horizontal(0, scale.width, yOf(value, plan))).join('');
  const shapes: Shape[] = [{ kind: 'path', d: grid, ink: 'faint', paint: 'thin' }];
  const same = sameCurve(curves.rows.certain, curves.people.certain);
  // Two hatches on each other are told apart only where they differ.
  if (!same || !sameBand(curves)) shapes.push(...bandShapes(curves.rows, 'rows', 'backHatch', plan));
  shapes.push(...bandShapes(curves.people, 'people', 'hatch', plan));
  const people = stepPath(curves.people.certain, plan);
  shapes.push({ kind: 'path', d: closed(people, plan), ink: 'people', paint: 'veil' });
  shapes.push({ kind: 'path', d: people.d, ink: 'people', paint: 'thick' });
  // Where rows and people are the same, dashes on the line show that both are there.
  const rows = same ? people : stepPath(curves.rows.certain, plan);
  shapes.push({ kind: 'path', d: rows.d, ink: 'rows', paint: 'dashes' });
  for (const { at, label } of plan.edges) shapes.push(...edgeShapes(at, label, scale, height));
  shapes.push(...peakShapes(plan));
  return shapes;
}

/** The numbers beside the curves: none, half and the top. @param width of the strip that they stand in */
export function scaleShapes(plan: CurvePlan, width: number, locale: string): readonly Shape[] {
  return [0, plan.top / 2, plan.top].map((value) => ({
    kind: 'text',
    text: numberText(value, locale),
    x: width - 6,
    y: yOf(value, plan) + (value === 0 ? -1 : 4),
    ink: 'muted',
    anchor: 'end',
  }));
}

function sameBand({ rows, people }: PanelCurves): boolean {
  return rows.upTo !== null && people.upTo !== null && sameCurve(rows.upTo, people.upTo);
}

function bandShapes(
  { certain, upTo }: PanelCurves['rows'],
  ink: Ink,
  paint: Paint,
  plan: CurvePlan,
): readonly Shape[] {
  if (upTo === null || sameCurve(certain, upTo)) return [];
  const above = stepPath(upTo, plan);
  const below = stepPath(certain, plan);
  return [
    { kind: 'path', d: `${above.d}${below.back}z`, ink, paint },
    { kind: 'path', d: above.d, ink, paint: 'dots' },
  ];
}

interface StepPath {
  /** From left to right. */
  readonly d: string;
  /** From right to left, going on from where another path ended. */
  readonly back: string;
  readonly from: number;
  readonly to: number;
}

function stepPath({ at, value }: Steps, plan: CurvePlan): StepPath {
  const { scale, until } = plan;
  const { view } = scale;
  const end = Math.min(view.to, until ?? view.to);
  const points: [number, number][] = [];
  const from = scale.x(view.from);
  let y = yOf(heightAt({ at, value }, view.from), plan);
  points.push([from, y]);
  for (let step = firstAfter(at, view.from); step < at.length; step++) {
    const start = at[step] ?? 0;
    if (start >= end) break;
    const x = scale.x(start);
    const next = yOf(value[step] ?? 0, plan);
    points.push([x, y], [x, next]);
    y = next;
  }
  const to = Math.max(from, scale.x(end));
  points.push([to, y]);
  const path = (each: readonly [number, number][]): string =>
    each.map(([x, height]) => `${px(x)},${px(height)}`).join('L');
  return { d: `M${path(points)}`, back: `L${path(points.toReversed())}`, from, to };
}

function closed({ d, from, to }: StepPath, plan: CurvePlan): string {
  const ground = px(yOf(0, plan));
  return `${d}L${px(to)},${ground}L${px(from)},${ground}z`;
}

function edgeShapes(at: Ms, label: string, scale: TimeScale, height: number): readonly Shape[] {
  const x = scale.x(at);
  if (x < -1 || x > scale.width + 1) return [];
  const isRight = x > scale.width / 2;
  return [
    { kind: 'path', d: vertical(x, peakRoom - 6, height), ink: 'edge', paint: 'dashes' },
    {
      kind: 'text',
      text: label,
      x: isRight ? x - 4 : x + 4,
      y: height - 6,
      ink: 'text',
      anchor: isRight ? 'end' : 'start',
    },
  ];
}

/**
 * A triangle that points at the peak, a thin line up to its words. Words of two peaks stand on lines of their own, to the
 * outer sides of their lines where there is room, so that no line runs through them.
 */
function peakShapes(plan: CurvePlan): readonly Shape[] {
  const { scale, peaks } = plan;
  const places = peaks.map(({ highest }) => Math.min(Math.max(scale.x(highest.at), 0), scale.width));
  const leftmost = places.indexOf(Math.min(...places));
  return peaks.flatMap(({ ink, highest, label, short, assumed }, line): readonly Shape[] => {
    const x = places[line] ?? 0;
    const y = yOf(highest.value, plan);
    const baseline = 11 + line * 14;
    const roomFor = (each: string): { readonly left: boolean; readonly right: boolean } => ({
      left: x - 6 > roughWidth(each),
      right: scale.width - x - 6 > roughWidth(each),
    });
    const isShort = !roomFor(label).left && !roomFor(label).right;
    const said = isShort ? short : label;
    const length = roughWidth(said);
    const room = roomFor(said);
    const toLeft = line === leftmost ? room.left : !room.right && room.left;
    const words = toLeft
      ? { x: x - 4, anchor: 'end' as const }
      : room.right
        ? { x: x + 4, anchor: 'start' as const }
        : { x: Math.min(Math.max(x, length / 2), scale.width - length / 2), anchor: 'middle' as const };
    return [
      { kind: 'path', d: vertical(x, baseline - 8, Math.max(baseline, y - 6)), ink, paint: 'thin' },
      { kind: 'path', d: pointer(x, y - 1, 5), ink, paint: assumed ? 'line' : 'fill' },
      { kind: 'text', text: said, y: baseline, ink: 'text', ...words },
    ];
  });
}

export function sameCurve(one: PanelCurve, other: PanelCurve): boolean {
  return (
    one === other ||
    (one.at.length === other.at.length &&
      one.at.every((at, step) => at === other.at[step] && one.value[step] === other.value[step]))
  );
}

/** The first step after an instant, by halving. */
function firstAfter(at: readonly Ms[], instant: Ms): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
