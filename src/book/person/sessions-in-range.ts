import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { isStreamFailure, type StreamFailure } from '../../stream/errors';
import type { RequestContext } from '../../stream/stream-video';
import type { Session } from '../book';
import { endedEarly } from '../pages/paged-list';
import { uniteByStart } from '../pages/session-order';
import { shareWaits } from '../pages/waits';
import { askRunning, failureToDoWithout, withoutLive } from '../session-lists';
import { sessionKey } from '../state/session-key';
import type { PersonQuestion } from './person-finding';
import type { PersonParts } from './person-parts';

const pageSize = 100;
/** Longer lists are cut, and said to be: each session is a request. */
export const sessionsAtMost = 1000;
/** Pages that are looked through for the sessions of one call type. */
const pagesAtMost = 50;
/** Pages in a row without anything new: the cursor leads nowhere. */
const barrenAtMost = 3;

/** By how much Stream's idea of a session's start may differ between two of its answers, ms. */
const startSlack = 60_000;

/** The sessions to be asked, newest first, as far as they could be listed. */
export interface SessionsInRange {
  readonly sessions: readonly Session[];
  /** What the list lacks. */
  readonly notes: readonly Text[];
  /** Why listing stopped early, where it did. */
  readonly failure: StreamFailure | undefined;
}

/**
 * Lists the sessions that began in the range: those of the statistics, page by page, with those that run now and those that
 * the book knows from elsewhere. Stream's filter by date is used, not believed: what began outside is left out. A failure
 * after the first page leaves what was listed.
 * @param onPage told of the list so far
 * @throws StreamFailure where nothing could be listed
 */
export async function listSessions(
  parts: PersonParts,
  question: PersonQuestion,
  context: RequestContext,
  onPage: (sessions: readonly Session[]) => void,
): Promise<SessionsInRange> {
  const { known } = parts;
  const keys = new Set<string>();
  const seen = new Set<string>();
  const notes: Text[] = [];
  const [forPage = {}, forLive = {}] = shareWaits(context, 2);
  const reachesNow = question.to > known.now();
  const fits = (session: Session): boolean =>
    // Of a session that runs now the start may not be known; it belongs to a range that reaches to now.
    (session.startedAt === undefined ? reachesNow : isWithin(session.startedAt, question)) &&
    isOfType(session, question);
  const resolved = (): readonly Session[] => [...keys].flatMap((key) => known.sessions.byKey(key) ?? []);

  const running = reachesNow
    ? askRunning(parts, forLive).catch(failureToDoWithout)
    : Promise.resolve({ extra: [], note: undefined });
  // The page is waited for first: without it what runs now is of no use.
  running.catch(() => undefined);
  let failure: StreamFailure | undefined;
  let cursor: string | undefined;
  let barren = 0;
  let isOutside = false;
  for (let pages = 0; ; pages++) {
    try {
      const page = await parts.stream.recentSessions(
        { from: question.from, to: question.to },
        { limit: pageSize, cursor },
        pages === 0 ? forPage : context,
      );
      known.hearStats(page);
      const before = seen.size;
      for (const session of page.items) {
        const key = sessionKey(session);
        seen.add(key);
        if (!isOfType(session, question)) continue;
        if (isAbout(known.sessions.byKey(key)?.startedAt, question)) keys.add(key);
        else isOutside = true;
      }
      onPage(resolved().slice(0, sessionsAtMost));
      cursor = page.next;
      if (cursor === undefined) break;
      if (keys.size >= sessionsAtMost || pages + 1 >= pagesAtMost) {
        notes.push(keys.size >= sessionsAtMost ? cutText : longText);
        break;
      }
      barren = seen.size > before ? 0 : barren + 1;
      if (barren >= barrenAtMost) {
        notes.push(endedEarly);
        break;
      }
    } catch (error) {
      if (!isStreamFailure(error) || pages === 0) throw error;
      failure = error;
      notes.push(brokenText);
      break;
    }
  }

  if (isOutside) notes.push(outsideText);
  const live = await running.catch((error: unknown) => {
    if (!isStreamFailure(error)) throw error;
    failure ??= error;
    return error;
  });
  if (isStreamFailure(live)) notes.push(withoutLive);
  else if (live.note !== undefined) notes.push(live.note);
  const alsoRunning = isStreamFailure(live) ? [] : live.extra;
  const extra = new Set([
    ...alsoRunning,
    ...known.sessions
      .all()
      .filter(({ startedAt }) => startedAt !== undefined)
      .map(sessionKey),
  ]);
  const listed = resolved();
  const others = [...extra]
    .filter((key) => !keys.has(key))
    .flatMap((key) => known.sessions.byKey(key) ?? [])
    .filter(fits);
  return { sessions: uniteByStart(listed, others).slice(0, sessionsAtMost), notes, failure };
}

function isWithin(at: Ms, { from, to }: Pick<PersonQuestion, 'from' | 'to'>): boolean {
  return at >= from && at < to;
}

/** Where the start of a listed session is not known, the list is believed. */
function isAbout(at: Ms | undefined, { from, to }: PersonQuestion): boolean {
  return at === undefined || isWithin(at, { from: from - startSlack, to: to + startSlack });
}

function isOfType({ callType }: { readonly callType: string }, question: PersonQuestion): boolean {
  return question.callType === undefined || callType === question.callType;
}

const cutText = text(
  'There are more than {n} sessions in this range: the older ones are not listed here and were not asked. Choose a shorter range, or one call type.',
  { n: sessionsAtMost },
);
const longText = text(
  'Only the newest {n} sessions of all call types were looked through: older ones of this call type may be missing. Choose a shorter range.',
  { n: pagesAtMost * pageSize },
);
const outsideText = text(
  'Stream’s list held sessions that began outside the range: they were left out, and others may be missing from it.',
);
const brokenText = text(
  'The list of sessions was not read to its end: older sessions of this range are missing.',
);
