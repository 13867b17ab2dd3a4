import { connectionOf, ingressOf, inOrder, recorderOf } from './meeting';
import { computerOf, phoneOf, publicId } from './people';
import { randomOf } from './random';
import type { Connection } from './truth';

const second = 1000;
const minute = 60 * second;

/** A large audience: exactly so many connections of exactly so many people, beside three machines. */
export function crowdOf(plan: {
  readonly seed: number;
  readonly label: string;
  readonly rows: number;
  readonly people: number;
  readonly hosts: readonly string[];
  readonly startedAt: number;
  readonly lastLeaveAt: number;
}): readonly Connection[] {
  const { startedAt, lastLeaveAt, hosts } = plan;
  const random = randomOf(plan.seed, `crowd ${plan.label}`);
  const length = lastLeaveAt - startedAt;
  const connections: Connection[] = [
    ingressOf(random, 'rtmp', 'obs-main', startedAt + 40 * second, lastLeaveAt - 15 * second),
    ingressOf(random, 'srt', 'srt-backup', startedAt + 65 * second, lastLeaveAt - 20 * second),
    recorderOf(random, startedAt + 90 * second, lastLeaveAt - 5 * second),
  ];
  hosts.forEach((userId, index) => {
    connections.push(
      connectionOf(random, {
        userId,
        roles: ['host'],
        device: computerOf(random),
        joinedAt: startedAt + index * 9 * second,
        leftAt: index === 0 ? lastLeaveAt : lastLeaveAt - index * 7 * second,
        ending: 'left',
      }),
    );
  });
  const viewers = Array.from({ length: plan.people - hosts.length }, (_, index) => publicId(random, index));
  const stays = plan.rows - connections.length;
  for (let index = 0; index < stays; index += 1) {
    // Everybody once, then some again: a few people come back often, most never.
    const viewer =
      viewers[index < viewers.length ? index : Math.floor(random.next() ** 2 * viewers.length)] ??
      publicId(random, 0);
    const arrival = index < viewers.length ? random.next() ** 2.2 : random.next() * 0.9;
    const joinedAt = Math.round(startedAt + 2 * minute + arrival * (length - 6 * minute));
    const stay = random.chance(0.35)
      ? random.whole(8 * second, 4 * minute)
      : random.whole(4 * minute, length);
    connections.push(
      connectionOf(random, {
        userId: viewer,
        roles: ['user'],
        device: random.chance(0.45) ? phoneOf(random) : computerOf(random),
        joinedAt,
        leftAt: Math.min(lastLeaveAt - random.whole(0, 40 * second), joinedAt + stay),
        ending: 'left',
        tracks: [],
      }),
    );
  }
  return inOrder(connections);
}

/**
 * A session that goes on: `before` connections up to the anchor, and people who come and go for a day after it. It is the
 * same whoever looks, and whenever: only the clock shows more of it.
 */
export function goingOn(plan: {
  readonly seed: number;
  readonly label: string;
  readonly regulars: readonly { readonly userId: string; readonly roles: readonly string[] }[];
  readonly startedAt: number;
  readonly anchor: number;
  readonly before: number;
  /** Mean time between two joins after the anchor, ms. */
  readonly pace: number;
  /** Who comes beside the regulars. */
  readonly visitor: (random: ReturnType<typeof randomOf>, index: number) => string;
}): readonly Connection[] {
  const { startedAt, anchor, before, pace, regulars } = plan;
  const random = randomOf(plan.seed, `going on ${plan.label}`);
  const connections: Connection[] = regulars.map(({ userId, roles }, index) =>
    connectionOf(random, {
      userId,
      roles,
      device: index % 4 === 3 ? phoneOf(random) : computerOf(random),
      joinedAt:
        index === 0
          ? startedAt
          : startedAt + Math.round(random.next() ** 2 * (anchor - startedAt) * 0.3) + index,
      leftAt: undefined,
      ending: undefined,
    }),
  );
  const visitors = Math.max(0, before - regulars.length);
  const arrivals = Array.from({ length: visitors }, (_, index) =>
    Math.round(
      startedAt + minute + ((index + random.next()) / visitors) * (anchor - startedAt - minute - second),
    ),
  );
  for (let at = anchor; at < anchor + 24 * 60 * minute;) {
    at += Math.round(pace * (0.4 + random.next() * 1.2));
    arrivals.push(at);
  }
  arrivals.forEach((joinedAt, index) => {
    connections.push(
      connectionOf(random, {
        userId: plan.visitor(random, index),
        roles: ['user'],
        device: random.chance(0.4) ? phoneOf(random) : computerOf(random),
        joinedAt,
        leftAt: joinedAt + random.whole(40 * second, 25 * minute),
        ending: 'left',
      }),
    );
  });
  return inOrder(connections);
}
