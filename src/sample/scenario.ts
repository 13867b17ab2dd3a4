import { calendarOf } from './calendar';
import { callOf } from './call-plan';
import { namedPeople, nameOfPublicId } from './people';
import { ordinaryCalls } from './scenario-rooms';
import { oddCalls } from './scenario-odd';
import { eventfulMeetings } from './scenario-events';
import { rosterMeetings } from './scenario-rosters';
import { broadcasts } from './scenario-broadcasts';
import type { CallPlan, Scenario } from './truth';

/**
 * Everything that the sample server knows: ordinary calls, calls that show one thing each, odd names, and a bulk import.
 * `anchor` is the instant at which the server was started (ms); the past is told relative to it.
 */
export function scenarioOf(seed: number, anchor: number): Scenario {
  const calendar = calendarOf(anchor);
  const calls = [
    ...eventfulMeetings(seed, calendar),
    ...rosterMeetings(seed, calendar),
    ...broadcasts(seed, calendar),
    ...ordinaryCalls(seed, calendar),
    ...oddCalls(seed, calendar),
    ...importedCalls(seed, calendar.at(400, 3, 17) + 4321),
  ];
  const named = new Map(namedPeople.map((person) => [person.id, person]));
  return {
    calls,
    people: namedPeople,
    person(id) {
      const known = named.get(id);
      if (known !== undefined) return known;
      const name = nameOfPublicId(id);
      return name === undefined ? undefined : { id, name, role: id.startsWith('guest-') ? 'guest' : 'user' };
    },
  };
}

/** 250 calls made by one request, all in the same millisecond: the oldest of the app. */
function importedCalls(seed: number, createdAt: number): CallPlan[] {
  return Array.from({ length: 250 }, (_, index) =>
    callOf({
      seed,
      type: 'bulk',
      id: `import-${String(index + 1).padStart(4, '0')}`,
      createdAt,
      createdMicros: 1 + ((index * 389) % 997),
      createdBy: 'alice',
      title: `Imported room ${index + 1}`,
    }),
  );
}
