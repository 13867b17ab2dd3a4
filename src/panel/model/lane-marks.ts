import type { LaneRows } from '../../attendance/figures/lane-rows';
import { gapBefore, type Gap } from '../../attendance/figures/lanes';
import type { Bounds, Measures } from '../../attendance/figures/measure';
import { lastOf } from '../../attendance/figures/placed-rows';
import type { Ms } from '../../attendance/instant';
import { mostMarks } from '../protocol/requests';
import type { ChartRange } from './chart-range';

/** What is drawn of a lane within a range. */
export interface LaneMarks {
  readonly marks: readonly MarkRows[];
  readonly gaps: readonly Gap[];
}

/** One row of a lane, or rows that start within a pixel or two of each other. */
export interface MarkRows {
  /** Number of the first of them in the lane. */
  readonly at: number;
  readonly rows: number;
  /** Of one row its own, whatever the range; of several the first start in the range, and the latest ends. */
  readonly start: Ms;
  readonly certainEnd: Ms;
  /** Undefined: unknown. */
  readonly upToEnd: Ms | undefined;
  /** Not one of the rows has any length. */
  readonly tick: boolean;
  readonly together: TogetherRows;
}

/** The rows of a mark as they are, whatever the range. */
export interface TogetherRows {
  readonly start: Ms;
  /** The latest certain end: there may be time before it in which none of the rows is certain. */
  readonly certainEnd: Ms;
  /** Undefined: one is unknown. */
  readonly upToEnd: Ms | undefined;
  /** The union of their times, ms. */
  readonly length: Bounds;
}

/** Rows nearer than this are put together where there are too many, pixels. */
const nearPixels = 2;

/**
 * The rows and gaps of a lane that touch a range, at most {@link mostMarks} of each. Where there are more rows, those that
 * start within two pixels of each other, or within that part of the range that {@link mostMarks} leave, become one mark,
 * and shorter gaps are left out. O(rows between the first that reaches the range and the last that starts in it).
 * @param pixels how wide the range is on screen
 */
export function laneMarks(measures: Measures, lane: LaneRows, range: ChartRange, pixels: number): LaneMarks {
  const stretch = stretchOf(measures, lane, range);
  const span = range.to - range.from;
  const bucket =
    touching(measures, lane, range, stretch) <= mostMarks
      ? 0
      : // At both ends of the range a bucket may hold but an instant.
        Math.max((span * nearPixels) / Math.max(1, pixels), span / (mostMarks - 2));
  return {
    marks: marksOf(measures, lane, range, stretch, bucket),
    gaps: gapsOf(measures, lane, range, stretch, bucket),
  };
}

interface Stretch {
  readonly begin: number;
  readonly end: number;
}

/** From the first row that may reach the range to before the first that starts after it. */
function stretchOf({ placed }: Measures, { places, upToReach }: LaneRows, { from, to }: ChartRange): Stretch {
  return {
    begin: firstWhere(places.length, (at) => (upToReach[at + 1] ?? 0) >= from),
    end: firstWhere(places.length, (at) => (placed.start[places[at] ?? 0] ?? 0) > to),
  };
}

/** The first number that holds, where all after it hold too. By halving. */
function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function touching(
  { placed }: Measures,
  { places }: LaneRows,
  { from }: ChartRange,
  { begin, end }: Stretch,
): number {
  let count = 0;
  for (let at = begin; at < end; at++) if (lastOf(placed.upToEnd[places[at] ?? 0]) >= from) count++;
  return count;
}

/** @param bucket rows that start within one, ms, are one mark; 0: each row is one */
function marksOf(
  { placed }: Measures,
  { places }: LaneRows,
  { from }: ChartRange,
  { begin, end }: Stretch,
  bucket: number,
): readonly MarkRows[] {
  const { start: starts, certainEnd: certainEnds, upToEnd: upToEnds } = placed;
  const marks: OpenMark[] = [];
  let open: OpenMark | undefined;
  let openSlot = -1;
  for (let at = begin; at < end; at++) {
    const place = places[at] ?? 0;
    const [start, certainEnd, last] = [starts[place] ?? 0, certainEnds[place] ?? 0, upToEnds[place] ?? NaN];
    if (lastOf(last) < from) continue;
    const slot = bucket === 0 ? at : Math.floor((Math.max(start, from) - from) / bucket);
    if (open === undefined || slot !== openSlot) {
      const upToEnd = Number.isNaN(last) ? undefined : last;
      const together = new Together(start, certainEnd, upToEnd);
      open = { at, rows: 1, start, certainEnd, upToEnd, tick: last === start, together };
      openSlot = slot;
      marks.push(open);
      continue;
    }
    open.rows++;
    // Before the range the rows may lie apart.
    open.start = Math.max(open.start, from);
    open.certainEnd = Math.max(open.certainEnd, certainEnd, from);
    if (open.upToEnd !== undefined)
      open.upToEnd = Number.isNaN(last) ? undefined : Math.max(open.upToEnd, last);
    open.tick &&= last === start;
    open.together.add(start, certainEnd, Number.isNaN(last) ? undefined : last);
  }
  return marks;
}

type OpenMark = { -readonly [Field in keyof MarkRows]: MarkRows[Field] } & { readonly together: Together };

/** Puts rows together that come in the order of their starts. */
class Together implements TogetherRows {
  readonly start: Ms;
  certainEnd: Ms;
  upToEnd: Ms | undefined;
  #certain: Ms;
  #upTo: Ms | undefined;

  constructor(start: Ms, certainEnd: Ms, upToEnd: Ms | undefined) {
    this.start = start;
    this.certainEnd = certainEnd;
    this.upToEnd = upToEnd;
    this.#certain = certainEnd - start;
    this.#upTo = upToEnd === undefined ? undefined : upToEnd - start;
  }

  get length(): Bounds {
    return { certain: this.#certain, upTo: this.#upTo };
  }

  add(start: Ms, certainEnd: Ms, upToEnd: Ms | undefined): void {
    this.#certain += Math.max(0, certainEnd - Math.max(start, this.certainEnd));
    this.certainEnd = Math.max(this.certainEnd, certainEnd);
    if (this.#upTo === undefined || this.upToEnd === undefined || upToEnd === undefined) {
      this.#upTo = this.upToEnd = undefined;
      return;
    }
    this.#upTo += Math.max(0, upToEnd - Math.max(start, this.upToEnd));
    this.upToEnd = Math.max(this.upToEnd, upToEnd);
  }
}

function gapsOf(
  measures: Measures,
  lane: LaneRows,
  { from, to }: ChartRange,
  { begin, end }: Stretch,
  shortest: number,
): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let at = begin; at <= end; at++) {
    const gap = gapBefore(measures, lane, at);
    if (gap !== undefined && gap.to >= from && gap.from <= to && gap.to - gap.from >= shortest)
      gaps.push(gap);
  }
  return gaps.slice(0, mostMarks);
}
