import type { Connection, SampleServer, TrueSession } from '../../src/sample/server';

// What the panel must say, told from the sample server's ledger by code of the tests' own. All in UTC.

/** "09:17:30" */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

/** "Nov 20, 2026, 09:17:30 UTC" */
export function stamp(ms: number): string {
  const [day, month, year] = dayParts(ms);
  return `${month} ${day}, ${year}, ${clock(ms)} UTC`;
}

/** "Nov 20, 09:17:30" */
export function shortStamp(ms: number): string {
  const [day, month] = dayParts(ms);
  return `${month} ${day}, ${clock(ms)}`;
}

function dayParts(ms: number): readonly [string, string, string] {
  const [, day = '', month = '', year = ''] = new Date(ms).toUTCString().split(' ');
  return [String(Number(day)), month, year];
}

/** To the second: "38s", "42m 05s", "1h 40m 12s". */
export function exactLength(ms: number): string {
  if (ms > 0 && ms < 1000) return 'under 1s';
  const seconds = Math.round(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}m ${two(seconds % 60)}s`;
}

/** In two units at most: "38s", "42m", "1h 40m". */
export function length(ms: number): string {
  if (ms < 59_500) return exactLength(ms);
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m` : `${hours}h ${String(minutes % 60).padStart(2, '0')}m`;
}

/** A connection that is over, and of which Stream knows when. */
export type Ended = Connection & { readonly leftAt: number };

export function isEnded(one: Connection): one is Ended {
  return one.leftAt !== undefined && one.ending !== 'crashed';
}

/** The connections of each user, by join. */
export function byUser<T extends Connection>(connections: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(connections, ({ userId }) => userId);
}

/** Sessions whose every connection is a person's and is over, and known to be. */
export function plainSessions(
  { ledger }: SampleServer,
  most: number,
): readonly { readonly session: TrueSession; readonly connections: readonly Ended[] }[] {
  return ledger
    .sessions()
    .filter(({ live, reportReady, rowsExpired }) => !live && reportReady && !rowsExpired)
    .map((session) => ({ session, all: ledger.connections(session.id) }))
    .filter(({ all }) => all.length <= most)
    .map(({ session, all }) => ({ session, all, connections: all.filter(isEnded) }))
    .filter(({ all, connections }) => all.length === connections.length && all.every(isOfPerson))
    .map(({ session, connections }) => ({ session, connections }));
}

function isOfPerson({ publisherType, technical, userId }: Connection): boolean {
  return publisherType === 'webrtc' && !technical && userId !== '!anon';
}

/** How a connection follows the earlier ones of the same user. */
export type Following =
  | { readonly kind: 'first' }
  | { readonly kind: 'reconnect' | 'rejoin'; readonly gap: number }
  | { readonly kind: 'ghost' | 'second device'; readonly overlap: number };

/** By what truly happened: a connection that timed out beside the next one is a ghost. */
export function followingOf(own: readonly Ended[], at: number): Following {
  const one = own[at];
  const before = own.slice(0, at);
  if (one === undefined || before.length === 0) return { kind: 'first' };
  const reach = Math.max(...before.map(({ leftAt }) => leftAt));
  if (one.joinedAt < reach) {
    const overlap = Math.min(reach, one.leftAt) - one.joinedAt;
    const ghost = before.some(({ leftAt, ending }) => leftAt > one.joinedAt && ending === 'timed-out');
    return { kind: ghost ? 'ghost' : 'second device', overlap };
  }
  const broke = before.some(({ leftAt, ending }) => leftAt === reach && ending === 'reconnected');
  return { kind: broke ? 'reconnect' : 'rejoin', gap: one.joinedAt - reach };
}

/** Σ of the parts within a window, ms. */
export function clippedTime(own: readonly Ended[], from: number, to: number): number {
  return own.reduce(
    (sum, { joinedAt, leftAt }) => sum + Math.max(0, Math.min(leftAt, to) - Math.max(joinedAt, from)),
    0,
  );
}

/** Of one user: how much of a window at least one connection was there, ms; second by second would be too rough. */
export function clippedPresence(own: readonly Ended[], from: number, to: number): number {
  const edges = [from, to, ...own.flatMap(({ joinedAt, leftAt }) => [joinedAt, leftAt])]
    .filter((edge) => edge >= from && edge <= to)
    .sort((one, other) => one - other);
  return edges.reduce((sum, edge, at) => {
    const next = edges[at + 1] ?? edge;
    const there = own.some(({ joinedAt, leftAt }) => joinedAt <= edge && leftAt > edge);
    return sum + (there ? next - edge : 0);
  }, 0);
}

/** The most of something at once within a window, and its first instant. */
export function peak(
  connections: readonly Ended[],
  count: (there: readonly Ended[]) => number,
  from = -Infinity,
  to = Infinity,
): { readonly most: number; readonly at: number } {
  const instants = connections
    .map(({ joinedAt }) => Math.max(joinedAt, from))
    .filter((at) => at < to)
    .sort((one, other) => one - other);
  let found = { most: 0, at: NaN };
  for (const at of instants) {
    const most = count(connections.filter(({ joinedAt, leftAt }) => joinedAt <= at && leftAt > at));
    if (most > found.most) found = { most, at };
  }
  return found;
}

export function people(there: readonly Connection[]): number {
  return new Set(there.map(({ userId }) => userId)).size;
}
