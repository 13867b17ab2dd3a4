import { cidOf } from '../../attendance/call';
import { Pair, type CountRange } from '../../attendance/figures/figure';
import { FigureWords } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import { clockSeconds, daySeconds } from '../../attendance/second-shapes';
import { shownText } from '../../attendance/shown-text';
import { text, type Text, type Translate } from '../../attendance/text';
import {
  durationText,
  exactDurationText,
  instantText,
  rangeText,
  sinceClock,
} from '../../attendance/time-text';
import { dayKey, formatted, isShowable, type TimeShow } from '../../attendance/time-zones';
import type { PersonFinding, PersonSession, PersonStay, TimePair } from '../../book/person/person-finding';
import type { PersonLine } from './protocol';

/** In whose language, numbers and zone a finding is told. */
export interface PersonTelling {
  readonly say: Translate;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly show: TimeShow;
  /** The app's clock: the year is named where it is another one. */
  readonly now: Ms;
}

/** A session of a finding, by which page and host mean the same one. */
export function lineKey({ session }: PersonSession): string {
  return JSON.stringify([session.cid, session.sessionId]);
}

/** The lines of the table, in the order of the finding: newest first. */
export function linesOf(finding: PersonFinding, telling: PersonTelling): PersonLine[] {
  const words = new PersonWords(telling);
  return finding.sessions.map((each) => words.line(each));
}

/** Says what one finding holds: whatever the numbers, it says them or "unknown". */
export class PersonWords {
  readonly #telling: PersonTelling;
  readonly #figures: FigureWords;

  constructor(telling: PersonTelling) {
    this.#telling = telling;
    this.#figures = new FigureWords(telling);
  }

  say(words: Text): string {
    return this.#figures.say(words);
  }

  line(found: PersonSession): PersonLine {
    const { session, state, outcome } = found;
    const there = outcome.kind === 'there' ? outcome : undefined;
    return {
      key: lineKey(found),
      kind: outcome.kind,
      call: shownText(cidOf(session)),
      when: this.#when(found),
      outcome: this.outcome(found),
      joined: there === undefined ? '' : this.#instant(there.joined, session.startedAt),
      left: there === undefined ? '' : this.#left(there, session.startedAt),
      presence: there === undefined ? '' : this.presence(there.presence),
      exact: there === undefined ? '' : this.exactPresence(there.presence),
      rejoins: there === undefined ? '' : this.rejoins(there.rejoins),
      state: this.say(state.text),
      provisional: state.provisional,
      notes: there === undefined ? [] : there.notes.map((note) => this.say(note)),
    };
  }

  /** What a session said about the person. Nobody is called absent: rows tell of rows. */
  outcome({ outcome, state }: PersonSession): string {
    switch (outcome.kind) {
      case 'there':
        return outcome.rows === 1
          ? this.say(text('Found: 1 row'))
          : this.say(text('Found: {n} rows', { n: outcome.rows }));
      case 'absent':
        return state.provisional
          ? this.say(text('No row of this person so far'))
          : this.say(text('No row of this person'));
      case 'cannot-tell':
        return this.say(text('Cannot be told: {why}', { why: this.say(outcome.text) }));
      case 'not-asked':
        return this.say(text('Not asked: {why}', { why: this.say(outcome.text) }));
      case 'waiting':
        return this.say(text('Not asked yet'));
    }
  }

  /** Both bounds (rule 5), in the words of all other figures. */
  presence(pair: TimePair): string {
    return this.#figures.value({ kind: 'time', pair: new Pair(pair) }, durationText);
  }

  rejoins(range: CountRange): string {
    return this.#figures.value({ kind: 'count', range: new Pair(range) }, durationText);
  }

  /** {@link presence} to the second. */
  exactPresence(pair: TimePair): string {
    return this.#figures.value({ kind: 'time', pair: new Pair(pair) }, exactDurationText);
  }

  /** With day, seconds and zone. */
  instant(at: Ms | undefined): string {
    return this.say(instantText(at, this.#outside));
  }

  /** Since the start of a session, its own start says nothing. */
  get #outside(): TimeShow {
    const { show } = this.#telling;
    return show.display === 'sinceStart' ? { ...show, display: 'local' } : show;
  }

  #when({ session, state }: PersonSession): string {
    const to = session.endedAt ?? (state.kind === 'live' ? 'now' : undefined);
    if (!isShowable(session.startedAt) && to === undefined) return this.say(text('start unknown'));
    return this.say(
      rangeText({ from: session.startedAt, to }, this.#outside, { day: true, now: this.#telling.now }),
    );
  }

  #left({ left }: PersonStay, start: Ms | undefined): string {
    switch (left.kind) {
      case 'at':
        return this.#instant(left.ms, start);
      case 'still-there':
        return this.say(text('still there'));
      case 'unknown':
        return this.say(text('unknown'));
    }
  }

  /** To the second; with its day where that is not the day of the session's start. */
  #instant(at: Ms | undefined, start: Ms | undefined): string {
    if (!isShowable(at)) return this.say(text('unknown'));
    const { show } = this.#telling;
    if (show.display === 'sinceStart' && isShowable(start)) return sinceClock(at - start, true);
    const shown = this.#outside;
    const isSameDay = isShowable(start) && dayKey(at, shown) === dayKey(start, shown);
    return formatted(at, shown, isSameDay ? clockSeconds : daySeconds);
  }
}
