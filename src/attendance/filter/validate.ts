import { text, type Text } from '../text';
import { callFields } from './call-fields';
import type { FieldType, FilterField, FilterFields, Operator } from './fields';
import type { Filter } from './filter';
import { locateData } from './locate-data';
import { plainObject, type Located, type LocatedMember, type Place } from './located';
import { parseJson } from './parse';
import { ProblemList, type FilterProblem } from './problem';

export type { Filter } from './filter';

export type CheckedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly problems: readonly FilterProblem[] };

type Report = (place: Place, words: Text) => void;

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads a filter for calls from JSON text: parsed strictly, every field, operator and value checked. A problem names what
 * is allowed and where it stands. An unknown field or operator is an error, never "matches everything". Never throws.
 */
export function parseCallFilter(source: string): CheckedFilter {
  return checkedText(source, callFields);
}

/**
 * {@link parseCallFilter} of a filter that is plain data already, such as one that was stored. Its problems have no
 * place. It is bounded like a text, so a filter that is too deep, too large or a cycle is a problem, too.
 */
export function checkCallFilter(value: unknown): CheckedFilter {
  return checkedData(value, callFields);
}

/** Checks text by the fields of one kind of filter. */
export function checkedText(source: string, fields: FilterFields): CheckedFilter {
  const parsed = parseJson(source);
  return parsed.ok ? checked(parsed.located, source, fields) : parsed;
}

/** Checks data by the fields of one kind of filter. */
export function checkedData(value: unknown, fields: FilterFields): CheckedFilter {
  const data = locateData(value);
  return data.ok ? checked(data.located, '', fields) : refused(data.text);
}

/** A filter that is refused as a whole. */
export function refused(words: Text): CheckedFilter {
  const problems = new ProblemList('');
  problems.report({ offset: 0, length: 0 }, words);
  return { ok: false, problems: problems.found };
}

function checked(located: Located, source: string, fields: FilterFields): CheckedFilter {
  const problems = new ProblemList(source);
  if (located.kind === 'object') checkConditions(located.members, fields, problems.report);
  else {
    const args = { example: fields.example };
    problems.report(located.place, text('A filter is an object, such as {example}.', args));
  }
  return located.kind === 'object' && problems.found.length === 0
    ? { ok: true, filter: plainObject(located) }
    : { ok: false, problems: problems.found };
}

function checkConditions(members: readonly LocatedMember[], fields: FilterFields, report: Report): void {
  for (const member of members) {
    if (member.name === '$and' || member.name === '$or') checkBranches(member, fields, report);
    else if (member.name.startsWith('$')) {
      const args = { operator: member.name };
      report(member.place, text('{operator} cannot stand here. Allowed: a field, $and or $or.', args));
    } else {
      const field = fields.find(member.name);
      if (field === undefined) {
        const args = { name: member.name, allowed: fields.names.join(', ') };
        report(member.place, fields.unknownText(args));
      } else checkField(member, field, report);
    }
  }
}

function checkBranches({ name, value }: LocatedMember, fields: FilterFields, report: Report): void {
  if (value.kind !== 'array' || value.items.length === 0) {
    report(value.place, text('{operator} takes a list of at least one condition.', { operator: name }));
    return;
  }
  for (const item of value.items) {
    if (item.kind !== 'object')
      report(item.place, text('Each item of {operator} is an object.', { operator: name }));
    else checkConditions(item.members, fields, report);
  }
}

function checkField(member: LocatedMember, field: FilterField, report: Report): void {
  const { value } = member;
  if (value.kind === 'array') {
    report(
      value.place,
      text('A list is given by $in: {example}.', { example: `{"${member.name}": {"$in": […]}}` }),
    );
  } else if (value.kind === 'scalar') {
    if (field.operators.includes('$eq')) checkValue('$eq', value, member.name, field, report);
    else {
      const args = { name: member.name, allowed: field.operators.join(', ') };
      report(value.place, text('“{name}” takes no plain value. Allowed: {allowed}.', args));
    }
  } else if (value.members.length === 0) {
    const args = { name: member.name, allowed: field.operators.join(', ') };
    report(value.place, text('“{name}” has no condition. Allowed: {allowed}.', args));
  } else {
    for (const condition of value.members) {
      const operator = field.operators.find((known) => known === condition.name);
      if (operator === undefined) {
        const args = { name: member.name, operator: condition.name, allowed: field.operators.join(', ') };
        report(condition.place, text('“{name}” does not take {operator}. Allowed: {allowed}.', args));
      } else checkValue(operator, condition.value, member.name, field, report);
    }
  }
}

function checkValue(
  operator: Operator,
  value: Located,
  name: string,
  field: FilterField,
  report: Report,
): void {
  switch (operator) {
    case '$exists':
      if (!isOf('boolean', value)) report(value.place, text('$exists takes true or false.'));
      return;
    case '$in':
      if (value.kind !== 'array' || value.items.length === 0) {
        report(value.place, text('$in takes a list of at least one value.'));
      } else for (const item of value.items) checkType(item, name, field.type, report);
      return;
    case '$autocomplete':
    case '$q':
      if (!isOf('text', value)) report(value.place, text('{operator} takes text.', { operator }));
      return;
    case '$eq':
      // Null: not set.
      if (value.kind === 'scalar' && value.value === null && field.operators.includes('$exists')) return;
      checkType(value, name, field.type, report);
      return;
    case '$contains':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      checkType(value, name, field.type, report);
      return;
  }
}

function checkType(value: Located, name: string, type: FieldType, report: Report): void {
  if (!isOf(type, value)) report(value.place, typeText(name, type));
}

function isOf(type: FieldType, located: Located): boolean {
  if (located.kind !== 'scalar') return false;
  const { value } = located;
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value));
    case 'number':
      return typeof value === 'number';
    case 'any':
      return value !== null;
  }
}

function typeText(name: string, type: FieldType): Text {
  switch (type) {
    case 'text':
      return text('“{name}” is compared with text.', { name });
    case 'boolean':
      return text('“{name}” is compared with true or false.', { name });
    case 'date':
      return text('“{name}” is compared with a time such as {example}.', {
        name,
        example: '"2026-11-22T09:00:00Z"',
      });
    case 'number':
      return text('“{name}” is compared with a number.', { name });
    case 'any':
      return text('“{name}” is compared with text, a number, true or false.', { name });
  }
}
