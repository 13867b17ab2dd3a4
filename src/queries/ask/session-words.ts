import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import { text } from '../../attendance/text';
import { rangeText, zoneText } from '../../attendance/time-text';
import type { AttendanceBook, Session } from '../../book/book';

/** A session as a line of a list. */
export interface SessionWords {
  /** "Nov 22, 09:00 – 09:34 (Europe/Berlin, GMT+1)". */
  readonly when: string;
  /** "11 people per Stream · final (stats ready)"; what is not known is left out. */
  readonly about: string;
}

/** When a session was, how many Stream counts in it, and how far its data can be trusted; nothing is asked for. */
export function sessionWords(
  session: Session,
  book: Pick<AttendanceBook, 'state' | 'now'>,
  telling: Telling,
): SessionWords {
  const words = new FigureWords(telling);
  const state = book.state(session);
  const { startedAt, endedAt } = session;
  const to: Ms | 'now' | undefined = state.kind === 'live' ? 'now' : endedAt;
  // A list goes over many sessions: "since the start" of each would tell nothing.
  const show = {
    ...telling.show,
    display: telling.show.display === 'sinceStart' ? 'local' : telling.show.display,
  };
  const range = rangeText({ from: startedAt, to }, show, { day: true, now: book.now() });
  const people = session.stats?.counts.participants;
  return {
    when: words.say(
      text('{range} ({zone})', { range: words.say(range), zone: words.say(zoneText(show, startedAt)) }),
    ),
    about: [
      ...(people === undefined
        ? []
        : [people === 1 ? text('1 person per Stream') : text('{n} people per Stream', { n: people })]),
      state.text,
    ]
      .map((fact) => words.say(fact))
      .join(' · '),
  };
}
