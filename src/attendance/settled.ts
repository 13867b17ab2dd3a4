import type { SessionCounts } from './call';
import type { SessionEvidence, TotalsReading } from './data-state';
import type { Ms } from './instant';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Rule 10: how long after the end the first of two equal reads may be, and how far they must be apart. */
const firstAfterEnd = 5 * minute;
const apart = 10 * minute;

/** What rule 10 found. */
export interface Settling {
  readonly by: 'two-reads' | 'one-late-read';
  /** From when on all looks were equal to the last one. */
  readonly since: Ms;
  readonly until: Ms;
}

/**
 * Rule 10: ended, no live sessions, and two reads at least 10 minutes apart, the first at least 5 minutes after the end,
 * equal in both totals, counts and `generated_at`, and so every look between them; ended over 24 hours ago: one read made
 * after that. Where anything that is to be compared is unknown, nothing is inferred.
 */
export function settling(end: Ms | undefined, evidence: SessionEvidence): Settling | undefined {
  if (end === undefined || evidence.liveSessions !== 0) return undefined;
  const after = evidence.readings.filter((reading) => reading.at >= end + firstAfterEnd);
  const last = after.at(-1);
  if (last === undefined) return undefined;
  const first = startOfRun(after, last);
  if (first !== undefined && last.at - first.at >= apart)
    return { by: 'two-reads', since: first.at, until: last.at };
  if (last.at > end + day && hasTotals(last, evidence)) {
    return { by: 'one-late-read', since: (first ?? last).at, until: last.at };
  }
  return undefined;
}

/** True where two readings are known in all that rule 10 compares, and equal in it. */
export function equalReadings(one: TotalsReading, other: TotalsReading): boolean {
  return (
    one.totalSessions !== undefined &&
    one.totalSessions === other.totalSessions &&
    one.totalDurationSeconds !== undefined &&
    one.totalDurationSeconds === other.totalDurationSeconds &&
    one.generatedAt !== undefined &&
    one.generatedAt === other.generatedAt &&
    one.counts !== undefined &&
    other.counts !== undefined &&
    equalCounts(one.counts, other.counts)
  );
}

/** The first of the unbroken run of readings that are equal to the last one. */
function startOfRun(readings: readonly TotalsReading[], last: TotalsReading): TotalsReading | undefined {
  const broken = readings.findLastIndex((reading) => !equalReadings(reading, last));
  return readings[broken + 1];
}

/** Where rows are held, a look at them (which brings both totals) is asked for; else a look at the statistics will do. */
function hasTotals(reading: TotalsReading, { rows }: SessionEvidence): boolean {
  const totals = reading.totalSessions !== undefined && reading.totalDurationSeconds !== undefined;
  return totals || (rows === undefined && reading.counts !== undefined);
}

function equalCounts(one: SessionCounts, other: SessionCounts): boolean {
  return (
    one.participants === other.participants &&
    one.sessions === other.sessions &&
    one.publishers === other.publishers &&
    one.liveSessions === other.liveSessions &&
    one.peakConcurrentSessions === other.peakConcurrentSessions &&
    one.peakConcurrentUsers === other.peakConcurrentUsers &&
    one.totalParticipantDuration === other.totalParticipantDuration
  );
}
