import type { FieldType, FilterField, FilterFields, Operator } from '../../attendance/filter/fields';
import type { Place } from '../../attendance/filter/located';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { FilterKind } from './document-kind';
import { filterPlace, type FilterPlace } from './filter-place';
import { fieldText, operatorText } from './filter-texts';

/** Something to be written at a place. */
export interface Proposal {
  /** As it is listed, and told apart by what is typed. */
  readonly label: string;
  readonly kind: 'field' | 'operator' | 'value';
  /** What is written; `$0` is where the cursor goes. */
  readonly insert: string;
  readonly place: Place;
  readonly text: Text | undefined;
  /** It is a name: the label stands in quotes. */
  readonly quoted: boolean;
  /** There is more to choose where the cursor is then. */
  readonly goesOn: boolean;
}

/** Values that are at hand, by field; nothing is asked for. */
export type KnownValues = (field: string) => readonly string[];

/** What can stand at a place of a filter: fields, the operators that a field takes, values at hand. */
export function proposals(
  source: string,
  offset: number,
  kind: FilterKind,
  fields: FilterFields,
  known: KnownValues,
  now: Ms,
): readonly Proposal[] {
  const at = filterPlace(source, offset, fields);
  if (at === undefined) return [];
  const place = at.word ?? bareWord(source, offset);
  const rest = source.slice(place.offset + place.length);
  const value = (label: string, words?: Text): Proposal => ({
    label,
    kind: 'value',
    insert: escaped(label),
    place,
    text: words,
    quoted: false,
    goesOn: false,
  });
  switch (at.kind) {
    case 'field':
      return fieldNames(fields).map((name) => ({
        label: name,
        kind: 'field',
        insert: keyInsert(name, rest, name === '$and' || name === '$or' ? '[{ $0 }]' : '$0'),
        place,
        text: fieldText(kind, name),
        quoted: true,
        goesOn: true,
      }));
    case 'operator':
      return at.of.operators.map((operator) => operatorProposal(operator, at.of, rest, place));
    case 'value':
      return [
        ...(at.of.operators.includes('$eq')
          ? valuesOf(at, known, now).map(([label, words]) => value(label, words))
          : []),
        ...(at.word === undefined ? at.of.operators.map((operator) => wrapped(operator, at.of, place)) : []),
      ];
    case 'operand':
      if (at.operator === '$exists') return [value('true'), value('false')];
      if (at.operator === '$in' && !at.item)
        return at.word === undefined
          ? [
              {
                label: '[…]',
                kind: 'value',
                insert: '[$0]',
                place,
                text: operatorText('$in', at.of.type),
                quoted: false,
                goesOn: true,
              },
            ]
          : [];
      return valuesOf(at, known, now).map(([label, words]) => value(label, words));
    case 'condition':
      return [];
  }
}

/** What is being typed without quotes: a literal, or a name that gets them. */
function bareWord(source: string, offset: number): Place {
  const isWord = (at: number): boolean => /[\w$.-]/.test(source.charAt(at));
  let [from, to] = [offset, offset];
  while (from > 0 && isWord(from - 1)) from--;
  while (to < source.length && isWord(to)) to++;
  return { offset: from, length: to - from };
}

/** `custom.<path>` is no name. */
function fieldNames(fields: FilterFields): readonly string[] {
  return [...fields.names.map((name) => name.replace('<path>', '')), '$and', '$or'];
}

function operatorProposal(operator: Operator, field: FilterField, rest: string, place: Place): Proposal {
  const insert = keyInsert(operator, rest, operator === '$in' ? '[$0]' : '$0');
  return {
    label: operator,
    kind: 'operator',
    insert,
    place,
    text: operatorText(operator, field.type),
    quoted: true,
    goesOn: true,
  };
}

/** The value of a field as an object with one operator. */
function wrapped(operator: Operator, field: FilterField, place: Place): Proposal {
  const insert = `{ ${escaped(JSON.stringify(operator))}: ${operator === '$in' ? '[$0]' : '$0'} }`;
  return {
    label: `{ ${operator} }`,
    kind: 'operator',
    insert,
    place,
    text: operatorText(operator, field.type),
    quoted: false,
    goesOn: true,
  };
}

/** With the colon, where there is none yet. */
function keyInsert(name: string, rest: string, value: string): string {
  const key = escaped(JSON.stringify(name));
  return /^\s*:/.test(rest) ? key : `${key}: ${value}`;
}

/** `$`, `}` and `\` mean something in what is written. */
function escaped(words: string): string {
  return words.replace(/[\\$}]/g, '\\$&');
}

/** JSON values of a field, with what they mean. */
function valuesOf(
  at: Extract<FilterPlace, { kind: 'value' | 'operand' }>,
  known: KnownValues,
  now: Ms,
): readonly (readonly [string, Text?])[] {
  const type: FieldType = at.of.type;
  switch (type) {
    case 'boolean':
      return [['true'], ['false']];
    case 'date':
      return [
        [isoOf(now), text('Now')],
        [isoOf(now - 3_600_000), text('An hour ago')],
        [isoOf(now - 86_400_000), text('A day ago')],
        [isoOf(now - 7 * 86_400_000), text('Seven days ago')],
      ];
    case 'text':
    case 'any':
      return [...new Set([...usualValues(at.field), ...known(at.field)])].map((each) => [
        JSON.stringify(each),
      ]);
    case 'number':
      return [
        ['60', text('1 minute')],
        ['300', text('5 minutes')],
        ['1800', text('30 minutes')],
      ];
  }
}

function usualValues(field: string): readonly string[] {
  switch (field) {
    case 'publisher_type':
      return ['webrtc', 'sip', 'rtmp', 'srt', 'whip', 'rtsp'];
    case 'published_tracks':
      return ['audio', 'video', 'screenshare', 'screenshare_audio'];
    case 'type':
      return ['default', 'livestream', 'audio_room', 'development'];
    default:
      return [];
  }
}

/** To the second. */
function isoOf(ms: Ms): string {
  return JSON.stringify(`${new Date(ms).toISOString().slice(0, 19)}Z`);
}
