import { sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { anonymousId } from './figures';
import { connectionOf, ingressOf, inOrder, meetingOf, recorderOf } from './meeting';
import type { ConnectionFacts } from './meeting';
import type { Quirks } from './options';
import { colleagueIds, computerOf, guestId } from './people';
import { randomOf } from './random';
import type { Random } from './random';
import { regular } from './regular-meeting';
import type { Connection, SessionPlan } from './truth';

const second = 1000;
const minute = 60 * second;

/** What the switches of list 7 put into the session that they add. */
type Cast = Pick<Quirks, 'guestsRenamed' | 'rtmpAsHost' | 'sharedUserSession'> & {
  readonly anonymous: boolean;
};

const casts: readonly Cast[] = [false, true].flatMap((anonymous) =>
  [false, true].flatMap((guestsRenamed) =>
    [false, true].flatMap((rtmpAsHost) => [
      { anonymous, guestsRenamed, rtmpAsHost },
      ...(['twice', 'two-users'] as const).map((sharedUserSession) => ({
        anonymous,
        guestsRenamed,
        rtmpAsHost,
        sharedUserSession,
      })),
    ]),
  ),
);

/**
 * Sessions in which it is hard to say who is who: one for each combination of the switches, there only while exactly they
 * are on, so that what a session holds never changes.
 */
export function whoIsWho(seed: number, calendar: Calendar): SessionPlan[] {
  return casts.map((cast) => {
    const label = `who is who ${JSON.stringify(cast)}`;
    const startedAt = calendar.at(calendar.workday(11), 18) - 41_500;
    const lastLeaveAt = startedAt + 58 * minute + 700;
    return sessionOf({
      seed,
      label,
      startedAt,
      lastLeaveAt,
      livestream: true,
      onlyWith: (quirks) => isCastOf(quirks, cast),
      connections: () => connectionsOf(randomOf(seed, label), cast, { seed, label, startedAt, lastLeaveAt }),
    });
  });
}

function isCastOf(quirks: Quirks, cast: Cast): boolean {
  const { anonymousViewers, guestsRenamed, recorder, rtmpAsHost, sharedUserSession } = quirks;
  const isOn =
    anonymousViewers !== undefined ||
    guestsRenamed === true ||
    recorder !== undefined ||
    rtmpAsHost === true ||
    sharedUserSession !== undefined;
  return (
    isOn &&
    (anonymousViewers !== undefined) === cast.anonymous &&
    (guestsRenamed === true) === cast.guestsRenamed &&
    (rtmpAsHost === true) === cast.rtmpAsHost &&
    sharedUserSession === cast.sharedUserSession
  );
}

function connectionsOf(
  random: Random,
  cast: Cast,
  times: { seed: number; label: string; startedAt: number; lastLeaveAt: number },
): readonly Connection[] {
  const { startedAt, lastLeaveAt } = times;
  /** Comes `joins` times, away for a minute or more in between. */
  const viewer = (
    joins: number,
    who: (join: number) => Pick<ConnectionFacts, 'userId' | 'individual' | 'roles'>,
  ): Connection[] => {
    const device = computerOf(random);
    const stay = Math.floor((lastLeaveAt - startedAt - 12 * minute) / joins);
    const first = startedAt + random.whole(20 * second, 8 * minute);
    return Array.from({ length: joins }, (_, join) => {
      const joinedAt = first + join * stay;
      const leftAt = joinedAt + random.whole(40 * second, stay - minute);
      return connectionOf(random, { ...who(join), device, joinedAt, leftAt, ending: 'left', tracks: [] });
    });
  };
  const guests = Array.from({ length: 12 }, () => {
    const individual = guestId(random);
    return viewer(random.whole(1, 3), (join) => ({
      userId: cast.guestsRenamed === true && join > 0 ? guestId(random) : individual,
      individual,
      roles: ['guest'],
    }));
  });
  const anonymous = Array.from({ length: cast.anonymous ? 300 : 0 }, (_, index) =>
    viewer(index % 10 === 0 ? 2 : 1, () => ({
      userId: anonymousId,
      individual: `viewer ${index + 1}`,
      roles: ['anonymous'],
    })),
  );
  const encoder = ingressOf(random, 'rtmp', 'obs-main', startedAt + 12 * second, lastLeaveAt - 3 * second);
  const connections = [
    ...meetingOf({ ...times, attendees: ['carlos', ...colleagueIds.slice(0, 15)].map(regular), unrest: 2 }),
    ...guests.flat(),
    ...anonymous.flat(),
    cast.rtmpAsHost === true ? { ...encoder, userId: 'carlos' } : encoder,
    recorderOf(random, startedAt + 30 * second, lastLeaveAt - 2 * second),
  ];
  return inOrder(shared(connections, cast.sharedUserSession));
}

/** Gives a connection the id of another one: of the same user, who came again, or of a user beside it. */
function shared(connections: readonly Connection[], way: Cast['sharedUserSession']): readonly Connection[] {
  if (way === undefined) return connections;
  const isSame = way === 'twice';
  const known = connections.filter(({ userId }) => userId !== anonymousId);
  for (const one of known) {
    const other = known.find(
      (later) =>
        later !== one &&
        later.joinedAt > one.joinedAt &&
        (later.userId === one.userId) === isSame &&
        later.publisherType === one.publisherType,
    );
    if (other !== undefined) {
      return connections.map((row) => (row === other ? { ...row, userSessionId: one.userSessionId } : row));
    }
  }
  return connections;
}
