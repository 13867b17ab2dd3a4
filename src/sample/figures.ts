import type { Connection } from './truth';

/** Figures of the truth at an instant: computed by code of its own, the second opinion on Rollcall's. */
export interface TrueFigures {
  readonly connections: number;
  /** Distinct users on person connections (`webrtc`, `sip`), without machines; all of `!anon` are one. */
  readonly people: number;
  readonly connected: number;
  /** Σ (leave or now − join), ms. */
  readonly connectedMs: number;
  /** Σ of floor((leave − join) / 1 s) over connections that are over. */
  readonly flooredSeconds: number;
  readonly peakConnections: number;
  readonly peakPeople: number;
  /** Of each user, machines and ingress too, how long at least one connection was there, ms. */
  readonly presenceMs: ReadonlyMap<string, number>;
}

export const anonymousId = '!anon';

export function isPerson(connection: Connection): boolean {
  return (
    (connection.publisherType === 'webrtc' || connection.publisherType === 'sip') && !connection.technical
  );
}

/** Figures of connections as they stand at an instant (see {@link asOf}). */
export function figuresOf(connections: readonly Connection[], at: number): TrueFigures {
  const people = new Set<string>();
  const presenceMs = new Map<string, number>();
  const moments: { readonly at: number; readonly step: 1 | -1; readonly one: Connection }[] = [];
  let [connectedMs, flooredSeconds, connected] = [0, 0, 0];
  for (const one of connections) {
    const from = one.joinedAt;
    const to = one.leftAt ?? at;
    if (isPerson(one)) people.add(one.userId);
    presenceMs.set(one.userId, 0);
    connectedMs += to - from;
    if (one.leftAt === undefined) connected += 1;
    else flooredSeconds += Math.floor((to - from) / 1000);
    if (to > from) moments.push({ at: from, step: 1, one }, { at: to, step: -1, one });
  }
  // At a tie the leave comes first.
  moments.sort((a, b) => a.at - b.at || a.step - b.step);
  const open = new Map<string, { count: number; people: number; since: number }>();
  let [rows, peakConnections, peopleNow, peakPeople] = [0, 0, 0, 0];
  for (const { at: moment, step, one } of moments) {
    rows += step;
    let user = open.get(one.userId);
    if (user === undefined) {
      user = { count: 0, people: 0, since: moment };
      open.set(one.userId, user);
    }
    if (user.count === 0) user.since = moment;
    user.count += step;
    if (user.count === 0) presenceMs.set(one.userId, (presenceMs.get(one.userId) ?? 0) + moment - user.since);
    if (isPerson(one)) {
      if (step > 0 && user.people === 0) peopleNow += 1;
      user.people += step;
      if (user.people === 0) peopleNow -= 1;
    }
    peakConnections = Math.max(peakConnections, rows);
    peakPeople = Math.max(peakPeople, peopleNow);
  }
  return {
    connections: connections.length,
    people: people.size,
    connected,
    connectedMs,
    flooredSeconds,
    peakConnections,
    peakPeople,
    presenceMs,
  };
}

/** The connections that had begun at an instant, those that were there still without their end. */
export function asOf(connections: readonly Connection[], at: number): readonly Connection[] {
  return connections
    .filter((one) => one.joinedAt <= at)
    .map((one) =>
      one.leftAt === undefined || one.leftAt > at ? { ...one, leftAt: undefined, ending: undefined } : one,
    );
}
