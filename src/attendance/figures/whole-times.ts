import type { Ms } from '../instant';
import { bitOf, upToEndOf } from '../row-flags';
import type { Measures } from './measure';

/** The times of a row by rules 2–4 and 9 as they are, not clipped to a window. */
export interface WholeTimes {
  /** NaN: no place in time. */
  readonly start: Ms;
  readonly certainEnd: Ms;
  /** NaN: the tail is unknown. */
  readonly upToEnd: Ms;
}

const joinedLater = bitOf('joined-after-as-of');

/** The times of the row at a place, for what a window must not change: labels, lateness. */
export function wholeTimes({ input, placed }: Measures, place: number): WholeTimes {
  const { start, certainEnd, upToEnd } = placed;
  if (input.window === undefined) {
    return {
      start: start[place] ?? NaN,
      certainEnd: certainEnd[place] ?? NaN,
      upToEnd: upToEnd[place] ?? NaN,
    };
  }
  const { rows, context } = input;
  const row = placed.row[place] ?? 0;
  const begin = rows.start(row) ?? NaN;
  if (((placed.flags[place] ?? 0) & joinedLater) !== 0)
    return { start: begin, certainEnd: begin, upToEnd: begin };
  const end = rows.certainEnd(row) ?? NaN;
  const left = rows.left(row);
  const seconds = rows.reportedSeconds(row) ?? NaN;
  const leave = left.kind === 'at' ? left.ms : NaN;
  return { start: begin, certainEnd: end, upToEnd: upToEndOf(end, leave, seconds, context) };
}
