import { text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import { callIcon } from './icons';
import type { CallNode, Look } from './node';
import { callOf, isLive } from './call-state';
import { figuresPerStream } from './session-figures';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** A call as the tree shows it: what `queryCalls` says, and the number of sessions once somebody opened it. */
export function callLook(node: CallNode, book: AttendanceBook, words: Words): Look {
  const live = isLive(node.cid, book);
  const label = shownText(node.cid);
  const parts = [
    ...(live ? [words.say(text('live now'))] : []),
    ...sessionsKnown(node.cid, book, words),
    ...(book.call(node.cid) === undefined && !book.sessionsOf(node.cid).loaded
      ? [words.say(text('opened by its id'))]
      : []),
  ];
  return {
    label,
    description: words.join(parts),
    icon: callIcon(callOf(node.cid).callType, live),
    tokens: ['call', 'refreshable'],
    accessibility: words.spoken([label, ...parts]),
    folding: 'collapsed',
    act: undefined,
  };
}

function sessionsKnown(cid: string, book: AttendanceBook, words: Words): readonly string[] {
  const sessions = book.sessionsOf(cid);
  if (!sessions.loaded) {
    const startedAt = book.call(cid)?.session?.startedAt;
    if (startedAt === undefined) return [];
    return [
      words.say(
        isLive(cid, book)
          ? text('since {time}', { time: words.dayAndClock(startedAt) })
          : text('latest {time}', { time: words.dayAndClock(startedAt) }),
      ),
    ];
  }
  const n = sessions.items.length;
  const [only] = sessions.items;
  if (n === 1 && only !== undefined && !sessions.hasMore) {
    return [words.say(text('1 session known')), ...figuresPerStream(only.stats?.counts, words, ['people'])];
  }
  const count = words.number(n);
  return [
    words.say(
      sessions.hasMore
        ? text('{n} sessions read, more known', { n: count })
        : text('{n} sessions known', { n: count }),
    ),
  ];
}
