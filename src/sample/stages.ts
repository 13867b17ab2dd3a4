import type { TrueSession } from './ledger';
import type { Quirks, SlowStage } from './options';
import type { Connection } from './truth';

const second = 1000;
const hour = 3_600_000;

/** How often Stream computes its figures anew, ms. */
export const refreshMs = 10 * second;

/** The stage that a session is in, by the switch and the clock; undefined: none, all is as usual. */
export function stageOf(
  session: TrueSession,
  now: number,
  slowTruth: Quirks['slowTruth'],
): SlowStage | undefined {
  const { endedAt, reportReadyAt } = session;
  if (slowTruth === undefined || endedAt === undefined || reportReadyAt === undefined) return undefined;
  const age = now - endedAt;
  if (slowTruth.stage !== undefined) return age < hour ? slowTruth.stage : undefined;
  if (now >= reportReadyAt) return now < reportReadyAt + 5 * second ? 'old-for-5s' : undefined;
  if (age < 15 * second) return 'not-found';
  if (age < 60 * second) return 'fewer-rows';
  return age < 120 * second ? 'no-leaves' : 'revised';
}

/** Without the latest quarter of the rows, at least one. */
export function fewer(rows: readonly Connection[]): readonly Connection[] {
  return rows.slice(0, -Math.max(1, Math.floor(rows.length / 4)));
}

export function withoutLeaves(rows: readonly Connection[]): readonly Connection[] {
  return rows.map((row) => ({ ...row, leftAt: undefined }));
}

/** Leaves as a refresh notices them: at its own instant, up to ten seconds late, but not after the last leave. */
export function revised(rows: readonly Connection[], lastLeaveAt: number): readonly Connection[] {
  return rows.map((row) =>
    row.leftAt === undefined
      ? row
      : { ...row, leftAt: Math.min(lastLeaveAt, Math.ceil(row.leftAt / refreshMs) * refreshMs) },
  );
}
