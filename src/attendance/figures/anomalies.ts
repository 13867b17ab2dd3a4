import type { Ms } from '../instant';
import { bitOf, flagNames } from '../row-flags';
import type { RowFlag } from '../row-table';
import { shownText } from '../shown-text';
import { text, type Text } from '../text';
import { flagAnomalyText, massEventText } from './anomaly-texts';
import type { Coverage } from './basis';
import { findMassEvents, type MassEvent } from './mass-events';
import type { Measures } from './measure';
import { rowsWhere } from './rows-behind';
import { rowKind } from './placed-rows';
import { rowsSeen, type RowsSeen } from './rows-seen';
import { inSteps, runAtOnce, runInSlices, type Pausing, type Sliced } from './slices';

export type AnomalyKind =
  | RowFlag
  | 'mass-leave'
  | 'mass-join'
  | 'unknown-type'
  | 'clock-local'
  | 'clock-differs'
  | 'changed-while-reading';

/** Something about the rows that a reader of the figures must know. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  /** What it is and what it means for the figures. */
  readonly text: Text;
  /** Rows that have it; of a mass event its people; 0 where it is about no rows. */
  readonly count: number;
  /** The evidence: indexes in the table, ascending. Looked for when it is asked for. */
  rows(): Uint32Array;
  /** When it began, where it has an instant. */
  readonly at?: Ms;
}

/** Worst first: what takes away bounds, what widens them, what contradicts itself, what a reader should know. */
const order: readonly AnomalyKind[] = [
  'no-start',
  'no-end',
  'clock-differs',
  'end-assumed',
  'revised',
  'changed-while-reading',
  'negative',
  'duration-mismatch',
  'identical',
  'same-connection',
  'outside-session',
  'mass-leave',
  'mass-join',
  'open',
  'joined-after-as-of',
  'clock-local',
  'unknown-type',
  'start-from-duration',
  'end-from-duration',
  'zero',
];

/**
 * All anomalies of the selected rows, one for each flag, unknown publisher type and mass event, worst first. Flags are of
 * the rows wherever they stand; mass events are of the window. O(rows).
 * @param coverage for what is known of clocks and of the read: of a part of the rows, a mass event is told as such
 */
export function anomaliesOf(measures: Measures, coverage?: Coverage): readonly Anomaly[] {
  return runAtOnce(finding(measures, coverage));
}

/**
 * {@link anomaliesOf} in short stretches.
 * @throws the signal's reason
 */
export function anomaliesInSlices(
  measures: Measures,
  coverage: Coverage | undefined,
  pausing: Pausing,
): Promise<readonly Anomaly[]> {
  return runInSlices(finding(measures, coverage), pausing);
}

function* finding(measures: Measures, coverage: Coverage | undefined): Sliced<readonly Anomaly[]> {
  const seen = rowsSeen(measures, coverage ?? { exhaustive: true, chosenBy: 'nobody' });
  const found = [
    ...(yield* flagAnomalies(measures)),
    ...(yield* typeAnomalies(measures)),
    ...(yield* massAnomalies(measures, seen)),
    ...(coverage === undefined ? [] : readAnomalies(coverage)),
  ];
  return found.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function* flagAnomalies(measures: Measures): Sliced<readonly Anomaly[]> {
  const { length, flags } = measures.placed;
  const counts = new Uint32Array(flagNames.length);
  yield* inSteps(length, (from, to) => {
    for (let place = from; place < to; place++) {
      for (let bits = flags[place] ?? 0; bits !== 0; bits &= bits - 1) {
        const flag = 31 - Math.clz32(bits & -bits);
        counts[flag] = (counts[flag] ?? 0) + 1;
      }
    }
  });
  return flagNames.flatMap((flag, at) => {
    const count = counts[at] ?? 0;
    const bit = bitOf(flag);
    const rows = (): Uint32Array => rowsWhere(measures.placed, (place) => ((flags[place] ?? 0) & bit) !== 0);
    return count === 0 ? [] : [{ kind: flag, text: flagAnomalyText(flag, count), count, rows }];
  });
}

/** More types than these are named by nobody: the rows can be looked at. */
const mostTypes = 20;

function* typeAnomalies(measures: Measures): Sliced<readonly Anomaly[]> {
  const { input, placed } = measures;
  if (placed.unknownTypes.length === 0) return [];
  const { form } = input.rows.arrays;
  const formOf = (place: number): number => form[placed.row[place] ?? 0] ?? 0;
  const byForm = new Uint32Array(input.rows.formCount);
  yield* inSteps(placed.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const at = formOf(place);
      if (placed.kind[place] === rowKind.person) byForm[at] = (byForm[at] ?? 0) + 1;
    }
  });
  const counts = new Map<string, number>();
  byForm.forEach((rows, at) => {
    const type = input.rows.publisherTypeOf(at);
    if (rows > 0) counts.set(type, (counts.get(type) ?? 0) + rows);
  });
  const found: Anomaly[] = [];
  for (const type of placed.unknownTypes.slice(0, mostTypes)) {
    const count = counts.get(type) ?? 0;
    if (count === 0) continue;
    found.push({
      kind: 'unknown-type',
      text: text(
        'Rows of the publisher type “{type}”, which is not documented: {rows}. They count as rows of people; if they are none, there are fewer people.',
        { type: shownText(type), rows: count },
      ),
      count,
      rows: () =>
        rowsWhere(
          placed,
          (place) =>
            placed.kind[place] === rowKind.person && input.rows.publisherTypeOf(formOf(place)) === type,
        ),
    });
  }
  return found;
}

function* massAnomalies(measures: Measures, seen: RowsSeen): Sliced<readonly Anomaly[]> {
  const events = yield* findMassEvents(measures);
  if (events.length === 0) return [];
  const earliest = yield* earliestStarts(measures);
  return events.map((event) => {
    const returning = event.people.filter((who) => (earliest[who] ?? Infinity) < event.from).length;
    return {
      kind: event.kind === 'leave' ? 'mass-leave' : 'mass-join',
      text: massEventText(event, returning, seen),
      count: event.people.length,
      rows: () => rowsOfEvent(measures, event),
      at: event.from,
    };
  });
}

/** By person: the first start, whatever the window; −∞ where a row may have started at any time. */
function* earliestStarts({ input, placed }: Measures): Sliced<Float64Array> {
  const earliest = new Float64Array(placed.users.length).fill(Infinity);
  yield* inSteps(placed.length, (from, to) => {
    for (let place = from; place < to; place++) {
      if (placed.kind[place] !== rowKind.person) continue;
      const who = placed.person[place] ?? 0;
      const start = input.rows.start(placed.row[place] ?? 0) ?? -Infinity;
      if (start < (earliest[who] ?? 0)) earliest[who] = start;
    }
  });
  return earliest;
}

/** The rows of these people that end, or start, in the stretch. */
function rowsOfEvent({ placed, lanes }: Measures, { kind, from, to, people }: MassEvent): Uint32Array {
  const times = kind === 'leave' ? placed.certainEnd : placed.start;
  const rows: number[] = [];
  for (const who of people) {
    for (const place of lanes.places.subarray(lanes.offsets[who], lanes.offsets[who + 1])) {
      const at = times[place] ?? NaN;
      if (at >= from && at <= to) rows.push(placed.row[place] ?? 0);
    }
  }
  return Uint32Array.from(rows).sort();
}

function readAnomalies({ clock, changedWhileReading }: Coverage): readonly Anomaly[] {
  const about = (kind: AnomalyKind, words: Text): Anomaly => ({
    kind,
    text: words,
    count: 0,
    rows: () => new Uint32Array(0),
  });
  const found: Anomaly[] = [];
  if (clock === 'local') {
    const words = text(
      'Stream sent no date with its answer: the as-of is this computer’s, and the assumed tails of open rows are as wrong as its clock.',
    );
    found.push(about('clock-local', words));
  }
  if (clock === 'differs') {
    const words = text(
      'This computer’s clock is over 5 minutes off Stream’s: figures go by Stream’s; times compared with this computer’s clock are wrong.',
    );
    found.push(about('clock-differs', words));
  }
  if (changedWhileReading) {
    const words = text(
      'The session changed while its rows were read: the rows were merged, and may be of different moments.',
    );
    found.push(about('changed-while-reading', words));
  }
  return found;
}
