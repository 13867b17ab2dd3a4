import { callOf, sessionOf } from './call-plan';
import type { Calendar } from './calendar';
import { meetingOf } from './meeting';
import { colleagueIds, guestId } from './people';
import { randomOf } from './random';
import type { CallPlan, SessionPlan } from './truth';

interface Room {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly team: string;
  readonly people: number;
  readonly hour: number;
  readonly half?: boolean;
  readonly minutes: number;
  /** Days between two sessions; 0: one session only. */
  readonly every: number;
  readonly times: number;
  /** Days before the anchor on which the latest session took place, or the first workday before that. */
  readonly latest: number;
}

/** type:id · title · team · people · hour (.5 is half past) · minutes · every n days · times · latest n days ago */
const table = `
default:design-review|Design review|design|9|13|48|7|9|1
default:mobile-sync|Mobile sync|mobile|7|10.5|27|7|10|2
default:api-guild|API guild|platform|12|15|52|14|6|4
default:backend-standup|Backend standup|platform|8|9.5|14|1|20|1
default:sales-pipeline|Sales pipeline|sales|6|14|33|7|8|3
default:support-handover|Support handover|support|5|8|17|1|18|1
default:hiring-panel|Hiring panel|people|5|11|41|7|6|5
default:1-1-alice-dana|1:1 Alice and Dana|platform|2|10|26|7|8|2
default:1-1-bob-chen|1:1 Bob and Chen|platform|2|15.5|29|7|7|3
default:1-1-priya-oscar|1:1 Priya and Oscar|design|2|11.5|24|14|5|6
default:security-review|Security review|platform|6|13.5|38|14|5|8
default:marketing-weekly|Marketing weekly|marketing|8|12|44|7|8|4
default:customer-advisory|Customer advisory board|sales|14|16|57|28|3|9
default:release-go-no-go|Release go/no-go|platform|9|14.5|22|14|6|2
default:accessibility-circle|Accessibility circle|design|7|12.5|36|14|5|7
default:finance-monthly|Finance monthly|finance|5|9|31|28|3|12
default:partner-sync-northwind|Partner sync Northwind|sales|6|15|35|14|5|3
default:data-office-hour|Data office hour|data|8|11|42|7|6|6
default:ml-reading-group|ML reading group|data|10|16|55|14|5|5
default:qa-triage|QA triage|platform|6|8.5|25|7|9|1
audio_room:founders-fm|Founders FM|community|24|17|61|7|6|4
audio_room:evening-jam|Evening jam|community|17|19|74|7|5|2
audio_room:book-club|Book club|community|13|18|58|28|3|11
audio_room:language-cafe|Language café|community|15|17.5|46|7|6|3
livestream:product-update|Product update|marketing|64|16|47|28|3|16
livestream:engineering-talks|Engineering talks|platform|42|15|53|14|4|10
livestream:yoga-at-noon|Yoga at noon|community|31|12|43|7|6|1
development:sdk-smoke-test|SDK smoke test|platform|3|8|6|1|15|1
development:load-test-eu|Load test EU|platform|38|7|12|14|4|9
classroom:physics-lab|Physics lab|school|19|10|88|7|8|2
classroom:algebra-7c|Algebra 7c|school|23|8|44|7|8|3
classroom:piano-beginners|Piano for beginners|school|6|16.5|39|7|7|5
telehealth:consult-48213|Consultation 48213|clinic|2|9|18|0|1|2
telehealth:consult-48266|Consultation 48266|clinic|3|10.5|24|0|1|1
telehealth:consult-47902|Consultation 47902|clinic|2|14|12|0|1|33
default:interview-frontend-0412|Interview frontend|people|4|13|51|0|1|6
default:sales-demo-acme|Sales demo Acme|sales|5|15.5|37|0|1|4
default:kickoff-atlas|Kickoff Atlas|platform|11|10|54|0|1|44
`;

function rooms(): Room[] {
  return table
    .trim()
    .split('\n')
    .map((line): Room => {
      const [cid = '', title = '', team = '', people, hour, minutes, every, times, latest] = line.split('|');
      const [type = '', id = ''] = cid.split(':');
      return {
        type,
        id,
        title,
        team,
        people: Number(people),
        hour: Math.floor(Number(hour)),
        half: Number(hour) % 1 !== 0,
        minutes: Number(minutes),
        every: Number(every),
        times: Number(times),
        latest: Number(latest),
      };
    });
}

/** The ordinary calls: rooms of teams with sessions over the last weeks, and calls made for one occasion. */
export function ordinaryCalls(seed: number, calendar: Calendar): CallPlan[] {
  return rooms().map((room, index) => {
    const random = randomOf(seed, `room ${room.type}:${room.id}`);
    const members = membersOf(room, seed);
    const sessions = sessionsOf(room, members, seed, calendar);
    const first = sessions.at(-1)?.startedAt ?? calendar.anchor;
    const createdAt =
      room.every === 0
        ? first - random.whole(30, 2000) * 60_000
        : calendar.at(64 + index * 5 + random.whole(0, 4), 8 + (index % 8), random.whole(0, 59)) +
          random.whole(0, 59_999);
    return callOf({
      seed,
      type: room.type,
      id: room.id,
      createdAt: Math.min(createdAt, first - 3_600_000),
      updatedAt: sessions[0]?.startedAt ?? createdAt,
      team: room.team,
      title: room.title,
      members: room.type === 'livestream' || room.type === 'audio_room' ? members.slice(0, 3) : members,
      ...(room.every === 0 ? { startsAt: Math.round(first / 1_800_000) * 1_800_000 } : {}),
      sessions,
    });
  });
}

function membersOf(room: Room, seed: number): string[] {
  const oneToOne = /^1-1-([a-z]+)-([a-z]+)$/.exec(room.id);
  if (oneToOne?.[1] !== undefined && oneToOne[2] !== undefined) return [oneToOne[1], oneToOne[2]];
  const random = randomOf(seed, `members ${room.type}:${room.id}`);
  const colleagues = random.some(colleagueIds, Math.min(room.people, colleagueIds.length));
  const others = Array.from({ length: room.people - colleagues.length }, () => guestId(random));
  return [...colleagues, ...others];
}

function sessionsOf(room: Room, members: readonly string[], seed: number, calendar: Calendar): SessionPlan[] {
  const sessions: SessionPlan[] = [];
  for (let time = 0, day = calendar.workday(room.latest); time < room.times; time += 1) {
    const label = `${room.type}:${room.id} ${calendar.dateOf(day)}`;
    const random = randomOf(seed, `times ${label}`);
    const startedAt =
      calendar.at(day, room.hour, room.half === true ? 30 : 0) + random.whole(-70_000, 45_000);
    const lastLeaveAt = startedAt + Math.round(room.minutes * 60_000 * (0.88 + random.next() * 0.24));
    sessions.push(
      sessionOf({
        seed,
        label,
        startedAt,
        lastLeaveAt,
        livestream: room.type === 'livestream',
        connections: () => {
          const came = members.filter((_, index) => index === 0 || members.length < 4 || random.chance(0.86));
          const visitors = random.chance(0.25) && room.people > 4 ? [guestId(random)] : [];
          return meetingOf({
            seed,
            label,
            startedAt,
            lastLeaveAt,
            attendees: [
              ...came.map((userId, index) => ({
                userId,
                roles: [rolesIn(room, index, userId)],
                phone: random.chance(0.15),
              })),
              ...visitors.map((userId) => ({ userId, roles: ['guest'] })),
            ],
          });
        },
      }),
    );
    day = calendar.workday(day + Math.max(1, room.every));
  }
  return sessions;
}

function rolesIn(room: Room, index: number, userId: string): string {
  if (userId.startsWith('guest-')) return 'guest';
  if (index === 0) return room.type === 'classroom' ? 'teacher' : 'host';
  return room.type === 'audio_room' && index < 3 ? 'speaker' : 'user';
}
