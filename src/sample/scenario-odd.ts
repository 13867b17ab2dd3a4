import { callOf, sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { meetingOf } from './meeting';
import type { CallPlan } from './truth';

/** Ids as Stream takes them and programs trip over them. None is wrong. */
const oddCallIds: readonly (readonly [string, string])[] = [
  ['odd ids? #1 & 50%', 'Signs of a URL'],
  ['a:b:c', 'Colons'],
  ['über/straße', 'A slash and umlauts'],
  ['🎉 party 👩‍👩‍👧', 'Emoji'],
  ['اجتماع الفريق', 'Right to left'],
  ['__proto__', 'A name of JavaScript'],
  [`"quoted" 'id' {id}`, 'Quotes and braces'],
];

/** Ids of users as they come: names, formulas, markup, line breaks, a person called constructor. */
export const oddUserIds: readonly string[] = [
  'ops-lead',
  '__proto__',
  'constructor',
  '=SUM(A1:A9)',
  '"O\'Neil", <b>Pat</b>',
  'line\nbreak',
  'שלום',
  '👩‍🚀 nova',
  'user name@example.com',
  '‮override‬',
];

/** Calls whose ids and people have odd names; a session each. */
export function oddCalls(seed: number, calendar: Calendar): CallPlan[] {
  return oddCallIds.map(([id, title], index) => {
    const startedAt = calendar.at(calendar.workday(20 + index), 14, 0) - 22_000;
    const lastLeaveAt = startedAt + 23 * 60_000 + index * 61_000;
    return callOf({
      seed,
      type: 'development',
      id,
      title,
      createdAt: calendar.at(143 + index, 12, 7 * index) + 137,
      team: 'platform',
      members: oddUserIds,
      sessions: [
        sessionOf({
          seed,
          label: `odd ${id}`,
          startedAt,
          lastLeaveAt,
          connections: () =>
            meetingOf({
              seed,
              label: `odd ${id}`,
              startedAt,
              lastLeaveAt,
              attendees: oddUserIds.map((userId, place) => ({
                userId,
                roles: [place === 0 ? 'host' : 'user'],
              })),
            }),
        }),
      ],
    });
  });
}
