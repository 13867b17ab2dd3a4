import { Pair, type Figure, type TimeValue } from '../../attendance/figures/figure';
import { showFigure } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import type { LaneLabel } from '../../attendance/figures/lane-labels';
import type { Gap, LaneInterval, OtherLane } from '../../attendance/figures/lanes';
import type { Bounds } from '../../attendance/figures/measure';
import { rowsSeen, type RowsSeen } from '../../attendance/figures/rows-seen';
import type { Ms } from '../../attendance/instant';
import { isAnonymous } from '../../attendance/people';
import { shownName } from '../../attendance/shown-name';
import { text, type Text } from '../../attendance/text';
import { durationText, exactDurationText } from '../../attendance/time-text';
import { chartRange, type Charted } from './chart-range';
import { ExactClock } from './exact-clock';
import type { MarkRows } from './lane-marks';
import type { Verdict } from './lane-order';
import { togetherText } from './together-words';

/** The times of one row, or of several without a gap; `upToEnd` undefined: unknown. */
export type Times = Pick<LaneInterval, 'start' | 'certainEnd' | 'upToEnd'>;

/** How a row follows the person's rows before it. */
export interface Following {
  readonly label: LaneLabel;
  readonly upToLabel: LaneLabel;
  /** The latest certain end of the rows before it, ms. */
  readonly reach: Ms;
  /** The row began before the window or ended after it. */
  readonly cut: boolean;
}

/** What is told of a person's lane as a whole. */
export interface LaneFacts {
  readonly presence: Figure<TimeValue> | undefined;
  /** Rows in the window that have a place in time. */
  readonly rows: number;
  /** The first stretches without a gap, and how many there are. */
  readonly stretches: readonly Times[];
  readonly stretchCount: number;
  readonly withoutPlace: number;
  readonly verdict: Verdict | undefined;
}

/** Says lanes, and claims no more than the rows at hand allow. */
export class LaneWords {
  readonly #words: FigureWords;
  readonly #telling: Telling;
  readonly #clock: ExactClock;
  readonly #seen: RowsSeen;
  /** Tails that reach it are of rows that were open then. */
  readonly #openAt: Ms | undefined;

  constructor(answer: Charted, telling: Telling) {
    this.#words = new FigureWords(telling);
    this.#telling = telling;
    this.#clock = new ExactClock(answer.measures.input.context, telling, chartRange(answer));
    const { live, asOf } = answer.measures.input.context;
    this.#openAt = live ? asOf : undefined;
    this.#seen = rowsSeen(answer.measures, answer.basis.coverage);
  }

  /** "09:00:12 – 09:31:02, 30m 50s, second device or shared account: overlaps for 8m 05s". */
  row(times: Times, following: Following): string {
    const told = this.#following(this.#times(times), times, following);
    return following.cut ? this.#words.say(text('{row}, cut by the window', { row: told })) : told;
  }

  /** Several rows that are drawn as one. */
  rows(mark: Pick<MarkRows, 'rows' | 'tick' | 'together'>): string {
    const length = this.#pair(mark.together.length, exactDurationText);
    return this.#words.say(togetherText(mark, { length, openAt: this.#openAt, at: (ms) => this.#at(ms) }));
  }

  /** A row that is no person's with an id. */
  otherRow(times: Times): string {
    return this.#times(times);
  }

  /** "gap of 4m 08s, 09:31:02 – 09:35:10", where it may be called one. */
  gap({ from, to, certainFrom }: Gap, isSure: boolean): string {
    const args = { length: this.#length(to - from), from: this.#at(from), to: this.#at(to) };
    switch (this.#seen) {
      case 'part':
        return this.#words.say(
          text('no row at hand for {length}, {from} – {to}; not all rows were read', args),
        );
      case 'chosen':
        return this.#words.say(text('no chosen row for {length}, {from} – {to}', args));
      case 'all':
    }
    if (!isSure || certainFrom === undefined)
      return this.#words.say(text('no certain time for {length}, {from} – {to}; perhaps no gap', args));
    if (certainFrom > from)
      return this.#words.say(
        text('gap of {length}, {from} – {to}, for certain from {certain}', {
          ...args,
          certain: this.#at(certainFrom),
        }),
      );
    return this.#words.say(text('gap of {length}, {from} – {to}', args));
  }

  /** Both sides in short: "42m", "at least 42m", "29m certain, up to 1h 40m". */
  presence(figure: Figure<TimeValue> | undefined): string {
    if (figure === undefined) return this.#words.say(text('time not known'));
    const { certain, upTo } = figure.tell().value.pair.both();
    if (certain === upTo) return this.#rounded(certain);
    const least = this.#rounded(certain);
    if (upTo === undefined)
      return certain === 0
        ? this.#words.say(text('time not known'))
        : this.#words.say(text('at least {duration}', { duration: least }));
    return certain === 0
      ? this.#words.say(text('up to {duration}', { duration: this.#rounded(upTo) }))
      : this.#pair({ certain, upTo }, durationText);
  }

  /** Who a row belongs to that is no person's with an id. */
  otherName(id: string): string {
    return isAnonymous(id) ? this.#words.say(text('anonymous')) : shownName(id);
  }

  otherKind({ kind }: OtherLane, publisherType: string): string {
    switch (kind) {
      case 'anonymous':
        return this.#words.say(text('anonymous'));
      case 'ingress':
        return this.#words.say(text('ingress ({type})', { type: shownName(publisherType) }));
      case 'technical':
        return this.#words.say(text('technical'));
    }
  }

  /** A person's lane for who cannot see it. */
  lane(facts: LaneFacts): string {
    const { presence, rows, stretches, stretchCount, withoutPlace, verdict } = facts;
    const told: Text[] = [];
    if (presence !== undefined)
      told.push(text('Presence: {presence}.', { presence: showFigure(presence, this.#telling).value }));
    if (rows === 0) told.push(text('No row has a place in time here.'));
    else told.push(rows === 1 ? text('1 row.') : text('{n} rows.', { n: rows }));
    if (stretches.length > 0) {
      const list = stretches.map((times) => this.#times(times)).join('; ');
      const n = stretchCount - stretches.length;
      told.push(n > 0 ? text('{list}; and {n} more.', { list, n }) : text('{list}.', { list }));
    }
    if (withoutPlace > 0)
      told.push(
        withoutPlace === 1
          ? text('1 row has no place in time.')
          : text('{n} rows have no place in time.', { n: withoutPlace }),
      );
    if (this.#seen === 'part') told.push(text('Not all rows were read: there may be more.'));
    if (this.#seen === 'chosen') told.push(text('Only rows that the row filter chose.'));
    if (verdict !== undefined) told.push(verdictText(verdict));
    return told.map((fact) => this.#words.say(fact)).join(' ');
  }

  /** The lane of one row of nobody with an id. */
  otherLane(kind: string, times: Times | undefined): string {
    const where = times === undefined ? this.#words.say(text('no place in time')) : this.#times(times);
    return this.#words.say(text('{kind}: {where}.', { kind, where }));
  }

  #times({ start, certainEnd, upToEnd }: Times): string {
    const args = {
      start: this.#at(start),
      end: this.#at(certainEnd),
      length: this.#length(certainEnd - start),
    };
    if (upToEnd === certainEnd)
      return this.#words.say(
        certainEnd === start ? text('{start}, no length', args) : text('{start} – {end}, {length}', args),
      );
    if (upToEnd === undefined)
      return this.#words.say(
        certainEnd === start
          ? text('from {start}, end unknown', args)
          : text('{start} – {end} certain, {length}, end unknown', args),
      );
    const tailed = { ...args, last: this.#at(upToEnd) };
    const isNothing = certainEnd === start;
    if (upToEnd === this.#openAt)
      return this.#words.say(
        isNothing
          ? text('from {start}, still open at {last}', tailed)
          : text('{start} – {end} certain, {length}, still open at {last}', tailed),
      );
    return this.#words.say(
      isNothing
        ? text('from {start}, assumed up to {last}', tailed)
        : text('{start} – {end} certain, {length}, assumed up to {last}', tailed),
    );
  }

  #following(row: string, { start, certainEnd }: Times, { label, upToLabel, reach }: Following): string {
    const told = this.#words.say(this.#labelled(row, label, start, certainEnd, reach));
    if (label === upToLabel) return told;
    return this.#words.say(
      text('{row}; if assumed ends hold: {label}', {
        row: told,
        label: this.#words.say(labelName(upToLabel)),
      }),
    );
  }

  #labelled(row: string, label: LaneLabel, start: Ms, certainEnd: Ms, reach: Ms): Text {
    switch (label) {
      case 'first':
        return text('{row}', { row });
      case 'reconnect':
        return text('{row}, reconnect: the same connection as before', { row });
      case 'ghost':
      case 'second-device': {
        const overlap = this.#length(Math.max(0, Math.min(reach, certainEnd) - start));
        return label === 'ghost'
          ? text('{row}, ghost: overlaps the connection before for {overlap}', { row, overlap })
          : text('{row}, second device or shared account: overlaps for {overlap}', { row, overlap });
      }
      case 'likely-reconnect':
      case 'rejoin': {
        const gap = this.#length(Math.max(0, start - reach));
        // What lies between may have been rows that are not at hand.
        if (this.#seen !== 'all') return text('{row}, {gap} after the row before it', { row, gap });
        return label === 'rejoin'
          ? text('{row}, rejoin after {gap}', { row, gap })
          : text('{row}, likely reconnect after {gap}', { row, gap });
      }
    }
  }

  /** Both sides, more exact where they would read the same. */
  #pair(bounds: Bounds, length: typeof durationText): string {
    return this.#words.value({ kind: 'time', pair: new Pair(bounds) }, length);
  }

  #at(ms: Ms): string {
    return this.#clock.at(ms);
  }

  #rounded(ms: number): string {
    return this.#words.say(durationText(ms));
  }

  /** To the second, as the instants beside it. */
  #length(ms: number): string {
    return this.#words.say(exactDurationText(ms));
  }
}

function labelName(label: LaneLabel): Text {
  switch (label) {
    case 'first':
      return text('first row');
    case 'reconnect':
      return text('reconnect');
    case 'likely-reconnect':
      return text('likely reconnect');
    case 'rejoin':
      return text('rejoin');
    case 'ghost':
      return text('ghost');
    case 'second-device':
      return text('second device or shared account');
  }
}

function verdictText(verdict: Verdict): Text {
  switch (verdict) {
    case 'passes':
      return text('Passes the threshold.');
    case 'fails':
      return text('Does not pass the threshold.');
    case 'cannotTell':
      return text('Whether the threshold is passed cannot be told.');
  }
}
