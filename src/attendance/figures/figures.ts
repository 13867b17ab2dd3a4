import type { Text } from '../text';
import type { Basis, StreamTotals } from './basis';
import { concurrencyFigures, type ConcurrencyFigures } from './concurrency-figures';
import { countFigures, thresholdFigures, type CountFigures, type ThresholdFigures } from './count-figures';
import type { CountValue, Figure, ReportedValue, TimeValue, UnknownValue } from './figure';
import { FigureGround } from './figure-ground';
import type { Measures } from './measure';
import { streamFigures } from './stream-figures';
import { judgePeople } from './threshold';
import { timeFigures, presenceOf, type TimeFigures } from './time-figures';

export interface FigureOptions {
  readonly basis: Basis;
  readonly totals: StreamTotals;
  /** Present for at least so long, ms. */
  readonly threshold?: number | undefined;
  /** What the row filter could not judge: "3 rows could not be judged (no duration)". */
  readonly unjudged?: readonly Text[] | undefined;
}

/** The presence of one person. */
export interface PersonPresence {
  /** The person's number in the measures. */
  readonly person: number;
  readonly userId: string;
  readonly figure: Figure<TimeValue>;
}

/**
 * All named figures of one measuring. Rows, people and reported time are of the chosen rows, a window does not change
 * them; all else is of the window. Where not all rows were read nothing has an upper bound, and what could fall as well as
 * rise is unknown.
 */
export interface Figures extends CountFigures, TimeFigures, ConcurrencyFigures {
  /** Undefined: no threshold was asked for. */
  readonly threshold: ThresholdFigures | undefined;
  /** Those computed from rows in the order of reading, reported time first, without the presence of each person. */
  readonly computed: readonly Figure[];
  /** Stream's own of the whole session, reported time first. */
  readonly perStream: readonly Figure<CountValue | ReportedValue | UnknownValue>[];
  /** Undefined: there is no such person. */
  presenceOf(person: number): Figure<TimeValue> | undefined;
  /** By user id. Undefined: not a person of these rows. */
  presenceOfUser(userId: string): Figure<TimeValue> | undefined;
  /** In the order of their first rows; made one by one. */
  presences(): Iterable<PersonPresence>;
}

/**
 * Gives measures their names, formulas, reasons and notes. O(people) at once; the rows behind a figure are looked for when
 * asked for.
 * @throws RangeError: the threshold is no length of time
 */
export function figuresOf(measures: Measures, options: FigureOptions): Figures {
  const ground = new FigureGround(measures, options.basis, options.unjudged ?? []);
  const counts = countFigures(ground);
  const times = timeFigures(ground);
  const concurrency = concurrencyFigures(ground);
  const threshold =
    options.threshold === undefined
      ? undefined
      : thresholdFigures(ground, judgePeople(measures, options.threshold, ground.whole));
  const users = measures.placed.users;
  const { rows } = measures.input;
  let byUser: ReadonlyMap<string, number> | undefined;
  const of = (person: number): Figure<TimeValue> | undefined =>
    users[person] === undefined ? undefined : presenceOf(ground, person);
  return {
    ...counts,
    ...times,
    ...concurrency,
    threshold,
    computed: [
      times.reportedTime,
      times.intervalTime,
      times.presence,
      counts.rows,
      counts.people,
      counts.anonymous,
      counts.ingress,
      counts.ingressOnly,
      counts.technical,
      ...(threshold === undefined ? [] : [threshold.passes, threshold.fails, threshold.cannotTell]),
      times.dwell.mean,
      times.dwell.median,
      times.dwell.p90,
      concurrency.peakPeople,
      concurrency.peakRows,
      concurrency.averagePeople,
      concurrency.averageRows,
      times.firstJoin,
      times.lastLeave,
      counts.rejoins,
    ],
    perStream: streamFigures(options.totals, options.basis),
    presenceOf: of,
    presenceOfUser(userId) {
      byUser ??= new Map(Array.from(users, (user, person) => [rows.userIdOf(user), person]));
      const person = byUser.get(userId);
      return person === undefined ? undefined : of(person);
    },
    *presences() {
      for (let person = 0; person < users.length; person++)
        yield { person, userId: rows.userIdOf(users[person] ?? 0), figure: presenceOf(ground, person) };
    },
  };
}
