import type { DataState } from '../../attendance/data-state';
import { text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import { callIcon } from './icons';
import type { CallNode, Look, Tooltip } from './node';
import { callOf, type Reads } from './reads';
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

/** Rule 8: the call's current session, told by the book from all its evidence. */
export function isLive(cid: string, book: AttendanceBook): boolean {
  return currentState(cid, book)?.kind === 'live';
}

function currentState(cid: string, book: AttendanceBook): DataState | undefined {
  const current = book.call(cid)?.session;
  return current && book.state({ ...callOf(cid), sessionId: current.id });
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

export function callTooltip(node: CallNode, book: AttendanceBook, reads: Reads, words: Words): Tooltip {
  const call = book.call(node.cid);
  const { callType, callId } = callOf(node.cid);
  const facts = [
    words.say(text('Call type: {type}', { type: shownText(callType) })),
    words.say(text('Call id: {id}', { id: shownText(callId) })),
  ];
  const notes: string[] = [];
  if (call !== undefined) {
    const { createdAt, startsAt, endedAt, session } = call;
    if (createdAt !== undefined)
      facts.push(words.say(text('Created: {time}', { time: words.instant(createdAt) })));
    if (call.createdBy !== undefined) {
      facts.push(words.say(text('Created by: {user}', { user: shownText(call.createdBy) })));
    }
    if (call.team !== undefined && call.team !== '') {
      facts.push(words.say(text('Team: {team}', { team: shownText(call.team) })));
    }
    if (startsAt !== undefined) {
      facts.push(
        words.say(
          text('Scheduled for: {time} (schedule as it stands now)', { time: words.instant(startsAt) }),
        ),
      );
    }
    if (endedAt !== undefined) {
      facts.push(words.say(text('Call ended for good: {time}', { time: words.instant(endedAt) })));
    }
    if (call.backstage) facts.push(words.say(text('In backstage mode')));
    if (session?.startedAt !== undefined) {
      facts.push(
        words.say(text('Latest session started: {time}', { time: words.instant(session.startedAt) })),
      );
    }
    const state = currentState(node.cid, book);
    if (state?.kind === 'live' && state.asOf !== undefined) {
      facts.push(words.say(text('Live as of: {time}', { time: words.instant(state.asOf) })));
    }
  }
  const failure = reads.failure({ what: 'sessions', cid: node.cid });
  if (failure !== undefined) notes.push(words.say(failure.text));
  const { loaded, note } = book.sessionsOf(node.cid);
  if (note !== undefined) notes.push(words.say(note));
  if (loaded) {
    notes.push(
      words.say(
        text(
          'Sessions are those that Stream’s statistics know, with the call’s current one. Older ones may be missing.',
        ),
      ),
    );
  }
  return { title: shownText(node.cid), facts, notes };
}
