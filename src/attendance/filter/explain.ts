import { text, type Text, type Translate } from '../text';
import { utcStamp } from '../time-text';
import { idPrefixOf } from './build';
import type { FilterLike } from './filter';

/**
 * A filter in words, one for each condition that must hold: "type is default", "ongoing", "id starts with stand". The
 * filter is a checked one. Empty: there is no condition.
 */
export function explainFilter(filter: FilterLike, say: Translate): readonly string[] {
  return Object.entries(filter).flatMap(([name, value]) => explainEntry(filter, name, value, say));
}

function explainEntry(filter: FilterLike, name: string, value: unknown, say: Translate): readonly string[] {
  if (name === '$and') return branches(value).flatMap((branch) => explainFilter(branch, say));
  if (name === '$or') {
    const each = branches(value).map((branch) => `(${explainFilter(branch, say).join(', ')})`);
    return [say(text('any of: {conditions}', { conditions: each.join('; ') }))];
  }
  const prefix = name === 'id' ? idPrefixOf(filter) : undefined;
  if (prefix !== undefined && entriesOf(value).length === 2)
    return [say(text('id starts with {prefix}', { prefix }))];
  if (typeof value !== 'object' || value === null) return [say(equalText(name, value))];
  const bounds = boundsText(name, value);
  if (bounds !== undefined) return [say(bounds)];
  return entriesOf(value).map(([operator, operand]) => say(operatorText(name, operator, operand)));
}

function equalText(name: string, value: unknown): Text {
  if (name === 'ongoing') return value === true ? text('ongoing') : text('not ongoing');
  if (name === 'backstage') return value === true ? text('in backstage') : text('not in backstage');
  if (value === null) return text('{name} is not set', { name });
  return text('{name} is {value}', { name, value: valueWords(value) });
}

/** A stretch of time reads as one condition. */
function boundsText(name: string, value: object): Text | undefined {
  const operators = new Map<string, unknown>(Object.entries(value));
  const [from, to] = [operators.get('$gte'), operators.get('$lt')];
  if (
    operators.size !== 2 ||
    typeof from !== 'string' ||
    typeof to !== 'string' ||
    !isTime(from) ||
    !isTime(to)
  ) {
    return undefined;
  }
  const args = { name, from: valueWords(from), to: valueWords(to) };
  if (name === 'created_at') return text('created from {from} to before {to}', args);
  if (name === 'starts_at') return text('scheduled from {from} to before {to}', args);
  return text('{name} from {from} to before {to}', args);
}

function operatorText(name: string, operator: string, operand: unknown): Text {
  const args = { name, value: valueWords(operand) };
  const timed = typeof operand === 'string' && isTime(operand);
  switch (operator) {
    case '$eq':
      return equalText(name, operand);
    case '$in':
      if (name === 'members') return text('with member {value}', args);
      return Array.isArray(operand) && operand.length === 1
        ? text('{name} is {value}', args)
        : text('{name} is one of {value}', args);
    case '$exists':
      return operand === true ? text('{name} is set', args) : text('{name} is not set', args);
    case '$gt':
      return timed ? text('{name} is after {value}', args) : text('{name} is above {value}', args);
    case '$gte':
      return timed ? text('{name} is {value} or after', args) : text('{name} is at least {value}', args);
    case '$lt':
      return timed ? text('{name} is before {value}', args) : text('{name} is below {value}', args);
    case '$lte':
      return timed ? text('{name} is {value} or before', args) : text('{name} is at most {value}', args);
    case '$autocomplete':
      return text('{name} has a word that starts with {value}', args);
    case '$contains':
      return text('{name} contains {value}', args);
    case '$q':
      return text('{name} matches {value}', args);
    default:
      return text('{name} {operator} {value}', { ...args, operator });
  }
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueWords).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isTime(value)) return utcStamp(Date.parse(value));
  return value === '' ? '""' : value;
}

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\d[Tt]/.test(value) && !Number.isNaN(Date.parse(value));
}

function branches(value: unknown): readonly FilterLike[] {
  return Array.isArray(value)
    ? value.filter((branch): branch is FilterLike => typeof branch === 'object' && branch !== null)
    : [];
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
