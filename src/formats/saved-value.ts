import type { DecodedObject } from '../attendance/call';

/**
 * Decoded values as JSON that reads back to the very same values. Times of fields named `…_at` are ISO 8601 text; whatever
 * JSON has no word for, or would be taken for something else, stands in an object with one key of these:
 * - `$time`: a time elsewhere, or one that is none (null)
 * - `$text`: text where a time is expected
 * - `$number`: NaN, infinities and -0
 * - `$digits`: an integer beyond JavaScript's numbers
 * - `$nothing`: a field that is there without a value
 * - `$object`: an object whose only key begins with `$`
 */
export type SavedValue =
  string | number | boolean | null | readonly SavedValue[] | { readonly [key: string]: SavedValue };

/** What is saved is no deeper than this; nor is any answer of Stream. */
const deepest = 100;

/** A text that no value was written as. */
export class SavedValueError extends Error {
  override readonly name = 'SavedValueError';
}

/** @param field the name under which the value stands */
export function savedValue(value: unknown, field = '', depth = 0): SavedValue {
  if (depth > deepest) throw new SavedValueError('nested too deeply');
  if (value instanceof Date) {
    const written = Number.isNaN(value.getTime()) ? null : value.toISOString();
    return written !== null && isTimeField(field) ? written : { $time: written };
  }
  if (Array.isArray(value)) return value.map((item: unknown) => savedValue(item, '', depth + 1));
  switch (typeof value) {
    case 'string':
      return isTimeField(field) ? { $text: value } : value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? '-0' : String(value) };
    case 'boolean':
      return value;
    case 'bigint':
      return { $digits: value.toString() };
    case 'object':
      return value === null ? null : savedObject(value, depth);
    default:
      // Functions and symbols cannot come; where they did, there is nothing to keep.
      return { $nothing: true };
  }
}

function savedObject(value: object, depth: number): SavedValue {
  const entries = Object.entries(value);
  // fromEntries, not assignment: a key may be called __proto__.
  const saved = Object.fromEntries(entries.map(([key, item]) => [key, savedValue(item, key, depth + 1)]));
  return entries.length === 1 && entries[0]?.[0].startsWith('$') === true ? { $object: saved } : saved;
}

/**
 * Reads back what {@link savedValue} wrote.
 * @throws SavedValueError for what it never writes
 */
export function readSavedValue(value: unknown, field = '', depth = 0): unknown {
  if (depth > deepest) throw new SavedValueError('nested too deeply');
  if (typeof value === 'string') return isTimeField(field) ? timeOf(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => readSavedValue(item, '', depth + 1));
  const entries: [string, unknown][] = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0].startsWith('$') === true) return special(only[0], only[1], depth);
  return Object.fromEntries(entries.map(([key, item]) => [key, readSavedValue(item, key, depth + 1)]));
}

/** An object that {@link savedValue} wrote. @throws SavedValueError */
export function readSavedObject(value: unknown): DecodedObject {
  const read = readSavedValue(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read) || read instanceof Date)
    throw new SavedValueError('no object');
  return Object.fromEntries(Object.entries(read));
}

function special(key: string, value: unknown, depth: number): unknown {
  if (key === '$time' && value === null) return new Date(NaN);
  if (key === '$time' && typeof value === 'string') return timeOf(value);
  if (key === '$text' && typeof value === 'string') return value;
  if (key === '$number' && typeof value === 'string' && numbers.has(value)) return Number(value);
  if (key === '$digits' && typeof value === 'string' && /^-?\d{1,400}$/.test(value)) return BigInt(value);
  if (key === '$nothing') return undefined;
  if (key === '$object' && typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, readSavedValue(item, name, depth + 1)]),
    );
  throw new SavedValueError('an unknown form of a value');
}

const numbers = new Set(['NaN', 'Infinity', '-Infinity', '-0']);

function isTimeField(field: string): boolean {
  return field.endsWith('_at');
}

function timeOf(written: string): Date {
  const time = new Date(written);
  // Only its own way of writing: `2026` or `Nov 22` are no times here.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== written)
    throw new SavedValueError('a time that is none');
  return time;
}
