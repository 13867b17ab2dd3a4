import type { SessionRef } from '../../attendance/call';
import type { StreamVideo } from '../../stream/stream-video';
import { rowsApart } from '../pages/rows-apart';
import type { OwnedRows } from '../pages/session-rows';
import type { PlanParts } from './plan-parts';

/** {@link rowsApart} of a session that the book knows. */
export function filteredRows(
  parts: PlanParts,
  stream: Pick<StreamVideo, 'participantSessions'>,
  session: SessionRef,
  filter: Readonly<Record<string, unknown>>,
): OwnedRows {
  return rowsApart({
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
    now: () => parts.localNow(),
  });
}
