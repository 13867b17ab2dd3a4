import { cidOf, type SessionRef } from '../attendance/call';
import type { Coverage } from '../attendance/figures/basis';
import { coverageText, showFigure, type Telling } from '../attendance/figures/figure-text';
import { figuresOf } from '../attendance/figures/figures';
import { measure } from '../attendance/figures/measure';
import { rowKind } from '../attendance/figures/placed-rows';
import { numberText } from '../attendance/number-text';
import { rowContext } from '../attendance/row-context';
import { shownText } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import { instantText, rangeText, zoneText } from '../attendance/time-text';
import type { AttendanceBook, Session, SessionRows } from '../book/book';
import { sessionNamed, type Named } from './named';
import type { KnownIds } from './text/find';

/** What a hover says: plain text, line by line. */
export interface HoverText {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface HoverView {
  readonly book: AttendanceBook;
  readonly known: KnownIds;
  readonly telling: Telling;
  /** Roles whose rows count as anonymous: the setting. */
  readonly anonymousRoles: ReadonlySet<string>;
  /** A question that the hover asked and that failed. */
  readonly failure?: Text | undefined;
}

/** Sessions of a call that a hover lists. */
const sessionsListed = 3;

/** More rows than this are not measured for a hover: the panel does that without keeping anybody waiting. */
const rowsMeasured = 12_000;

/** What the book holds of a call or session that a text names. Asks for nothing. */
export function hoverText(named: Named, given: HoverView): HoverText {
  const { show } = given.telling;
  // A hover speaks of several sessions, or of when one was: times since a start would mislead.
  const display = show.display === 'sinceStart' ? 'local' : show.display;
  const view = { ...given, telling: { ...given.telling, show: { ...show, display, since: undefined } } };
  const ref = sessionNamed(named, view.known);
  if (ref !== undefined) return sessionHover(ref, view);
  if (named.call !== undefined) return callHover(named.call, view);
  const id = shownText(named.session ?? '');
  const { say } = view.telling;
  return {
    title: say(text('Call session {id}', { id })),
    lines: [
      (view.known.sessions.get(named.session ?? '') ?? []).length > 1
        ? say(text('Several calls have a session of this id.'))
        : say(text('Not read yet, and its call is not known. Look Up asks which call it belongs to.')),
    ],
  };
}

function callHover(cid: string, { book, known, telling, failure }: HoverView): HoverText {
  const { say } = telling;
  const title = say(text('Call {cid}', { cid: shownText(cid) }));
  const call = book.call(cid);
  const sessions = known.cids.has(cid) ? book.sessionsOf(cid) : undefined;
  const held = sessions === undefined ? [] : sessionsHeld(cid, sessions.items, book, known);
  const listed = held.slice(0, sessionsListed);
  const lines: string[] = [];
  if (call === undefined && listed.length === 0)
    lines.push(say(failure ?? text('Nothing was read of this call yet.')));
  else {
    lines.push(...listed.map((session) => sessionLine(session, book, telling)));
    if (listed.length > 0) lines.push(say(text('Times: {zone}', { zone: say(zoneText(telling.show)) })));
    if (listed.length === 0)
      lines.push(
        say(
          sessions?.loaded === true
            ? text('No session of this call is known.')
            : text('Its sessions were not read yet.'),
        ),
      );
    else if (sessions?.loaded !== true)
      lines.push(say(text('Its sessions were not read yet: there may be others.')));
    else
      lines.push(
        say(
          sessions.hasMore
            ? text('Over {n} sessions known', { n: numberText(held.length, telling.locale) })
            : text('Sessions known: {n}', { n: numberText(held.length, telling.locale) }),
        ),
      );
  }
  return { title, lines };
}

/** Sessions of a call that any list or answer told of, newest first. */
function sessionsHeld(
  cid: string,
  listed: readonly Session[],
  book: AttendanceBook,
  known: KnownIds,
): readonly Session[] {
  const all = new Map(listed.map((session) => [session.sessionId, session]));
  for (const refs of known.sessions.values())
    for (const ref of refs) {
      const session = cidOf(ref) === cid ? book.session(ref) : undefined;
      if (session !== undefined) all.set(ref.sessionId, session);
    }
  return [...all.values()].sort((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0));
}

/** "Nov 22, 09:00 – 09:34 · 11 people, per Stream · final (stats ready)" */
function sessionLine(session: Session, book: AttendanceBook, telling: Telling): string {
  const state = book.state(session);
  const live = state.kind === 'live';
  const range = telling.say(
    rangeText({ from: session.startedAt, to: live ? 'now' : session.endedAt }, telling.show, {
      day: true,
      now: book.now(),
    }),
  );
  return [range, ...perStream(session, telling), ...stateWords(state, telling)].join(' · ');
}

function sessionHover(ref: SessionRef, view: HoverView): HoverText {
  const { book, telling, failure } = view;
  const { say } = telling;
  const session = book.session(ref);
  const cid = cidOf(ref);
  const title = say(text('Session {id} of {cid}', { id: shownText(ref.sessionId), cid: shownText(cid) }));
  if (session === undefined)
    return { title, lines: [say(failure ?? text('Nothing was read of this session yet.'))] };
  const state = book.state(ref);
  const rows = book.rows(ref);
  const { startedAt, endedAt } = session;
  const { show } = telling;
  const end =
    endedAt !== undefined
      ? text('Ended: {time}', { time: say(instantText(endedAt, show)) })
      : state.kind === 'live'
        ? text('End: not yet, the session is live')
        : text('End: not known');
  return {
    title,
    lines: [
      say(
        startedAt === undefined
          ? text('Start: not known')
          : text('Started: {time}', { time: say(instantText(startedAt, show)) }),
      ),
      say(end),
      say(text('Data state: {state}', { state: stateWords(state, telling).join(' · ') })),
      ...(state.empty === undefined ? [] : [say(state.empty.text)]),
      ...perStream(session, telling),
      ...figureLines(session, rows, view),
    ],
  };
}

/** The state, whether it may still change, and as of when a live one is told. */
function stateWords(state: ReturnType<AttendanceBook['state']>, { say, show }: Telling): readonly string[] {
  const live = state.kind === 'live';
  return [
    say(state.text),
    ...(state.provisional && state.kind !== 'stats-pending' ? [say(text('provisional'))] : []),
    ...(live && state.asOf !== undefined
      ? [say(text('as of {time}', { time: say(instantText(state.asOf, show)) }))]
      : []),
  ];
}

/** Zero means that Stream has not counted yet: a session begins with its first participant. */
function perStream(session: Session, { say, locale }: Telling): readonly string[] {
  const people = session.stats?.counts.participants ?? 0;
  if (people === 0) return [];
  return [
    say(
      people === 1
        ? text('1 person, per Stream')
        : text('{n} people, per Stream', { n: numberText(people, locale) }),
    ),
  ];
}

/** People and their presence where all rows are at hand: with both bounds, coverage and what else must be known beside them. */
function figureLines(session: Session, rows: SessionRows, view: HoverView): readonly string[] {
  const { book, telling, anonymousRoles } = view;
  const { say } = telling;
  if (!rows.loaded) return [say(text('Its rows were not read yet.'))];
  const state = book.state(session);
  const coverage: Coverage = {
    read: rows.table.length,
    of: rows.totalSessions,
    complete: rows.complete,
    exhaustive: rows.complete,
    chosenBy: 'nobody',
    asOf: rows.asOf,
    readUntil: rows.readUntil,
    clock: rows.clock ?? 'server',
    changedWhileReading: rows.changedWhileReading,
    notes: rows.note === undefined ? [] : [rows.note],
  };
  const read = coverageText(coverage, telling);
  // An empty list is told of by the data state (rule 11), and half the rows make no figures.
  if (!rows.complete || rows.table.length === 0 || rows.table.length > rowsMeasured) return [read];
  const context = rowContext(state, rows.asOf, coverage.clock, session);
  const measures = measure({ rows: rows.table, context, anonymousRoles });
  const { kinds } = measures.placed;
  const figures = figuresOf(measures, {
    basis: { state, coverage },
    totals: {
      rows: rows.totalSessions,
      durationSeconds: rows.totalDurationSeconds,
      counts: session.stats?.counts,
      report: undefined,
      anonymousCount: undefined,
    },
  });
  const shown = [
    figures.people,
    ...(kinds[rowKind.anonymous] > 0 ? [figures.anonymous] : []),
    ...(kinds[rowKind.ingress] > 0 ? [figures.ingress] : []),
    figures.presence,
  ].map((figure) => showFigure(figure, telling));
  return [
    ...shown.map(({ name, value }) => say(text('{name}: {value}', { name, value }))),
    ...new Set(shown.flatMap(({ notes }) => notes)),
    read,
  ];
}
