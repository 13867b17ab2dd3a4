import { vertical, type Shape } from './shapes';
import type { Axis, DayMark } from './time-axis';
import type { TimeScale } from './time-view';

/** How high the axis is, pixels: a line of times and a line of days. */
export const axisHeight = 36;

/** Roughly how wide words are at the size that charts are written in. */
export function roughWidth(words: string): number {
  return words.length * 6.6;
}

/**
 * Times above; below the days, and at the right the zone in words. A label that would lie on the one before it is left
 * out; its mark stays.
 */
export function axisShapes(axis: Axis, scale: TimeScale, zone: string): readonly Shape[] {
  const shapes: Shape[] = [];
  let free = -Infinity;
  for (const { at, label } of axis.ticks) {
    const x = scale.x(at);
    shapes.push({ kind: 'path', d: vertical(x, 0, 5), ink: 'muted', paint: 'thin' });
    const half = roughWidth(label) / 2;
    const middle = Math.min(Math.max(x, half), scale.width - half);
    if (middle - half < free) continue;
    shapes.push({ kind: 'text', text: label, x: middle, y: 16, ink: 'text', anchor: 'middle' });
    free = middle + half + 6;
  }
  const room = scale.width - roughWidth(zone) - 12;
  shapes.push(...dayShapes(axis, scale, room));
  shapes.push({ kind: 'text', text: zone, x: scale.width - 2, y: 30, ink: 'muted', anchor: 'end' });
  return shapes;
}

function dayShapes({ days }: Axis, scale: TimeScale, room: number): readonly Shape[] {
  const shapes: Shape[] = [];
  let free = -Infinity;
  for (const [index, { at, label, kind }] of days.entries()) {
    const x = scale.x(at);
    if (kind !== 'first') {
      const d = kind === 'shift' ? vertical(x, 0, axisHeight) : vertical(x, 0, axisHeight - 4);
      shapes.push({ kind: 'path', d, ink: kind === 'shift' ? 'edge' : 'muted', paint: 'thin' });
    }
    const width = roughWidth(label);
    const next = days[index + 1];
    // The day at the left edge gives way to the one that begins right beside it.
    if (kind === 'first' && next !== undefined && scale.x(next.at) < width + 8) continue;
    const start = x + 4;
    if (start < free || start + width > room) continue;
    shapes.push({ kind: 'text', text: label, x: Math.max(0, start), y: 30, ink: 'muted', anchor: 'start' });
    free = start + width + 8;
  }
  return shapes;
}

/** The lines of the axis drawn on through what stands above or below it. */
export function gridShapes(axis: Axis, scale: TimeScale, height: number): readonly Shape[] {
  const lines = axis.ticks.map(({ at }) => vertical(scale.x(at), 0, height)).join('');
  const linesOf = (wanted: DayMark['kind']): string =>
    axis.days
      .filter(({ kind }) => kind === wanted)
      .map(({ at }) => vertical(scale.x(at), 0, height))
      .join('');
  const [midnights, shifts] = [linesOf('midnight'), linesOf('shift')];
  const shapes: Shape[] = [];
  if (lines !== '') shapes.push({ kind: 'path', d: lines, ink: 'faint', paint: 'thin' });
  if (midnights !== '') shapes.push({ kind: 'path', d: midnights, ink: 'muted', paint: 'dots' });
  if (shifts !== '') shapes.push({ kind: 'path', d: shifts, ink: 'edge', paint: 'dots' });
  return shapes;
}
