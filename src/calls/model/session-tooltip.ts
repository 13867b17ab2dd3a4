import { cidOf, type SessionCounts } from '../../attendance/call';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import type { SessionRows } from '../../book/book';
import type { Tooltip } from './node';
import type { MeasuredSession } from './measured-session';
import { exactPair } from './pair-words';
import { coverageText } from './coverage-words';
import { contextOf, type SessionView } from './session-view';
import type { Grouping } from '../../shell/settings';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** A read that took longer is told with both its instants (rule 9). */
const longReadMs = 5_000;

/** Everything known about a session, its data state with the evidence among it. */
export function sessionTooltip(
  view: SessionView,
  measured: MeasuredSession | undefined,
  grouping: Grouping,
  words: Words,
): Tooltip {
  return {
    title: shownText(cidOf(view.ref)),
    facts: [
      ...identity(view, words),
      ...perStream(view, words),
      ...fromRows(view, measured, grouping, words),
      ...source(view, words),
    ],
    notes: dataStateLines(view, words),
  };
}

/** The data state, the facts that led to it, and what it means for the figures. */
export function dataStateLines(view: SessionView, words: Words): readonly string[] {
  const { state } = view;
  return [
    words.say(text('Data state: {state}', { state: words.say(state.text) })),
    ...state.evidence.map(words.say),
    ...(state.provisional ? [words.say(text('The figures may still change.'))] : []),
    ...(state.empty === undefined ? [] : [words.say(state.empty.text)]),
  ];
}

function identity({ ref, session, state }: SessionView, words: Words): readonly string[] {
  const { startedAt, endedAt } = session ?? {};
  return [
    words.say(text('Session: {id}', { id: shownText(ref.sessionId) })),
    startedAt === undefined
      ? words.say(text('Start: not known'))
      : words.say(text('Started: {time}', { time: words.instant(startedAt) })),
    endedAt === undefined
      ? words.say(state.kind === 'live' ? text('End: not yet, the session is live') : text('End: not known'))
      : words.say(text('Ended: {time}', { time: words.instant(endedAt) })),
    ...(startedAt === undefined || endedAt === undefined || endedAt < startedAt
      ? []
      : [words.say(text('Length: {duration}', { duration: words.exactDuration(endedAt - startedAt) }))]),
  ];
}

function perStream({ session }: SessionView, words: Words): readonly string[] {
  const counts = session?.stats?.counts;
  if (counts === undefined) return [];
  const lines: string[] = [];
  const add = (value: number | undefined, line: (n: string) => string): void => {
    if (value !== undefined) lines.push(line(words.number(value)));
  };
  add(counts.participants, (n) => words.say(text('People, per Stream: {n}', { n })));
  add(counts.sessions, (n) => words.say(text('Participant sessions, per Stream: {n}', { n })));
  add(counts.publishers, (n) => words.say(text('Publishers, per Stream: {n}', { n })));
  add(peak(counts), (n) => words.say(text('Most people at once, per Stream: {n}', { n })));
  if (counts.totalParticipantDuration !== undefined) {
    const time = words.exactDuration(counts.totalParticipantDuration * 1000);
    lines.push(words.say(text('Reported time, per Stream: {time}', { time })));
  }
  const generatedAt = session?.stats?.generatedAt;
  if (generatedAt !== undefined) {
    lines.push(words.say(text('Statistics made: {time}', { time: words.instant(generatedAt) })));
  }
  return lines;
}

function peak(counts: SessionCounts): number | undefined {
  return counts.peakConcurrentUsers ?? counts.peakConcurrentSessions;
}

function fromRows(
  view: SessionView,
  measured: MeasuredSession | undefined,
  grouping: Grouping,
  words: Words,
): readonly string[] {
  const { rows } = view;
  if (rows?.loaded !== true)
    return [words.say(text('Rows: none read yet. Expand the session to read them.'))];
  const lines = [coverageText(rows, words)];
  if (rows.complete) {
    if (measured !== undefined)
      lines.push(...whoLines(measured, words), ...timeLines(measured, rows, view, words));
    lines.push(
      words.say(
        grouping === 'person'
          ? text('People are sorted by their first join, then by id; their rows by their start.')
          : text('Rows are sorted by their start.'),
      ),
    );
  } else if (rows.readToEnd === true) {
    lines.push(
      words.say(
        text('All pages were read, and the rows are not as many as Stream counts: people are not counted.'),
      ),
    );
  } else {
    lines.push(
      words.say(text('Rows stand in Stream’s order until all of them are read; people are counted then.')),
    );
  }
  if (rows.note !== undefined) lines.push(words.say(rows.note));
  if (rows.totalDurationSeconds !== undefined) {
    const time = words.exactDuration(rows.totalDurationSeconds * 1000);
    lines.push(words.say(text('Reported time of the whole session, per Stream: {time}', { time })));
  }
  if (rows.table.repeatsDropped > 0) {
    lines.push(
      words.say(text('Repeated rows left out: {n}', { n: words.number(rows.table.repeatsDropped) })),
    );
  }
  if (rows.repeatsRestored !== undefined && rows.repeatsRestored > 0) {
    const n = words.number(rows.repeatsRestored);
    lines.push(
      words.say(text('Repeated rows kept, since only so the rows are as many as Stream counts: {n}', { n })),
    );
  }
  if (rows.changedWhileReading) lines.push(words.say(text('Rows or totals changed while they were read.')));
  lines.push(...readTimes(rows, words));
  return lines;
}

function whoLines({ measures: { placed } }: MeasuredSession, words: Words): readonly string[] {
  const { unknownTypes } = placed;
  const people = placed.users.length;
  const [, anonymousRows, ingressRows] = placed.kinds;
  const lines = [
    words.say(text('People with rows: {n}', { n: words.number(people) })),
    // Rows do not say it, and a list asks for no more than it shows.
    words.say(text('Technical users, such as recorders, count as people here: rows do not tell them apart.')),
  ];
  if (anonymousRows > 0) {
    lines.push(
      words.say(
        text('Anonymous rows: {n} (1 to {n} people, not counted above)', { n: words.number(anonymousRows) }),
      ),
    );
  }
  if (ingressRows > 0) {
    lines.push(words.say(text('Ingress rows: {n} (not people)', { n: words.number(ingressRows) })));
  }
  for (const type of unknownTypes) {
    lines.push(
      words.say(
        text('Publisher type “{type}” is new to Rollcall; its rows count as people.', {
          type: shownText(type),
        }),
      ),
    );
  }
  return lines;
}

/** Times and the peak, each with both its bounds (rule 5), and what the bounds rest on. */
function timeLines(
  { measures, rowsWithoutEnd, rowsWithoutStart }: MeasuredSession,
  rows: SessionRows,
  view: SessionView,
  words: Words,
): readonly string[] {
  const { certain, upTo, unbounded, placed, presenceMs } = measures;
  const context = contextOf(rows, view);
  const intervals = {
    certain: certain.intervalMs,
    upTo: unbounded.rows === 0 ? upTo.intervalMs : undefined,
  };
  const reported = words.exactDuration(placed.reportedSeconds * 1000);
  return [
    ...(placed.users.length === 0
      ? []
      : [
          words.say(
            text('Presence of all people in sum, each counted once: {time}', {
              time: exactPair(presenceMs, words),
            }),
          ),
        ]),
    words.say(text('Interval time of all rows: {time}', { time: exactPair(intervals, words) })),
    placed.rowsWithoutReported === 0
      ? words.say(text('Reported time of these rows: {time}', { time: reported }))
      : words.say(
          text('Reported time of these rows: {time}; rows without it: {n}', {
            time: reported,
            n: words.number(placed.rowsWithoutReported),
          }),
        ),
    ...peakLines(measures, context.sessionStart, words),
    ...(rowsWithoutEnd === 0
      ? []
      : [words.say(text('Rows without an end: {n}', { n: words.number(rowsWithoutEnd) }))]),
    ...(rowsWithoutStart === 0
      ? []
      : [words.say(text('Rows without a place in time: {n}', { n: words.number(rowsWithoutStart) }))]),
    ...(context.live && context.asOf !== undefined
      ? [words.say(text('Open rows are counted up to: {time}', { time: words.instant(context.asOf) }))]
      : []),
  ];
}

/** Anonymous rows may be one person or as many as rows: a range, as unknown ends make one. */
function peakLines(
  { certain, upTo, unbounded }: MeasuredSession['measures'],
  since: Ms | undefined,
  words: Words,
): readonly string[] {
  const [least, most] = [certain.fewestPeople.peak, upTo.mostPeople.peak];
  const isBounded = unbounded.person + unbounded.anonymous === 0;
  if (least === undefined) {
    return most === undefined || !isBounded
      ? []
      : [words.say(text('Most people at once: up to {n}', { n: words.number(most.value) }))];
  }
  const facts = {
    n: words.number(least.value),
    time: words.instant(least.at, since),
    held: words.exactDuration(least.heldMs),
  };
  if (!isBounded || most === undefined)
    return [words.say(text('Most people at once: at least {n}, from {time}, for {held}', facts))];
  if (most.value === least.value)
    return [words.say(text('Most people at once: {n}, from {time}, for {held}', facts))];
  return [
    words.say(
      text('Most people at once: {n} certain, from {time}, for {held}; up to {most}', {
        ...facts,
        most: words.number(most.value),
      }),
    ),
  ];
}

function readTimes({ asOf, readUntil }: SessionRows, words: Words): readonly string[] {
  if (asOf === undefined || readUntil === undefined || readUntil - asOf <= longReadMs) return [];
  return [
    words.say(text('Read from {from} to {to}.', { from: words.instant(asOf), to: words.instant(readUntil) })),
  ];
}

function source({ session }: SessionView, words: Words): readonly string[] {
  return (session?.from ?? []).map((from) => {
    switch (from) {
      case 'stats':
        return words.say(text('Known from Stream’s statistics'));
      case 'call':
        return words.say(text('Known from the call itself'));
      case 'opened':
        return words.say(text('Opened by its id'));
    }
  });
}
