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
      // JSON.stringify writes -0 as 0, which is what it means.
      return located.value === 0 ? 0 : located.value;
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
