import { isDeepStrictEqual } from 'node:util';
import type { Call, CallSessionInfo, SessionRef, SessionStats } from '../../attendance/call';
import { cidOf } from '../../attendance/call';
import type { SessionEvidence } from '../../attendance/data-state';
import type { Ms } from '../../attendance/instant';
import type { ParticipantSessionsPage, ReadInstant } from '../../stream/stream-video';
import type { Session } from '../book';
import type { RowSet } from '../pages/row-set';
import type { Readings } from './readings';
import { createReadings } from './readings';
import { clockOf, instantOfAnswer } from './server-clock';
import { refOf, sessionKey } from './session-key';

interface Facts {
  readonly ref: SessionRef;
  readonly from: Set<Session['from'][number]>;
  readonly readings: Readings;
  stats: SessionStats | undefined;
  statsReadAt: ReadInstant | undefined;
  info: CallSessionInfo | undefined;
  /** The last answer that told anything of the session. */
  heardAt: ReadInstant | undefined;
  notFound: boolean;
  /** Built when asked for; undefined after a change. */
  session: Session | undefined;
}

/** Everything heard of sessions, from whichever answer. Small: it stays when row sets leave memory. */
export interface SessionRegistry {
  /** @returns true when this changed what is known of a session that was known before. */
  noteStats(stats: SessionStats, readAt: ReadInstant): boolean;
  /** What `call.session` says of the call's latest session. */
  noteCall(call: Call, readAt: ReadInstant | undefined): boolean;
  /** What a page of rows says beside its rows. */
  notePage(ref: SessionRef, set: RowSet): boolean;
  noteNotFound(ref: SessionRef): boolean;
  /** A look at the totals of a session, and what it says of the session itself. */
  noteTotals(ref: SessionRef, page: ParticipantSessionsPage): boolean;
  session(ref: SessionRef): Session | undefined;
  byKey(key: string): Session | undefined;
  /** Keys of a call's sessions that were opened by id. */
  opened(cid: string): readonly string[];
  /** Every known session. */
  all(): readonly Session[];
  /** Known sessions of a call. */
  ofCall(cid: string): readonly Session[];
  /** When the statistics of a session were read last, this computer's clock. */
  statsReadAt(ref: SessionRef): Ms | undefined;
  /** @param callReadAt When the call was heard of last: what proves a session without rows live (rule 8). */
  evidence(
    ref: SessionRef,
    rows: RowSet | undefined,
    call: Call | undefined,
    callReadAt: ReadInstant | undefined,
  ): SessionEvidence;
}

/** Rule 10: this long after the end one read is enough. */
const oneDay = 24 * 3_600_000;

export function createSessionRegistry(now: () => Ms): SessionRegistry {
  const known = new Map<string, Facts>();
  const byCall = new Map<string, Set<Facts>>();

  function factsOf(ref: SessionRef): Facts {
    const key = sessionKey(ref);
    let facts = known.get(key);
    if (facts === undefined) {
      facts = {
        ref: refOf(ref),
        from: new Set(),
        readings: createReadings(),
        stats: undefined,
        statsReadAt: undefined,
        info: undefined,
        heardAt: undefined,
        notFound: false,
        session: undefined,
      };
      known.set(key, facts);
      const cid = cidOf(ref);
      const siblings = byCall.get(cid) ?? new Set();
      byCall.set(cid, siblings.add(facts));
    }
    return facts;
  }

  function heard(facts: Facts, from: Session['from'][number], readAt: ReadInstant | undefined): void {
    facts.from.add(from);
    facts.heardAt = readAt ?? facts.heardAt;
    facts.session = undefined;
  }

  function sessionOf(facts: Facts | undefined): Session | undefined {
    if (facts === undefined || facts.from.size === 0) return undefined;
    const { ref, stats, info, from } = facts;
    return (facts.session ??= {
      ...ref,
      cid: cidOf(ref),
      startedAt: info?.startedAt ?? stats?.callStartedAt,
      endedAt: info?.endedAt ?? stats?.callEndedAt,
      stats,
      from: [...from],
    });
  }

  /** Runs a change; tells whether a session that was known before is another one after it. */
  function changing(ref: SessionRef, change: (facts: Facts) => void): boolean {
    const facts = factsOf(ref);
    const before = sessionOf(facts);
    const { notFound } = facts;
    change(facts);
    return (
      notFound !== facts.notFound || (before !== undefined && !isDeepStrictEqual(before, sessionOf(facts)))
    );
  }

  return {
    noteStats(stats, readAt) {
      return changing(stats, (facts) => {
        facts.stats = stats;
        facts.statsReadAt = readAt;
        facts.readings.note(now(), { generatedAt: stats.generatedAt, counts: stats.counts });
        heard(facts, 'stats', readAt);
      });
    },
    noteCall(call, readAt) {
      const info = call.session;
      if (info === undefined || info.id === '') return false;
      return changing({ callType: call.callType, callId: call.callId, sessionId: info.id }, (facts) => {
        facts.info = info;
        heard(facts, 'call', readAt);
      });
    },
    notePage(ref, set) {
      return changing(ref, (facts) => {
        facts.notFound = false;
        if (set.info?.id === ref.sessionId) facts.info = set.info;
        if (set.totals !== undefined)
          facts.readings.note(now(), {
            totalSessions: set.totals.sessions,
            totalDurationSeconds: set.totals.durationSeconds,
          });
        if (facts.from.size === 0) heard(facts, 'opened', set.last);
        facts.heardAt = set.last;
        facts.session = undefined;
      });
    },
    noteTotals(ref, page) {
      return changing(ref, (facts) => {
        facts.notFound = false;
        if (page.session?.id === ref.sessionId) facts.info = page.session;
        facts.readings.note(now(), {
          totalSessions: page.totalSessions,
          totalDurationSeconds: page.totalDurationSeconds,
        });
        facts.heardAt = page.readAt;
        facts.session = undefined;
      });
    },
    noteNotFound(ref) {
      return changing(ref, (facts) => {
        facts.notFound = true;
      });
    },
    session: (ref) => sessionOf(known.get(sessionKey(ref))),
    byKey: (key) => sessionOf(known.get(key)),
    opened: (cid) =>
      [...(byCall.get(cid) ?? [])].filter(({ from }) => from.has('opened')).map(({ ref }) => sessionKey(ref)),
    all: () => [...known.values()].flatMap((facts) => sessionOf(facts) ?? []),
    ofCall: (cid) => [...(byCall.get(cid) ?? [])].flatMap((facts) => sessionOf(facts) ?? []),
    statsReadAt: (ref) => known.get(sessionKey(ref))?.statsReadAt?.local,
    evidence(ref, rows, call, callReadAt) {
      const facts = known.get(sessionKey(ref));
      const end = facts?.info?.endedAt ?? facts?.stats?.callEndedAt;
      const isCurrent = call === undefined ? undefined : call.currentSessionId === ref.sessionId;
      // Statistics never prove that a session is live, so their instant must not stand for such a proof.
      const provedAt = isCurrent === true && end === undefined ? callReadAt : undefined;
      const readAt = rows?.first ?? provedAt ?? facts?.heardAt;
      return {
        now: now(),
        asOf: readAt && instantOfAnswer(readAt),
        clock: clockOf(readAt),
        notFound: facts?.notFound ?? false,
        isCurrent,
        startedAt: facts?.info?.startedAt ?? facts?.stats?.callStartedAt,
        sessionEndedAt: facts?.info?.endedAt,
        statsEndedAt: facts?.stats?.callEndedAt,
        timerEndsAt: facts?.info?.timerEndsAt,
        statsKnown: facts?.stats !== undefined,
        generatedAt: facts?.stats?.generatedAt,
        liveSessions: facts?.stats?.counts.liveSessions,
        readings: facts?.readings.all(end === undefined ? undefined : end + oneDay) ?? [],
        readyEventAt: undefined,
        reportAnswers: undefined,
        rows: rows?.totals && {
          read: rows.table.length,
          of: rows.totals.sessions,
          complete: rows.ending === 'end',
        },
        archivedAt: undefined,
      };
    },
  };
}
