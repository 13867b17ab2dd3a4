import type { Connection } from './truth';

/** Figures of the truth at an instant: computed by code of its own, the second opinion on Rollcall's. */
export interface TrueFigures {
  readonly connections: number;
  /** Distinct users on person connections (`webrtc`, `sip`), without machines; all of `!anon` are one. */
  readonly people: number;
  /**
   * Who they truly were: each anonymous viewer is one, a guest who got a new id at each join is one. No answer of the
   * server tells this; `people` may be less or more.
   */
  readonly individuals: number;
  /** Person connections under `!anon`, and how many individuals they truly were. */
  readonly anonymousConnections: number;
  readonly anonymousIndividuals: number;
  /** Connections of machines of Stream's own. */
  readonly technicalConnections: number;
  /** Connections that are neither of persons nor technical: `rtmp`, `srt`, `whip`, `rtsp`. */
  readonly ingressConnections: number;
  readonly connected: number;
  /** Σ (leave or now − join), ms. */
  readonly connectedMs: number;
  /** Σ of floor((leave − join) / 1 s) over connections that are over. */
  readonly flooredSeconds: number;
  readonly peakConnections: number;
  readonly peakPeople: number;
  readonly peakIndividuals: number;
  /** Of each user, machines and ingress too, how long at least one connection was there, ms. */
  readonly presenceMs: ReadonlyMap<string, number>;
  /** The same by person connections only: who was there by an encoder alone is missing. */
  readonly personPresenceMs: ReadonlyMap<string, number>;
}

export const anonymousId = '!anon';

export function isPerson(connection: Connection): boolean {
  return (
    (connection.publisherType === 'webrtc' || connection.publisherType === 'sip') && !connection.technical
  );
}

/** A join (1) or a leave (−1) of one connection. */
interface Moment {
  readonly at: number;
  readonly step: 1 | -1;
  readonly one: Connection;
}

/** Figures of connections as they stand at an instant (see {@link asOf}). */
export function figuresOf(connections: readonly Connection[], at: number): TrueFigures {
  const moments: Moment[] = [];
  let [connectedMs, flooredSeconds, connected] = [0, 0, 0];
  for (const one of connections) {
    const from = one.joinedAt;
    const to = one.leftAt ?? at;
    connectedMs += to - from;
    if (one.leftAt === undefined) connected += 1;
    else flooredSeconds += Math.floor((to - from) / 1000);
    if (to > from) moments.push({ at: from, step: 1, one }, { at: to, step: -1, one });
  }
  // At a tie the leave comes first.
  moments.sort((a, b) => a.at - b.at || a.step - b.step);
  const persons = connections.filter(isPerson);
  const momentsOfPersons = moments.filter(({ one }) => isPerson(one));
  const anonymous = persons.filter(({ userId }) => userId === anonymousId);
  const technical = connections.filter((one) => one.technical).length;
  const users = sweep(connections, moments, ({ userId }) => userId);
  const people = sweep(persons, momentsOfPersons, ({ userId }) => userId);
  const individuals = sweep(persons, momentsOfPersons, ({ individual }) => individual);
  return {
    connections: connections.length,
    people: people.presenceMs.size,
    individuals: individuals.presenceMs.size,
    anonymousConnections: anonymous.length,
    anonymousIndividuals: new Set(anonymous.map(({ individual }) => individual)).size,
    technicalConnections: technical,
    ingressConnections: connections.length - persons.length - technical,
    connected,
    connectedMs,
    flooredSeconds,
    peakConnections: peakOf(moments),
    peakPeople: people.peak,
    peakIndividuals: individuals.peak,
    presenceMs: users.presenceMs,
    personPresenceMs: people.presenceMs,
  };
}

function peakOf(moments: readonly Moment[]): number {
  let [now, peak] = [0, 0];
  for (const { step } of moments) {
    now += step;
    peak = Math.max(peak, now);
  }
  return peak;
}

/** How long each of those whom the connections belong to was there (ms), and how many of them at once. */
function sweep(
  connections: readonly Connection[],
  moments: readonly Moment[],
  ownerOf: (one: Connection) => string,
): { readonly presenceMs: ReadonlyMap<string, number>; readonly peak: number } {
  const presenceMs = new Map(connections.map((one) => [ownerOf(one), 0]));
  const there = new Map<string, { count: number; since: number }>();
  let [now, peak] = [0, 0];
  for (const { at, step, one } of moments) {
    const owner = ownerOf(one);
    let open = there.get(owner);
    if (open === undefined) {
      open = { count: 0, since: at };
      there.set(owner, open);
    }
    if (open.count === 0) {
      open.since = at;
      now += 1;
    }
    open.count += step;
    if (open.count === 0) {
      presenceMs.set(owner, (presenceMs.get(owner) ?? 0) + at - open.since);
      now -= 1;
    }
    peak = Math.max(peak, now);
  }
  return { presenceMs, peak };
}

/** The connections that had begun at an instant, those that were there still without their end. */
export function asOf(connections: readonly Connection[], at: number): readonly Connection[] {
  return connections
    .filter((one) => one.joinedAt <= at)
    .map((one) =>
      one.leftAt === undefined || one.leftAt > at ? { ...one, leftAt: undefined, ending: undefined } : one,
    );
}
