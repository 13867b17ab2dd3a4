import type { SessionCounts } from '../call';
import type { DataState } from '../data-state';
import type { Ms } from '../instant';
import type { Text } from '../text';

/** How much of a session figures rest on: rows read of those that Stream counts, and when. */
export interface Coverage {
  /** Rows read. */
  readonly read: number;
  /** `total_participant_sessions` of the whole session; undefined: not told. */
  readonly of: number | undefined;
  /** All rows of the session were read, each once, as far as Stream's own count tells. */
  readonly complete: boolean;
  /**
   * Nothing that the figures are about is missing: {@link complete}, or Stream chose the rows and sent all that it chose.
   * Where it is false, counts are "at least", and no figure of time has an upper bound.
   */
  readonly exhaustive: boolean;
  /** `server`: Stream chose the rows by a filter, and sent all that it chose; they are the rows of the answer and not of the session. */
  readonly chosenBy: 'nobody' | 'server';
  /** `Date` of the first page (rule 9). */
  readonly asOf: Ms | undefined;
  /** When the last page came. */
  readonly readUntil: Ms | undefined;
  /** Whose clock {@link asOf} is. */
  readonly clock: 'server' | 'local' | 'differs';
  readonly changedWhileReading: boolean;
  /** What else a reader must know: pages read far apart, repeats put back, a drift of the server's filters. */
  readonly notes: readonly Text[];
}

/** What every figure carries: how far its data can be trusted, and how much of them was read. */
export interface Basis {
  readonly state: DataState;
  readonly coverage: Coverage;
}

/** What Stream itself says of the whole session: never changed by a filter, never mixed with computed figures. */
export interface StreamTotals {
  /** `total_participant_sessions`. */
  readonly rows: number | undefined;
  /** `total_participant_duration`, seconds. */
  readonly durationSeconds: number | undefined;
  /** `counts` of the statistics, where they are known. */
  readonly counts: SessionCounts | undefined;
  /** Of `getCallReport`, where it was asked for. */
  readonly report:
    | {
        readonly unique: number | undefined;
        readonly sum: number | undefined;
        readonly maxConcurrent: number | undefined;
      }
    | undefined;
  /** `anonymous_participant_count` of the call session. */
  readonly anonymousCount: number | undefined;
}
