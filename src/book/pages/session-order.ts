import type { Session } from '../book';

/**
 * Stream's order, with sessions that its pages do not hold put where their start belongs among the newest-first; one
 * whose start is unknown comes first: it is heard of because it is happening or was asked for.
 */
export function uniteByStart(paged: readonly Session[], extra: readonly Session[]): readonly Session[] {
  const united = [...paged];
  const byStart = extra.toSorted((one, other) => (one.startedAt ?? Infinity) - (other.startedAt ?? Infinity));
  for (const session of byStart) {
    const start = session.startedAt ?? Infinity;
    const at = united.findIndex((other) => (other.startedAt ?? Infinity) <= start);
    united.splice(at === -1 ? united.length : at, 0, session);
  }
  return united;
}
