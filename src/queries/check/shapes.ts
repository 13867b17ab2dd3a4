import type { Answer, Shape } from './answers';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one. */
export function objectAt(value: unknown, key: string): JsonObject {
  const inner: unknown = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}

/** The objects of the list under a key. */
export function listAt(value: unknown, key: string): readonly JsonObject[] {
  const inner: unknown = isObject(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

export function textAt(value: unknown, key: string): string | undefined {
  const inner: unknown = isObject(value) ? value[key] : undefined;
  return typeof inner === 'string' && inner !== '' ? inner : undefined;
}

export function numberAt(value: unknown, key: string): number | undefined {
  const inner: unknown = isObject(value) ? value[key] : undefined;
  return typeof inner === 'number' && Number.isFinite(inner) ? inner : undefined;
}

/** Nanoseconds of year 1 as Go overflows them; a double cannot hold it exactly. */
const goZeroNs = -6_795_364_578_871_345_152;
/** 2001 in nanoseconds: smaller numbers are seconds, milliseconds or microseconds. */
const leastNs = 1e18;

/** The form of the time under a key. */
export function timeShape(value: JsonObject, key: string): Shape {
  if (!Object.hasOwn(value, key)) return 'missing';
  const time = value[key];
  if (typeof time === 'number') {
    if (time === 0) return 'zero';
    if (time === goZeroNs) return 'Go’s zero time';
    if (time < 0) return 'a negative number';
    return time >= leastNs ? 'integer nanoseconds' : 'a number that is no nanoseconds';
  }
  if (typeof time === 'string' && time.startsWith('0001-01-01T')) return 'Go’s zero time';
  if (typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(time)) return 'RFC 3339 text';
  return shape(value, key);
}

/** The form of any value under a key. */
export function shape(value: JsonObject, key: string): Shape {
  if (!Object.hasOwn(value, key)) return 'missing';
  const inner = value[key];
  if (inner === null) return 'null';
  switch (typeof inner) {
    case 'number':
      return inner < 0 ? 'a negative number' : 'a number';
    case 'string':
      return inner === '' ? 'empty text' : 'other text';
    case 'boolean':
      return 'true or false';
    default:
      if (Array.isArray(inner)) return inner.length === 0 ? 'an empty list' : 'a list';
      return 'an object';
  }
}

/** The different forms, each once, in a fixed order. */
export function shapes(found: Iterable<Shape>): Answer {
  return { kind: 'shapes', shapes: [...new Set(found)].sort() };
}

/** An instant in ms, to compare with others of the same answer; nothing of it goes into a report. */
export function comparable(value: JsonObject, key: string): number | undefined {
  const kind = timeShape(value, key);
  const time = value[key];
  if (kind === 'integer nanoseconds' && typeof time === 'number') return time / 1e6;
  if (kind !== 'RFC 3339 text' || typeof time !== 'string') return undefined;
  const at = Date.parse(time);
  return Number.isNaN(at) ? undefined : at;
}
