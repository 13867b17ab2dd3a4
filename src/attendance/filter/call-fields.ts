import { text } from '../text';
import { ordered, type FilterField, type FilterFields } from './fields';

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
  example: '{"type": "default"}',
  unknownText: (args) => text('Calls have no field “{name}”. Allowed: {allowed}.', args),
};
