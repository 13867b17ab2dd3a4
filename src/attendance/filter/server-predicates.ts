import type { Filter } from './filter';
import { oneOf, type RequestFilter } from './request-bounds';
import { rowConditionOf, type RowCondition, type ServerPredicate } from './row-conditions';

export type { ServerPredicate } from './row-conditions';

/** For which rows a predicate is true, by one filtered read each. */
export interface RowMarks {
  /** By the row's key. Undefined: that was not read. */
  has(predicate: ServerPredicate, key: string): boolean | undefined;
}

/** No marks were read. */
export const noMarks: RowMarks = { has: () => undefined };

/**
 * All conditions of a checked filter, however deep, that need marks before rows can be judged; each once, normalised.
 * `{"is_live": false}` needs the marks of true.
 */
export function serverPredicates(filter: Filter): readonly ServerPredicate[] {
  const found = new Map<string, ServerPredicate>();
  const collect = (condition: RowCondition): void => {
    if (condition.kind === 'all' || condition.kind === 'any') condition.of.forEach(collect);
    else if (condition.kind === 'mark') found.set(predicateKey(condition.predicate), condition.predicate);
  };
  collect(rowConditionOf(filter));
  return [...found.values()];
}

/** The filter whose answer marks the rows for which the predicate is true. */
export function predicateFilter(predicate: ServerPredicate): RequestFilter {
  return {
    [predicate.field]:
      predicate.field === 'published_tracks' ? oneOf(predicate.values) : { $eq: predicate.value },
  };
}

/** Equal for predicates that ask the same. */
export function predicateKey(predicate: ServerPredicate): string {
  return predicate.field === 'published_tracks'
    ? JSON.stringify([predicate.field, ...predicate.values])
    : predicate.field;
}
