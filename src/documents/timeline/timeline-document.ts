// A part of its own, loaded when somebody asks. Import it by `import('./timeline-document')` only.
import { cidOf, type DecodedObject, type SessionRef } from '../../attendance/call';
import type { InstantReading } from '../../attendance/instant';
import type { RowView } from '../../attendance/row-table';
import { shownText } from '../../attendance/shown-text';
import { text, type Text, type Translate } from '../../attendance/text';
import { exactDurationText, instantText, type TimeShow } from '../../attendance/time-text';
import { markdownCell } from '../../formats/markdown';
import { readTimeline, reasonsIn, type TimelineEvent } from './timeline-events';

/** What a timeline is told of, and how. */
export interface TimelineSubject {
  readonly session: SessionRef;
  readonly rows: RowView;
  readonly row: number;
  readonly say: Translate;
  readonly show: TimeShow;
  /** When Stream was asked, in the same form. */
  readonly askedAt: number;
}

/**
 * What Stream says of one connection, as a document in Markdown: the row itself, the reasons that Stream gives, the events
 * in order. Nothing is concluded from it.
 */
export function timelineDocument(subject: TimelineSubject, answer: DecodedObject): string {
  const { rows, row, session, say } = subject;
  const timeline = readTimeline(answer);
  const reasons = reasonsIn(timeline);
  const line = (words: Text): string => markdownCell(say(words));
  const when = (at: number | undefined): string => say(instantText(at, subject.show));
  return [
    `# ${line(text('Why did {person} leave?', { person: shownText(rows.userId(row)) }))}`,
    '',
    line(
      text('Call {call}, session {session}, user session {connection}.', {
        call: shownText(cidOf(session)),
        session: shownText(session.sessionId),
        connection: shownText(rows.userSessionId(row)),
      }),
    ),
    line(
      text(
        'What Stream’s timeline of this one connection says, asked for at {time}. Nothing is concluded from it.',
        {
          time: when(subject.askedAt),
        },
      ),
    ),
    '',
    `## ${line(text('The row'))}`,
    '',
    ...rowLines(subject).map((words) => `- ${line(words)}`),
    '',
    `## ${line(text('Why'))}`,
    '',
    ...(reasons.length === 0
      ? [line(text('Stream says no reason.'))]
      : reasons.map(
          ({ event, value }) =>
            `- ${line(
              text('Stream gives the reason “{reason}” with {event}, at {time}.', {
                reason: shownText(value),
                event: shownText(event.type),
                time: when(event.at),
              }),
            )}`,
        )),
    '',
    `## ${line(text('The events'))}`,
    '',
    ...eventTable(timeline.events, say, when),
    ...(timeline.more > 0
      ? ['', line(text('Later events that are not shown: {n}.', { n: timeline.more }))]
      : []),
    ...(timeline.strange > 0
      ? ['', line(text('Events of a form that is not known: {n}.', { n: timeline.strange }))]
      : []),
    '',
  ].join('\n');
}

function eventTable(
  events: readonly TimelineEvent[],
  say: Translate,
  when: (at: number | undefined) => string,
): readonly string[] {
  if (events.length === 0) return [markdownCell(say(text('Stream’s timeline holds no events.')))];
  const row = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const titles = [
    text('Time'),
    text('Event, as Stream names it'),
    text('Severity'),
    text('What else it says'),
  ];
  return [
    row(titles.map(say)),
    '| --- | --- | --- | --- |',
    ...events.map((event) =>
      row([
        event.at === undefined ? say(text('no time')) : when(event.at),
        event.type === '' ? say(text('without a name')) : shownText(event.type),
        shownText(event.severity),
        [
          ...event.fields.map(({ name, value }) => `${shownText(name)}: ${shownText(value)}`),
          ...(event.hidden > 0
            ? [say(text('not shown (places, addresses and the like): {n}', { n: event.hidden }))]
            : []),
        ].join(' · '),
      ]),
    ),
  ];
}

function rowLines({ rows, row, say, show }: TimelineSubject): readonly Text[] {
  const reported = rows.reportedSeconds(row);
  return [
    timeLine(
      rows.joined(row),
      (time) => text('Joined: {time}', { time }),
      text('Joined: Stream gives no time'),
      say,
      show,
    ),
    timeLine(
      rows.left(row),
      (time) => text('Left: {time}', { time }),
      text('Left: Stream gives no time'),
      say,
      show,
    ),
    reported === undefined || reported < 0
      ? text('Reported duration: none')
      : text('Reported duration: {duration}', { duration: say(exactDurationText(reported * 1000)) }),
    text('Publisher type: {type}', { type: shownText(rows.publisherType(row)) }),
  ];
}

function timeLine(
  reading: InstantReading,
  told: (time: string) => Text,
  none: Text,
  say: Translate,
  show: TimeShow,
): Text {
  return reading.kind === 'at' ? told(say(instantText(reading.ms, show))) : none;
}
