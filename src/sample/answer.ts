import type { CallSessionResponse, MemberResponse, UserResponse } from '@stream-io/node-sdk';
import { anonymousId } from './figures';
import { anonymousCount, knownOf } from './known';
import type { World } from './known';
import type { TrueSession } from './ledger';
import type { Pager } from './paging';
import type { CallPlan, MemberPlan, Person } from './truth';
import type { TimeWriter, Wire } from './wire';

/** A request that got past key, token and route. */
export interface Ask {
  /** Decoded path parameters by name. */
  readonly path: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  /** Fields of the JSON body. */
  readonly body: ReadonlyMap<string, unknown>;
}

/** What a handler works with. */
export interface Desk extends World {
  readonly time: TimeWriter;
  readonly pager: Pager;
  /** Sessions whose rows went while they were read, by id. */
  readonly goneWhileRead: Set<string>;
}

/** The request's own duration, always the same: equal requests have equal answers. */
export const requestDuration = '4.21ms';
export const requestMs = 4;

/** When the sample's people signed up: any time long ago. */
const signedUp = Date.UTC(2024, 2, 5, 9, 30);

export function userOf(desk: Desk, id: string): Wire<UserResponse> {
  const person: Person | undefined = desk.ledger.person(id);
  return {
    id,
    ...(person?.name === undefined ? {} : { name: person.name }),
    role: person?.role ?? 'user',
    banned: false,
    blocked_user_ids: [],
    created_at: desk.time(signedUp),
    updated_at: desk.time(signedUp),
    custom: {},
    invisible: false,
    language: 'en',
    online: false,
    shadow_banned: false,
    teams: [],
  };
}

export function memberOf(desk: Desk, member: MemberPlan): Wire<MemberResponse> {
  return {
    user_id: member.userId,
    role: member.role,
    created_at: desk.time(member.createdAt),
    updated_at: desk.time(member.createdAt),
    deleted_at: desk.time.orNothing(undefined),
    custom: {},
    user: userOf(desk, member.userId),
  };
}

/** The members in the order of the list, at most so many. */
export function firstMembers(desk: Desk, call: CallPlan, limit: number): readonly Wire<MemberResponse>[] {
  return call.members.slice(0, limit).map((member) => memberOf(desk, member));
}

export function sessionAnswer(desk: Desk, session: TrueSession): Wire<CallSessionResponse> {
  const { time } = desk;
  const known = knownOf(desk, session);
  const there = session.live ? known.content().rows.filter((row) => row.leftAt === undefined) : [];
  const named = there.filter((row) => row.userId !== anonymousId);
  const byRole = new Map<string, number>();
  for (const row of there) for (const role of row.roles) byRole.set(role, (byRole.get(role) ?? 0) + 1);
  const times = (answers: ReadonlyMap<string, number> | undefined): Record<string, string | number> =>
    Object.fromEntries([...(answers ?? [])].map(([userId, at]) => [userId, time(at)]));
  return {
    id: session.id,
    started_at: time(known.startedAt),
    ended_at: time.orNothing(known.endedAt),
    live_started_at: time.orNothing(session.livestream ? known.startedAt : undefined),
    live_ended_at: time.orNothing(session.livestream ? known.endedAt : undefined),
    timer_ends_at: time.orNothing(undefined),
    // Who is there now; of an ended session nobody.
    participants: named.slice(0, 250).map((row) => ({
      joined_at: time(row.joinedAt),
      role: row.roles[0] ?? 'user',
      user_session_id: row.userSessionId,
      user: userOf(desk, row.userId),
    })),
    participants_count_by_role: Object.fromEntries(byRole),
    anonymous_participant_count: anonymousCount(desk, session),
    accepted_by: times(session.ringing?.acceptedBy),
    rejected_by: times(session.ringing?.rejectedBy),
    missed_by: times(session.ringing?.missedBy),
  };
}
