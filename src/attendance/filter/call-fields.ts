/** What a field of a filter holds. `any`: text, number, true or false. */
export type FieldType = 'text' | 'date' | 'boolean' | 'any';

export type Operator =
  '$eq' | '$in' | '$exists' | '$gt' | '$gte' | '$lt' | '$lte' | '$autocomplete' | '$contains' | '$q';

/** One field of a filter: its type and the operators that Stream takes on it. */
export interface FilterField {
  readonly type: FieldType;
  readonly operators: readonly Operator[];
}

/** The fields of one of Stream's queries. */
export interface FilterFields {
  /** Undefined: there is no such field. */
  find(name: string): FilterField | undefined;
  /** For messages, in the order of the alphabet. */
  readonly names: readonly string[];
}

const ordered: readonly Operator[] = ['$eq', '$in', '$exists', '$gt', '$gte', '$lt', '$lte'];
const words: FilterField = { type: 'text', operators: ordered };
const date: FilterField = { type: 'date', operators: ordered };
const flag: FilterField = { type: 'boolean', operators: ['$eq'] };
const custom: FilterField = { type: 'any', operators: [...ordered, '$autocomplete', '$contains', '$q'] };

const fields = new Map<string, FilterField>([
  ['backstage', flag],
  ['cid', words],
  ['created_at', date],
  ['created_by_user_id', words],
  ['ended_at', date],
  ['id', words],
  ['members', { type: 'text', operators: ['$in'] }],
  ['ongoing', flag],
  ['parent_call_cid', words],
  ['starts_at', date],
  ['team', words],
  ['type', words],
  ['updated_at', date],
]);

/** The fields of `queryCalls`; custom data by path, such as `custom.topic.name`. */
export const callFields: FilterFields = {
  find: (name) => (/^custom(?:\.[^.]+)+$/.test(name) ? custom : fields.get(name)),
  names: [...fields.keys(), 'custom.<path>'].toSorted(),
};
