import type { AttendanceQuery } from '../../../src/book/book';
import { figuresOf, isPerson } from '../../../src/sample/figures';
import { compileRowFilter } from '../../../src/sample/row-filter';
import type { Connection, Ledger, TrueSession } from '../../../src/sample/server';

/** What the ledger says of a session under a query, as it was at an instant. */
export interface Truth {
  readonly rows: number;
  readonly anonymous: number;
  readonly ingress: number;
  readonly technical: number;
  readonly people: number;
  /** Σ of whole seconds of the connections that are over. */
  readonly reportedSeconds: number;
  /** Of the window, as all that follows; ms. */
  readonly intervalMs: number;
  /** Of people by id, those of no time in the window too. */
  readonly presenceMs: ReadonlyMap<string, number>;
  readonly peakRows: number;
  readonly peakPeople: number;
  /** Ids of the people who were there at an instant. */
  presentAt(at: number): ReadonlySet<string>;
  /** Connections as rows are told apart: user, connection id and join. */
  readonly rowKeys: ReadonlyMap<string, number>;
}

export interface TruthWays {
  /** Machines of Stream's own count as people: what a reader must believe who was not told which they are. */
  readonly technicalArePeople: boolean;
}

/** The name of a row: what tells it from others. */
export function rowKeyOf(userId: string, userSessionId: string, joinedAt: number | undefined): string {
  return JSON.stringify([userId, userSessionId, joinedAt ?? null]);
}

/** From the ledger alone: its own figures, and the sample server's own reading of a filter, with no switch on. */
export function truthOf(
  ledger: Ledger,
  session: TrueSession,
  { rowFilter, window }: AttendanceQuery,
  at: number,
  { technicalArePeople }: TruthWays,
): Truth {
  const isWanted = compileRowFilter(renamed(rowFilter ?? {}), session, {});
  const wanted = ledger
    .connections(session.id, at)
    .filter(isWanted)
    .map((one) => (technicalArePeople && one.technical ? { ...one, technical: false } : one));
  const [from, to] = [window?.from ?? -Infinity, window?.to ?? Infinity];
  const individuals = wanted.map(asIndividual);
  const whole = figuresOf(individuals, at);
  const clipped = individuals.flatMap((one) => within(one, at, from, to));
  const inWindow = figuresOf(clipped, at);
  const anonymous = wanted.filter((one) => isPerson(one) && one.userId === '!anon').length;
  const people = new Set(wanted.filter(isPerson).map(({ userId }) => userId));
  const rowKeys = new Map<string, number>();
  for (const { userId, userSessionId, joinedAt } of wanted) {
    const key = rowKeyOf(userId, userSessionId, joinedAt);
    rowKeys.set(key, (rowKeys.get(key) ?? 0) + 1);
  }
  return {
    rows: whole.connections,
    anonymous,
    ingress: whole.ingressConnections,
    technical: whole.technicalConnections,
    people: whole.people,
    reportedSeconds: whole.flooredSeconds,
    intervalMs: inWindow.connectedMs,
    presenceMs: new Map(
      [...people].filter((id) => id !== '!anon').map((id) => [id, inWindow.personPresenceMs.get(id) ?? 0]),
    ),
    peakRows: inWindow.peakConnections,
    peakPeople: inWindow.peakPeople,
    presentAt: (instant) =>
      new Set(
        wanted
          .filter(
            (one) =>
              isPerson(one) &&
              one.userId !== '!anon' &&
              one.joinedAt <= instant &&
              (one.leftAt ?? Infinity) > instant,
          )
          .map(({ userId }) => userId),
      ),
    rowKeys,
  };
}

/** Viewers without a name are as many people as they truly were. */
function asIndividual(one: Connection): Connection {
  return one.userId === '!anon' ? { ...one, userId: `anonymous ${one.individual}` } : one;
}

/** What of a connection lies in a window. */
function within(one: Connection, at: number, from: number, to: number): Connection[] {
  const joinedAt = Math.max(one.joinedAt, from);
  const leftAt = Math.min(one.leftAt ?? at, to);
  return leftAt > joinedAt ? [{ ...one, joinedAt, leftAt }] : [];
}

/** Our name of Stream's `session_id`. */
function renamed(filter: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => [key === 'user_session_id' ? 'session_id' : key, value]),
  );
}
