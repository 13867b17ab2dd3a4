import { getLocation, type Node } from 'jsonc-parser';
import type { FilterField, FilterFields, Operator } from '../../attendance/filter/fields';
import { deeperThan } from '../../attendance/filter/json-depth';
import type { Place } from '../../attendance/filter/located';
import { deepestFilter, longestFilter } from '../../attendance/filter/parse';

/** What stands, or would stand, at a place of a filter. */
export type FilterPlace = { readonly word: Place | undefined } & (
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'operator'; readonly field: string; readonly of: FilterField; readonly name: string }
  /** The whole value of a field: a plain value, or an object of operators. */
  | { readonly kind: 'value'; readonly field: string; readonly of: FilterField }
  | {
      readonly kind: 'operand';
      readonly field: string;
      readonly of: FilterField;
      readonly operator: Operator;
      /** Within the list of `$in`. */
      readonly item: boolean;
    }
  /** An item of `$and` or `$or`, or the whole filter. */
  | { readonly kind: 'condition' }
);

/** Undefined: nothing that the dialect knows. Filters that are too long or too deep are not looked into. */
export function filterPlace(source: string, offset: number, fields: FilterFields): FilterPlace | undefined {
  if (source.length > longestFilter || deeperThan(source, deepestFilter) !== undefined) return undefined;
  const { path, previousNode, isAtPropertyKey } = getLocation(source, offset);
  const word = wordAt(previousNode, offset);
  let at = 0;
  // $and, 0, $or, 1, …: conditions all the way.
  while ((path[at] === '$and' || path[at] === '$or') && typeof path[at + 1] === 'number') at += 2;
  const [name, operator, item, ...more] = path.slice(at);
  if (name === undefined) return isAtPropertyKey ? undefined : { kind: 'condition', word };
  if (typeof name !== 'string' || more.length > 0) return undefined;
  if (operator === undefined && isAtPropertyKey) return { kind: 'field', name, word };
  const field = fields.find(name);
  if (field === undefined) return undefined;
  if (operator === undefined) return { kind: 'value', field: name, of: field, word };
  if (item === undefined && isAtPropertyKey)
    return { kind: 'operator', field: name, of: field, name: String(operator), word };
  const known = field.operators.find((each) => each === operator);
  if (known === undefined || (item !== undefined && typeof item !== 'number')) return undefined;
  return { kind: 'operand', field: name, of: field, operator: known, item: item !== undefined, word };
}

/** The key or value that the cursor touches, with its quotes. */
function wordAt(node: Node | undefined, offset: number): Place | undefined {
  if (node === undefined || offset < node.offset || offset > node.offset + node.length) return undefined;
  return { offset: node.offset, length: node.length };
}
