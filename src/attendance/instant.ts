/** An instant: whole milliseconds since the epoch, UTC. */
export type Ms = number;

/** A time as Stream may send it, told apart from the four ways of sending none. */
export type InstantReading =
  | { readonly kind: 'at'; readonly ms: Ms }
  | { readonly kind: 'missing' }
  | { readonly kind: 'null' }
  /** There, but no time: Go's zero times, `0`, `""`, an invalid date. */
  | { readonly kind: 'unknown' };

const nsPerMs = 1_000_000;

/**
 * Reads a time in any of Stream's forms: `Date` (what the SDK makes of nanoseconds), integer nanoseconds, RFC 3339 text.
 * Instants at or before 1970-01-01T00:00:00Z are Go's idea of nothing (0001, 1754, 1970) and read as unknown.
 */
export function readInstant(value: unknown): InstantReading {
  if (value === undefined) return { kind: 'missing' };
  if (value === null) return { kind: 'null' };
  // Whole milliseconds first: half a millisecond after 1970 is as much nothing as 1970.
  const ms = Math.floor(toMs(value) ?? NaN);
  return Number.isFinite(ms) && ms > 0 ? { kind: 'at', ms } : { kind: 'unknown' };
}

/** {@link readInstant} for callers to whom all ways of sending none are one. */
export function instantOf(value: unknown): Ms | undefined {
  const reading = readInstant(value);
  return reading.kind === 'at' ? reading.ms : undefined;
}

function toMs(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value / nsPerMs;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value);
  return undefined;
}
