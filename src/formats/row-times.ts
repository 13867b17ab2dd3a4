import { upToEndOf, bitOf } from '../attendance/row-flags';
import type { Window } from '../attendance/figures/placed-rows';
import type { WholeTimes } from '../attendance/figures/whole-times';
import type { Ms } from '../attendance/instant';
import type { RowContext, RowView } from '../attendance/row-table';

const joinedLater = bitOf('joined-after-as-of');

/** The times of any row by rules 2–4 and 9, not clipped: also of rows that no filter chose, which have no measures. */
export function timesOfRow(rows: RowView, context: RowContext, row: number): WholeTimes {
  const start = rows.start(row) ?? NaN;
  if ((rows.flagBits(row, context) & joinedLater) !== 0) return { start, certainEnd: start, upToEnd: start };
  const certainEnd = rows.certainEnd(row) ?? NaN;
  const left = rows.left(row);
  const seconds = rows.reportedSeconds(row) ?? NaN;
  const upToEnd = upToEndOf(certainEnd, left.kind === 'at' ? left.ms : NaN, seconds, context);
  return { start, certainEnd, upToEnd };
}

/** What of a row lies in a window. */
export interface TimesInWindow extends WholeTimes {
  /** Stands in the window, if only as a tick; a row without a place in time may. */
  readonly inside: boolean;
}

/** Clips times to a window, which they may not reach: then they have no length there. */
export function timesInWindow(times: WholeTimes, window: Window | undefined): TimesInWindow {
  const [from, to] = [window?.from ?? -Infinity, window?.to ?? Infinity];
  const { start, certainEnd } = times;
  // A tail that begins when the window is over does not matter to it.
  const upToEnd = start >= to ? start : times.upToEnd;
  const clipped = (at: Ms): Ms => (at < from ? from : at > to ? to : at);
  return {
    start: clipped(start),
    certainEnd: clipped(certainEnd),
    upToEnd: clipped(upToEnd),
    inside: isInside(start, Number.isNaN(upToEnd) ? Infinity : upToEnd, from, to),
  };
}

function isInside(start: Ms, end: Ms, from: Ms, to: Ms): boolean {
  if (Number.isNaN(start)) return true;
  return end > start ? start < to && end > from : start >= from && start < to;
}
