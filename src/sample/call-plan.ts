import { once } from './meeting';
import { randomOf } from './random';
import { microsOf } from './wire';
import type { CallPlan, Connection, MemberPlan, Ringing, SessionPlan } from './truth';

const minute = 60_000;

/** What the scenario says of a call; all else follows from it. */
export interface CallFacts {
  readonly seed: number;
  readonly type: string;
  readonly id: string;
  readonly createdAt: number;
  readonly createdMicros?: number;
  readonly updatedAt?: number;
  readonly startsAt?: number;
  readonly endedAt?: number;
  readonly createdBy?: string;
  readonly team?: string;
  readonly backstage?: boolean;
  readonly title?: string;
  readonly custom?: CallPlan['custom'];
  /** User ids; the first is the host. */
  readonly members?: readonly string[];
  readonly sessions?: readonly SessionPlan[];
}

export function callOf(facts: CallFacts): CallPlan {
  const members = (facts.members ?? []).map((userId, index): MemberPlan => ({
    userId,
    role: index === 0 ? 'host' : 'user',
    createdAt: facts.createdAt,
  }));
  return {
    type: facts.type,
    id: facts.id,
    cid: `${facts.type}:${facts.id}`,
    createdAt: facts.createdAt,
    createdMicros: facts.createdMicros ?? microsOf(facts.createdAt),
    updatedAt: facts.updatedAt ?? facts.createdAt,
    startsAt: facts.startsAt,
    endedAt: facts.endedAt,
    createdBy: facts.createdBy ?? facts.members?.[0] ?? 'alice',
    team: facts.team,
    backstage: facts.backstage ?? false,
    custom: { ...(facts.title === undefined ? {} : { title: facts.title }), ...facts.custom },
    members,
    sessions: facts.sessions ?? [],
  };
}

export interface SessionFacts {
  readonly seed: number;
  /** Names the session's id; unique. */
  readonly label: string;
  readonly startedAt: number;
  /** Undefined: it goes on. */
  readonly lastLeaveAt: number | undefined;
  readonly endLagMs?: number;
  readonly reportAfterMs?: number;
  readonly ringing?: Ringing;
  readonly livestream?: boolean;
  readonly onlyWith?: SessionPlan['onlyWith'];
  readonly connections: () => readonly Connection[];
}

export function sessionOf(facts: SessionFacts): SessionPlan {
  const random = randomOf(facts.seed, `session ${facts.label}`);
  return {
    id: random.uuid(),
    startedAt: facts.startedAt,
    lastLeaveAt: facts.lastLeaveAt,
    endLagMs: facts.endLagMs ?? random.whole(5, 30) * 1000 + random.whole(0, 999),
    reportAfterMs: facts.reportAfterMs ?? random.whole(3 * minute, 8 * minute),
    ringing: facts.ringing,
    livestream: facts.livestream ?? false,
    onlyWith: facts.onlyWith,
    connections: once(facts.connections),
  };
}
