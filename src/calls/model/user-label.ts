import { isAnonymous } from '../../attendance/people';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { Words } from './words';

/** What a user is called: the id; rows of nobody known have none. */
export function userLabel(userId: string, words: Words): string {
  return isAnonymous(userId) ? words.say(text('anonymous')) : shownText(userId);
}
