import { text, type Text } from '../text';
import {
  isSameRange,
  Pair,
  type AverageValue,
  type Figure,
  type PeakAt,
  type PeakRange,
  type PeakValue,
  type UnknownValue,
} from './figure';
import type { FigureGround } from './figure-ground';
import type { Average, Bounds } from './measure';
import { rowKind } from './placed-rows';
import { rowsWhere } from './rows-behind';
import type { StepCurve } from './step-curve';
import type { Sweep } from './sweep';

/** How many were there at once. */
export interface ConcurrencyFigures {
  readonly peakRows: Figure<PeakValue>;
  readonly peakPeople: Figure<PeakValue>;
  readonly averageRows: Figure<AverageValue | UnknownValue>;
  readonly averagePeople: Figure<AverageValue | UnknownValue>;
}

export function concurrencyFigures(ground: FigureGround): ConcurrencyFigures {
  return {
    peakRows: peakRows(ground),
    peakPeople: peakPeople(ground),
    averageRows: averageRows(ground),
    averagePeople: averagePeople(ground),
  };
}

/** Of people, by what is certain and by what may be: a range where there are anonymous rows. */
export function peopleRange({ fewestPeople, mostPeople }: Sweep): PeakRange {
  return { least: peakOf(fewestPeople), most: peakOf(mostPeople) };
}

export function peakOf({ peak }: StepCurve): PeakAt {
  return peak ?? { value: 0, at: undefined, heldMs: undefined };
}

function peakRows(ground: FigureGround): Figure<PeakValue> {
  const { certain, upTo, unbounded, placed } = ground.measures;
  const range = ({ rows }: Sweep): PeakRange => ({ least: peakOf(rows), most: peakOf(rows) });
  const sides = {
    certain: range(certain),
    upTo: unbounded.rows > 0 || !ground.whole ? undefined : range(upTo),
  };
  return ground.figure({
    id: 'peak-rows',
    name: text('Peak of rows'),
    unit: 'rows at once',
    formula: text(
      'The maximum over time of how many of {n} rows of any kind are open, its first instant, and the first unbroken stretch that it held; at one instant a leave comes before a join',
      { n: placed.length },
    ),
    value: { kind: 'peak', pair: new Pair(sides) },
    because: () => (isSameRange(sides.certain, sides.upTo) ? [] : ground.because(ground.tails.all)),
    notes: ground.windowed,
    rows: () => openAt(ground, sides, () => true),
  });
}

function peakPeople(ground: FigureGround): Figure<PeakValue> {
  const { certain, upTo, unbounded, placed } = ground.measures;
  const unknown = unbounded.person + unbounded.anonymous > 0 || !ground.whole;
  const sides = { certain: peopleRange(certain), upTo: unknown ? undefined : peopleRange(upTo) };
  return ground.figure({
    id: 'peak-people',
    name: text('Peak of people'),
    unit: 'people at once',
    formula: text(
      'The maximum over time of how many of {people} people with an id have an open row, with {n} anonymous rows as 1 person or as 1 each, its first instant, and the first unbroken stretch that it held; at one instant a leave comes before a join',
      { people: placed.users.length, n: placed.kinds[rowKind.anonymous] },
    ),
    value: { kind: 'peak', pair: new Pair(sides) },
    because: () =>
      isSameRange(sides.certain, sides.upTo) ? [] : ground.because(ground.tails.peopleAndAnonymous),
    notes: [...ground.namelessRange, ...ground.whoCounts, ...ground.windowed],
    rows: () => openAt(ground, sides, (kind) => kind === rowKind.person || kind === rowKind.anonymous),
  });
}

function averageRows(ground: FigureGround): Figure<AverageValue | UnknownValue> {
  const { average } = ground.measures;
  return ground.figure({
    id: 'average-rows',
    name: text('Average of rows at once'),
    unit: 'rows at once',
    formula: averageFormula(
      average,
      text('∫ of the rows open at each instant, divided by the length of the window asked for'),
      text('∫ of the rows open at each instant, divided by the time from the session’s start to its end'),
      text(
        '∫ of the rows open at each instant, divided by the time from the first join to the last certain leave, since the session’s start or end is not known',
      ),
    ),
    value: averageValue(ground, average?.rows),
    because: () => (isEven(ground, average?.rows) ? [] : ground.because(ground.tails.all)),
    notes: ground.windowed,
    rows: () => during(ground, average, () => true),
  });
}

function averagePeople(ground: FigureGround): Figure<AverageValue | UnknownValue> {
  const { average } = ground.measures;
  return ground.figure({
    id: 'average-people',
    name: text('Average of people at once'),
    unit: 'people at once',
    formula: averageFormula(
      average,
      text(
        '∫ of the people with an open row at each instant, divided by the length of the window asked for; anonymous rows count as 1 person for certain and up to as 1 each',
      ),
      text(
        '∫ of the people with an open row at each instant, divided by the time from the session’s start to its end; anonymous rows count as 1 person for certain and up to as 1 each',
      ),
      text(
        '∫ of the people with an open row at each instant, divided by the time from the first join to the last certain leave, since the session’s start or end is not known; anonymous rows count as 1 person for certain and up to as 1 each',
      ),
    ),
    value: averageValue(ground, average?.people),
    because: () =>
      isEven(ground, average?.people)
        ? []
        : ground.because(ground.tails.peopleAndAnonymous, ground.namelessRange),
    notes: [...ground.whoCounts, ...ground.windowed],
    rows: () => during(ground, average, (kind) => kind === rowKind.person || kind === rowKind.anonymous),
  });
}

function averageFormula(average: Average | undefined, window: Text, session: Text, rows: Text): Text {
  if (average?.over === 'window') return window;
  return average?.over === 'rows' ? rows : session;
}

function averageValue(ground: FigureGround, bounds: Bounds | undefined): AverageValue | UnknownValue {
  const { average } = ground.measures;
  if (average === undefined || bounds === undefined)
    return { kind: 'unknown', why: text('there is no stretch of time to take it over') };
  // With more rows the stretch itself would grow, and the average might fall.
  if (average.over === 'rows' && !ground.whole)
    return { kind: 'unknown', why: text('not all rows were read') };
  const { from, to, over } = average;
  return { kind: 'average', pair: new Pair(ground.bounds(bounds)), over: { from, to, over } };
}

function isEven(ground: FigureGround, bounds: Bounds | undefined): boolean {
  return bounds === undefined || ground.bounds(bounds).upTo === bounds.certain;
}

/** Rows that are open at the peak, for certain at the certain one, possibly at the other. */
function openAt(
  { measures: { placed } }: FigureGround,
  sides: { readonly certain: PeakRange; readonly upTo: PeakRange | undefined },
  isOf: (kind: number) => boolean,
): Uint32Array {
  const [sure, possible] = [sides.certain.most.at, sides.upTo?.most.at];
  return rowsWhere(placed, (place) => {
    const start = placed.start[place] ?? NaN;
    const covers = (at: number | undefined, end: number | undefined): boolean =>
      at !== undefined && start <= at && at < (end ?? NaN);
    return (
      isOf(placed.kind[place] ?? rowKind.person) &&
      (covers(sure, placed.certainEnd[place]) || covers(possible, placed.upToEnd[place]))
    );
  });
}

/** Rows that are or may be open in the stretch of the average. */
function during(
  { measures: { placed } }: FigureGround,
  average: Average | undefined,
  isOf: (kind: number) => boolean,
): Uint32Array {
  if (average === undefined) return new Uint32Array();
  return rowsWhere(placed, (place) => {
    const [start, end] = [placed.start[place] ?? NaN, placed.upToEnd[place] ?? NaN];
    // A row of an unknown tail may last for ever.
    const last = Number.isNaN(end) ? Infinity : end;
    return (
      isOf(placed.kind[place] ?? rowKind.person) && start < average.to && last > average.from && last > start
    );
  });
}
