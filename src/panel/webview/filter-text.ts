import type { Place } from '../../attendance/filter/located';
import type { PanelFilter } from '../protocol/query';

/** A stretch of the filter's text, and whether something is wrong with it. */
export interface TextPart {
  readonly text: string;
  readonly wrong: boolean;
}

/**
 * Characters that one does not see, or that reorder what one sees: in JSON they are written as escapes, so that the text
 * is what it looks like.
 */
const unseen = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A filter as JSON to read and change. */
export function textOfFilter(filter: PanelFilter): string {
  return JSON.stringify(filter, null, 2).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The text cut where right and wrong meet, for marking: put together it is the text again, but for one space at its end
 * or before a line's end where nothing but the place itself is wrong.
 */
export function markedParts(source: string, places: readonly Place[]): readonly TextPart[] {
  const sorted = places.toSorted((one, other) => one.offset - other.offset);
  const parts: TextPart[] = [];
  let at = 0;
  for (const { offset, length } of sorted) {
    const end = Math.min(source.length, offset + Math.max(length, 1));
    if (offset > at) parts.push({ text: source.slice(at, offset), wrong: false });
    const found = source.slice(Math.max(at, offset), end);
    // What is missing has a place and no character: the line's end shows it.
    if (/^[\r\n]*$/.test(found) && offset >= at) parts.push({ text: ` ${found}`, wrong: true });
    else if (found !== '') parts.push({ text: found, wrong: true });
    at = Math.max(at, end);
  }
  if (at < source.length) parts.push({ text: source.slice(at), wrong: false });
  return parts;
}
