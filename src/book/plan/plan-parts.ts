import type { SessionRef } from '../../attendance/call';
import type { Pausing } from '../../attendance/figures/slices';
import type { DataState } from '../../attendance/data-state';
import type { ParticipantSessionsContext, ReadInstant, StreamVideo } from '../../stream/stream-video';
import type { OwnedRows } from '../pages/session-rows';
import type { WholeReadParts } from './whole-read';
import type { PlanMemory } from './plan-memory';

/** What planning needs of the book. */
export interface PlanParts {
  readonly book: WholeReadParts['book'];
  readonly memory: PlanMemory;
  pageSize(): number;
  /** This computer's clock, ms since epoch. */
  localNow(): number;
  hear(readAt: ReadInstant): void;
  /** What the door is told of a session, where it is known. */
  knownOf(session: SessionRef): ParticipantSessionsContext['known'];
  /** The rows of a session, with what they were read by. */
  rows(session: SessionRef): OwnedRows;
  /** The data state without regard to the rows held. */
  stateWithoutRows(session: SessionRef): DataState;
  /** Asks for what the data state hangs on beside the rows; never rejects. */
  askEvidence(session: SessionRef): Promise<void>;
  /** Resolves when nothing is being asked about the session beside its rows. */
  evidenceAsked(session: SessionRef): Promise<void>;
  /** Pages of a session's rows that were asked for so far, by anybody. */
  pagesAsked(session: SessionRef): number;
  /** For measuring in short stretches: a monotonic clock (ms), and a pause in which others have their turn. */
  readonly pausing: Pausing;
}

/** Nothing of the session can change any more. */
export function isOver({ kind }: DataState): boolean {
  return kind === 'final' || kind === 'settled' || kind === 'final-incomplete';
}

/** Requests for participant sessions that one answer sent beside the pages of the session's rows. */
export class Counter {
  pages = 0;
  marks = 0;
  probes = 0;

  /** The door, counting what goes through it. */
  counting(stream: StreamVideo, as: 'pages' | 'marks' | 'probes'): Pick<StreamVideo, 'participantSessions'> {
    return {
      participantSessions: (session, page, context) => {
        this[as]++;
        return stream.participantSessions(session, page, context);
      },
    };
  }
}
