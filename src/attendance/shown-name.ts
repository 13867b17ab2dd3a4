import { shownText } from './shown-text';

/** Longer ids are cut on a lane, characters: the table's copies have them whole. */
const longestName = 256;

/** An id as it stands on screen, cut where it is very long. */
export function shownName(id: string): string {
  if (id.length <= longestName) return shownText(id);
  // Not in the middle of a character.
  return shownText(`${id.slice(0, longestName).replace(/[\ud800-\udbff]$/, '')}…`);
}
