import { Pair } from '../../attendance/figures/figure';
import { FigureWords, isInstant, type Telling } from '../../attendance/figures/figure-words';
import type { Ms } from '../../attendance/instant';
import { bitOf } from '../../attendance/row-flags';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { exactDurationText, isLength } from '../../attendance/time-text';
import type { AttendanceAnswer } from '../../book/book';
import { timesInWindow, timesOfRow, type TimesInWindow } from '../../formats/row-times';
import { rowKinds, type ColumnId, type PanelRow } from '../protocol';
import { isDoubtful, noteTexts, notesOfRow, type RowNotes } from './row-notes';
import { StampWords } from './stamp-words';

/** Characters of a cell on screen at most: copies have it whole ({@link rowCells}). */
const longestCell = 300;
const [isolate, pop] = ['\u2068', '\u2069'];

/** What the cells of one row are told from. */
interface Subject {
  readonly answer: AttendanceAnswer;
  readonly row: number;
  readonly words: FigureWords;
  readonly stamps: StampWords;
  readonly times: TimesInWindow;
  readonly notes: RowNotes;
}

/** A row of the answer as the table shows it, whether the row filter chose it or not. O(1). */
export function panelRow(answer: AttendanceAnswer, row: number, telling: Telling): PanelRow {
  const subject = subjectOf(answer, row, telling);
  const { notes } = subject;
  return {
    row,
    kind: rowKinds[notes.kind] ?? 'person',
    cells: cellsOf(subject).map(capped),
    outside: notes.outside,
    doubtful: isDoubtful(notes),
  };
}

/** The cells of a row as {@link panelRow} has them, none of them cut: for copies. O(1). */
export function rowCells(answer: AttendanceAnswer, row: number, telling: Telling): readonly string[] {
  return cellsOf(subjectOf(answer, row, telling));
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

/** By `columnIds`. */
function cellsOf(subject: Subject): string[] {
  const { answer, row, words, notes } = subject;
  return [
    personCell(subject),
    rolesCell(subject),
    shownOr(answer.rows.publisherType(row), text('unknown'), words),
    joinedCell(subject),
    leftCell(subject),
    reportedCell(subject),
    intervalCell(subject),
    noteTexts(notes)
      .map((note) => words.say(note))
      .join(' · '),
    shownOr(answer.rows.userSessionId(row), text('unknown'), words),
  ];
}

/** What a column is called. */
export function columnTitle(column: ColumnId): Text {
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

/** Cut between characters; a direction that was isolated stays so. */
function capped(cell: string): string {
  if (cell.length <= longestCell) return cell;
  const cut = cell.slice(0, longestCell - 2).replace(/[\ud800-\udbff]$/, '');
  const isOpen = cut.lastIndexOf(isolate) > cut.lastIndexOf(pop);
  return isOpen ? `${cut}…${pop}` : `${cut}…`;
}
