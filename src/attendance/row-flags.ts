import type { InstantReading, Ms } from './instant';
import type { RowContext, RowFlag } from './row-table';

/** A row's times as Stream reported them. */
export interface ReportedTimes {
  readonly joined: InstantReading;
  readonly left: InstantReading;
  /** Seconds. */
  readonly duration: number | undefined;
}

/** More than this outside, or apart, is told (rules 4 and 6). */
const toleranceMs = 1000;

/** Rule 2: `joined_at`, else leave − duration where that is above 0. */
export function startOf({ joined, left, duration }: ReportedTimes): Ms | undefined {
  if (joined.kind === 'at') return joined.ms;
  if (left.kind !== 'at' || duration === undefined || duration <= 0) return undefined;
  return left.ms - Math.round(duration * 1000);
}

/** Rule 3: `left_at`, else start + duration where that is above 0, else the start; never before the start (rule 6). */
export function certainEndOf(times: ReportedTimes): Ms | undefined {
  const start = startOf(times);
  if (start === undefined) return undefined;
  if (times.left.kind === 'at') return Math.max(start, times.left.ms);
  return times.duration !== undefined && times.duration > 0
    ? start + Math.round(times.duration * 1000)
    : start;
}

/** The flags of rules 2–6 and 9; those about repeats are the table's. In the order of the alphabet. */
export function flagsOf(times: ReportedTimes, context: RowContext): RowFlag[] {
  const start = startOf(times);
  const end = certainEndOf(times);
  const flags = new Set<RowFlag>();
  if (isOutside(times, start, end, context)) flags.add('outside-session');
  if (differs(times)) flags.add('duration-mismatch');
  if (start === undefined || end === undefined) {
    flags.add('no-start');
    return [...flags].toSorted();
  }
  if (times.joined.kind !== 'at') flags.add('start-from-duration');
  if (context.asOf !== undefined && start > context.asOf) flags.add('joined-after-as-of');
  if (times.left.kind === 'at') {
    if (times.left.ms < start) flags.add('negative');
    if (times.left.ms <= start) flags.add('zero');
  } else {
    for (const flag of tailFlags(start, end, context)) flags.add(flag);
  }
  return [...flags].toSorted();
}

/** Rule 4, of a row without `left_at`. */
function tailFlags(start: Ms, end: Ms, { live, sessionEnd }: RowContext): readonly RowFlag[] {
  const fromDuration = end > start;
  if (live) return fromDuration ? ['end-from-duration', 'open'] : ['open'];
  if (fromDuration) return ['end-from-duration'];
  return [sessionEnd !== undefined && sessionEnd > start ? 'end-assumed' : 'no-end'];
}

/** Rule 6: told on the times as received. */
function differs({ joined, left, duration }: ReportedTimes): boolean {
  if (joined.kind !== 'at' || left.kind !== 'at' || duration === undefined) return false;
  return Math.abs(left.ms - joined.ms - duration * 1000) > toleranceMs;
}

function isOutside(
  times: ReportedTimes,
  start: Ms | undefined,
  end: Ms | undefined,
  context: RowContext,
): boolean {
  const left = times.left.kind === 'at' ? times.left.ms : undefined;
  return [start, end, left].some(
    (at) =>
      at !== undefined &&
      ((context.sessionStart !== undefined && at < context.sessionStart - toleranceMs) ||
        (context.sessionEnd !== undefined && at > context.sessionEnd + toleranceMs)),
  );
}
