import type { JsonValue } from '../wire';
import type { Filter } from './filter';
import { isRowField, type RowFieldName } from './row-fields';

export type TextField = 'user_id' | 'user_session_id' | 'publisher_type';
export type TimeField = 'joined_at' | 'left_at';
/** What has an order: times in ms, a duration in seconds. */
export type AmountField = TimeField | 'duration_in_seconds';

/**
 * A condition that rows cannot answer, since what it is about is not in them: one read with {@link predicateFilter} tells
 * for which rows it is true. Normalised: the values are sorted and unique.
 */
export type ServerPredicate =
  | { readonly field: 'is_live' | 'is_tech_user'; readonly value: true }
  | { readonly field: 'published_tracks'; readonly values: readonly string[] };

/** A filter for rows as a tree: one way to say each thing, where the dialect has several. */
export type RowCondition =
  | { readonly kind: 'all'; readonly of: readonly RowCondition[] }
  | { readonly kind: 'any'; readonly of: readonly RowCondition[] }
  | { readonly kind: 'set'; readonly field: TextField | AmountField | 'roles'; readonly set: boolean }
  /** Of roles: at least one of these. */
  | { readonly kind: 'one of'; readonly field: TextField | 'roles'; readonly values: readonly string[] }
  | { readonly kind: 'prefix'; readonly field: TextField; readonly prefix: string }
  | { readonly kind: 'equals'; readonly field: AmountField; readonly values: readonly number[] }
  | {
      readonly kind: 'bound';
      readonly field: AmountField;
      readonly operator: '$gt' | '$gte' | '$lt' | '$lte';
      readonly value: number;
    }
  | { readonly kind: 'open'; readonly open: boolean }
  | { readonly kind: 'mark'; readonly predicate: ServerPredicate; readonly holds: boolean };

/**
 * Reads a checked filter for rows (`checkRowFilter`). Nested `$and` and `$or` are flattened.
 * @throws TypeError: the filter is not a checked one
 */
export function rowConditionOf(filter: Filter): RowCondition {
  return together(
    'all',
    Object.entries(filter).map(([name, value]) => {
      if (name === '$and') return together('all', branchesOf(value).map(rowConditionOf));
      if (name === '$or') return together('any', branchesOf(value).map(rowConditionOf));
      return isRowField(name) ? fieldCondition(name, value) : unchecked(name);
    }),
  );
}

function together(kind: 'all' | 'any', conditions: readonly RowCondition[]): RowCondition {
  const flat = conditions.flatMap((one) => (one.kind === kind ? one.of : [one]));
  const of = kind === 'any' ? withOneListEach(flat) : flat;
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}

/** "alice, or bob" is "one of alice and bob". */
function withOneListEach(conditions: readonly RowCondition[]): readonly RowCondition[] {
  const lists = new Map<string, { kind: 'one of'; field: TextField | 'roles'; values: string[] }>();
  return conditions.flatMap<RowCondition>((condition) => {
    if (condition.kind !== 'one of') return [condition];
    const known = lists.get(condition.field);
    if (known !== undefined) {
      known.values.push(...condition.values);
      return [];
    }
    const list = { ...condition, values: [...condition.values] };
    lists.set(condition.field, list);
    return [list];
  });
}

function fieldCondition(field: RowFieldName, value: JsonValue): RowCondition {
  if (!isObject(value)) return operatorCondition(field, '$eq', value);
  return together(
    'all',
    Object.entries(value).map(([operator, operand]) => operatorCondition(field, operator, operand)),
  );
}

function operatorCondition(field: RowFieldName, operator: string, operand: JsonValue): RowCondition {
  switch (field) {
    case 'open':
      return { kind: 'open', open: operand === true };
    case 'is_live':
    case 'is_tech_user':
      return { kind: 'mark', predicate: { field, value: true }, holds: operand === true };
    case 'published_tracks': {
      const values = [...new Set(textsOf(operand))].toSorted();
      return { kind: 'mark', predicate: { field, values }, holds: true };
    }
    case 'roles':
      return setCondition(field, operator, operand) ?? { kind: 'one of', field, values: textsOf(operand) };
    case 'joined_at':
    case 'left_at':
      return (
        setCondition(field, operator, operand) ??
        amountCondition(field, operator, textsOf(operand).map(timeOf))
      );
    case 'duration_in_seconds':
      return setCondition(field, operator, operand) ?? amountCondition(field, operator, numbersOf(operand));
    case 'user_id':
    case 'user_session_id':
    case 'publisher_type':
      return textCondition(field, operator, operand);
    case 'session_id':
      return textCondition('user_session_id', operator, operand);
  }
}

/** Undefined: it asks for more than whether there is a value. */
function setCondition(
  field: TextField | AmountField | 'roles',
  operator: string,
  operand: JsonValue,
): RowCondition | undefined {
  if (operator === '$exists') return { kind: 'set', field, set: operand === true };
  return operator === '$eq' && operand === null ? { kind: 'set', field, set: false } : undefined;
}

function textCondition(field: TextField, operator: string, operand: JsonValue): RowCondition {
  const set = setCondition(field, operator, operand);
  if (set !== undefined) return set;
  const values = textsOf(operand);
  const [prefix = ''] = values;
  return operator === '$autocomplete' ? { kind: 'prefix', field, prefix } : { kind: 'one of', field, values };
}

function amountCondition(field: AmountField, operator: string, values: readonly number[]): RowCondition {
  switch (operator) {
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { kind: 'bound', field, operator, value: values[0] ?? NaN };
    default:
      return { kind: 'equals', field, values };
  }
}

/** In whole ms, like the times of rows: a finer part is dropped. */
function timeOf(time: string): number {
  return Date.parse(time);
}

function textsOf(value: JsonValue): readonly string[] {
  return listOf(value).map((item) => (typeof item === 'string' ? item : unchecked(JSON.stringify(item))));
}

function numbersOf(value: JsonValue): readonly number[] {
  return listOf(value).map((item) => (typeof item === 'number' ? item : unchecked(JSON.stringify(item))));
}

function branchesOf(value: JsonValue): readonly Filter[] {
  return listOf(value).map((item) => (isObject(item) ? item : unchecked(JSON.stringify(item))));
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return isList(value) ? value : [value];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unchecked(what: string): never {
  throw new TypeError(`No checked filter for rows: ${what}`);
}
