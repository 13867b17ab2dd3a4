import { sessionOf } from './call-plan';
import { meetingOf } from './meeting';
import type { SessionPlan } from './truth';

/** Somebody of the team; the first is the host. */
export const regular = (userId: string, index: number): { userId: string; roles: string[] } => ({
  userId,
  roles: [index === 0 ? 'host' : 'user'],
});

/** One meeting of the people given, all of whom came. */
export function meeting(
  seed: number,
  label: string,
  people: readonly string[],
  startedAt: number,
  length: number,
  more: Partial<Parameters<typeof sessionOf>[0]> & { readonly unrest?: number } = {},
): SessionPlan {
  const { unrest, ...facts } = more;
  const lastLeaveAt = startedAt + length;
  return sessionOf({
    seed,
    label,
    startedAt,
    lastLeaveAt,
    connections: () =>
      meetingOf({
        seed,
        label,
        startedAt,
        lastLeaveAt,
        attendees: people.map(regular),
        ...(unrest === undefined ? {} : { unrest }),
      }),
    ...facts,
  });
}
