import { bitOf } from '../../../src/attendance/row-flags';
import type { AttendanceAnswer } from '../../../src/book/book';

/** What is compared with the ledger. */
export type FigureName =
  | 'row identity'
  | 'rows'
  | 'kinds'
  | 'people'
  | 'reported time'
  | 'interval time'
  | 'presence'
  | 'peak of rows'
  | 'peak of people'
  | 'average of rows'
  | 'who was there';

/** More is claimed than is true, or less than is true where nothing may be missing. */
export type Side = 'too much' | 'too little';

/** Something by which an answer says that it cannot tell, and what it excuses. */
export interface Saying {
  readonly name: string;
  readonly said: (answer: AttendanceAnswer, person?: number) => boolean;
  readonly excuses: Readonly<Partial<Record<Side, readonly FigureName[]>>>;
  readonly because: string;
}

const ofTime: readonly FigureName[] = [
  'interval time',
  'presence',
  'peak of rows',
  'peak of people',
  'average of rows',
  'who was there',
];
const ofRows: readonly FigureName[] = ['rows', 'kinds', 'people', 'reported time'];

const endedProvisional: ReadonlySet<string> = new Set([
  'ended',
  'stats-pending',
  'unknown',
  'final',
  'settled',
]);
const negative = bitOf('negative');

/**
 * Everything that excuses a figure which does not hold what the ledger says. What is not here excuses nothing; that not all
 * rows were read, or that a tail is unknown, is no excuse but a narrower claim (see `judge`).
 */
export const sayings: readonly Saying[] = [
  {
    name: 'the figures are provisional after the end',
    said: ({ basis: { state } }) => state.provisional && endedProvisional.has(state.kind),
    excuses: { 'too much': ['reported time', ...ofTime], 'too little': [...ofRows, ...ofTime] },
    because:
      'until the report Stream may lack rows, and leaves may still be revised either way; rows that never were are not excused',
  },
  {
    name: 'rows came twice and were kept',
    said: ({ basis: { coverage } }) => coverage.notes.some(({ message }) => message.includes('rows twice')),
    excuses: {
      'too much': [
        'row identity',
        'rows',
        'kinds',
        'reported time',
        'interval time',
        'peak of rows',
        'average of rows',
      ],
    },
    because: 'the note says that rows may be doubled; people and unions of their time do not grow by it',
  },
  {
    name: 'a row left before it joined',
    said: ({ measures: { placed } }, person) =>
      placed.flags.some(
        (flags, place) =>
          (flags & negative) !== 0 && (person === undefined || placed.person[place] === person),
      ),
    excuses: { 'too little': ofTime },
    because: 'such a row is flagged negative and has no length, however long the connection was',
  },
  {
    name: 'rows could not be judged by the filter',
    said: ({ unjudged }) => unjudged.rows.length > 0,
    excuses: { 'too little': [...ofRows, ...ofTime] },
    because: 'they are counted beside the answer, and may belong to it',
  },
  {
    name: 'Stream counts anonymous viewers of whom there are no rows',
    said: ({ totals, measures: { placed } }) => (totals.anonymousCount ?? 0) > placed.kinds[1],
    excuses: {
      'too little': [
        'rows',
        'kinds',
        'people',
        'reported time',
        'interval time',
        'peak of rows',
        'peak of people',
        'average of rows',
      ],
    },
    because: 'the number stands among Stream’s totals; people with an id are not among them',
  },
  {
    name: 'Stream’s reported time differs from that of the rows',
    said: ({ query, totals, measures: { placed } }) =>
      Object.keys(query.rowFilter ?? {}).length === 0 &&
      totals.durationSeconds !== undefined &&
      Math.abs(totals.durationSeconds - placed.reportedSeconds) > placed.length,
    excuses: { 'too little': [...ofRows, ...ofTime] },
    because: 'reconciling says so: as many rows as Stream counts, and not the time that it counts',
  },
];

/** The sayings by which an answer excuses a figure. */
export function excusesOf(
  answer: AttendanceAnswer,
  figure: FigureName,
  side: Side,
  person?: number,
): readonly string[] {
  return sayings
    .filter(({ excuses, said }) => excuses[side]?.includes(figure) === true && said(answer, person))
    .map(({ name }) => name);
}
