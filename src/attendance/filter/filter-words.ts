import type { Translate } from '../text';
import { explainFilter } from './explain';
import { checkCallFilter } from './validate';

/** A filter for calls as one line of words. One that our own check refuses is shown as it stands. */
export function filterWords(filter: Readonly<Record<string, unknown>>, say: Translate): string {
  const checked = checkCallFilter(filter);
  return checked.ok ? explainFilter(checked.filter, say).join(', ') : JSON.stringify(filter);
}
