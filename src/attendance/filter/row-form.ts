import type { Filter } from './filter';
import { rowConditionOf, type RowCondition } from './row-conditions';

/** A filter for rows as a form shows it: parts that must all hold; an empty list asks for nothing. */
export interface RowForm {
  /** One of these user ids. */
  readonly users: readonly string[];
  /** At least one of these roles. */
  readonly roles: readonly string[];
  /** One of these publisher types. */
  readonly publisherTypes: readonly string[];
  readonly technical: TechnicalChoice;
}

export const technicalChoices = ['any', 'without', 'only'] as const;
/** Which rows by whether their user is technical, as Stream tells it. */
export type TechnicalChoice = (typeof technicalChoices)[number];

export const emptyRowForm: RowForm = { users: [], roles: [], publisherTypes: [], technical: 'any' };

/** The filter that says what the form says, in one way; a value that is given twice stands in it once. */
export function filterOfForm({ users, roles, publisherTypes, technical }: RowForm): Filter {
  const [user] = users;
  const [publisher] = publisherTypes;
  return {
    ...(user === undefined ? {} : { user_id: oneOrIn(user, users) }),
    ...(roles.length === 0 ? {} : { roles: { $in: unique(roles) } }),
    ...(publisher === undefined ? {} : { publisher_type: oneOrIn(publisher, publisherTypes) }),
    ...(technical === 'any' ? {} : { is_tech_user: technical === 'only' }),
  };
}

/**
 * The form that means the same as a checked filter, however that is written. Undefined: the form cannot express it.
 * @throws TypeError: the filter is not a checked one
 */
export function rowFormOf(filter: Filter): RowForm | undefined {
  const condition = rowConditionOf(filter);
  const parts = condition.kind === 'all' ? condition.of : [condition];
  let form = emptyRowForm;
  for (const part of parts) {
    const more = withPart(form, part);
    if (more === undefined) return undefined;
    form = more;
  }
  return form;
}

/** Undefined: the form has no place for this, or a second one for the same field. */
function withPart(form: RowForm, part: RowCondition): RowForm | undefined {
  if (part.kind === 'mark') {
    return part.predicate.field === 'is_tech_user' && form.technical === 'any'
      ? { ...form, technical: part.holds ? 'only' : 'without' }
      : undefined;
  }
  if (part.kind !== 'one of') return undefined;
  const values = unique(part.values);
  switch (part.field) {
    case 'user_id':
      return form.users.length === 0 ? { ...form, users: values } : undefined;
    case 'roles':
      return form.roles.length === 0 ? { ...form, roles: values } : undefined;
    case 'publisher_type':
      return form.publisherTypes.length === 0 ? { ...form, publisherTypes: values } : undefined;
    case 'user_session_id':
      return undefined;
  }
}

function oneOrIn(first: string, values: readonly string[]): Filter[string] {
  const each = unique(values);
  return each.length === 1 ? first : { $in: each };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
