import type { FilterFields } from '../../attendance/filter/fields';
import type { Place } from '../../attendance/filter/located';
import { text, type Text } from '../../attendance/text';
import type { FilterKind } from './document-kind';
import { filterPlace } from './filter-place';
import { evaluatedText, fieldText, missingText, operatorText } from './filter-texts';

/** What is said about a word of a filter. */
export interface FilterHover {
  readonly place: Place;
  /** The word, as it stands. */
  readonly word: string;
  readonly texts: readonly Text[];
}

/** Explains the field or operator at a place: what it means, what it takes, and who evaluates it. */
export function filterHover(
  source: string,
  offset: number,
  kind: FilterKind,
  fields: FilterFields,
): FilterHover | undefined {
  const at = filterPlace(source, offset, fields);
  if (at?.word === undefined) return undefined;
  if (at.kind === 'field') {
    const words = fieldText(kind, at.name);
    const operators = fields.find(at.name)?.operators.join(', ');
    const takes = operators === undefined ? undefined : text('It takes {operators}.', { operators });
    return (
      words && { place: at.word, word: at.name, texts: present(words, takes, evaluatedText(kind, at.name)) }
    );
  }
  if (at.kind !== 'operator') return undefined;
  const operator = at.of.operators.find((each) => each === at.name);
  if (operator === undefined) return undefined;
  return {
    place: at.word,
    word: operator,
    texts: present(
      operatorText(operator, at.of.type),
      operator === '$exists' ? undefined : missingText(kind),
      evaluatedText(kind, at.field),
    ),
  };
}

function present(...texts: readonly (Text | undefined)[]): readonly Text[] {
  return texts.filter((each) => each !== undefined);
}
