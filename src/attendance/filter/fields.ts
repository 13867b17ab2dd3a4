import type { Text } from '../text';

/** What a field of a filter holds. `any`: text, number, true or false. */
export type FieldType = 'text' | 'date' | 'boolean' | 'number' | 'any';

export type Operator =
  '$eq' | '$in' | '$exists' | '$gt' | '$gte' | '$lt' | '$lte' | '$autocomplete' | '$contains' | '$q';

/** One field of a filter: its type and the operators that it takes. Where that is `$exists`, null means "not set". */
export interface FilterField {
  readonly type: FieldType;
  readonly operators: readonly Operator[];
}

/** The fields of one kind of filter. */
export interface FilterFields {
  /** Undefined: there is no such field. */
  find(name: string): FilterField | undefined;
  /** For messages, in the order of the alphabet. */
  readonly names: readonly string[];
  /** A small filter, for messages. */
  readonly example: string;
  /** Says that there is no such field, and which there are. */
  unknownText(args: { readonly name: string; readonly allowed: string }): Text;
}

/** What every type but true and false can be asked for. */
export const ordered: readonly Operator[] = ['$eq', '$in', '$exists', '$gt', '$gte', '$lt', '$lte'];
