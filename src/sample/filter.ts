import { badInput } from './refusal';
import { readRfc3339 } from './wire';

/** A value that a filter or a sort looks at. Times are nanoseconds (`bigint`); null: not set. */
export type Value = string | number | boolean | bigint | null | readonly string[];

/** Gives the value of a field of one record. */
export type FieldOf<T> = (record: T, field: string) => Value;

export interface FieldRule {
  readonly type: 'string' | 'boolean' | 'date' | 'number' | 'any';
  readonly operators: readonly string[];
}

/** Which fields may be filtered, and how. `custom.*` stands for any path below `custom`. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

/** Rules from groups of fields that are alike. */
export function fieldRules(
  ...groups: readonly (readonly [fields: string, type: FieldRule['type'], operators: string])[]
): FieldRules {
  return new Map(
    groups.flatMap(([fields, type, operators]) =>
      fields
        .split(' ')
        .map((field): [string, FieldRule] => [field, { type, operators: operators.split(' ') }]),
    ),
  );
}

export type Predicate<T> = (record: T) => boolean;

/**
 * Compiles a filter in Stream's dialect: bare value or `$eq`, several keys and several operators ANDed, `$and`, `$or`.
 * @throws Refusal 400 code 4, naming field and operator, for whatever the rules do not allow
 */
export function compileFilter<T>(filter: unknown, rules: FieldRules, valueOf: FieldOf<T>): Predicate<T> {
  if (filter === undefined || filter === null) return () => true;
  const all: Predicate<T>[] = [];
  for (const [key, given] of entriesOf(filter, 'filter_conditions')) {
    if (key === '$and' || key === '$or') {
      if (!Array.isArray(given) || given.length === 0)
        throw badInput(`${key} must be a non-empty list of filters`);
      const parts = given.map((part: unknown) => compileFilter(part, rules, valueOf));
      all.push(
        key === '$and'
          ? (record) => parts.every((part) => part(record))
          : (record) => parts.some((part) => part(record)),
      );
      continue;
    }
    if (key.startsWith('$')) throw badInput(`operator "${key}" is not known`);
    const rule = rules.get(key) ?? (key.startsWith('custom.') ? rules.get('custom.*') : undefined);
    if (rule === undefined) throw badInput(`field "${key}" is not allowed in filter_conditions`);
    for (const [operator, operand] of operatorsOf(given)) {
      if (!rule.operators.includes(operator)) {
        throw badInput(`operator "${operator}" is not allowed for field "${key}"`);
      }
      const test = testOf(key, rule, operator, operand);
      all.push((record) => test(valueOf(record, key)));
    }
  }
  return (record) => all.every((part) => part(record));
}

function operatorsOf(given: unknown): readonly (readonly [string, unknown])[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [['$eq', given]];
  const entries = Object.entries(given);
  if (entries.length === 0) throw badInput('a field needs at least one operator');
  return entries;
}

function testOf(
  field: string,
  rule: FieldRule,
  operator: string,
  operand: unknown,
): (value: Value) => boolean {
  switch (operator) {
    case '$eq': {
      if (operand === null) return (value) => value === null;
      const wanted = operandOf(field, rule, operator, operand);
      return (value) => same(value, wanted);
    }
    case '$in': {
      if (!Array.isArray(operand)) throw badInput(`operator "$in" of field "${field}" needs a list`);
      const wanted = new Set(operand.map((one: unknown) => operandOf(field, rule, operator, one)));
      return (value) =>
        Array.isArray(value)
          ? value.some((one: string) => wanted.has(one))
          : value !== null && wanted.has(scalar(value));
    }
    case '$exists': {
      if (typeof operand !== 'boolean')
        throw badInput(`operator "$exists" of field "${field}" needs true or false`);
      return (value) => (value !== null) === operand;
    }
    case '$gt':
      return ordered(field, rule, operator, operand, (order) => order > 0);
    case '$gte':
      return ordered(field, rule, operator, operand, (order) => order >= 0);
    case '$lt':
      return ordered(field, rule, operator, operand, (order) => order < 0);
    case '$lte':
      return ordered(field, rule, operator, operand, (order) => order <= 0);
    case '$autocomplete': {
      const start = text(field, operator, operand).toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase().startsWith(start);
    }
    case '$q': {
      const part = text(field, operator, operand).toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase().includes(part);
    }
    case '$contains': {
      const item = text(field, operator, operand);
      return (value) => Array.isArray(value) && value.includes(item);
    }
    default:
      throw badInput(`operator "${operator}" is not known`);
  }
}

type Scalar = string | number | boolean | bigint;

function scalar(value: Value): Scalar {
  return typeof value === 'object' ? '' : value;
}

function same(value: Value, wanted: Scalar): boolean {
  return Array.isArray(value) ? value.includes(String(wanted)) : value === wanted;
}

function ordered(
  field: string,
  rule: FieldRule,
  operator: string,
  operand: unknown,
  holds: (order: number) => boolean,
): (value: Value) => boolean {
  const wanted = operandOf(field, rule, operator, operand);
  return (value) => value !== null && typeof value === typeof wanted && holds(compareValues(value, wanted));
}

function operandOf(field: string, rule: FieldRule, operator: string, operand: unknown): Scalar {
  const refused = badInput(`operator "${operator}" of field "${field}" needs a ${rule.type}`);
  if (rule.type === 'date') {
    const at = typeof operand === 'string' ? readRfc3339(operand) : undefined;
    if (at === undefined) throw refused;
    return at;
  }
  if (typeof operand !== 'string' && typeof operand !== 'number' && typeof operand !== 'boolean')
    throw refused;
  if (rule.type !== 'any' && typeof operand !== rule.type) throw refused;
  return operand;
}

function text(field: string, operator: string, operand: unknown): string {
  if (typeof operand !== 'string' || operand === '') {
    throw badInput(`operator "${operator}" of field "${field}" needs a text`);
  }
  return operand;
}

/** Orders two values of one type; what is not set comes last. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

function entriesOf(value: unknown, what: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badInput(`${what} must be an object`);
  return Object.entries(value);
}
