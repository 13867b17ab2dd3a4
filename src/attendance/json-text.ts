/** How times are written: ISO 8601 for people and tools, or as Stream's wire has them. */
export type TimesAs = 'iso' | 'wire';

const step = '  ';
const leastInt64 = -(2n ** 63n);

/**
 * ISO 8601 UTC in milliseconds. Undefined for what is no time: an invalid date, and everything up to 1970-01-01T00:00:00Z,
 * which is Go's idea of nothing (0001, 1754, 1970).
 */
export function isoTime(date: Date): string | undefined {
  const ms = date.getTime();
  return Number.isFinite(ms) && ms > 0 ? date.toISOString() : undefined;
}

/** JSON of a decoded value, its times as `times` says, pretty-printed two spaces where `indent` is given (its depth). */
export function jsonText(value: unknown, times: TimesAs, indent?: number): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date)
    return times === 'iso' ? JSON.stringify(isoTime(value) ?? null) : wireTime(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => jsonText(item, times, deeper(indent)));
    return bracketed('[', items, ']', indent);
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => isWritten(item))
      .map(
        ([key, item]) =>
          `${JSON.stringify(key)}:${indent === undefined ? '' : ' '}${jsonText(item, times, deeper(indent))}`,
      );
    return bracketed('{', entries, '}', indent);
  }
  return isWritten(value) ? JSON.stringify(value) : 'null';
}

/** JSON knows no such value: as in `JSON.stringify` the key is left out. */
export function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/**
 * Digits, since nanoseconds exceed 2^53. A time that no int64 of nanoseconds holds (Go's year 1) can have come as text
 * only and is written as that.
 */
function wireTime(date: Date): string {
  const ms = date.getTime();
  if (!Number.isFinite(ms)) return 'null';
  const ns = BigInt(ms) * 1_000_000n;
  return ns < leastInt64 ? JSON.stringify(date.toISOString().replace('.000Z', 'Z')) : ns.toString();
}

function deeper(indent: number | undefined): number | undefined {
  return indent === undefined ? undefined : indent + 1;
}

function bracketed(
  open: string,
  items: readonly string[],
  close: string,
  indent: number | undefined,
): string {
  if (items.length === 0) return open + close;
  if (indent === undefined) return open + items.join(',') + close;
  const inner = `\n${step.repeat(indent + 1)}`;
  return `${open}${inner}${items.join(`,${inner}`)}\n${step.repeat(indent)}${close}`;
}
