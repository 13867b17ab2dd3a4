import type { Connection, Ledger, TrueSession } from '../../src/sample/server';
import { clock, sidesExactly, truthOf, type Sides } from './panel-truth';
import { stageNow } from './stage';

/**
 * What *Find a Person* has to show by the ledger, computed in the plainest way, and written as the page writes it. Nothing
 * here is Rollcall's.
 */

export const hour = 60 * 60_000;
const week = 7 * 24 * hour;
/** Sessions that ended longer ago are settled by one read. */
export const dayAndMore = 24 * hour + 20 * 60_000;

/** Somebody in one session. */
export interface Stay {
  readonly session: TrueSession;
  readonly rows: readonly Connection[];
  readonly presence: Sides;
  readonly rejoins: number;
}

/** The sessions that began in the last seven days, newest first. */
export function sessionsOfWeek(ledger: Ledger): readonly TrueSession[] {
  return ledger.sessions().filter(({ startedAt }) => startedAt >= stageNow - week);
}

/** The connections of somebody in one session. */
export function rowsOf(ledger: Ledger, session: TrueSession, userId: string): readonly Connection[] {
  return ledger.connections(session.id).filter((row) => row.userId === userId);
}

/** Where somebody was in the last seven days. */
export function staysOf(ledger: Ledger, userId: string): readonly Stay[] {
  return sessionsOfWeek(ledger).flatMap((session) => {
    const rows = rowsOf(ledger, session, userId);
    if (rows.length === 0) return [];
    const { presenceOf } = truthOf(rows, session.endedAt ?? stageNow);
    const presence = presenceOf.get(userId) ?? { certain: NaN, upTo: NaN };
    return [{ session, rows, presence, rejoins: rejoinsOf(rows) }];
  });
}

/** What a line says of a stay. */
export function stayWords({ rows, presence, rejoins }: Stay): Readonly<Record<string, string>> {
  const last = Math.max(...rows.map(({ leftAt = Infinity }) => leftAt));
  return {
    joined: clock(Math.min(...rows.map(({ joinedAt }) => joinedAt))),
    left: last === Infinity ? 'still there' : clock(last),
    rejoins: String(rejoins),
    exact: sidesExactly(presence),
  };
}

/** How often somebody came back: stretches in which at least one connection was open, but the first. */
function rejoinsOf(rows: readonly Connection[]): number {
  let [reach, rejoins] = [NaN, 0];
  for (const { joinedAt, leftAt = Infinity } of rows) {
    if (joinedAt > reach) rejoins++;
    reach = Number.isNaN(reach) ? leftAt : Math.max(reach, leftAt);
  }
  return rejoins;
}
