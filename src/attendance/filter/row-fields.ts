import { text } from '../text';
import { ordered, type FilterField, type FilterFields } from './fields';

const id: FilterField = { type: 'text', operators: ['$eq', '$in', '$exists', '$autocomplete'] };
const flag: FilterField = { type: 'boolean', operators: ['$eq'] };
const date: FilterField = { type: 'date', operators: ordered };

/**
 * Stream filters participant sessions by `user_id`, `session_id` (its name of the row's `user_session_id`),
 * `publisher_type`, `published_tracks`, `is_live` and `is_tech_user`; the last three are not in the rows. The other
 * fields, and every operator that Stream lacks, are evaluated here. Ids and publishers have no order to compare by:
 * Stream's order of text is not documented.
 */
const fields = {
  duration_in_seconds: { type: 'number', operators: ordered },
  is_live: flag,
  is_tech_user: flag,
  joined_at: date,
  left_at: date,
  open: flag,
  published_tracks: { type: 'text', operators: ['$eq', '$in'] },
  publisher_type: { type: 'text', operators: ['$eq', '$in', '$exists'] },
  roles: { type: 'text', operators: ['$in', '$contains', '$exists'] },
  session_id: id,
  user_id: id,
  user_session_id: id,
} as const satisfies Readonly<Record<string, FilterField>>;

export type RowFieldName = keyof typeof fields;

/** Whether rows have a field of this name; `__proto__` and its like are names of none. */
export function isRowField(name: string): name is RowFieldName {
  return Object.hasOwn(fields, name);
}

/** The fields of a filter for rows. `open`: without `left_at`. */
export const rowFields: FilterFields = {
  find: (name) => (isRowField(name) ? fields[name] : undefined),
  names: Object.keys(fields).toSorted(),
  example: '{"user_id": "alice"}',
  unknownText: (args) => text('Rows have no field “{name}”. Allowed: {allowed}.', args),
};
