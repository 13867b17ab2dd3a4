import { cidOf, type SessionRef } from '../../attendance/call';
import type { DataState } from '../../attendance/data-state';
import type { Coverage } from '../../attendance/figures/basis';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { rangeText, zoneText } from '../../attendance/time-text';
import type { PanelSnapshot } from '../protocol/snapshot';

type Header = PanelSnapshot['header'];

/** What the header is made from. */
export interface HeaderParts {
  readonly session: SessionRef;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly app: { readonly name: string; readonly production: boolean };
  /** Undefined: nothing is known yet. */
  readonly state: DataState | undefined;
  /** Undefined: nothing was read yet. */
  readonly coverage: Coverage | undefined;
  readonly news: Text | undefined;
  /** When an archived copy was saved; undefined: this is none. */
  readonly savedAt?: number | undefined;
  readonly now: number;
}

/** Which session this is, and how far it can be trusted. */
export function headerOf(parts: HeaderParts, telling: Telling): Header {
  const { session, startedAt, endedAt, app, state, coverage, savedAt, now } = parts;
  const words = new FigureWords(telling);
  const { say, show } = telling;
  // Since the start of a session, its own start says nothing.
  const outside = show.display === 'sinceStart' ? { ...show, display: 'local' as const } : show;
  const to = endedAt ?? (state?.kind === 'live' && savedAt === undefined ? 'now' : undefined);
  const asOf = coverage?.asOf;
  const news =
    savedAt === undefined
      ? parts.news
      : archiveText(savedAt, state, new FigureWords({ ...telling, show: outside }));
  const badge = words.say(state === undefined ? text('Not read yet') : badgeText(state, coverage, savedAt));
  const when = (): string =>
    say(
      text('{range} ({zone})', {
        range: say(rangeText({ from: startedAt, to }, outside, { day: true, now })),
        zone: say(zoneText(outside, startedAt)),
      }),
    );
  return {
    call: shownText(cidOf(session)),
    session: shownText(session.sessionId),
    when: startedAt === undefined ? '' : when(),
    app: { name: shownText(app.name), production: app.production },
    badge: {
      text: savedAt === undefined ? badge : say(text('Archived copy · {state}', { state: badge })),
      tone: state === undefined ? 'unknown' : isPart(state, coverage) ? 'incomplete' : toneOf(state),
      evidence: state?.evidence.map((fact) => words.say(fact)) ?? [],
    },
    asOf: asOf === undefined ? '' : say(text('as of {time}', { time: words.instant(asOf) })),
    news: news === undefined ? '' : words.say(news),
    archived: savedAt !== undefined,
  };
}

/** What a copy is, and what it cannot know. */
function archiveText(savedAt: number, state: DataState | undefined, words: FigureWords): Text {
  const time = words.instant(savedAt);
  return state?.provisional === true
    ? text(
        'Archived copy, saved {time} · not asked again. It was saved before its figures were final: Stream may have changed them since.',
        { time },
      )
    : text('Archived copy, saved {time} · not asked again.', { time });
}

/** The state is Stream's; rows that were not read make no figure final. */
function isPart(state: DataState, coverage: Coverage | undefined): boolean {
  const isFinal = state.kind === 'final' || state.kind === 'settled';
  return isFinal && coverage?.exhaustive === false && coverage.chosenBy === 'nobody';
}

function badgeText(state: DataState, coverage: Coverage | undefined, savedAt: number | undefined): Text {
  if (coverage !== undefined && isPart(state, coverage)) {
    const { read, of } = coverage;
    return of === undefined
      ? text('Final, but not all rows were read: {read}', { read })
      : text('Final, but only {read} of {of} rows were read', { read, of });
  }
  switch (state.kind) {
    case 'live':
      return savedAt === undefined
        ? text('Provisional: the call is live')
        : text('Provisional: the call was live when it was saved');
    case 'ended':
      return text('Provisional: ended, not known to be final');
    case 'stats-pending':
      return text('Provisional: ended, stats pending');
    case 'final':
      return state.provisional
        ? text('Provisional: stats are ready, the rows are older')
        : text('Final: stats ready');
    case 'settled':
      return state.provisional
        ? text('Provisional: settled, the rows are older')
        : text('Settled (inferred): nothing has changed since it ended');
    case 'final-incomplete':
      return coverage?.of === undefined
        ? text('Final, rows incomplete')
        : text('Final, rows incomplete: {read} of {of}', { read: coverage.read, of: coverage.of });
    case 'rows-expired':
      return text('Rows expired: totals only');
    case 'unknown':
      return text('Unknown: nobody can tell whether this is final');
    case 'archived':
      return state.text;
  }
}

function toneOf(state: DataState): Header['badge']['tone'] {
  switch (state.kind) {
    case 'final':
    case 'settled':
      return state.provisional ? 'provisional' : 'final';
    case 'archived':
      return 'final';
    case 'live':
    case 'ended':
    case 'stats-pending':
      return 'provisional';
    case 'final-incomplete':
      return 'incomplete';
    case 'rows-expired':
      return 'gone';
    case 'unknown':
      return 'unknown';
  }
}
