import type { ReadOptions } from '../book';
import type { StreamFailure } from '../../stream/errors';
import type { PageRequest, RequestContext, Wait } from '../../stream/stream-video';

/** How a read came to its end: Stream said so, or its pages led nowhere and we left. */
export type Ending = 'end' | 'repeating' | 'fruitless';

/** What a pager needs to know of the things it pages: `P` a page, `G` what pages are gathered in, `N` a new thing. */
export interface Paged<P, G, N> {
  /** Asks for one page. */
  fetch(request: PageRequest, context: RequestContext): Promise<P>;
  /** The cursor after a page; nothing (undefined or empty) at the end. */
  nextOf(page: P): string | undefined;
  /** A gathering for the n-th read (from 1), with what an earlier read holds where this one shall take its place. */
  begin(read: number, held: G | undefined): G;
  /** Puts a page (numbered from 1) into a gathering; answers what was new. Duplicates are dropped here. */
  take(gathering: G, page: P, number: number): readonly N[];
  /** What stands where a later read takes the place of an earlier one. */
  replace(held: G, fresh: G): { readonly gathering: G; readonly news: readonly N[] };
  /** Called once when the gathering's read reached its end. */
  finish?(gathering: G, ending: Ending): void;
  /** Page size for reads that begin now, 1–100. A read keeps the size it began with. */
  pageSize(): number;
  progress(gathering: G): { readonly read: number; readonly of: number | undefined };
  /** A refresh of a list that was read to its end reads to the end again, however long it is now. */
  readonly refreshToEnd?: boolean;
  readonly now: () => number;
  /** Something about the pager changed. */
  onChange(): void;
}

/**
 * Pages behind a cursor. One read at a time: two askers share one request, a page that failed or was stopped is asked for
 * again at the same cursor, and nothing that was read is lost by it.
 */
export interface Pager<G, N> {
  readonly gathering: G;
  readonly loaded: boolean;
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly ending: Ending | undefined;
  readonly failure: StreamFailure | undefined;
  readonly wait: Wait | undefined;
  /** True while somebody reads all pages: between two of them, too. */
  readonly busy: boolean;
  load(options?: ReadOptions): Promise<void>;
  loadMore(options?: ReadOptions): Promise<readonly N[]>;
  loadAll(options?: ReadOptions): Promise<void>;
  refresh(options?: ReadOptions): Promise<void>;
  cancel(): void;
  /** Stops what runs and forgets everything. */
  reset(): void;
  /** Stops what runs, for good: what is asked from now on is cancelled before it is sent. */
  close(): void;
}
