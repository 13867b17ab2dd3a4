import type { InstantReading, Ms } from '../../attendance/instant';
import { isAnonymous, isIngress } from '../../attendance/people';
import type { RowFlag } from '../../attendance/row-table';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import type { Tooltip } from './node';
import type { ShownRow } from './row-look';
import { userLabel } from './user-label';
import type { Words } from './words';

/** All facts of a row as Stream sent them, what Rollcall made of them, and every flag in words. */
export function rowTooltip(view: ShownRow, words: Words): Tooltip {
  const { table, row, context } = view;
  const user = table.userId(row);
  const roles = table.roles(row);
  const reported = table.reportedSeconds(row);
  const start = table.start(row);
  const end = table.certainEnd(row);
  const facts = [
    words.say(text('User session: {id}', { id: shownText(table.userSessionId(row)) })),
    joinedLine(table.joined(row), context.sessionStart, words),
    leftLine(table.left(row), context.sessionStart, words),
    reported === undefined
      ? words.say(text('Reported duration: none'))
      : reported < 0
        ? words.say(text('Reported duration: {n} s, which is none', { n: words.number(reported) }))
        : words.say(
            text('Reported duration: {duration}', { duration: words.exactDuration(reported * 1000) }),
          ),
    ...(start === undefined || end === undefined || end <= start
      ? []
      : [words.say(text('From join to leave: {duration}', { duration: words.exactDuration(end - start) }))]),
    words.say(text('Publisher type: {type}', { type: shownText(table.publisherType(row)) })),
    roles === undefined || roles.length === 0
      ? words.say(text('Roles: none'))
      : words.say(text('Roles: {roles}', { roles: roles.map(shownText).join(', ') })),
  ];
  const notes = table.flags(row, context).map((flag) => words.say(flagText(flag)));
  if (isAnonymous(user))
    notes.push(words.say(text('Anonymous rows are neither merged into one person nor split.')));
  if (isIngress(table.publisherType(row)))
    notes.push(words.say(text('An ingress is not counted as a person.')));
  return { title: userLabel(user, words), facts, notes };
}

function joinedLine(reading: InstantReading, since: Ms | undefined, words: Words): string {
  switch (reading.kind) {
    case 'at':
      return words.say(text('Joined: {time}', { time: words.instant(reading.ms, since) }));
    case 'missing':
      return words.say(text('Joined: not sent'));
    case 'null':
      return words.say(text('Joined: sent as null'));
    case 'unknown':
      return words.say(text('Joined: sent, but no usable time'));
  }
}

function leftLine(reading: InstantReading, since: Ms | undefined, words: Words): string {
  switch (reading.kind) {
    case 'at':
      return words.say(text('Left: {time}', { time: words.instant(reading.ms, since) }));
    case 'missing':
      return words.say(text('Left: not sent'));
    case 'null':
      return words.say(text('Left: sent as null'));
    case 'unknown':
      return words.say(text('Left: sent, but no usable time'));
  }
}

/** What a flag means for somebody who relies on the row. */
export function flagText(flag: RowFlag): Text {
  switch (flag) {
    case 'open':
      return text('Still in the call when the rows were read.');
    case 'no-start':
      return text('No start is known: the row counts, but has no place in time.');
    case 'start-from-duration':
      return text('The start was reckoned from the leave time and the reported duration.');
    case 'end-from-duration':
      return text('The end was reckoned from the join time and the reported duration.');
    case 'end-assumed':
      return text('No leave time was sent: the row may last up to the end of the session.');
    case 'no-end':
      return text('No leave time was sent, and none can be reckoned.');
    case 'negative':
      return text('The leave time lies before the join time: counted as no time.');
    case 'zero':
      return text('Joined and left at the same moment: no time, but a row and a person.');
    case 'duration-mismatch':
      return text('The reported duration differs from join to leave by more than a second.');
    case 'outside-session':
      return text('Lies more than a second outside the session.');
    case 'same-connection':
      return text('Another row has the same user session and another join time.');
    case 'revised':
      return text('Stream sent this row again with other content.');
    case 'identical':
      return text('Stream sent this row more than once on one page.');
    case 'joined-after-as-of':
      return text('Joined after the first page was read: not counted in figures as of then.');
  }
}
