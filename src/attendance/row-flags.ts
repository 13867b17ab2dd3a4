import type { Ms } from './instant';
import type { RowContext, RowFlag } from './row-table';

/** The flags in the order of the alphabet: bit `1 << n` of a row's flags stands for the n-th. */
export const flagNames = [
  'duration-mismatch',
  'end-assumed',
  'end-from-duration',
  'identical',
  'joined-after-as-of',
  'negative',
  'no-end',
  'no-start',
  'open',
  'outside-session',
  'revised',
  'same-connection',
  'start-from-duration',
  'zero',
] as const satisfies readonly RowFlag[];

/** The bit of a flag. */
export function bitOf(flag: RowFlag): number {
  return 1 << flagNames.indexOf(flag);
}

const bits = {
  durationMismatch: bitOf('duration-mismatch'),
  endAssumed: bitOf('end-assumed'),
  endFromDuration: bitOf('end-from-duration'),
  joinedAfterAsOf: bitOf('joined-after-as-of'),
  negative: bitOf('negative'),
  noEnd: bitOf('no-end'),
  noStart: bitOf('no-start'),
  open: bitOf('open'),
  outsideSession: bitOf('outside-session'),
  startFromDuration: bitOf('start-from-duration'),
  zero: bitOf('zero'),
};

/** More than this outside, or apart, is told (rules 4 and 6). */
const toleranceMs = 1000;

/** Beyond what the calendar holds a duration proves nothing, s. */
const longestSeconds = 8.64e12;

// Rows come by the million: times are plain numbers here, NaN where Stream gave none.

/** Rule 2: `joined_at`, else leave − duration where that is above 0. NaN: unknown. */
export function startOf(joined: Ms, left: Ms, seconds: number): Ms {
  if (!Number.isNaN(joined)) return joined;
  return provesLength(seconds) ? left - Math.round(seconds * 1000) : NaN;
}

/** Rule 3: `left_at`, else start + duration where that is above 0, else the start; never before the start (rule 6). NaN: no start. */
export function certainEndOf(start: Ms, left: Ms, seconds: number): Ms {
  // Also where the start is NaN.
  if (left > start) return left;
  return Number.isNaN(left) && provesLength(seconds) ? start + Math.round(seconds * 1000) : start;
}

/** Rule 4: where a row may have ended at the latest. NaN: no start, or a tail that is unknown. @param end the certain one */
export function upToEndOf(end: Ms, left: Ms, seconds: number, context: RowContext): Ms {
  if (!Number.isNaN(left)) return end;
  if (context.live) return context.asOf === undefined ? NaN : Math.max(end, context.asOf);
  if (provesLength(seconds)) return end;
  return context.sessionEnd !== undefined && context.sessionEnd > end ? context.sessionEnd : NaN;
}

/** The flags of rules 2–6 and 9 as bits; those about repeats are the table's. @param end the certain one */
export function flagBitsOf(
  joined: Ms,
  left: Ms,
  seconds: number,
  start: Ms,
  end: Ms,
  context: RowContext,
): number {
  let flags = 0;
  if (isOutside(start, context) || isOutside(end, context) || isOutside(left, context))
    flags |= bits.outsideSession;
  // Rule 6: told on the times as received.
  if (Math.abs(left - joined - seconds * 1000) > toleranceMs) flags |= bits.durationMismatch;
  if (Number.isNaN(start)) return flags | bits.noStart;
  if (Number.isNaN(joined)) flags |= bits.startFromDuration;
  if (context.asOf !== undefined && start > context.asOf) flags |= bits.joinedAfterAsOf;
  if (Number.isNaN(left)) return flags | tailFlags(start, seconds, context);
  if (left < start) flags |= bits.negative;
  if (left <= start) flags |= bits.zero;
  return flags;
}

/** The names of flags given as bits, in the order of the alphabet. */
export function flagsIn(flags: number): readonly RowFlag[] {
  return flagNames.filter((_, at) => (flags & (1 << at)) !== 0);
}

function provesLength(seconds: number): boolean {
  return seconds > 0 && seconds <= longestSeconds;
}

/** Rule 4, of a row without `left_at`. */
function tailFlags(start: Ms, seconds: number, { live, sessionEnd }: RowContext): number {
  const fromDuration = provesLength(seconds) ? bits.endFromDuration : 0;
  if (live) return fromDuration | bits.open;
  if (fromDuration !== 0) return fromDuration;
  return sessionEnd !== undefined && sessionEnd > start ? bits.endAssumed : bits.noEnd;
}

function isOutside(at: Ms, { sessionStart, sessionEnd }: RowContext): boolean {
  return (
    (sessionStart !== undefined && at < sessionStart - toleranceMs) ||
    (sessionEnd !== undefined && at > sessionEnd + toleranceMs)
  );
}
