import type { SessionRef } from '../../attendance/call';
import type { StreamVideo } from '../../stream/stream-video';
import type { OwnedRows } from '../pages/session-rows';
import { createSessionRows } from '../pages/session-rows';
import type { PlanParts } from './plan-parts';

/** As many as Stream allows: what is filtered is read whole, and never page by page as somebody scrolls. */
const pageSize = 100;

/** Rows that Stream chooses by a filter: a set of its own, never joined to the session's rows (rule 9). Reads nothing yet. */
export function filteredRows(
  parts: PlanParts,
  stream: Pick<StreamVideo, 'participantSessions'>,
  session: SessionRef,
  filter: Readonly<Record<string, unknown>>,
): OwnedRows {
  return createSessionRows({
    session,
    async fetch(request, context) {
      const known = parts.knownOf(session);
      const page = await stream.participantSessions(
        session,
        { ...request, filter },
        { ...context, ...(known && { known }) },
      );
      parts.hear(page.readAt);
      return page;
    },
    onPage: () => undefined,
    final: () => false,
    asked: () => Promise.resolve(),
    pageSize: () => pageSize,
    now: () => parts.localNow(),
    onChange: () => undefined,
  });
}
