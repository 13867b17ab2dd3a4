import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import { callOf, currentState } from './call-state';
import type { CallNode, Tooltip } from './node';
import type { Reads } from './reads';
import type { Words } from './words';

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
