import { isoTime, isWritten, jsonText } from './json-text';

/** A value that JSON holds as it is. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A decoded value as plain JSON, times as ISO 8601 UTC in ms. What is no time (an invalid date, Go's zero times of the
 * years 0001, 1754 and 1970) becomes null, as Stream meant it; the row table still has what came. Keys and their order
 * stay; keys of undefined are left out, as in `JSON.stringify`.
 */
export function isoForm(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return isoTime(value) ?? null;
  if (Array.isArray(value)) return value.map((item: unknown) => isoForm(item));
  if (typeof value !== 'object') return null;
  // fromEntries, not assignment: a key may be called __proto__.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => isWritten(item))
      .map(([key, item]) => [key, isoForm(item)]),
  );
}

/**
 * The JSON text of a decoded value as Stream's wire has it: times as integer nanoseconds, whose last six digits are zero
 * because the SDK drops them. An invalid date is null: what came is not known. Pretty-printed by two spaces.
 */
export function wireJson(value: unknown): string {
  return jsonText(value, 'wire', 0);
}

/** The JSON text of {@link isoForm}, pretty-printed by two spaces. */
export function isoJson(value: unknown): string {
  return jsonText(value, 'iso', 0);
}
