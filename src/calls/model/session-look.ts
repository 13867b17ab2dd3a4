import { cidOf, type SessionRef } from '../../attendance/call';
import type { DataState } from '../../attendance/data-state';
import { text } from '../../attendance/text';
import type { AttendanceBook, Session, SessionRows } from '../../book/book';
import type { ContextToken } from './context-value';
import { callIcon, sessionIcon } from './icons';
import type { Look, SessionNode } from './node';
import type { Reads } from './reads';
import { rowFigures } from '../../attendance/people';
import { figuresOfRows, figuresPerStream } from './session-figures';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** All that the tree knows about a session at this moment. */
export interface SessionView {
  readonly ref: SessionRef;
  readonly session: Session | undefined;
  readonly state: DataState;
  /** Undefined: nobody has asked for its rows. */
  readonly rows: SessionRows | undefined;
}

export function sessionView(ref: SessionRef, book: AttendanceBook, reads: Reads): SessionView {
  return { ref, session: book.session(ref), state: book.state(ref), rows: reads.rowsHeld(ref) };
}

/** Below its call a session is named by its time, among others (Recent) by its call. */
export function sessionLook(
  node: SessionNode,
  view: SessionView,
  place: 'call' | 'recent',
  words: Words,
): Look {
  const live = view.state.kind === 'live';
  const range = sessionRange(view, place, words);
  const label = place === 'call' ? range : shownText(cidOf(view.ref));
  const parts = [...(place === 'recent' ? [range] : []), ...sessionFacts(view, words)];
  const tokens: ContextToken[] = ['session', 'refreshable'];
  return {
    label,
    description: words.join(parts),
    icon: place === 'recent' ? callIcon(node.session.callType, live) : sessionIcon(view.state.kind),
    tokens,
    accessibility: words.spoken([label, ...parts]),
    folding: 'collapsed',
    act: undefined,
  };
}

function sessionRange(view: SessionView, place: 'call' | 'recent', words: Words): string {
  const startedAt = view.session?.startedAt;
  if (startedAt === undefined) {
    return place === 'call'
      ? words.say(text('Session {id}, start not known', { id: shownText(view.ref.sessionId) }))
      : words.say(text('start not known'));
  }
  const end = view.state.kind === 'live' ? 'now' : view.session?.endedAt;
  return place === 'call' ? words.dayAndRange(startedAt, end) : words.range(startedAt, end);
}

/** What stands beside the name: figures where there are any, and always how far they can be trusted. */
function sessionFacts(view: SessionView, words: Words): readonly string[] {
  const { state } = view;
  const stateWords = words.say(state.text);
  switch (state.kind) {
    case 'live':
      return [
        stateWords,
        ...figures(view, words),
        words.say(text('provisional')),
        ...(state.asOf === undefined
          ? []
          : [words.say(text('as of {time}', { time: words.clock(state.asOf) }))]),
      ];
    case 'rows-expired':
      return [
        ...figuresPerStream(view.session?.stats?.counts, words, ['people', 'time']),
        stateWords,
        words.say(text('totals kept')),
      ];
    default:
      return [
        ...figures(view, words),
        stateWords,
        // "Stats pending" says it already.
        ...(state.provisional && state.kind !== 'stats-pending' ? [words.say(text('provisional'))] : []),
      ];
  }
}

function figures(view: SessionView, words: Words): readonly string[] {
  const { rows, state } = view;
  // While a session is live Stream has not added up those who are still there: that sum is no figure yet.
  const summed = state.kind !== 'live';
  // An empty list is told of by a node of its own; "0 people" is no truth that it could tell (rule 11).
  if (rows?.loaded !== true || rows.table.length === 0) {
    const which = summed ? (['people', 'rows', 'time'] as const) : (['people', 'rows'] as const);
    return figuresPerStream(view.session?.stats?.counts, words, which);
  }
  if (!rows.complete) return [coverageText(rows, words), words.say(text('in Stream’s order'))];
  const seconds = summed ? rows.totalDurationSeconds : undefined;
  return [
    ...figuresOfRows(rowFigures(rows.table), words),
    ...(seconds === undefined ? [] : [words.duration(seconds * 1000)]),
  ];
}

/** "100 of 240 rows read". */
export function coverageText(rows: SessionRows, words: Words): string {
  const read = words.number(rows.table.length);
  return words.say(
    rows.totalSessions === undefined
      ? text('{read} rows read', { read })
      : text('{read} of {of} rows read', { read, of: words.number(rows.totalSessions) }),
  );
}
