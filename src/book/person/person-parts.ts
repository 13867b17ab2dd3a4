import type { SessionRef } from '../../attendance/call';
import type { Pausing } from '../../attendance/figures/slices';
import type { Ms } from '../../attendance/instant';
import type { StreamVideo } from '../../stream/stream-video';
import type { OwnedRows } from '../pages/session-rows';
import type { PlanMemory } from '../plan/plan-memory';
import type { Knowledge } from '../state/knowledge';

/** What finding a person needs of the book. */
export interface PersonParts {
  readonly stream: Pick<StreamVideo, 'recentSessions' | 'queryCalls' | 'participantSessions'>;
  readonly known: Knowledge;
  /** Whether Stream's filters are trusted on this connection. */
  readonly memory: Pick<PlanMemory, 'distrust'>;
  /** The rows of a session that are in memory; asks for none. */
  held(session: SessionRef): OwnedRows | undefined;
  /** This computer's clock, ms since epoch. */
  localNow(): Ms;
  readonly pausing: Pausing;
}
