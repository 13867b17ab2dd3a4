import type { SessionRef } from '../attendance/call';
import { text, type Text } from '../attendance/text';
import type { StreamFailure } from '../stream/errors';
import { isStreamFailure } from '../stream/errors';
import type { CallsQuery, RecentQuery, RequestContext, StreamVideo } from '../stream/stream-video';
import type { Session } from './book';
import type { KeyPage, OwnedList } from './pages/paged-list';
import { createPagedList } from './pages/paged-list';
import { uniteByStart } from './pages/session-order';
import { shareWaits } from './pages/waits';
import { callRefOf } from './state/known-calls';
import type { Knowledge } from './state/knowledge';
import { sessionKey } from './state/session-key';

/** Calls and sessions come 25 a page. */
export const listPageSize = 25;

/** Live calls that one request brings for the top of the recent sessions. */
const livePageSize = 100;

const ongoing: CallsQuery = { filter: { ongoing: { $eq: true } } };

export interface ListsParts {
  readonly stream: StreamVideo;
  readonly known: Knowledge;
  readonly now: () => number;
  isLive(session: SessionRef): boolean;
}

/**
 * The sessions of a call: those that Stream's statistics know, united with the call's latest one, which may not be among
 * them yet, and with those that were opened by id.
 */
export function createSessionsOfCall(
  parts: ListsParts,
  cid: string,
  onChange: () => void,
): OwnedList<Session> {
  const { stream, known } = parts;

  async function firstPage(limit: number, context: RequestContext): Promise<KeyPage> {
    const [forPage = {}, forCall = {}] = shareWaits(context, 2);
    const [page, call] = await Promise.all([
      stream.sessionsOfCall(callRefOf(cid), { limit }, forPage),
      known.calls
        .read(cid, { signal: forCall.signal, onProgress: ({ wait }) => forCall.onWait?.(wait) })
        .catch(failureToDoWithout),
    ]);
    known.hearStats(page);
    const missing = isStreamFailure(call) ? call : undefined;
    if (missing?.kind === 'not-found' && page.items.length === 0 && page.next === undefined) throw missing;
    return { keys: page.items.map(sessionKey), next: page.next, note: missing && noteOnCall(missing.kind) };
  }

  return createPagedList<Session>({
    async fetch({ limit, cursor }, context) {
      if (cursor === undefined) return firstPage(limit, context);
      const page = await stream.sessionsOfCall(callRefOf(cid), { limit, cursor }, context);
      known.hearStats(page);
      return { keys: page.items.map(sessionKey), next: page.next };
    },
    items(keys) {
      const latest = known.calls.get(cid)?.session?.id;
      const extra = new Set(known.sessions.opened(cid));
      if (latest !== undefined && latest !== '')
        extra.add(sessionKey({ ...callRefOf(cid), sessionId: latest }));
      return uniteByStart(
        resolve(known, keys),
        resolve(
          known,
          [...extra].filter((key) => !keys.has(key)),
        ),
      );
    },
    item: (key) => known.sessions.byKey(key),
    pageSize: () => listPageSize,
    now: parts.now,
    onChange,
  });
}

/**
 * The sessions that run now, by their keys. Asked of the calls: they are the evidence that a session is live (rule 8);
 * statistics lag behind.
 */
export async function askRunning(
  { stream, known }: { readonly stream: Pick<StreamVideo, 'queryCalls'>; readonly known: Knowledge },
  context: RequestContext,
): Promise<{ readonly extra: readonly string[]; readonly note: Text | undefined }> {
  const since = known.calls.mark();
  const page = await stream.queryCalls(ongoing, { limit: livePageSize }, context);
  const extra: string[] = [];
  for (const call of page.items) {
    known.calls.note(call, page.readAt);
    const { session, callType, callId } = call;
    if (session === undefined || session.id === '' || session.id !== call.currentSessionId) continue;
    extra.push(sessionKey({ callType, callId, sessionId: session.id }));
  }
  if (page.next === undefined)
    known.calls.noteOngoing(new Set(page.items.map(({ cid }) => cid)), since, page.readAt);
  const note =
    page.next === undefined
      ? undefined
      : text('More than {n} calls are live now: those created last are shown on top.', { n: livePageSize });
  return { extra, note };
}

/** Sessions of the whole app, newest first, those that run now on top. */
export function createRecent(
  parts: ListsParts,
  range: () => RecentQuery,
  onChange: () => void,
): OwnedList<Session> {
  const { stream, known } = parts;

  async function firstPage(limit: number, context: RequestContext): Promise<KeyPage> {
    const [forPage = {}, forLive = {}] = shareWaits(context, 2);
    const [page, live] = await Promise.all([
      stream.recentSessions(range(), { limit }, forPage),
      askRunning(parts, forLive).catch(failureToDoWithout),
    ]);
    known.hearStats(page);
    return {
      keys: page.items.map(sessionKey),
      next: page.next,
      ...(isStreamFailure(live) ? { note: withoutLive } : live),
    };
  }

  return createPagedList<Session>({
    async fetch({ limit, cursor }, context) {
      const { to } = range();
      if (cursor === undefined && (to === undefined || to > known.now())) return firstPage(limit, context);
      const page = await stream.recentSessions(range(), { limit, cursor }, context);
      known.hearStats(page);
      return { keys: page.items.map(sessionKey), next: page.next };
    },
    items(keys, extra) {
      const all = uniteByStart(
        resolve(known, keys),
        resolve(
          known,
          [...extra].filter((key) => !keys.has(key)),
        ),
      );
      const live = new Set(all.filter((session) => parts.isLive(session)));
      return [...live, ...all.filter((session) => !live.has(session))];
    },
    item: (key) => known.sessions.byKey(key),
    pageSize: () => listPageSize,
    now: parts.now,
    onChange,
  });
}

/** Failures of the second question that leave the first one's answer worth showing. */
const canDoWithout: ReadonlySet<string> = new Set([
  'not-found',
  'permission',
  'bad-input',
  'contract-drift',
  'server',
]);

/** The failure as an answer, where the page is worth showing without what failed; any other goes on its way. */
export function failureToDoWithout(error: unknown): StreamFailure {
  if (isStreamFailure(error) && canDoWithout.has(error.kind)) return error;
  throw error;
}

export const withoutLive: Text = text(
  'Which calls are live now could not be asked, so a session that runs now may be missing or look ended. Refresh to try again.',
);

function noteOnCall(kind: string): ReturnType<typeof text> {
  return kind === 'not-found'
    ? text(
        'This call is no longer there: it may have been deleted. These are its sessions that Stream’s statistics know.',
      )
    : text(
        'The call itself could not be asked, so a session that runs now may be missing or look ended. Refresh to try again.',
      );
}

function resolve(known: Knowledge, keys: Iterable<string>): readonly Session[] {
  return [...keys].flatMap((key) => known.sessions.byKey(key) ?? []);
}
