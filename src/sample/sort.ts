import { compareValues } from './filter';
import type { FieldOf } from './filter';
import { badInput } from './refusal';

export interface SortBy {
  readonly field: string;
  readonly direction: 1 | -1;
}

/**
 * Reads `sort` of a request. Stream takes only certain fields together.
 * @throws Refusal 400 code 4 for a combination that is not on the list
 */
export function readSort(
  given: unknown,
  allowed: readonly (readonly string[])[],
  byDefault: readonly SortBy[],
): readonly SortBy[] {
  if (given === undefined || given === null) return byDefault;
  if (!Array.isArray(given)) throw badInput('sort must be a list');
  if (given.length === 0) return byDefault;
  const sort = given.map((one: unknown): SortBy => {
    const fields = new Map(typeof one === 'object' && one !== null ? Object.entries(one) : []);
    const field: unknown = fields.get('field');
    const direction: unknown = fields.get('direction') ?? 1;
    if (typeof field !== 'string') throw badInput('sort needs a field');
    if (direction !== 1 && direction !== -1)
      throw badInput(`sort direction of field "${field}" must be 1 or -1`);
    return { field, direction };
  });
  const fields = sort.map(({ field }) => field);
  if (!allowed.some((combination) => combination.join() === fields.join())) {
    throw badInput(`sort by "${fields.join(', ')}" is not supported`);
  }
  return sort;
}

/** Sorted by these fields, then by key, so that the order is whole. What is not set comes last, whatever the direction. */
export function sorted<T>(
  records: readonly T[],
  sort: readonly SortBy[],
  valueOf: FieldOf<T>,
  keyOf: (record: T) => string,
): T[] {
  return [...records].sort((a, b) => {
    for (const { field, direction } of sort) {
      const [left, right] = [valueOf(a, field), valueOf(b, field)];
      const order = compareValues(left, right);
      if (order !== 0) return left === null || right === null ? order : order * direction;
    }
    return compareValues(keyOf(a), keyOf(b));
  });
}
