import { anonymousId } from './figures';
import { computerOf, encoder, machine, phoneOf } from './people';
import { randomOf } from './random';
import type { Random } from './random';
import type { Connection, Device, Ending } from './truth';

/** One that comes to a meeting. */
export interface Attendee {
  readonly userId: string;
  /** See {@link Connection}. */
  readonly individual?: string;
  readonly roles: readonly string[];
  /** Ms; by default scattered around the start, and around the end. */
  readonly from?: number;
  readonly to?: number;
  readonly phone?: boolean;
}

export interface MeetingPlan {
  readonly seed: number;
  /** Names the source of its chances. */
  readonly label: string;
  readonly attendees: readonly Attendee[];
  /** The first join. */
  readonly startedAt: number;
  readonly lastLeaveAt: number;
  /** How lively it is: the share of people with a rejoin, a second device, a ghost. 1 is usual. */
  readonly unrest?: number;
  /** The end comes for all at once. */
  readonly endedForAll?: boolean;
  /** Connections beside those of the attendees. */
  readonly beside?: readonly Connection[];
}

const second = 1000;
const minute = 60 * second;

/** The connections of an ordinary meeting: most come around the start, some late, some come back, some have two devices. */
export function meetingOf(plan: MeetingPlan): readonly Connection[] {
  const random = randomOf(plan.seed, `meeting ${plan.label}`);
  const unrest = plan.unrest ?? 1;
  const length = plan.lastLeaveAt - plan.startedAt;
  const connections: Connection[] = [...(plan.beside ?? [])];
  plan.attendees.forEach((attendee, index) => {
    const late = random.chance(0.12) ? random.whole(3 * minute, Math.max(4 * minute, length / 4)) : 0;
    const early = random.chance(0.1) ? random.whole(3 * minute, Math.max(4 * minute, length / 3)) : 0;
    // The first join is the session's start, and somebody has to be the last to leave: both are the first attendee.
    const joined =
      attendee.from ??
      (index === 0 ? plan.startedAt : plan.startedAt + random.whole(900, 110 * second) + late);
    const leaves =
      attendee.to ??
      (index === 0 || plan.endedForAll === true
        ? plan.lastLeaveAt
        : plan.lastLeaveAt - random.whole(200, 75 * second) - early);
    const left = Math.min(plan.lastLeaveAt, Math.max(joined + 4 * second, leaves));
    connections.push(
      ...staysOf({ random, attendee, joined: Math.min(joined, left - 1), left, unrest, plan }),
    );
  });
  return inOrder(connections);
}

interface Stay {
  readonly random: Random;
  readonly attendee: Attendee;
  readonly joined: number;
  readonly left: number;
  readonly unrest: number;
  readonly plan: MeetingPlan;
}

/** All connections of one attendee. */
function staysOf({ random, attendee, joined, left, unrest, plan }: Stay): Connection[] {
  const device = attendee.phone === true ? phoneOf(random) : computerOf(random);
  const ending: Ending = plan.endedForAll === true && left === plan.lastLeaveAt ? 'call-ended' : 'left';
  const whole = connectionOf(random, { ...attendee, device, joinedAt: joined, leftAt: left, ending });
  const length = left - joined;
  const chance = random.next() / unrest;
  if (length < 6 * minute || chance > 0.3) return [whole];
  const broke = joined + random.whole(2 * minute, length - 3 * minute);
  if (chance < 0.13) {
    // The network broke; back on the same device some seconds later.
    const back = broke + random.whole(3 * second, 55 * second);
    return [
      { ...whole, leftAt: broke, ending: 'reconnected' },
      { ...whole, userSessionId: random.uuid(), joinedAt: back, leftAt: left, ending },
    ];
  }
  if (chance < 0.18) {
    // A ghost: back before the server gave the old connection up.
    const back = broke - random.whole(20 * second, 110 * second);
    return [
      { ...whole, leftAt: broke, ending: 'timed-out' },
      { ...whole, userSessionId: random.uuid(), joinedAt: back, leftAt: left, ending },
    ];
  }
  if (chance < 0.24) {
    const until = Math.min(left, broke + random.whole(2 * minute, 20 * minute));
    const phone = connectionOf(random, {
      ...attendee,
      device: phoneOf(random),
      joinedAt: broke,
      leftAt: until,
      ending: 'left',
    });
    return [whole, phone];
  }
  // Left for something else, and came again.
  const gone = Math.min(left - minute, broke + random.whole(90 * second, 10 * minute));
  const again = connectionOf(random, { ...attendee, device, joinedAt: gone, leftAt: left, ending });
  return [{ ...whole, leftAt: Math.min(broke, gone) }, again];
}

export interface ConnectionFacts {
  readonly userId: string;
  /** By default the user; of an anonymous connection, somebody whom no other connection belongs to. */
  readonly individual?: string;
  readonly roles: readonly string[];
  readonly device: Device;
  readonly joinedAt: number;
  readonly leftAt: number | undefined;
  readonly ending: Ending | undefined;
  readonly publisherType?: string;
  readonly technical?: boolean;
  readonly tracks?: readonly string[];
}

/** A connection with ids of its own. */
export function connectionOf(random: Random, facts: ConnectionFacts): Connection {
  const userSessionId = random.uuid();
  return {
    userId: facts.userId,
    individual: facts.individual ?? (facts.userId === anonymousId ? userSessionId : facts.userId),
    userSessionId,
    unifiedSessionId: userSessionId,
    device: facts.device,
    publisherType: facts.publisherType ?? 'webrtc',
    roles: facts.roles,
    technical: facts.technical ?? false,
    joinedAt: facts.joinedAt,
    leftAt: facts.leftAt,
    ending: facts.ending,
    tracks: facts.tracks ?? (random.chance(0.7) ? ['audio', 'video'] : ['audio']),
  };
}

/** A recorder of Stream's own. */
export function recorderOf(random: Random, joinedAt: number, leftAt: number): Connection {
  const facts = { userId: 'recorder-egress', roles: ['admin'], device: machine, technical: true, tracks: [] };
  return connectionOf(random, { ...facts, joinedAt, leftAt, ending: 'left' });
}

/** A stream that is fed in by `rtmp`, `srt` or `whip`. */
export function ingressOf(
  random: Random,
  publisherType: string,
  userId: string,
  joinedAt: number,
  leftAt: number,
): Connection {
  const facts = { userId, roles: ['host'], device: encoder, publisherType, tracks: ['audio', 'video'] };
  return connectionOf(random, { ...facts, joinedAt, leftAt, ending: 'left' });
}

/** By join, then by connection id: the order in which Stream's list is read. */
export function inOrder(connections: readonly Connection[]): readonly Connection[] {
  return [...connections].sort(
    (a, b) =>
      a.joinedAt - b.joinedAt ||
      (a.userSessionId < b.userSessionId ? -1 : a.userSessionId > b.userSessionId ? 1 : 0),
  );
}

export function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}
