import { cidOf, type DecodedObject } from '../../attendance/call';
import { coverageText } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { unjudgedTexts } from '../../attendance/filter/unjudged';
import { shownText } from '../../attendance/shown-text';
import { english, text, type Text } from '../../attendance/text';
import { zoneText } from '../../attendance/time-text';
import type { AttendanceAnswer } from '../book';
import { answerWarnings } from './answer-notes';
import { cellNames } from '../../formats/cell-names';
import { guardColumn } from '../../formats/csv';
import { writeMarkdown } from '../../formats/markdown';
import { writeNdjson } from '../../formats/ndjson';
import { isChosen, type Provenance } from '../../formats/provenance';
import { recordColumns, writeCsv, type RowsToWrite } from '../../formats/row-records';
import type { WriteOptions } from '../../formats/row-slices';
import { writeSessionJson } from '../../formats/session-json';
import { cellTitle, cellWords } from './cell-words';
import { hasFilter, rowsWords, windowWords } from './query-words';
import { rowsFileNameOf, type RowsFormat } from './rows-file-name';

/** Rows of an answer that leave the panel. */
export interface RowsSubject {
  readonly answer: AttendanceAnswer;
  /** Table indexes in the order in which they are written. */
  readonly rows: Uint32Array;
  /** Which rows instead of all that the filter chose. */
  readonly narrowed: Text | undefined;
  /** Rows of the table that these were selected from; undefined: they are all of it. */
  readonly selectedFrom?: number | undefined;
  readonly telling: Telling;
  /** Name of the Stream app. */
  readonly appName: string;
  /** Rollcall's own version. */
  readonly version: string;
  /** The user's setting. */
  readonly addRollcallKey: boolean;
  /** What the session's answer holds beside its rows, where the book has it. */
  readonly envelope: DecodedObject | undefined;
}

/**
 * The rows in a format, in slices that joined are the whole document. The same rows give the same text.
 * @throws the signal's reason, once it is aborted
 */
export function rowsDocument(
  subject: RowsSubject,
  format: RowsFormat,
  options: WriteOptions,
): AsyncGenerator<string, void> {
  switch (format) {
    case 'csv':
      return writeCsv(toWrite(subject), options);
    case 'ndjson':
      return writeNdjson(toWrite(subject), options);
    case 'json':
      return sessionJson(subject, options);
    case 'markdown':
      return markdown(subject, options);
  }
}

/** A name for the file: call, start, "attendance", and "filtered" where they are not all rows that were read. */
export function rowsFileName(subject: RowsSubject, format: RowsFormat): string {
  const { answer, telling } = subject;
  return rowsFileNameOf(answer.session, {
    startedAt: answer.measures.input.context.sessionStart,
    isFiltered: areChosen(subject),
    zone: telling.show.display === 'utc' ? 'utc' : 'local',
    format,
  });
}

/** Names of the columns of a format; undefined: it has none. */
export function columnsOf(format: RowsFormat): readonly string[] | undefined {
  switch (format) {
    case 'csv':
      return [...recordColumns, guardColumn];
    case 'markdown':
      return cellNames;
    case 'json':
    case 'ndjson':
      return undefined;
  }
}

/** What a format is called. */
export function formatName(format: RowsFormat): string {
  return format === 'markdown' ? 'Markdown' : format.toUpperCase();
}

/** What there is to say of rows that were copied, with what chose them and what must be known of them. */
export function copiedWords(subject: RowsSubject, format: RowsFormat): string {
  const n = subject.rows.length;
  const of = chosenOutOf(subject);
  const args = { n, format: formatName(format) };
  if (of !== undefined)
    return withWarnings(subject, text('Copied {n} of {of} rows as {format}.', { ...args, of }));
  return withWarnings(
    subject,
    n === 1 ? text('Copied 1 row as {format}.', args) : text('Copied {n} rows as {format}.', args),
  );
}

/** What there is to say of rows that were saved, as {@link copiedWords}. @param file its name */
export function savedWords(subject: RowsSubject, format: RowsFormat, file: string): string {
  const n = subject.rows.length;
  const of = chosenOutOf(subject);
  const args = { n, format: formatName(format), file: shownText(file) };
  if (of !== undefined)
    return withWarnings(subject, text('Saved {n} of {of} rows as {format} to {file}.', { ...args, of }));
  return withWarnings(
    subject,
    n === 1
      ? text('Saved 1 row as {format} to {file}.', args)
      : text('Saved {n} rows as {format} to {file}.', args),
  );
}

/** These are not simply the rows that were read. */
function areChosen(subject: RowsSubject): boolean {
  return isChosen({ ...provenanceOf(subject), window: undefined });
}

/** The session's rows, where these are some of them that something chose. */
function chosenOutOf(subject: RowsSubject): number | undefined {
  const { rows, of = 0 } = provenanceOf(subject);
  return areChosen(subject) && of > rows ? of : undefined;
}

function withWarnings(subject: RowsSubject, said: Text): string {
  const { answer, telling } = subject;
  const words = new FigureWords(telling);
  return [said, ...choices(subject, words), ...warnings(answer, words), ...answerWarnings(answer, telling)]
    .map((one) => words.say(one))
    .join(' ');
}

/** What chose the rows. */
function choices({ answer, narrowed, selectedFrom }: RowsSubject, words: FigureWords): readonly Text[] {
  const found: Text[] = [];
  if (hasFilter(answer.query)) found.push(text('They were chosen by the row filter.'));
  if (narrowed !== undefined) found.push(text('{rows}.', { rows: words.say(narrowed) }));
  if (selectedFrom !== undefined)
    found.push(text('They were selected out of {n} rows of the table.', { n: selectedFrom }));
  return found;
}

function warnings({ basis: { coverage, state } }: AttendanceAnswer, words: FigureWords): readonly Text[] {
  const { read, of } = coverage;
  const found: Text[] = [];
  if (!coverage.exhaustive) {
    found.push(
      of === undefined || coverage.chosenBy === 'server'
        ? text('Not all rows were read.')
        : text('Not all rows were read: {read} of {of}.', { read, of }),
    );
  }
  if (state.provisional)
    found.push(text('They may still change: {state}.', { state: words.say(state.text) }));
  return found;
}

/** Where the rows come from, and how far they can be trusted. */
export function provenanceOf(subject: RowsSubject): Provenance {
  const { answer, rows, appName, version } = subject;
  const { basis, totals } = answer;
  const { coverage, state } = basis;
  return {
    state: state.text,
    provisional: state.provisional,
    asOf: coverage.asOf,
    rows: rows.length,
    read: coverage.read,
    of: coverage.of ?? totals.rows,
    complete: coverage.complete,
    ...chosenBy(answer),
    narrowed: narrowedBy(subject),
    app: appName,
    version,
    notes: notesOf(answer),
  };
}

/** Which rows instead of all that the filter chose, in English as all that goes with rows for machines. */
function narrowedBy({ rows, narrowed, selectedFrom }: RowsSubject): Text | undefined {
  if (selectedFrom === undefined) return narrowed;
  const args = { n: rows.length, of: selectedFrom };
  return narrowed === undefined
    ? text('Selected rows: {n} of {of}', args)
    : text('{rows}; of these selected: {n} of {of}', { ...args, rows: english(narrowed) });
}

function chosenBy(answer: AttendanceAnswer): Pick<Provenance, 'filter' | 'window'> {
  const { rowFilter, window } = answer.query;
  const isWindow = window?.from !== undefined || window?.to !== undefined;
  return { filter: hasFilter(answer.query) ? rowFilter : undefined, window: isWindow ? window : undefined };
}

/** What a reader of the rows must know beside state and filter. */
function notesOf(answer: AttendanceAnswer): readonly Text[] {
  const { basis, unjudged, failure } = answer;
  const { coverage } = basis;
  return [
    ...answerWarnings(answer),
    ...coverage.notes,
    ...(failure === undefined ? [] : [failure.text]),
    ...(coverage.changedWhileReading ? [text('Rows changed while they were read.')] : []),
    ...(coverage.clock === 'local' ? [text('The as-of time is this computer’s: Stream sent none.')] : []),
    ...unjudgedTexts(unjudged.counts),
  ];
}

function toWrite(subject: RowsSubject): RowsToWrite {
  const { answer, rows, addRollcallKey } = subject;
  return {
    session: answer.session,
    table: answer.rows,
    context: answer.measures.input.context,
    rows,
    provenance: provenanceOf(subject),
    addRollcallKey,
  };
}

function sessionJson(subject: RowsSubject, options: WriteOptions): AsyncGenerator<string, void> {
  const { answer, rows, envelope, appName, version, addRollcallKey } = subject;
  const { basis, totals } = answer;
  const { coverage, state } = basis;
  return writeSessionJson(
    {
      session: answer.session,
      table: answer.rows,
      rows,
      totalSessions: totals.rows,
      totalDurationSeconds: totals.durationSeconds,
      envelope,
      times: 'iso',
      state: { ...state, asOf: coverage.asOf },
      complete: coverage.complete,
      notes: notesOf(answer),
      ...chosenBy(answer),
      narrowed: narrowedBy(subject),
      app: appName,
      version,
      addRollcallKey,
    },
    options,
  );
}

function markdown(subject: RowsSubject, options: WriteOptions): AsyncGenerator<string, void> {
  const { answer, rows, telling } = subject;
  const words = new FigureWords(telling);
  return writeMarkdown(
    {
      intro: introOf(subject, words),
      titles: cellNames.map((name) => words.say(cellTitle(name))),
      rows: rows.length,
      cells: (at) => {
        const { cells } = cellWords(answer, rows[at] ?? 0, telling);
        return cellNames.map((name) => cells[name]);
      },
    },
    options,
  );
}

/** What must be known of the table, a line each. */
function introOf(subject: RowsSubject, words: FigureWords): readonly string[] {
  const { answer, rows, narrowed, telling } = subject;
  const { basis, query, session, measures } = answer;
  const { read } = basis.coverage;
  const window = windowWords(query, telling);
  const zone = words.say(zoneText(telling.show, measures.input.context.sessionStart));
  return [
    text('Call: {call}', { call: shownText(cidOf(session)) }),
    text('Session: {session}', { session: shownText(session.sessionId) }),
    text('State: {state}', { state: words.state(basis) }),
    text('Coverage: {coverage}', { coverage: coverageText(basis.coverage, telling) }),
    ...(hasFilter(query) ? [text('Row filter: {filter}', { filter: rowsWords(query, telling) })] : []),
    ...(window === '' ? [] : [text('Window: {window}', { window })]),
    ...answerWarnings(answer, telling),
    ...unjudgedTexts(answer.unjudged.counts),
    ...(narrowed === undefined ? [] : [narrowed]),
    ...(isChosen(provenanceOf(subject))
      ? [text('In this table: {n} of {read} rows that were read', { n: rows.length, read })]
      : []),
    text('Times: {zone}', { zone }),
  ].map((fact) => words.say(fact));
}
