import { text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import { emptiness, type Emptiness } from './list-state';
import { rangeText, type RecentChoice } from './recent-range';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** What stands around the tree. */
export interface Chrome {
  /** Beside the title: the app, what is shown of it, and the zone of its times. */
  readonly description: string;
  /** Above the tree. Undefined when there is nothing to show: a message would hide the welcome text. */
  readonly message: string | undefined;
  readonly emptiness: Emptiness;
  readonly filtered: boolean;
  readonly reading: boolean;
}

export interface ShownApp {
  readonly name: string;
  readonly book: AttendanceBook;
}

export function viewChrome(
  root: 'calls' | 'recent',
  app: ShownApp | undefined,
  choice: RecentChoice,
  words: Words,
): Chrome {
  if (app === undefined) {
    return { description: '', message: undefined, emptiness: '', filtered: false, reading: false };
  }
  const { book } = app;
  const list = book[root];
  const filtered = root === 'calls' && Object.keys(book.callFilter).length > 0;
  const filter = filtered ? words.filter(book.callFilter) : '';
  const nothing = list.items.length === 0;
  return {
    description: words.join([
      shownText(app.name),
      ...(root === 'recent' ? [words.say(rangeText(choice))] : []),
      ...(filtered && nothing ? [words.say(text('filter: {filter}', { filter }))] : []),
      words.zone(),
    ]),
    message: nothing
      ? undefined
      : messageOf(
          [
            // Neither may hide the other: what is shown of the list, and that it is not whole.
            ...(filtered ? [filterMessage(list.items.length, list.hasMore, filter, words)] : []),
            ...(list.note === undefined ? [] : [words.say(list.note)]),
          ],
          words,
        ),
    emptiness: emptiness(list, filtered),
    filtered,
    reading: list.loading,
  };
}

function filterMessage(count: number, more: boolean, filter: string, words: Words): string {
  const n = words.number(count);
  if (more) return words.say(text('Showing the first {n} calls: {filter}', { n, filter }));
  return words.say(
    count === 1
      ? text('Showing 1 call: {filter}', { filter })
      : text('Showing {n} calls: {filter}', { n, filter }),
  );
}

function messageOf(parts: readonly string[], words: Words): string | undefined {
  return parts.length === 0 ? undefined : words.join(parts);
}
