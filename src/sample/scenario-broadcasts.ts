import { callOf, sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { crowdOf, goingOn } from './crowd';
import { connectionOf, ingressOf, inOrder, meetingOf, recorderOf } from './meeting';
import { computerOf, guestId, publicId } from './people';
import { randomOf } from './random';
import { whoIsWho } from './scenario-who';
import type { CallPlan, Connection } from './truth';

const second = 1000;
const minute = 60 * second;

/** Livestreams and audio rooms that show one thing each. */
export function broadcasts(seed: number, calendar: Calendar): CallPlan[] {
  return [
    launch(seed, calendar),
    studio(seed, calendar),
    officeHours(seed, calendar),
    roleChange(seed, calendar),
  ];
}

/** 12,000 rows of 8,412 people. */
function launch(seed: number, calendar: Calendar): CallPlan {
  const startedAt = calendar.at(calendar.workday(2), 17) - 2 * minute - 8_640;
  const lastLeaveAt = startedAt + 96 * minute + 21_300;
  const hosts = ['alice', 'carlos', 'uma'];
  return callOf({
    seed,
    type: 'livestream',
    id: 'launch-2026',
    title: 'Launch 2026',
    team: 'marketing',
    createdAt: calendar.at(12, 11, 26) + 219,
    startsAt: calendar.at(calendar.workday(2), 17),
    members: hosts,
    custom: { audience: 'public', region: 'eu' },
    sessions: [
      sessionOf({
        seed,
        label: 'launch',
        startedAt,
        lastLeaveAt,
        livestream: true,
        connections: () =>
          crowdOf({ seed, label: 'launch', rows: 12_000, people: 8412, hosts, startedAt, lastLeaveAt }),
      }),
    ],
  });
}

/** Fed by encoders and a second camera, recorded, watched by guests and by people without a name. */
function studio(seed: number, calendar: Calendar): CallPlan {
  const label = 'studio';
  const startedAt = calendar.at(calendar.workday(4), 18) - 35_000;
  const lastLeaveAt = startedAt + 62 * minute;
  const audience = (): readonly Connection[] => {
    const random = randomOf(seed, label);
    const viewer = (userId: string, role: string): Connection => {
      const joinedAt = startedAt + random.whole(20 * second, 30 * minute);
      return connectionOf(random, {
        userId,
        roles: [role],
        device: computerOf(random),
        joinedAt,
        leftAt: joinedAt + random.whole(40 * second, lastLeaveAt - joinedAt - second),
        ending: 'left',
        tracks: [],
      });
    };
    return inOrder([
      ...meetingOf({
        seed,
        label,
        startedAt,
        lastLeaveAt,
        attendees: [{ userId: 'carlos', roles: ['host'] }],
      }),
      ingressOf(random, 'rtmp', 'obs-main', startedAt + 10 * second, lastLeaveAt - 4 * second),
      ingressOf(random, 'srt', 'srt-backup', startedAt + 25 * second, lastLeaveAt - 5 * second),
      ingressOf(random, 'whip', 'whip-camera-2', startedAt + 70 * second, startedAt + 41 * minute),
      recorderOf(random, startedAt + 30 * second, lastLeaveAt - 2 * second),
      ...Array.from({ length: 14 }, () => viewer(guestId(random), 'guest')),
      ...Array.from({ length: 36 }, () => viewer('!anon', 'anonymous')),
    ]);
  };
  return callOf({
    seed,
    type: 'livestream',
    id: 'studio-broadcast',
    title: 'Studio broadcast',
    team: 'marketing',
    createdAt: calendar.at(63, 13, 50) + 812,
    members: ['carlos'],
    sessions: [
      sessionOf({ seed, label, startedAt, lastLeaveAt, livestream: true, connections: audience }),
      ...whoIsWho(seed, calendar),
    ],
  });
}

/** Live now, and busy: 161 rows at the anchor, another every few seconds. */
function officeHours(seed: number, calendar: Calendar): CallPlan {
  const startedAt = calendar.slotBefore(40 * minute) + 2 * second;
  return callOf({
    seed,
    type: 'audio_room',
    id: 'open-office-hours',
    title: 'Open office hours',
    team: 'community',
    createdAt: calendar.at(61, 9, 9) + 99,
    members: ['zoe', 'beatriz'],
    sessions: [
      sessionOf({
        seed,
        label: 'office hours',
        startedAt,
        lastLeaveAt: undefined,
        connections: () =>
          goingOn({
            seed,
            label: 'office hours',
            regulars: [
              { userId: 'zoe', roles: ['host'] },
              { userId: 'beatriz', roles: ['speaker'] },
            ],
            startedAt,
            anchor: calendar.anchor,
            before: 161,
            pace: 9 * second,
            visitor: (random, index) => publicId(random, index % 211),
          }),
      }),
    ],
  });
}

/** A listener who becomes a speaker: the same person in two roles. */
function roleChange(seed: number, calendar: Calendar): CallPlan {
  const startedAt = calendar.at(calendar.workday(6), 17, 30) - 9_000;
  const lastLeaveAt = startedAt + 49 * minute;
  const change = startedAt + 18 * minute + 250;
  return callOf({
    seed,
    type: 'audio_room',
    id: 'ask-me-anything',
    title: 'Ask me anything',
    team: 'community',
    createdAt: calendar.at(62, 16, 41) + 305,
    members: ['alice'],
    sessions: [
      sessionOf({
        seed,
        label: 'ama',
        startedAt,
        lastLeaveAt,
        connections: () =>
          meetingOf({
            seed,
            label: 'ama',
            startedAt,
            lastLeaveAt,
            unrest: 0.001,
            attendees: [
              { userId: 'alice', roles: ['host'] },
              { userId: 'grace', roles: ['user'], to: change },
              // The hand-over happens in one instant.
              { userId: 'grace', roles: ['speaker'], from: change },
              ...['henrik', 'isla', 'jonas', 'tara', 'yusuf'].map((userId) => ({ userId, roles: ['user'] })),
            ],
          }),
      }),
    ],
  });
}
