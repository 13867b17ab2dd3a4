import type { SessionRef, SessionStats } from '../attendance/call';
import { cidOf } from '../attendance/call';
import type { Ms } from '../attendance/instant';
import type { Page, StreamVideo } from '../stream/stream-video';
import { listPageSize } from './session-lists';
import { callRefOf } from './state/known-calls';
import type { Knowledge } from './state/knowledge';
import { oneLook } from './state/readings';
import { sessionKey } from './state/session-key';

/** After this long a session is settled by one read (rule 10): its statistics need no second look. */
const settledAfter = 24 * 3_600_000;

/** Asks what the rows do not say and the data state hangs on: the statistics (rule 10) and the call itself (rule 8). */
export interface SessionEvidenceAsking {
  /** Asks what is missing or too old, beside the rows. `again`: the rows are read once more. Never rejects. */
  ask(session: SessionRef, again: boolean): Promise<void>;
  /** Resolves when nothing is being asked about the session. */
  asked(session: SessionRef): Promise<void>;
}

export function createEvidenceAsking(parts: {
  readonly stream: StreamVideo;
  readonly known: Knowledge;
  readonly localNow: () => Ms;
  readonly signal: AbortSignal;
}): SessionEvidenceAsking {
  const { stream, known, signal } = parts;
  const running = new Map<string, Promise<void>>();
  const statsAsked = new Map<string, Promise<Page<SessionStats>>>();

  /** The statistics of a session: among those of its call's newest ones, else by its id. */
  async function askStats(ref: SessionRef): Promise<void> {
    const newest = await askNewestStats(cidOf(ref));
    if (newest.next === undefined || newest.items.some(({ sessionId }) => sessionId === ref.sessionId))
      return;
    const { sessionId } = ref;
    const page = await stream.sessionsOfCall(ref, { limit: 1, sessionId }, { signal });
    if (!signal.aborted) known.hearStats(page);
  }

  /** The statistics of a call's newest sessions, once for all that ask at the time. */
  function askNewestStats(cid: string): Promise<Page<SessionStats>> {
    const asked = statsAsked.get(cid);
    if (asked !== undefined) return asked;
    const answer = stream
      .sessionsOfCall(callRefOf(cid), { limit: listPageSize }, { signal })
      .then((page) => {
        if (!signal.aborted) known.hearStats(page);
        return page;
      })
      .finally(() => statsAsked.delete(cid));
    statsAsked.set(cid, answer);
    return answer;
  }

  function questions(ref: SessionRef, again: boolean): readonly Promise<unknown>[] {
    const cid = cidOf(ref);
    const endedAt = known.sessions.session(ref)?.endedAt;
    const readAt = known.sessions.statsReadAt(ref);
    const settled = readAt !== undefined && endedAt !== undefined && known.now() - endedAt > settledAfter;
    const statsAreFresh = readAt !== undefined && parts.localNow() - readAt < oneLook;
    const asked: Promise<unknown>[] = [];
    if (!settled && !statsAreFresh) asked.push(askStats(ref));
    if (known.calls.get(cid) === undefined || (again && endedAt === undefined))
      asked.push(known.calls.read(cid, { signal }));
    return asked;
  }

  return {
    ask(ref, again) {
      const key = sessionKey(ref);
      const asking =
        running.get(key) ??
        // What cannot be had is missing evidence, and the data state says so; the rows themselves tell of failures.
        Promise.allSettled(questions(ref, again)).then(() => {
          running.delete(key);
        });
      running.set(key, asking);
      return asking;
    },
    asked: (ref) => running.get(sessionKey(ref)) ?? Promise.resolve(),
  };
}
