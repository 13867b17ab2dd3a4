import type { Call, SessionRef } from '../attendance/call';
import { cidOf } from '../attendance/call';
import { idPrefixOf } from '../attendance/filter/build';
import { setImmediate } from 'node:timers/promises';
import type { Pausing } from '../attendance/figures/slices';
import type { Text } from '../attendance/text';
import { text } from '../attendance/text';
import { isStreamFailure } from '../stream/errors';
import type { ParticipantSessionsPage, RecentQuery, StreamVideo } from '../stream/stream-video';
import type { AttendanceBook, Session } from './book';
import { findByUserSession } from './find-session';
import { createNames } from './names';
import type { OwnedList } from './pages/paged-list';
import { createPagedList } from './pages/paged-list';
import { createRowMemory, rowsInMemory } from './pages/row-memory';
import type { OwnedRows } from './pages/session-rows';
import { createSessionRows } from './pages/session-rows';
import { attend } from './plan/attend';
import { createPlanMemory } from './plan/plan-memory';
import type { PlanParts } from './plan/plan-parts';
import { readSchedule } from './plan/read-schedule';
import { readWhole } from './plan/whole-read';
import { findPerson } from './person/find-person';
import { createEvidenceAsking } from './session-evidence';
import type { ListsParts } from './session-lists';
import { createRecent, createSessionsOfCall, listPageSize } from './session-lists';
import { createChanges } from './state/changes';
import { createKnowledge } from './state/knowledge';
import type { BookClock } from './state/server-clock';
import { refOf, sessionKey } from './state/session-key';

export interface BookOptions {
  readonly appId: string;
  readonly stream: StreamVideo;
  /** This computer's clock, or a fixed one. */
  readonly clock: BookClock;
  /** Rows a page, 1–100: the setting, asked whenever a read begins. */
  readonly pageSize: () => number;
  /** Rows kept in memory over all sessions; 250,000 unless told. */
  readonly memoryRows?: number;
  /** How long work on very many rows pauses for others: a turn of the event loop unless told. */
  readonly pausing?: Pausing;
}

/** Stream has no search by prefix: the range that stands for it sorts ids in Stream's way, which may differ from ours. */
function mayLack(prefix: string): Text {
  return text(
    'Stream cannot search for the beginning of an id: some calls whose ids begin with “{prefix}” may be missing here.',
    { prefix },
  );
}

/** The book of one app. Reads nothing until it is asked. */
export function openBook({
  appId,
  stream,
  clock,
  pageSize,
  memoryRows,
  pausing,
}: BookOptions): AttendanceBook {
  const changes = createChanges();
  const closed = new AbortController();
  const memory = createRowMemory(memoryRows ?? rowsInMemory);
  const lists = new Map<string, OwnedList<Session>>();
  const rowSets = new Map<string, OwnedRows>();
  const pagesAsked = new Map<string, number>();
  const localNow = (): number => clock.now();
  let callFilter: Readonly<Record<string, unknown>> = {};
  let recentRange: RecentQuery = { from: undefined, to: undefined };

  const known = createKnowledge({
    stream,
    clock,
    tell: (change) => {
      changes.tell(change);
    },
    onCall(cid) {
      calls.stale();
      // The call's latest session belongs to its sessions, whichever answer told of it.
      const list = lists.get(cid);
      if (list?.loaded !== true) return;
      list.stale();
      changes.tell({ what: 'sessions', cid });
    },
    onSession(ref) {
      lists.get(cidOf(ref))?.stale();
      recent.stale();
    },
  });
  const names = createNames(stream, closed.signal);
  const evidence = createEvidenceAsking({ stream, known, localNow, signal: closed.signal });
  const listsParts: ListsParts = {
    stream,
    known,
    now: localNow,
    isLive: (ref) => known.isLive(ref, rowSets.get(sessionKey(ref))?.set),
  };

  const calls = createPagedList<Call>({
    async fetch({ limit, cursor }, context) {
      const page = await stream.queryCalls({ filter: callFilter }, { limit, cursor }, context);
      for (const call of page.items) known.calls.note(call, page.readAt);
      const prefix = idPrefixOf(callFilter);
      const wanted =
        prefix === undefined ? page.items : page.items.filter(({ callId }) => callId.startsWith(prefix));
      return {
        keys: wanted.map(({ cid }) => cid),
        next: page.next,
        note: prefix === undefined ? undefined : mayLack(prefix),
      };
    },
    items: (keys) => [...keys].flatMap((cid) => known.calls.get(cid) ?? []),
    item: (cid) => known.calls.get(cid),
    pageSize: () => listPageSize,
    now: localNow,
    onChange: () => {
      changes.tell({ what: 'calls' });
    },
  });
  const recent = createRecent(
    listsParts,
    () => recentRange,
    () => {
      changes.tell({ what: 'recent' });
    },
  );

  function sessionsOf(cid: string): OwnedList<Session> {
    let list = lists.get(cid);
    if (list === undefined) {
      list = createSessionsOfCall(listsParts, cid, () => {
        changes.tell({ what: 'sessions', cid });
      });
      lists.set(cid, list);
      if (closed.signal.aborted) list.close();
    }
    return list;
  }

  async function fetchRows(
    ref: SessionRef,
    request: { readonly limit: number; readonly cursor?: string | undefined },
    context: Parameters<StreamVideo['participantSessions']>[2],
  ): Promise<ParticipantSessionsPage> {
    const session = known.sessions.session(ref);
    pagesAsked.set(sessionKey(ref), (pagesAsked.get(sessionKey(ref)) ?? 0) + 1);
    if (request.cursor === undefined) void evidence.ask(ref, rowSets.get(sessionKey(ref))?.loaded ?? false);
    try {
      const page = await stream.participantSessions(ref, request, {
        ...context,
        ...(session && { known: known.forDoor(session) }),
      });
      known.hear(page.readAt);
      return page;
    } catch (error) {
      if (isStreamFailure(error) && error.kind === 'not-found') known.hearNotFound(ref);
      throw error;
    }
  }

  function rows(session: SessionRef): OwnedRows {
    const key = sessionKey(session);
    let held = rowSets.get(key);
    if (held === undefined) {
      const ref = refOf(session);
      const made = createSessionRows({
        session: ref,
        fetch: (request, context) => fetchRows(ref, request, context),
        onPage(set) {
          known.hearPage(ref, set);
          memory.use(made);
          memory.trim();
        },
        final: (set) => known.rowsAreFinal(ref, set),
        asked: () => evidence.asked(ref),
        pageSize,
        now: localNow,
        onChange: () => {
          changes.tell({ what: 'rows', session: ref });
        },
      });
      rowSets.set(key, made);
      if (closed.signal.aborted) made.close();
      held = made;
    }
    memory.use(held);
    return held;
  }

  /** Stopped by the asker, or with the book. */
  const whileOpen = (signal: AbortSignal | undefined): AbortSignal =>
    signal === undefined ? closed.signal : AbortSignal.any([closed.signal, signal]);

  const plan: PlanParts = {
    book: {
      rows,
      state: (ref) => known.state(ref, rowSets.get(sessionKey(ref))?.set),
      session: (ref) => known.sessions.session(ref),
      call: (cid) => known.calls.get(cid),
      stream,
      now: () => known.now(),
      rowsAreFinal(ref) {
        const set = rowSets.get(sessionKey(ref))?.set;
        return set !== undefined && known.rowsAreFinal(ref, set);
      },
      hearTotals: (ref, page) => {
        known.hearTotals(ref, page);
      },
    },
    memory: createPlanMemory(),
    pageSize,
    localNow,
    hear: (readAt) => {
      known.hear(readAt);
    },
    knownOf(ref) {
      const session = known.sessions.session(ref);
      return session && known.forDoor(session);
    },
    rows,
    stateWithoutRows: (ref) => known.state(ref, undefined),
    askEvidence: (ref) => evidence.ask(ref, true),
    evidenceAsked: (ref) => evidence.asked(ref),
    pagesAsked: (ref) => pagesAsked.get(sessionKey(ref)) ?? 0,
    pausing: pausing ?? { now: () => performance.now(), pause: () => setImmediate() },
  };

  return {
    appId,
    stream,
    now: plan.book.now,
    rows,
    session: plan.book.session,
    call: plan.book.call,
    state: plan.book.state,
    calls,
    get callFilter() {
      return callFilter;
    },
    setCallFilter(filter) {
      callFilter = filter;
      calls.reset();
    },
    recent,
    get recentRange() {
      return recentRange;
    },
    setRecentRange(range) {
      recentRange = range;
      recent.reset();
    },
    sessionsOf,
    readCall: (cid, options) => known.calls.read(cid, options),
    readWhole: (session, ask, options = {}) =>
      readWhole(
        { ...ask, book: plan.book, mayRead: (requests) => ask.mayRead(requests) },
        refOf(session),
        options,
      ),
    attendance: (session, query = {}, options = {}) =>
      attend(plan, refOf(session), query, { ...options, signal: whileOpen(options.signal) }),
    schedule: (answer, options = {}) =>
      readSchedule(plan, { readCall: (cid, how) => known.calls.read(cid, how), sessionsOf }, answer, options),
    findByUserSession: (cid, userSessionId, options = {}) =>
      findByUserSession(
        {
          stream,
          forDoor: (session) => known.forDoor(session),
          sessions: sessionsOf(cid),
          held: () =>
            known.sessions
              .ofCall(cid)
              .map((session) => ({ session, table: rowSets.get(sessionKey(session))?.set?.table })),
          rows,
        },
        userSessionId,
        options,
      ),
    findPerson: (question, options = {}) =>
      findPerson(
        {
          stream,
          known,
          memory: plan.memory,
          held: (session) => rowSets.get(sessionKey(session)),
          localNow,
          pausing: plan.pausing,
        },
        question,
        { ...options, signal: whileOpen(options.signal) },
      ),
    names,
    onDidChange: (listener) => changes.listen(listener),
    dispose() {
      changes.silence();
      closed.abort();
      known.calls.close();
      for (const each of [calls, recent, ...lists.values(), ...rowSets.values()]) each.close();
    },
  };
}
