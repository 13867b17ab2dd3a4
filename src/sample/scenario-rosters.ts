import { callOf, sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { crowdOf } from './crowd';
import { meetingOf } from './meeting';
import { colleagueIds } from './people';
import { meeting, regular } from './regular-meeting';
import type { CallPlan, SessionPlan } from './truth';

const second = 1000;
const minute = 60 * second;

/** Meetings that show something about expiry, about who was expected, or about length. */
export function rosterMeetings(seed: number, calendar: Calendar): CallPlan[] {
  return [
    springRetro(seed, calendar),
    expiringSoon(seed, calendar),
    allHands(seed, calendar),
    lesson(seed, calendar),
    reused(seed, calendar),
    neverHeld(seed, calendar),
    lounge(seed, calendar),
    hotline(seed, calendar),
  ];
}

/** Over for more than 90 days: the totals are kept, the rows are gone. */
function springRetro(seed: number, calendar: Calendar): CallPlan {
  const people = ['alice', 'giulia', 'kira', 'liam', 'mei', 'noor', 'oscar', 'priya', 'quinn'];
  return callOf({
    seed,
    type: 'default',
    id: 'spring-retro',
    title: 'Spring retro',
    team: 'design',
    createdAt: calendar.at(131, 9, 20) + 77,
    members: people,
    sessions: [
      meeting(seed, 'spring-retro', people, calendar.at(calendar.workday(118), 13) - 31_000, 71 * minute),
    ],
  });
}

/** Its rows go in about a day and a half. */
function expiringSoon(seed: number, calendar: Calendar): CallPlan {
  const people = colleagueIds.slice(4, 18);
  const startedAt = calendar.slotBefore((88.5 * 24 * 60 + 64) * minute) - 15 * second;
  return callOf({
    seed,
    type: 'default',
    id: 'quarter-kickoff',
    title: 'Quarter kickoff',
    team: 'platform',
    createdAt: calendar.at(97, 12, 44) + 600,
    members: people,
    sessions: [
      meeting(seed, 'quarter-kickoff', people, startedAt, 64 * minute),
      nearlyExpired(seed, calendar),
    ],
  });
}

/** Its rows go half an hour after the anchor: three pages of them. */
function nearlyExpired(seed: number, { anchor }: Calendar): SessionPlan {
  const label = 'quarter-kickoff rehearsal';
  const endLagMs = 20 * second;
  const lastLeaveAt = anchor - 90 * 1440 * minute + 30 * minute - endLagMs;
  const startedAt = lastLeaveAt - 52 * minute;
  return sessionOf({
    seed,
    label,
    startedAt,
    lastLeaveAt,
    endLagMs,
    onlyWith: ({ expiresWhileReading }) => expiresWhileReading === true,
    connections: () =>
      crowdOf({ seed, label, rows: 240, people: 190, hosts: ['emeka', 'fatima'], startedAt, lastLeaveAt }),
  });
}

/** 130 members, of whom 112 came. */
function allHands(seed: number, calendar: Calendar): CallPlan {
  const people = [
    ...colleagueIds,
    ...Array.from(
      { length: 130 - colleagueIds.length },
      (_, index) => `employee-${String(index + 1).padStart(3, '0')}`,
    ),
  ];
  return callOf({
    seed,
    type: 'default',
    id: 'company-all-hands',
    title: 'Company all-hands',
    team: 'company',
    createdAt: calendar.at(70, 9, 5) + 230,
    members: people,
    startsAt: calendar.at(calendar.workday(5), 15),
    sessions: [
      meeting(
        seed,
        'all-hands',
        people.slice(0, 112),
        calendar.at(calendar.workday(5), 15) - 48_000,
        58 * minute,
      ),
    ],
  });
}

/** A class with a schedule: 28 members, seven of whom never came. */
function lesson(seed: number, calendar: Calendar): CallPlan {
  const pupils = Array.from({ length: 27 }, (_, index) => `pupil-${String(index + 1).padStart(2, '0')}`);
  const day = calendar.workday(3);
  const came = ['ingrid', ...pupils.filter((_, index) => index % 4 !== 2)];
  return callOf({
    seed,
    type: 'classroom',
    id: 'algebra-7b',
    title: 'Algebra 7b',
    team: 'school',
    createdAt: calendar.at(60, 7, 30) + 18,
    startsAt: calendar.at(day, 9),
    members: ['ingrid', ...pupils],
    sessions: [meeting(seed, 'algebra-7b', came, calendar.at(day, 8, 56) + 2_500, 51 * minute)],
  });
}

/** Used again and again; `starts_at` is that of the first time, eight months ago. */
function reused(seed: number, calendar: Calendar): CallPlan {
  const people = ['dana', 'felix', 'grace', 'henrik', 'isla', 'jonas'];
  return callOf({
    seed,
    type: 'default',
    id: 'weekly-planning',
    title: 'Weekly planning',
    team: 'platform',
    createdAt: calendar.at(246, 8, 15) + 5,
    startsAt: calendar.at(244, 10),
    members: people,
    sessions: [4, 11, 18, 25, 32].map((days) => {
      const day = calendar.workday(days);
      return meeting(
        seed,
        `weekly-planning ${calendar.dateOf(day)}`,
        people,
        calendar.at(day, 10) - 20_000,
        47 * minute,
      );
    }),
  });
}

/** Planned for next week: nobody was ever there. */
function neverHeld(seed: number, calendar: Calendar): CallPlan {
  return callOf({
    seed,
    type: 'default',
    id: 'board-meeting-q1',
    title: 'Board meeting Q1',
    team: 'company',
    createdAt: calendar.at(3, 17, 2) + 440,
    startsAt: calendar.at(-6, 13),
    members: ['alice', 'carlos', 'divya', 'elif', 'felix'],
  });
}

/** Open for a day and more; over two midnights. */
function lounge(seed: number, calendar: Calendar): CallPlan {
  const people = colleagueIds.slice(8, 24);
  return callOf({
    seed,
    type: 'default',
    id: 'hackathon-lounge',
    title: 'Hackathon lounge',
    team: 'platform',
    createdAt: calendar.at(24, 12) + 31,
    members: people.slice(0, 5),
    sessions: [
      meeting(
        seed,
        'hackathon',
        people,
        calendar.at(calendar.workday(20), 21, 30) - 14_000,
        27 * 60 * minute + 431_000,
        {
          unrest: 2,
        },
      ),
    ],
  });
}

/** People who dial in by telephone, beside staff in the browser. */
function hotline(seed: number, calendar: Calendar): CallPlan {
  const startedAt = calendar.at(calendar.workday(2), 10) + 4_000;
  const lastLeaveAt = startedAt + 42 * minute;
  return callOf({
    seed,
    type: 'default',
    id: 'support-hotline',
    title: 'Support hotline',
    team: 'support',
    createdAt: calendar.at(66, 8) + 3,
    members: ['noor', 'quinn'],
    sessions: [
      sessionOf({
        seed,
        label: 'hotline',
        startedAt,
        lastLeaveAt,
        connections: () =>
          meetingOf({
            seed,
            label: 'hotline',
            startedAt,
            lastLeaveAt,
            attendees: ['noor', 'quinn', 'sip-4930901820', 'sip-3312345678'].map(regular),
          }).map((one) =>
            one.userId.startsWith('sip-') ? { ...one, publisherType: 'sip', tracks: ['audio'] } : one,
          ),
      }),
    ],
  });
}
