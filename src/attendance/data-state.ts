import type { SessionCounts } from './call';
import type { Ms } from './instant';
import { judgeState } from './state-rules';
import type { Text } from './text';

/** How far a session's data can be trusted (terms: docs/attendance-rules.md). */
export type DataStateKind =
  | 'live'
  | 'ended'
  | 'stats-pending'
  | 'final' // by the event
  | 'settled' // inferred, rule 10
  | 'final-incomplete'
  | 'rows-expired'
  | 'unknown'
  | 'archived';

/** Why the list of rows is empty, where it is (rule 11). */
export type EmptyReason = 'expired' | 'totals-without-rows' | 'no-data-yet' | 'reported-nobody';

export interface DataState {
  readonly kind: DataStateKind;
  /** The state in words: "settled (inferred)". */
  readonly text: Text;
  /** Each fact that led here, in words, with its instant where it has one. */
  readonly evidence: readonly Text[];
  readonly asOf: Ms | undefined;
  /** True where the figures may still change. */
  readonly provisional: boolean;
  readonly empty: { readonly reason: EmptyReason; readonly text: Text } | undefined;
  /** 90 days after the session's end, where the end is known. */
  readonly rowsExpireAt: Ms | undefined;
}

/** One look at Stream's totals of a session: what rule 10 compares. */
export interface TotalsReading {
  /** This computer's clock, or the server's where known. */
  readonly at: Ms;
  readonly totalSessions: number | undefined;
  readonly totalDurationSeconds: number | undefined;
  readonly generatedAt: Ms | undefined;
  readonly counts: SessionCounts | undefined;
}

/** All that is known about a session; everything may be absent. */
export interface SessionEvidence {
  /** The server's time now, or the local clock where no server time is known. */
  readonly now: Ms;
  /** `Date` of the first page of the row set, or the local clock. */
  readonly asOf: Ms | undefined;
  readonly clock: 'server' | 'local' | 'differs';
  /** The answer for the session was a 404. */
  readonly notFound: boolean;
  /** This session is the call's current one (`current_session_id`). Undefined: the call is not known. */
  readonly isCurrent: boolean | undefined;
  readonly startedAt: Ms | undefined;
  /** `session.ended_at`. */
  readonly sessionEndedAt: Ms | undefined;
  /** `call_ended_at` of the stats row. */
  readonly statsEndedAt: Ms | undefined;
  readonly timerEndsAt: Ms | undefined;
  readonly statsKnown: boolean;
  readonly generatedAt: Ms | undefined;
  readonly liveSessions: number | undefined;
  /** Earlier looks, oldest first. */
  readonly readings: readonly TotalsReading[];
  /** The `call.stats_report_ready` event was received and verified. */
  readonly readyEventAt: Ms | undefined;
  readonly reportAnswers: boolean | undefined;
  /** Rows held and whether all pages were read. Undefined: no page was read. */
  readonly rows: { readonly read: number; readonly of: number; readonly complete: boolean } | undefined;
  readonly archivedAt: Ms | undefined;
}

/**
 * The data state of a session by rules 8–11, with its evidence. Instants in the evidence are UTC, the same for everybody
 * who looks into a dispute.
 */
export function dataState(evidence: SessionEvidence): DataState {
  return judgeState(evidence);
}
