import type { Filter } from './filter';
import { fitsRequest, oneOf, type RequestFilter } from './request-bounds';
import { rowConditionOf, type RowCondition } from './row-conditions';

/** What of a filter Stream may evaluate. */
export type PushDown =
  /** No row can match: nothing need be read. */
  | { readonly nothing: true }
  | {
      readonly nothing: false;
      readonly filter: RequestFilter;
      /** Sorted and unique, like the values of `filter`. */
      readonly userIds?: readonly string[];
      readonly publisherTypes?: readonly string[];
    };

/**
 * The part of a checked filter that may go to the server: the users and publishers that a row must have to match.
 * Every row that the filter matches, or could not judge, passes it; what comes back is to be judged by the whole filter.
 * Undefined: there is no such part, or it is too long to be sent. Where users and publishers are too many together, the
 * users go alone.
 */
export function pushDown(filter: Filter): PushDown | undefined {
  const condition = rowConditionOf(filter);
  const users = allowed(condition, 'user_id', false);
  const publishers = allowed(condition, 'publisher_type', false);
  if (users?.size === 0 || publishers?.size === 0) return { nothing: true };
  const userIds = sendable(users);
  const publisherTypes = sendable(publishers);
  for (const part of [{ userIds, publisherTypes }, { userIds }, { publisherTypes }]) {
    const pushed = partOf(part);
    if (pushed !== undefined && fitsRequest(pushed.filter)) return pushed;
  }
  return undefined;
}

interface Part {
  readonly userIds?: readonly string[] | undefined;
  readonly publisherTypes?: readonly string[] | undefined;
}

function partOf({ userIds, publisherTypes }: Part): Exclude<PushDown, { nothing: true }> | undefined {
  if (userIds === undefined && publisherTypes === undefined) return undefined;
  return {
    nothing: false,
    filter: {
      ...(userIds === undefined ? {} : { user_id: oneOf(userIds) }),
      ...(publisherTypes === undefined ? {} : { publisher_type: oneOf(publisherTypes) }),
    },
    ...(userIds === undefined ? {} : { userIds }),
    ...(publisherTypes === undefined ? {} : { publisherTypes }),
  };
}

/**
 * The values that the field has in every row that matches; `''` stands for none. Undefined: any.
 * @param pure answer only for conditions on this field alone: below `$or`, nothing else is pushed down
 */
function allowed(
  condition: RowCondition,
  field: 'user_id' | 'publisher_type',
  pure: boolean,
): ReadonlySet<string> | undefined {
  switch (condition.kind) {
    case 'one of':
      return condition.field === field ? new Set(condition.values) : undefined;
    case 'set':
      return condition.field === field && !condition.set ? new Set(['']) : undefined;
    case 'all': {
      const parts = condition.of.map((one) => allowed(one, field, pure));
      const known = parts.filter((part) => part !== undefined);
      if (pure && known.length < parts.length) return undefined;
      const [first, ...others] = known;
      return first && new Set([...first].filter((value) => others.every((other) => other.has(value))));
    }
    case 'any': {
      const parts = condition.of.map((one) => allowed(one, field, true));
      const known = parts.filter((part) => part !== undefined);
      return known.length < parts.length ? undefined : new Set(known.flatMap((part) => [...part]));
    }
    default:
      return undefined;
  }
}

/** How Stream compares with no value is not known, and a lone surrogate does not survive the way. */
function sendable(values: ReadonlySet<string> | undefined): readonly string[] | undefined {
  if (values === undefined) return undefined;
  const sorted = [...values].toSorted();
  return sorted.every((value) => value !== '' && value.isWellFormed()) ? sorted : undefined;
}
