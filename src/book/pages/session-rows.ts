import type { SessionRef } from '../../attendance/call';
import type { Text } from '../../attendance/text';
import { text } from '../../attendance/text';
import type { PageRequest, ParticipantSessionsPage, RequestContext } from '../../stream/stream-video';
import type { SessionRows } from '../book';
import { clockOf, instantOfAnswer } from '../state/server-clock';
import { endedEarly } from './paged-list';
import { createPager, freshFor } from './pager';
import type { RowSet } from './row-set';
import { beginRowSet, finishRows, hasMoved, isComplete, replaceRows, takeRows } from './row-set';

export interface RowsParts {
  readonly session: SessionRef;
  fetch(request: PageRequest, context: RequestContext): Promise<ParticipantSessionsPage>;
  /** A page was put in: also those of a read that will take the place of what is held. */
  onPage(set: RowSet): void;
  /** True where the set was begun when nothing of the session could change any more. */
  final(set: RowSet): boolean;
  /** What else is asked about the session at the time; reading all rows waits for it. Never rejects. */
  asked(): Promise<void>;
  pageSize(): number;
  readonly now: () => number;
  onChange(): void;
}

export interface OwnedRows extends SessionRows {
  /** What is held; undefined before the first page. */
  readonly set: RowSet | undefined;
  /** Read from, now or between two pages: must stay in memory. */
  readonly busy: boolean;
  /** Stops what runs, for good. */
  close(): void;
  /** Forgets the rows; asking again reads again. */
  empty(): void;
}

/** The rows of one session on the pager and the row table. */
export function createSessionRows(parts: RowsParts): OwnedRows {
  const pager = createPager<ParticipantSessionsPage, RowSet, number>({
    fetch: (request, context) => parts.fetch(request, context),
    nextOf: ({ next }) => next,
    begin: beginRowSet,
    take(set, page, number) {
      const news = takeRows(set, page, number);
      parts.onPage(set);
      return news;
    },
    finish: finishRows,
    replace: replaceRows,
    progress: ({ table, waiting, rowsSeen, totals }) => ({
      read: waiting === undefined ? table.length : rowsSeen,
      of: totals?.sessions,
    }),
    refreshToEnd: true,
    pageSize: () => parts.pageSize(),
    now: parts.now,
    onChange: () => {
      parts.onChange();
    },
  });

  /** Pages of different times joined, of a session that could change between them. */
  function readFarApart(): boolean {
    const { first, last } = pager.gathering;
    if (first === undefined || last === undefined || last.local - first.local <= freshFor) return false;
    return !parts.final(pager.gathering);
  }

  return {
    session: parts.session,
    get set() {
      return pager.loaded ? pager.gathering : undefined;
    },
    get busy() {
      return pager.busy;
    },
    get table() {
      return pager.gathering.table;
    },
    get loaded() {
      return pager.loaded;
    },
    get loading() {
      return pager.loading;
    },
    get hasMore() {
      return pager.hasMore;
    },
    get complete() {
      return isComplete(pager.gathering);
    },
    get readToEnd() {
      return pager.ending === 'end';
    },
    get repeatsRestored() {
      return pager.gathering.repeatsRestored;
    },
    get note() {
      return noteOf(pager.gathering) ?? (readFarApart() ? farApart : undefined);
    },
    get failure() {
      return pager.failure;
    },
    get wait() {
      return pager.wait;
    },
    get totalSessions() {
      return pager.gathering.totals?.sessions;
    },
    get totalDurationSeconds() {
      return pager.gathering.totals?.durationSeconds;
    },
    get asOf() {
      const { first } = pager.gathering;
      return first && instantOfAnswer(first);
    },
    get clock() {
      return clockOf(pager.gathering.first);
    },
    get readUntil() {
      const { last } = pager.gathering;
      return last && instantOfAnswer(last);
    },
    get changedWhileReading() {
      return hasMoved(pager.gathering);
    },
    get stale() {
      const { first } = pager.gathering;
      return first !== undefined && parts.now() - first.local > freshFor && !parts.final(pager.gathering);
    },
    get envelope() {
      return pager.gathering.envelope;
    },
    load: (options) => pager.load(options),
    loadMore: (options) => pager.loadMore(options),
    async loadAll(options) {
      await pager.loadAll(options);
      await parts.asked();
    },
    refresh: (options) => pager.refresh(options),
    cancel: () => {
      pager.cancel();
    },
    close: () => {
      pager.close();
    },
    empty: () => {
      pager.reset();
    },
  };
}

const farApart = text(
  'The pages of these rows were read more than a minute apart while the session could still change: rows of one page may be older than those of another. Refresh to read all of them again.',
);

/** What a reader of the rows must know beside the data state. */
function noteOf(set: RowSet): Text | undefined {
  if (set.ending === undefined) return undefined;
  if (set.ending !== 'end') return endedEarly;
  if (set.repeatsRestored > 0)
    return text(
      'Stream sent {n} rows twice. They are kept, since only so the rows are as many as Stream counts: rows may be doubled and others missing.',
      { n: set.repeatsRestored },
    );
  return undefined;
}
