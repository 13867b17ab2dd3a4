import { callOf, sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { goingOn } from './crowd';
import { meetingOf } from './meeting';
import { randomOf } from './random';
import { meeting, regular } from './regular-meeting';
import type { CallPlan, SessionPlan } from './truth';

const second = 1000;
const minute = 60 * second;

const team = ['alice', 'bob', 'chen', 'dana', 'emeka', 'fatima', 'giulia', 'hiro', 'ingrid', 'jamal', 'kira'];
/** Meetings in which something happened: live, pending, ringing, twice, with a crash. */
export function eventfulMeetings(seed: number, calendar: Calendar): CallPlan[] {
  return [
    dailyStandup(seed, calendar),
    pendingReport(seed, calendar),
    ringing(seed, calendar),
    twoYesterday(seed, calendar),
    incident(seed, calendar),
  ];
}

/** Live now, and held on every working day before. */
function dailyStandup(seed: number, calendar: Calendar): CallPlan {
  const { anchor } = calendar;
  const startedAt = calendar.slotBefore(12 * minute) - 4 * second;
  const live = sessionOf({
    seed,
    label: 'standup live',
    startedAt,
    lastLeaveAt: undefined,
    connections: () =>
      goingOn({
        seed,
        label: 'standup',
        regulars: team.slice(0, 6).map(regular),
        startedAt,
        anchor,
        before: 9,
        pace: 45 * second,
        visitor: (random, index) =>
          (index < 3 ? team[6 + index] : random.some(team.slice(6), 1)[0]) ?? 'kira',
      }),
  });
  const past: SessionPlan[] = [];
  for (let day = calendar.workday(1); day <= 50; day = calendar.workday(day + 1)) {
    const random = randomOf(seed, `standup ${calendar.dateOf(day)}`);
    const came = team.filter((_, index) => index < 2 || random.chance(0.9));
    const begin = calendar.at(day, 9) + random.whole(-55 * second, 25 * second);
    const length = random.whole(13 * minute, 36 * minute);
    // The latest one has it all: rejoins, second devices, ghosts.
    past.push(
      meeting(seed, `standup ${calendar.dateOf(day)}`, came, begin, length, {
        unrest: past.length === 0 ? 3 : 1,
      }),
    );
  }
  const latest = past[0];
  const overlapping =
    latest === undefined
      ? []
      : [
          meeting(
            seed,
            'standup overlap',
            ['kira', 'liam', 'mei'],
            latest.startedAt + 6 * minute,
            19 * minute,
            {
              onlyWith: ({ overlappingSessions }) => overlappingSessions === true,
            },
          ),
        ];
  return callOf({
    seed,
    type: 'default',
    id: 'daily-standup',
    title: 'Daily standup',
    team: 'platform',
    createdAt: calendar.at(51, 15, 12) + 348,
    members: team,
    custom: { color: 'teal', recurring: true, labels: ['standup', 'platform'] },
    sessions: [live, ...past, ...overlapping],
  });
}

/** Over for two minutes; its report is ready six minutes after its end. */
function pendingReport(seed: number, calendar: Calendar): CallPlan {
  const lastLeaveAt = calendar.anchor - 2 * minute - 12 * second;
  const length = 33 * minute + 7 * second;
  const people = ['rosa', 'sven', 'tara', 'guest-5f21c09a-lena', 'guest-91be77d4-marc'];
  return callOf({
    seed,
    type: 'default',
    id: 'customer-call-northwind',
    title: 'Northwind: rollout questions',
    team: 'sales',
    createdAt: calendar.anchor - 26 * 60 * minute + 511,
    startsAt: calendar.slotBefore(33 * minute),
    members: ['rosa', 'sven', 'tara', 'uma'],
    sessions: [
      meeting(seed, 'northwind', people, lastLeaveAt - length, length, {
        endLagMs: 10 * second,
        reportAfterMs: 6 * minute,
      }),
    ],
  });
}

/** Rang at five people: two answered, two declined or missed it. */
function ringing(seed: number, calendar: Calendar): CallPlan {
  const day = calendar.workday(1);
  const startedAt = calendar.at(day, 16, 42) + 11_250;
  const rang = startedAt - 9 * second;
  return callOf({
    seed,
    type: 'default',
    id: 'ring-7f3a2c',
    title: 'Ring: on call',
    team: 'support',
    createdAt: rang - 700,
    members: ['noor', 'oscar', 'priya', 'quinn', 'rosa'],
    sessions: [
      meeting(seed, 'ring', ['noor', 'oscar', 'priya'], startedAt, 11 * minute, {
        ringing: {
          acceptedBy: new Map([
            ['noor', rang],
            ['oscar', rang + 6 * second],
            ['priya', rang + 14 * second],
          ]),
          rejectedBy: new Map([['quinn', rang + 5 * second]]),
          missedBy: new Map([['rosa', rang + 30 * second]]),
        },
      }),
    ],
  });
}

/** "Yesterday, around nine": twice. */
function twoYesterday(seed: number, calendar: Calendar): CallPlan {
  const people = ['chen', 'emeka', 'hiro', 'viktor', 'wanjiru', 'ximena', 'yusuf'];
  const first = calendar.at(1, 8, 58) + 37_420;
  const secondOne = calendar.at(1, 9, 31) + 5_180;
  return callOf({
    seed,
    type: 'default',
    id: 'platform-sync',
    title: 'Platform sync',
    team: 'platform',
    createdAt: calendar.at(58, 10, 3) + 92,
    members: people,
    sessions: [
      endingSoon(seed, calendar, people),
      meeting(seed, 'platform-sync 2', people.slice(0, 6), secondOne, 21 * minute + 33_000),
      meeting(seed, 'platform-sync 1', people, first, 28 * minute + 12_000, { unrest: 2 }),
      meeting(seed, 'platform-sync 0', people, calendar.at(calendar.workday(8), 9) - 12_000, 34 * minute),
    ],
  });
}

/** Over 40 s after the anchor; its report is ready four minutes after that. */
function endingSoon(seed: number, { anchor }: Calendar, people: readonly string[]): SessionPlan {
  const length = 24 * minute + 850;
  return meeting(seed, 'platform-sync ending', people, anchor + 30 * second - length, length, {
    unrest: 2,
    endLagMs: 10 * second,
    reportAfterMs: 4 * minute,
    onlyWith: ({ slowTruth }) => slowTruth !== undefined && slowTruth.stage === undefined,
  });
}

/** A server went down in the middle: Stream never learned when three of the connections ended. */
function incident(seed: number, calendar: Calendar): CallPlan {
  const startedAt = calendar.at(calendar.workday(13), 11, 30) + 3_000;
  const lastLeaveAt = startedAt + 74 * minute;
  const crash = startedAt + 31 * minute;
  return callOf({
    seed,
    type: 'default',
    id: 'incident-4821',
    title: 'Incident 4821: calls drop in Frankfurt',
    team: 'platform',
    createdAt: startedAt - 4 * minute,
    members: ['bob', 'dana', 'jamal', 'viktor', 'zoe'],
    sessions: [
      sessionOf({
        seed,
        label: 'incident',
        startedAt,
        lastLeaveAt,
        endLagMs: 300 * second,
        connections: () =>
          meetingOf({
            seed,
            label: 'incident',
            startedAt,
            lastLeaveAt,
            attendees: ['bob', 'dana', 'jamal', 'viktor', 'zoe', 'anders'].map(regular),
          }).map((one) =>
            ['jamal', 'viktor', 'zoe'].includes(one.userId) &&
            one.joinedAt < crash &&
            (one.leftAt ?? 0) > crash
              ? { ...one, leftAt: crash + (one.joinedAt % (20 * second)), ending: 'crashed' as const }
              : one,
          ),
      }),
    ],
  });
}
