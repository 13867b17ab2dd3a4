import { figuresOf, isPerson } from './figures';
import type { TrueFigures } from './figures';
import { dayMs } from './ledger';
import type { Ledger, TrueSession } from './ledger';
import type { Quirks } from './options';
import type { Connection } from './truth';

/** What the answers are made from: the truth, the clock and the switches. */
export interface World {
  readonly ledger: Ledger;
  readonly quirks: () => Quirks;
  /** The call was deleted after it was listed. */
  readonly isDeleted: (cid: string) => boolean;
}

/** What Stream knows of a session now: the truth, late and with losses. */
export interface KnownSession {
  readonly session: TrueSession;
  /** `started_at` as Stream tells it. */
  readonly startedAt: number;
  /** `ended_at` as Stream tells it. Undefined: live, or never told. */
  readonly endedAt: number | undefined;
  /** When the figures were last computed. */
  readonly generatedAt: number;
  /** What needs the connections, which are built when they are first asked for. */
  content(): KnownContent;
}

export interface KnownContent {
  /** In the order of the list. Leaves that Stream never learned of are missing from them. */
  readonly rows: readonly Connection[];
  readonly figures: TrueFigures;
  /** People who ever published a track. */
  readonly publishers: number;
}

/** Before the report, what happened in the last half minute of the session is not there yet. */
const unreportedMs = 30_000;
const refreshMs = 10_000;

/** By the connections of a session that is final: they do not change any more. */
const finalContents = new WeakMap<readonly Connection[], KnownContent>();

export function knownOf({ ledger, quirks }: World, session: TrueSession): KnownSession {
  const { joinBeforeStart, noEndedAt } = quirks();
  const now = ledger.now();
  return {
    session,
    startedAt: session.startedAt + (joinBeforeStart === true ? 3000 : 0),
    endedAt: noEndedAt === true ? undefined : session.endedAt,
    generatedAt: generatedAt(session, now),
    content() {
      const isPending = !session.live && !session.reportReady;
      const until = isPending ? (session.lastLeaveAt ?? now) - unreportedMs : now;
      const truth = ledger.connections(session.id, until);
      const held = finalContents.get(truth);
      if (held !== undefined) return held;
      const content = contentOf(truth, until);
      if (session.reportReady) finalContents.set(truth, content);
      return content;
    },
  };
}

function contentOf(truth: readonly Connection[], until: number): KnownContent {
  const rows = truth.map((one) => (one.ending === 'crashed' ? { ...one, leftAt: undefined } : one));
  return {
    rows,
    figures: figuresOf(rows, until),
    publishers: new Set(rows.filter((one) => one.tracks.length > 0 && isPerson(one)).map((one) => one.userId))
      .size,
  };
}

/** Every ten seconds while live; some seconds after the end, and once more when the report is ready. */
function generatedAt(session: TrueSession, now: number): number {
  if (session.endedAt === undefined || session.reportReadyAt === undefined) {
    return Math.max(session.startedAt, Math.floor(now / refreshMs) * refreshMs);
  }
  return session.reportReady ? session.reportReadyAt : Math.min(now, session.endedAt + 4000);
}

/** Sessions of a call as the call itself tells of them: the latest one. */
export function latestSession({ ledger, quirks }: World, cid: string): TrueSession | undefined {
  return quirks().sessionAnswersOnlyById === true ? undefined : ledger.sessions(cid)[0];
}

/** The sessions that Stream's statistics list, newest start first. */
export function listedSessions({ ledger, quirks, isDeleted }: World): readonly TrueSession[] {
  const all = ledger.sessions().filter(({ cid }) => !isDeleted(cid));
  const { sessionMissingFromStats, sessionAnswersOnlyById } = quirks();
  if (sessionMissingFromStats !== true && sessionAnswersOnlyById !== true) return all;
  const seen = new Set<string>();
  return all.filter(({ cid }) => seen.size === seen.add(cid).size);
}

/** Gone: 90 days after the end. */
export function rowsAreGone(session: TrueSession, now: number): boolean {
  return session.endedAt !== undefined && now - session.endedAt >= 90 * dayMs;
}
