import { anonymousId } from './figures';
import { dayMs } from './ledger';
import type { Ledger, TrueSession } from './ledger';
import type { Quirks, SlowStage } from './options';
import { listed, recordedOf, withStatistics } from './recorded';
import type { Recorded, Statistics } from './recorded';
import { fewer, refreshMs, revised, stageOf, withoutLeaves } from './stages';
import { totalsOf } from './totals';
import type { Totals } from './totals';
import type { Connection } from './truth';

/** What the answers are made from: the truth, the clock and the switches. */
export interface World {
  readonly ledger: Ledger;
  readonly quirks: () => Quirks;
  /** The call was deleted after it was listed. */
  readonly isDeleted: (cid: string) => boolean;
}

/** What Stream knows of a session now: the truth, late and with losses. */
export interface KnownSession {
  readonly session: TrueSession;
  /** `started_at` as Stream tells it. */
  readonly startedAt: number;
  /** `ended_at` as Stream tells it. Undefined: live, or never told. */
  readonly endedAt: number | undefined;
  /** When the figures were last computed. */
  readonly generatedAt: number;
  /** Where the truth comes in stages. */
  readonly stage: SlowStage | undefined;
  /** There is a report. The ledger says when it is due. */
  readonly reportReady: boolean;
  /** What needs the connections, which are built when they are first asked for. */
  content(): KnownContent;
}

export interface KnownContent {
  /** The list of participant sessions, in its order, and the totals that stand beside it. */
  readonly rows: readonly Connection[];
  readonly rowTotals: Totals;
  /** What statistics and report are made of, their figures and their totals. */
  readonly recorded: readonly Connection[];
  readonly totals: Totals;
  readonly statistics: () => Statistics;
}

/** Before the report, what happened in the last half minute of the session is not there yet. */
const unreportedMs = 30_000;

export function knownOf(world: World, session: TrueSession): KnownSession {
  const { joinBeforeStart, noEndedAt, slowTruth } = world.quirks();
  const now = world.ledger.now();
  const stage = stageOf(session, now, slowTruth);
  const reportReady = stage === undefined ? session.reportReady : stage === 'old-for-5s';
  return {
    session,
    startedAt: session.startedAt + (joinBeforeStart === true ? 3000 : 0),
    endedAt: noEndedAt === true ? undefined : session.endedAt,
    generatedAt: generatedAt(session, reportReady, now),
    stage,
    reportReady,
    content: () => contentOf(world, session, stage, reportReady),
  };
}

function contentOf(
  { ledger, quirks }: World,
  session: TrueSession,
  stage: SlowStage | undefined,
  reportReady: boolean,
): KnownContent {
  const ways = quirks();
  const now = ledger.now();
  // Past the last leave nothing happens any more.
  const end = session.lastLeaveAt ?? now;
  const at = (until: number): Recorded => recordedOf(ledger.connections(session.id, until), until, ways);
  const pendingUntil = end - unreportedMs;

  let recorded = at(session.live || reportReady ? end : pendingUntil);
  if (stage === 'revised') recorded = withStatistics(revised(at(end).rows, end), end);
  let rows = recorded.rows;
  let counted = rows;
  if (stage === 'fewer-rows') rows = fewer(rows);
  if (stage === 'no-leaves') rows = withoutLeaves(at(end).rows);
  if (stage === 'old-for-5s') rows = counted = revised(rows, end);
  if (ways.totalsBehind === true) {
    if (session.live) counted = at((Math.floor(now / refreshMs) - 1) * refreshMs).rows;
    else if (!reportReady) counted = at(pendingUntil - refreshMs).rows;
    else if (now < (session.reportReadyAt ?? 0) + refreshMs) counted = at(pendingUntil).rows;
  }
  const openUntil = session.endedAt ?? now;
  const totals = totalsOf(recorded.rows, openUntil, ways);
  return {
    rows: listed(rows, reportReady, ways),
    rowTotals: counted === recorded.rows ? totals : totalsOf(counted, openUntil, ways),
    recorded: recorded.rows,
    totals,
    statistics: recorded.statistics,
  };
}

/** Every ten seconds while live; some seconds after the end, and once more when the report is ready. */
function generatedAt(session: TrueSession, reportReady: boolean, now: number): number {
  if (session.endedAt === undefined || session.reportReadyAt === undefined) {
    return Math.max(session.startedAt, Math.floor(now / refreshMs) * refreshMs);
  }
  return Math.min(now, reportReady ? session.reportReadyAt : session.endedAt + 4000);
}

/**
 * Viewers without a name, of whom a session tells nothing but the number: those there now; of an ended session nobody,
 * unless this is the only place that knows of them.
 */
export function anonymousCount({ ledger, quirks }: World, session: TrueSession): number {
  const onlyHere = quirks().anonymousViewers === 'counted-only';
  if (!session.live && !onlyHere) return 0;
  return ledger
    .connections(session.id)
    .filter((one) => one.userId === anonymousId && (!session.live || one.leftAt === undefined)).length;
}

/** Sessions of a call as the call itself tells of them: the latest one. */
export function latestSession({ ledger, quirks }: World, cid: string): TrueSession | undefined {
  return quirks().sessionAnswersOnlyById === true ? undefined : ledger.sessions(cid)[0];
}

/** The sessions that Stream's statistics list, newest start first. */
export function listedSessions({ ledger, quirks, isDeleted }: World): readonly TrueSession[] {
  const all = ledger.sessions().filter(({ cid }) => !isDeleted(cid));
  const { sessionMissingFromStats, sessionAnswersOnlyById } = quirks();
  if (sessionMissingFromStats !== true && sessionAnswersOnlyById !== true) return all;
  const seen = new Set<string>();
  return all.filter(({ cid }) => seen.size === seen.add(cid).size);
}

/** Gone: 90 days after the end. */
export function rowsAreGone(session: TrueSession, now: number): boolean {
  return session.endedAt !== undefined && now - session.endedAt >= 90 * dayMs;
}
