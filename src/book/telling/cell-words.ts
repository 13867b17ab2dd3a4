import { Pair } from '../../attendance/figures/figure';
import { FigureWords, isInstant, type Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import { bitOf } from '../../attendance/row-flags';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { exactDurationText, isLength } from '../../attendance/time-text';
import type { CellName } from '../../formats/cell-names';
import type { AttendanceAnswer } from '../book';
import { timesInWindow, timesOfRow, type TimesInWindow } from '../../formats/row-times';
import { noteTexts, notesOfRow, type RowNotes } from './row-notes';
import { StampWords } from './stamp-words';

/** What the cells of one row are told from. */
interface Subject {
  readonly answer: AttendanceAnswer;
  readonly row: number;
  readonly words: FigureWords;
  readonly stamps: StampWords;
  readonly times: TimesInWindow;
  readonly notes: RowNotes;
}

/** What is to be told of a row besides its cells. */
export interface CellWords {
  readonly cells: Readonly<Record<CellName, string>>;
  readonly notes: RowNotes;
}

/** A row of the answer in words, whether the row filter chose it or not; nothing is cut. O(1). */
export function cellWords(answer: AttendanceAnswer, row: number, telling: Telling): CellWords {
  const subject = subjectOf(answer, row, telling);
  return { cells: cellsOf(subject), notes: subject.notes };
}

function subjectOf(answer: AttendanceAnswer, row: number, telling: Telling): Subject {
  const { input } = answer.measures;
  const times = timesInWindow(timesOfRow(answer.rows, input.context, row), input.window);
  return {
    answer,
    row,
    words: new FigureWords(telling),
    stamps: new StampWords(input.context, telling),
    times,
    notes: notesOfRow(input, row, !times.inside),
  };
}

function cellsOf(subject: Subject): Record<CellName, string> {
  const { answer, row, words, notes } = subject;
  return {
    person: personCell(subject),
    roles: rolesCell(subject),
    publisher: shownOr(answer.rows.publisherType(row), text('unknown'), words),
    joined: joinedCell(subject),
    left: leftCell(subject),
    reported: reportedCell(subject),
    interval: intervalCell(subject),
    notes: noteTexts(notes)
      .map((note) => words.say(note))
      .join(' · '),
    userSession: shownOr(answer.rows.userSessionId(row), text('unknown'), words),
  };
}

/** What a column is called. */
export function cellTitle(column: CellName): Text {
  switch (column) {
    case 'person':
      return text('Person');
    case 'roles':
      return text('Roles');
    case 'publisher':
      return text('Publisher');
    case 'joined':
      return text('Joined');
    case 'left':
      return text('Left');
    case 'reported':
      return text('Reported duration');
    case 'interval':
      return text('Interval');
    case 'notes':
      return text('Notes');
    case 'userSession':
      return text('User session');
  }
}

/** Of anonymous rows, too, the id stands there where it is one: a role made them anonymous. */
function personCell({ answer, row, words }: Subject): string {
  const id = answer.rows.userId(row);
  if (id === '') return words.say(text('anonymous, without an id'));
  return id === '!anon' ? words.say(text('anonymous')) : shownText(id);
}

function rolesCell({ answer, row, words }: Subject): string {
  const roles = answer.rows.roles(row);
  if (roles === undefined) return words.say(text('unknown'));
  return roles.length === 0 ? words.say(text('none')) : roles.map(shownText).join(', ');
}

function joinedCell({ answer, row, words, stamps, notes }: Subject): string {
  const joined = answer.rows.joined(row);
  if (joined.kind === 'at') return stamps.stamp(joined.ms);
  const start = answer.rows.start(row);
  if (start === undefined || (notes.flags & bitOf('start-from-duration')) === 0)
    return words.say(text('unknown'));
  return words.say(text('{time}, from leave and duration', { time: stamps.stamp(start) }));
}

function leftCell({ answer, row, words, stamps, notes }: Subject): string {
  const left = answer.rows.left(row);
  if (left.kind === 'at') return stamps.stamp(left.ms);
  const has = (flag: 'open' | 'end-from-duration' | 'end-assumed'): boolean =>
    (notes.flags & bitOf(flag)) !== 0;
  if (has('open')) return words.say(text('open'));
  const end = answer.rows.certainEnd(row);
  if (has('end-from-duration') && end !== undefined)
    return words.say(text('{time}, from join and duration', { time: stamps.stamp(end) }));
  const { sessionEnd } = answer.measures.input.context;
  if (has('end-assumed') && isInstant(sessionEnd))
    return words.say(text('unknown, {time} at the latest', { time: stamps.stamp(sessionEnd) }));
  return words.say(text('unknown'));
}

/** As it was reported: what is no length of time stands there as a number. */
function reportedCell({ answer, row, words }: Subject): string {
  const n = answer.rows.reportedSeconds(row);
  if (n === undefined) return words.say(text('unknown'));
  if (n < 0) return words.say(text('{n} s, which is none', { n }));
  if (!Number.isInteger(n) || !isLength(n * 1000)) return words.say(text('{n} s', { n }));
  return words.say(exactDurationText(n * 1000));
}

/** The pair of the row's time in the window; "unknown" is never left out. */
function intervalCell({ words, times: { start, certainEnd, upToEnd } }: Subject): string {
  if (Number.isNaN(start)) return words.say(text('unknown'));
  const pair = new Pair({ certain: certainEnd - start, upTo: lengthOr(upToEnd - start) });
  return words.value({ kind: 'time', pair }, exactDurationText);
}

function lengthOr(ms: Ms): Ms | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}

function shownOr(value: string, none: Text, words: FigureWords): string {
  return value === '' ? words.say(none) : shownText(value);
}
