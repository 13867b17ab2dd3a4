import { cidOf } from '../../attendance/call';
import { text } from '../../attendance/text';
import { coverageText } from './coverage-words';
import type { ContextToken } from './context-value';
import { callIcon, sessionIcon } from './icons';
import type { Look, SessionNode } from './node';
import type { MeasuredSession } from './measured-session';
import { figuresOfRows, figuresPerStream } from './session-figures';
import type { SessionView } from './session-view';
import { shownText } from '../../attendance/shown-text';
import type { Words } from './words';

/** Below its call a session is named by its time, among others (Recent) by its call. */
export function sessionLook(
  node: SessionNode,
  view: SessionView,
  measured: MeasuredSession | undefined,
  place: 'call' | 'recent',
  words: Words,
): Look {
  const live = view.state.kind === 'live';
  const range = sessionRange(view, place, words);
  const label = place === 'call' ? range : shownText(cidOf(view.ref));
  const parts = [...(place === 'recent' ? [range] : []), ...sessionFacts(view, measured, words)];
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
function sessionFacts(
  view: SessionView,
  measured: MeasuredSession | undefined,
  words: Words,
): readonly string[] {
  const { state } = view;
  const stateWords = words.say(state.text);
  switch (state.kind) {
    case 'live':
      return [
        stateWords,
        ...figures(view, measured, words),
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
        ...figures(view, measured, words),
        stateWords,
        // "Stats pending" says it already.
        ...(state.provisional && state.kind !== 'stats-pending' ? [words.say(text('provisional'))] : []),
      ];
  }
}

function figures(
  { rows, session, state }: SessionView,
  measured: MeasuredSession | undefined,
  words: Words,
): readonly string[] {
  const live = state.kind === 'live';
  // An empty list is told of by a node of its own; "0 people" is no truth that it could tell (rule 11).
  if (rows?.loaded !== true || rows.table.length === 0) {
    // While a session is live Stream has not added up those who are still there: that sum is no figure yet.
    const which = live ? (['people', 'rows'] as const) : (['people', 'rows', 'time'] as const);
    return figuresPerStream(session?.stats?.counts, words, which);
  }
  if (!rows.complete) return [coverageText(rows, words), words.say(text('in Stream’s order'))];
  return measured === undefined ? [coverageText(rows, words)] : figuresOfRows(measured.measures, live, words);
}
