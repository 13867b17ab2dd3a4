// A part of its own, loaded when somebody asks. Import it by `import('./timeline-document')` only.
import { cidOf, type DecodedObject, type SessionRef } from '../../attendance/call';
import { runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import type { InstantReading } from '../../attendance/instant';
import type { RowView } from '../../attendance/row-table';
import { shownText } from '../../attendance/shown-text';
import { text, type Text, type Translate } from '../../attendance/text';
import { exactDurationText, instantText, type TimeShow } from '../../attendance/time-text';
import { markdownCell } from '../../formats/markdown';
import { readTimeline, type Timeline, type TimelineEvent } from './timeline-events';

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

/** What tells the documents of a person's connections apart. */
export function timelineAbout({
  session,
  rows,
  row,
}: Pick<TimelineSubject, 'session' | 'rows' | 'row'>): string {
  const { sessionId } = session;
  return JSON.stringify([cidOf(session), sessionId, rows.userId(row), rows.userSessionId(row)]);
}

/** The latest events that are shown, and the most that their lines may measure together, characters. */
const shownAtMost = { events: 1000, length: 400_000, reasons: 100 };

/**
 * What Stream says of one connection, as a document in Markdown: the row itself, the reasons that Stream gives, the events
 * in order. Nothing is concluded from it. Of very long timelines the end is shown: it is asked for how somebody left.
 */
export async function timelineDocument(
  subject: TimelineSubject,
  answer: DecodedObject,
  pausing: Pausing,
): Promise<string> {
  const { rows, row, session, say } = subject;
  const timeline = await readTimeline(answer, pausing);
  const events = await runInSlices(eventTable(timeline.events, subject), pausing);
  const line = (words: Text): string => markdownCell(say(words));
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
        { time: say(instantText(subject.askedAt, subject.show)) },
      ),
    ),
    '',
    `## ${line(text('The row'))}`,
    '',
    ...rowLines(subject).map((words) => `- ${line(words)}`),
    '',
    `## ${line(text('Why'))}`,
    '',
    ...whyLines(timeline, subject).map((words) => `- ${line(words)}`),
    '',
    `## ${line(text('The events'))}`,
    '',
    ...events,
    ...(timeline.strange > 0
      ? ['', line(text('Events of a form that is not known: {n}.', { n: timeline.strange }))]
      : []),
    '',
  ].join('\n');
}

/** The reasons that Stream gives, and whether there may be others. */
function whyLines({ events }: Timeline, { say, show }: TimelineSubject): readonly Text[] {
  const reasons = events.flatMap((event) => event.reasons.map(({ value }) => ({ event, value })));
  const earlier = reasons.length - shownAtMost.reasons;
  const told = [
    ...(earlier > 0 ? [text('Earlier reasons that are not shown: {n}.', { n: earlier })] : []),
    ...reasons.slice(-shownAtMost.reasons).map(({ event, value }) =>
      text('Stream gives the reason “{reason}” with {event}, at {time}.', {
        reason: shownText(value),
        event: shownText(event.type),
        time: say(instantText(event.at, show)),
      }),
    ),
    ...(events.some(({ hidesReason }) => hidesReason)
      ? [text('Stream gives a reason that is not shown: it stands among places, addresses or the like.')]
      : []),
    ...(events.some(({ cut }) => cut)
      ? [text('Some events were too large to look through: a reason in the rest of them is not found here.')]
      : []),
  ];
  return told.length === 0 ? [text('Stream says no reason.')] : told;
}

/** The table, line by line, with what is left out above it. */
function* eventTable(
  events: readonly TimelineEvent[],
  { say, show }: TimelineSubject,
): Sliced<readonly string[]> {
  if (events.length === 0) return [markdownCell(say(text('Stream’s timeline holds no events.')))];
  const row = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const titles = [
    text('Time'),
    text('Event, as Stream names it'),
    text('Severity'),
    text('What else it says'),
  ];
  const lines: string[] = [];
  let length = 0;
  for (const event of events.toReversed()) {
    const line = row([
      event.at === undefined ? say(text('no time')) : say(instantText(event.at, show)),
      event.type === '' ? say(text('without a name')) : shownText(event.type),
      shownText(event.severity),
      [
        ...event.fields.map(({ name, value }) => `${shownText(name)}: ${shownText(value)}`),
        ...(event.hidden > 0
          ? [say(text('not shown (places, addresses and the like): {n}', { n: event.hidden }))]
          : []),
      ].join(' · '),
    ]);
    length += line.length;
    if (lines.length >= shownAtMost.events || (lines.length > 0 && length > shownAtMost.length)) break;
    lines.push(line);
    yield;
  }
  const earlier = events.length - lines.length;
  return [
    ...(earlier > 0
      ? [markdownCell(say(text('Earlier events that are not shown: {n}.', { n: earlier }))), '']
      : []),
    row(titles.map(say)),
    '| --- | --- | --- | --- |',
    ...lines.reverse(),
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
