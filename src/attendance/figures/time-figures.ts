import { bitOf } from '../row-flags';
import { shownText } from '../shown-text';
import { text, type Text } from '../text';
import {
  Pair,
  type Figure,
  type InstantRange,
  type InstantValue,
  type ReportedValue,
  type TimeValue,
  type UnknownValue,
} from './figure';
import type { FigureGround } from './figure-ground';
import type { Bounds, Dwell } from './measure';
import { rowsWhere } from './rows-behind';
import { tailsAt } from './tails';

/** How long rows and people were there. */
export interface TimeFigures {
  /** Stream's documented recipe: the only figure that is compared with `total_participant_duration`. */
  readonly reportedTime: Figure<ReportedValue>;
  readonly intervalTime: Figure<TimeValue>;
  /** Of all people in sum. */
  readonly presence: Figure<TimeValue>;
  readonly dwell: Readonly<Record<keyof Dwell, Figure<TimeValue | UnknownValue>>>;
  readonly firstJoin: Figure<InstantValue>;
  readonly lastLeave: Figure<InstantValue>;
}

export function timeFigures(ground: FigureGround): TimeFigures {
  return {
    reportedTime: reportedTime(ground),
    intervalTime: intervalTime(ground),
    presence: presence(ground),
    dwell: { mean: dwell(ground, 'mean'), median: dwell(ground, 'median'), p90: dwell(ground, 'p90') },
    firstJoin: firstJoin(ground),
    lastLeave: lastLeave(ground),
  };
}

/** Presence of one person, by its number in the measures. */
export function presenceOf(ground: FigureGround, person: number): Figure<TimeValue> {
  const { certain, upTo, unbounded, placed, input } = ground.measures;
  const bounds = ground.bounds({
    certain: certain.presenceMs[person] ?? 0,
    upTo: unbounded.people[person] === 0 ? upTo.presenceMs[person] : undefined,
  });
  const user = input.rows.userIdOf(placed.users[person] ?? 0);
  const places = (): Uint32Array => ground.people.placesOf(person);
  return ground.figure({
    id: 'presence-of-person',
    name: text('Presence of {user}', { user: shownText(user) }),
    unit: 'ms',
    formula: text(
      'Length of the union of the person’s intervals from start to end; where a row has no leave, certain ends it at start + duration or at its start, up to at the as-of time or at the session’s end',
    ),
    value: { kind: 'time', pair: new Pair(bounds) },
    because: () => (isEven(bounds) ? [] : ground.because(tailsAt(placed, places()))),
    notes: ground.windowed,
    rows: () => ground.people.rowsOf(person),
  });
}

function reportedTime(ground: FigureGround): Figure<ReportedValue> {
  const { placed, input } = ground.measures;
  return ground.figure({
    id: 'reported-time',
    name: text('Reported time'),
    unit: 's',
    formula: text(
      'Σ duration_in_seconds over {n} rows as Stream reports it; rows without one, or with one below 0, are counted beside it: {without}',
      { n: placed.length - placed.rowsWithoutReported, without: placed.rowsWithoutReported },
    ),
    value: {
      kind: 'reported',
      seconds: placed.reportedSeconds,
      without: placed.rowsWithoutReported,
      whole: ground.whole,
    },
    because: () => [...ground.unread, ...withoutDuration(placed.rowsWithoutReported)],
    notes: ground.unclipped,
    rows: () => rowsWhere(placed, (place) => (input.rows.reportedSeconds(placed.row[place] ?? 0) ?? -1) >= 0),
  });
}

function withoutDuration(n: number): readonly Text[] {
  if (n === 0) return [];
  return n === 1 ? [text('1 row has no duration')] : [text('{n} rows have no duration', { n })];
}

function intervalTime(ground: FigureGround): Figure<TimeValue> {
  const { certain, upTo, unbounded, placed } = ground.measures;
  const bounds = ground.bounds({
    certain: certain.intervalMs,
    upTo: unbounded.rows > 0 ? undefined : upTo.intervalMs,
  });
  return ground.figure({
    id: 'interval-time',
    name: text('Interval time'),
    unit: 'ms',
    formula: text(
      'Σ(end − start) over {n} rows of any kind; where a row has no leave, certain ends it at start + duration or at its start, up to at the as-of time or at the session’s end',
      { n: placed.length },
    ),
    value: { kind: 'time', pair: new Pair(bounds) },
    because: () => (isEven(bounds) ? [] : ground.because(ground.tails.all)),
    notes: ground.windowed,
    rows: () => rowsWhere(placed, (place) => placed.upToEnd[place] !== placed.start[place]),
  });
}

function presence(ground: FigureGround): Figure<TimeValue> {
  const { presenceMs, placed } = ground.measures;
  const bounds = ground.bounds(presenceMs);
  return ground.figure({
    id: 'presence',
    name: text('Presence of all people'),
    unit: 'ms',
    formula: text(
      'Σ over {n} people with an id of the length of the union of each person’s intervals; where a row has no leave, certain ends it at start + duration or at its start, up to at the as-of time or at the session’s end',
      { n: placed.users.length },
    ),
    value: { kind: 'time', pair: new Pair(bounds) },
    because: () => (isEven(bounds) ? [] : ground.because(ground.tails.people)),
    notes: [...ground.namelessLeftOut, ...ground.whoCounts, ...ground.windowed],
    rows: () => ground.people.all(),
  });
}

function dwell(ground: FigureGround, which: keyof Dwell): Figure<TimeValue | UnknownValue> {
  const { dwell: of, placed } = ground.measures;
  const bounds = of?.[which];
  const n = placed.users.length;
  return ground.figure<TimeValue | UnknownValue>({
    id: `dwell-${which}`,
    name:
      which === 'mean' ? text('Mean dwell') : which === 'median' ? text('Median dwell') : text('p90 dwell'),
    unit: 'ms',
    formula:
      which === 'mean'
        ? text('Presence of all people, divided by {n} people', { n })
        : which === 'median'
          ? text(
              'The middle of the presences of {n} people in order, the mean of the middle two where they are even in number',
              { n },
            )
          : text('The presence at rank ⌈0.9 × {n}⌉ of the presences of {n} people in order', { n }),
    value: ground.whole
      ? bounds === undefined
        ? { kind: 'unknown', why: text('there are no people with an id') }
        : { kind: 'time', pair: new Pair(bounds) }
      : // Who was not read may have stayed shorter as well as longer.
        { kind: 'unknown', why: text('not all rows were read') },
    because: () => (bounds === undefined || isEven(bounds) ? [] : ground.because(ground.tails.people)),
    notes: [...ground.namelessLeftOut, ...ground.whoCounts, ...ground.windowed],
    rows: () => ground.people.all(),
  });
}

function firstJoin(ground: FigureGround): Figure<InstantValue> {
  const { placed, input } = ground.measures;
  const { noPlace } = withoutPlace(ground);
  const latest = known(placed.firstJoin);
  const range = { earliest: noPlace > 0 || !ground.whole ? undefined : latest, latest };
  return ground.figure({
    id: 'first-join',
    name: text('First join'),
    unit: 'instant',
    formula: text(
      'The earliest start of {n} rows that stand in the window, not clipped; where a row has no join, its leave minus its duration',
      { n: placed.length },
    ),
    value: instant(range),
    because: () => (range.earliest === latest ? [] : ground.because({ ...noTails, noPlace })),
    notes: ground.windowed,
    rows: () =>
      rowsWhere(placed, (place) => {
        const start = input.rows.start(placed.row[place] ?? 0);
        return placed.inWindow[place] === 1 && (start === undefined || start === placed.firstJoin);
      }),
  });
}

function lastLeave(ground: FigureGround): Figure<InstantValue> {
  const { placed, input, unbounded } = ground.measures;
  const range = {
    earliest: known(placed.lastCertainLeave),
    latest: unbounded.rows > 0 || !ground.whole ? undefined : known(placed.lastUpToLeave),
  };
  return ground.figure({
    id: 'last-leave',
    name: text('Last leave'),
    unit: 'instant',
    formula: text(
      'The latest end of {n} rows that stand in the window, not clipped; where a row has no leave, the earliest is its start + duration or its start, the latest the as-of time or the session’s end',
      { n: placed.length },
    ),
    value: instant(range),
    because: () => (range.earliest === range.latest ? [] : ground.because(ground.tails.all)),
    notes: ground.windowed,
    rows: () =>
      rowsWhere(placed, (place) => {
        if (placed.inWindow[place] !== 1) return false;
        const row = placed.row[place] ?? 0;
        const joinedLater = ((placed.flags[place] ?? 0) & joinedLaterBit) !== 0;
        const end = joinedLater ? input.rows.start(row) : input.rows.certainEnd(row);
        return end === placed.lastCertainLeave || placed.certainEnd[place] !== placed.upToEnd[place];
      }),
  });
}

const joinedLaterBit = bitOf('joined-after-as-of');
const noTails = { noPlace: 0, noEnd: 0, assumed: 0, open: 0 };

function withoutPlace(ground: FigureGround): { readonly noPlace: number } {
  return ground.measures.unbounded.rows === 0 ? noTails : ground.tails.all;
}

function instant(range: InstantRange): InstantValue {
  return { kind: 'instant', range: new Pair(range) };
}

function isEven({ certain, upTo }: Bounds): boolean {
  return certain === upTo;
}

function known(at: number): number | undefined {
  return Number.isNaN(at) ? undefined : at;
}
