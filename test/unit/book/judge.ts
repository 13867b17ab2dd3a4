import { presentAt } from '../../../src/attendance/figures/present-at';
import type { AttendanceAnswer } from '../../../src/book/book';
import type { Ledger, TrueSession } from '../../../src/sample/server';
import { excusesOf, type FigureName, type Side } from './judge-sayings';
import { rowKeyOf, truthOf, type Truth } from './judge-truth';

/** A figure that does not hold what the ledger says. */
export interface Finding {
  readonly figure: FigureName;
  readonly side: Side;
  /** "presence of alice: 1 … 2, truth 3". */
  readonly words: string;
  /** By what the answer says that it cannot tell; empty: it is wrong in silence. */
  readonly excuses: readonly string[];
}

export interface Verdict {
  /** Wrong and silent. */
  readonly wrong: readonly Finding[];
  /** Wrong, and the answer says that it cannot tell. */
  readonly excused: readonly Finding[];
  /** Why the answer is not the truth that will stay; empty: it says that it is. */
  readonly unsure: readonly string[];
  /** Figures that are not one number. */
  readonly ranges: readonly FigureName[];
}

/** What is compared: at least `certain`, at most `upTo` (undefined: no bound is claimed). */
interface Claim {
  readonly figure: FigureName;
  readonly what: string;
  readonly certain: number;
  readonly upTo: number | undefined;
  readonly of: (truth: Truth) => number;
  /** For figures that are quotients. */
  readonly within?: number;
  readonly person?: number;
}

/**
 * Compares an answer with the ledger, never with the server's answers. The truth is of the time from the answer's as-of to
 * `now`: what is certain must not exceed the later truth, what is claimed as the most must not fall short of the earlier
 * one. Where not all rows were read, and where a tail is unknown, nothing is claimed as the most.
 */
export function judge(answer: AttendanceAnswer, ledger: Ledger, session: TrueSession, now: number): Verdict {
  const { basis, measures, query } = answer;
  const ways = { technicalArePeople: measures.input.technical === undefined };
  const asOf = Math.min(basis.coverage.asOf ?? now, now);
  const later = truthOf(ledger, session, query, now, ways);
  const earlier =
    session.lastLeaveAt !== undefined && session.lastLeaveAt <= asOf
      ? later
      : truthOf(ledger, session, query, asOf, ways);
  const found: Finding[] = [];
  const find = (figure: FigureName, side: Side, words: string, person?: number): void => {
    found.push({ figure, side, words, excuses: excusesOf(answer, figure, side, person) });
  };
  const unsure = new Set<string>();
  const ranges = new Set<FigureName>();
  if (basis.state.provisional) unsure.add(`state ${basis.state.kind}`);
  if (!basis.coverage.exhaustive) unsure.add('not all rows read');
  if (answer.unjudged.rows.length > 0) unsure.add('rows not judged');
  if (answer.failure !== undefined) unsure.add(`failure ${answer.failure.kind}`);
  for (const { message } of basis.coverage.notes) unsure.add(message);

  if (answer.failure !== undefined && basis.coverage.exhaustive)
    find('rows', 'too much', 'a read that failed is called exhaustive');
  for (const claim of claimsOf(answer)) {
    const { figure, what, certain, upTo, person, within = 0 } = claim;
    const words = `${what}: ${certain} … ${upTo ?? '?'}, truth ${claim.of(earlier)} … ${claim.of(later)}`;
    if (certain > claim.of(later) + within) find(figure, 'too much', words, person);
    if (upTo !== undefined && upTo < claim.of(earlier) - within) find(figure, 'too little', words, person);
    if (certain !== upTo) ranges.add(figure);
  }
  judgeRowIdentity(answer, later, find);
  judgePeople(answer, earlier, later, find);
  judgePresent(answer, session, earlier, later, asOf, find);
  for (const { excuses } of found) for (const excuse of excuses) unsure.add(excuse);
  return {
    wrong: found.filter(({ excuses }) => excuses.length === 0),
    excused: found.filter(({ excuses }) => excuses.length > 0),
    unsure: [...unsure],
    ranges: [...ranges],
  };
}

type Find = (figure: FigureName, side: Side, words: string, person?: number) => void;

function claimsOf({ rows, measures, basis: { coverage } }: AttendanceAnswer): Claim[] {
  const { placed, certain, upTo, unbounded, presenceMs, average, input } = measures;
  const { exhaustive } = coverage;
  const most = (value: number, unknown = 0): number | undefined =>
    exhaustive && unknown === 0 ? value : undefined;
  const [, anonymous, ingress, technical] = placed.kinds;
  const nameless = unbounded.person + unbounded.anonymous;
  const claims: Claim[] = [
    count('rows', 'rows', placed.length, (truth) => truth.rows),
    count('kinds', 'anonymous rows', anonymous, (truth) => truth.anonymous),
    count('kinds', 'ingress rows', ingress, (truth) => truth.ingress),
    {
      figure: 'people',
      what: 'people',
      certain: placed.users.length + Math.min(anonymous, 1),
      upTo: most(placed.users.length + anonymous),
      of: (truth) => truth.people,
    },
    {
      figure: 'reported time',
      what: 'reported seconds',
      certain: placed.reportedSeconds,
      upTo: most(placed.reportedSeconds, placed.rowsWithoutReported),
      of: (truth) => truth.reportedSeconds,
    },
    {
      figure: 'interval time',
      what: 'interval ms',
      certain: certain.intervalMs,
      upTo: most(upTo.intervalMs, unbounded.rows),
      of: (truth) => truth.intervalMs,
    },
    {
      figure: 'presence',
      what: 'presence of all',
      certain: presenceMs.certain,
      upTo: presenceMs.upTo === undefined ? undefined : most(presenceMs.upTo),
      of: (truth) => sum(truth.presenceMs.values()),
    },
    {
      figure: 'peak of rows',
      what: 'peak of rows',
      certain: certain.rows.peak?.value ?? 0,
      upTo: most(upTo.rows.peak?.value ?? 0, unbounded.rows),
      of: (truth) => truth.peakRows,
    },
    {
      figure: 'peak of people',
      what: 'peak of people',
      certain: certain.fewestPeople.peak?.value ?? 0,
      upTo: most(upTo.mostPeople.peak?.value ?? 0, nameless),
      of: (truth) => truth.peakPeople,
    },
  ];
  if (input.technical !== undefined)
    claims.push(count('kinds', 'technical rows', technical, (truth) => truth.technical));
  // Over the rows' own stretch the average may fall where rows are missing; over another, it is the interval time of it.
  if (average?.over === 'window') {
    const length = average.to - average.from;
    claims.push({
      figure: 'average of rows',
      what: 'average of rows × ms',
      certain: average.rows.certain * length,
      upTo: average.rows.upTo === undefined ? undefined : most(average.rows.upTo * length),
      of: (truth) => truth.intervalMs,
      within: 1e-3,
    });
  }
  for (const [person, user] of placed.users.entries()) {
    const id = rows.userIdOf(user);
    claims.push({
      figure: 'presence',
      what: `presence of ${id}`,
      certain: certain.presenceMs[person] ?? NaN,
      upTo: most(upTo.presenceMs[person] ?? NaN, unbounded.people[person]),
      of: (truth) => truth.presenceMs.get(id) ?? 0,
      person,
    });
  }
  return claims;

  function count(figure: FigureName, what: string, n: number, of: Claim['of']): Claim {
    return { figure, what, certain: n, upTo: most(n), of };
  }
}

/** No row that never was, and none twice. */
function judgeRowIdentity({ rows, measures: { placed } }: AttendanceAnswer, truth: Truth, find: Find): void {
  const left = new Map(truth.rowKeys);
  for (const row of placed.row) {
    const joined = rows.joined(row);
    const key = rowKeyOf(
      rows.userId(row),
      rows.userSessionId(row),
      joined.kind === 'at' ? joined.ms : undefined,
    );
    const n = left.get(key) ?? 0;
    if (n === 0) find('row identity', 'too much', `the row ${key}`);
    left.set(key, n - 1);
  }
}

/** Nobody who was not there, and where nothing is missing, everybody who was. */
function judgePeople(
  { rows, measures: { placed }, basis: { coverage } }: AttendanceAnswer,
  earlier: Truth,
  later: Truth,
  find: Find,
): void {
  const named = new Set([...placed.users].map((user) => rows.userIdOf(user)));
  for (const id of named)
    if (!later.presenceMs.has(id)) find('people', 'too much', `${id} is no person here`);
  if (!coverage.exhaustive) return;
  for (const id of earlier.presenceMs.keys())
    if (!named.has(id)) find('people', 'too little', `${id} is missing`);
}

/** At instants all over the session, also at its very end. */
function judgePresent(
  answer: AttendanceAnswer,
  session: TrueSession,
  earlier: Truth,
  later: Truth,
  asOf: number,
  find: Find,
): void {
  const { rows, measures, query, basis } = answer;
  const from = Math.max(session.startedAt, query.window?.from ?? -Infinity);
  const to = Math.min(session.lastLeaveAt ?? asOf, query.window?.to ?? Infinity);
  for (const part of [0, 0.17, 0.33, 0.5, 0.71, 0.9, 0.999]) {
    const at = Math.floor(from + part * (to - from));
    const there = presentAt(measures, at, basis.coverage);
    if (!('present' in there)) continue;
    const ids = (people: Uint32Array): readonly string[] =>
      [...people].map((person) => rows.userIdOf(measures.placed.users[person] ?? 0));
    const present = new Set(ids(there.present));
    const possibly = new Set(ids(there.possibly));
    const truly = later.presentAt(at);
    for (const id of present)
      if (!truly.has(id)) find('who was there', 'too much', `${id} at ${new Date(at).toISOString()}`);
    if (!basis.coverage.exhaustive) continue;
    for (const id of earlier.presentAt(at))
      if (!present.has(id) && !possibly.has(id))
        find('who was there', 'too little', `${id} at ${new Date(at).toISOString()}`);
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
