import type { AttendanceAnswer } from '../../../src/book/book';
import type { Quirks } from '../../../src/sample/server';
import type { Finding } from './judge';

/** What no reader of the API can notice: the answer is wrong there, in silence, and can be no better. */
export interface KnownLimit {
  readonly name: string;
  readonly because: string;
  readonly applies: (quirks: Quirks, answer: AttendanceAnswer) => boolean;
  /** Side and figure of all that may be wrong. */
  readonly may: readonly string[];
  /** A switch, a question, and exactly what is wrong there: on the first session that the switch is about. */
  readonly shown: {
    readonly by: string;
    /** What must be on beside it. */
    readonly beside?: Quirks;
    readonly asked: 'all rows' | 'one person' | 'its own';
    readonly wrong: readonly string[];
  };
}

const countsTooLittle = [
  'too little rows',
  'too little kinds',
  'too little people',
  'too little reported time',
  'too little interval time',
  'too little peak of rows',
];

const tooLittle = [
  ...countsTooLittle,
  'too little presence',
  'too little peak of people',
  'too little who was there',
];

const unmarked = ['too little kinds', 'too much people', 'too much presence', 'too much who was there'];

/**
 * The whole of it. What each shows is asserted to be exactly so: whoever finds a way to notice one takes it out of here.
 */
export const knownLimits: readonly KnownLimit[] = [
  {
    name: 'a machine of Stream’s own that Stream calls a user like any other',
    because: 'is_tech_user is the only sign by which it could be told from a person',
    applies: ({ recorder }, { query }) =>
      recorder === 'unmarked' && query.rowFilter?.['is_tech_user'] === undefined,
    may: [...unmarked, 'too much peak of people'],
    shown: { by: 'a recorder like a person', asked: 'all rows', wrong: unmarked },
  },
  {
    name: 'the same, asked for',
    because: 'as above: Stream answers that there is none',
    applies: ({ recorder }, { query }) =>
      recorder === 'unmarked' && query.rowFilter?.['is_tech_user'] !== undefined,
    may: tooLittle,
    shown: {
      by: 'a recorder like a person',
      asked: 'its own',
      wrong: [
        'too little rows',
        'too little kinds',
        'too little reported time',
        'too little interval time',
        'too little peak of rows',
      ],
    },
  },
  {
    name: 'rows that Stream counts and does not send, where it chose the rows',
    because:
      'totals are of the whole session: how many rows of one person there should be no answer tells, and to read all rows for it would make every quick question a slow one',
    applies: ({ fewerRowsThanTotal, recorder }, { basis }) =>
      basis.coverage.chosenBy === 'server' && (fewerRowsThanTotal === true || recorder === 'totals-only'),
    may: tooLittle,
    shown: {
      by: 'fewer rows than the total',
      asked: 'one person',
      wrong: [
        'too little rows',
        'too little reported time',
        'too little interval time',
        'too little presence',
      ],
    },
  },
  {
    name: 'anonymous viewers who are in no row, where Stream does not tell their number',
    because:
      'that number stands in `session` beside the rows, and nowhere else of a session that is not the latest',
    applies: ({ anonymousViewers, sessionLeftOut }, { totals }) =>
      anonymousViewers === 'counted-only' && sessionLeftOut === true && totals.anonymousCount === undefined,
    may: [...countsTooLittle, 'too little peak of people'],
    shown: {
      by: '300 anonymous viewers as a number only',
      beside: { sessionLeftOut: true },
      asked: 'all rows',
      wrong: [...countsTooLittle, 'too little peak of people'],
    },
  },
];

/** A finding as the table names it. */
export function nameOf({ side, figure }: Finding): string {
  return `${side} ${figure}`;
}

/** The limit that a finding belongs to. */
export function limitOf(finding: Finding, quirks: Quirks, answer: AttendanceAnswer): KnownLimit | undefined {
  return knownLimits.find(({ applies, may }) => applies(quirks, answer) && may.includes(nameOf(finding)));
}
