import { text, type Text } from '../text';
import { durationText, exactDurationText } from '../time-text';
import type { Coverage } from './basis';
import type { Figure, Unit } from './figure';
import { FigureWords, isInstant, type Telling } from './figure-words';

export type { Telling } from './figure-words';

/** A figure in words, with all that must be read beside it. */
export interface ShownFigure {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** The side that stands for it where there is little room (rule 5), still named as a side: "42m certain", "up to 1h 40m, as of 09:42". */
  readonly headline: string;
  /** Both sides and why they differ: "42m certain, up to 1h 40m — 1 row has no end". */
  readonly value: string;
  /** {@link value} with times to the second. */
  readonly exact: string;
  readonly formula: string;
  readonly notes: readonly string[];
  /** "212 of 214 rows read · as of Nov 22, 2026, 09:00:12 GMT+1 (Europe/Berlin)". */
  readonly coverage: string;
  /** "final (stats ready)". */
  readonly state: string;
}

/** The only way from a figure to words. */
export function showFigure(figure: Figure, telling: Telling): ShownFigure {
  const { value, because, notes, basis } = figure.tell();
  const words = new FigureWords(telling);
  // What is unknown names its one reason itself.
  const reasons = value.kind === 'unknown' ? [] : because;
  return {
    id: figure.id,
    name: words.say(figure.name),
    unit: words.say(unitText(figure.unit)),
    headline: words.headline(value, basis),
    value: words.because(words.value(value, durationText), reasons),
    exact: words.because(words.value(value, exactDurationText), reasons),
    formula: words.say(figure.formula),
    notes: notes.map((note) => words.say(note)),
    coverage: coverageText(basis.coverage, telling),
    state: words.state(basis),
  };
}

/** A read that took longer is told with both its instants (rule 9). */
const longReadMs = 5000;

/** How much of a session was read, when, and what happened meanwhile. */
export function coverageText(coverage: Coverage, telling: Telling): string {
  const words = new FigureWords(telling);
  return [rowsRead(coverage), ...whenRead(coverage, words)]
    .map((fact) => words.say(fact))
    .concat(coverage.notes.map((note) => words.say(note)))
    .join(' · ');
}

function rowsRead({ read, of, complete, exhaustive, chosenBy }: Coverage): Text {
  if (chosenBy === 'server') {
    if (!exhaustive) return text('{read} rows read of those that Stream’s filter chooses', { read });
    return of === undefined
      ? text('{read} rows, chosen by Stream’s filter', { read })
      : text('{read} rows, chosen by Stream’s filter out of {of}', { read, of });
  }
  if (complete) return read === 1 ? text('the only row read') : text('all {read} rows read', { read });
  return of === undefined
    ? text('{read} rows read, of how many is not known', { read })
    : text('{read} of {of} rows read', { read, of });
}

function whenRead(
  { asOf, readUntil, clock, changedWhileReading }: Coverage,
  words: FigureWords,
): readonly Text[] {
  const facts: Text[] = [];
  if (!isInstant(asOf)) facts.push(text('when it was read is not known'));
  else if (isInstant(readUntil) && readUntil - asOf > longReadMs)
    facts.push(text('read from {from} to {to}', { from: words.instant(asOf), to: words.instant(readUntil) }));
  else facts.push(text('as of {time}', { time: words.instant(asOf) }));
  if (clock === 'local') facts.push(text('the time is this computer’s'));
  if (clock === 'differs') facts.push(text('this computer’s clock is over 5 minutes off Stream’s'));
  if (changedWhileReading) facts.push(text('changed while reading'));
  return facts;
}

function unitText(unit: Unit): Text {
  switch (unit) {
    case 'rows':
      return text('rows');
    case 'people':
      return text('people');
    case 'ms':
    case 's':
      return text('length of time');
    case 'instant':
      return text('date and time');
    case 'rows at once':
      return text('rows at once');
    case 'people at once':
      return text('people at once');
    case 'times':
      return text('times');
  }
}
