import type { JsonValue } from '../wire';

/** Where something stands in the filter's text. */
export interface Place {
  /** In UTF-16 units, from 0. */
  readonly offset: number;
  readonly length: number;
}

/** A JSON value whose parts know where they stand. */
export type Located =
  | { readonly kind: 'object'; readonly place: Place; readonly members: readonly LocatedMember[] }
  | { readonly kind: 'array'; readonly place: Place; readonly items: readonly Located[] }
  | { readonly kind: 'scalar'; readonly place: Place; readonly value: string | number | boolean | null };

export interface LocatedMember {
  readonly name: string;
  readonly place: Place;
  readonly value: Located;
}

export function plainValue(located: Located): JsonValue {
  switch (located.kind) {
    case 'scalar':
      return located.value;
    case 'array':
      return located.items.map(plainValue);
    case 'object':
      return plainObject(located);
  }
}

/** A name such as `__proto__` stays a plain name. */
export function plainObject(
  located: Extract<Located, { kind: 'object' }>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(located.members.map(({ name, value }) => [name, plainValue(value)]));
}

/** A value that was never text: its parts all stand at the beginning. Undefined and what JSON lacks reads as null. */
export function locate(value: unknown): Located {
  const place: Place = { offset: 0, length: 0 };
  if (Array.isArray(value))
    return { kind: 'array', place, items: value.map((item: unknown) => locate(item)) };
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => ({ name, place, value: locate(member) }));
    return { kind: 'object', place, members };
  }
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', place, value: known ? value : null };
}
