import * as v from 'valibot';
import type { Asker, Heard } from './asking';
import { openCursor, sealCursor } from './cursor';
import { isSortRefused } from './failures';
import type { Page, PageRequest, RequestContext } from './stream-video';
import type { Operation, QueryBody } from './transport';

const stateSchema = v.object({ next: v.string(), sorted: v.boolean() });

/** What a sorted query of Stream asks and how its answer is read. */
export interface SortedQuery<S extends v.GenericSchema, T> {
  readonly schema: S;
  /** Binds the cursors; everything that chooses the rows. */
  readonly identity: unknown;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort: NonNullable<QueryBody['sort']>;
  operation(body: QueryBody): Operation;
  items(answer: v.InferInput<S>): readonly T[];
  next(answer: v.InferInput<S>): string | null | undefined;
}

/** One page of a query whose sort is repeated with `next`, and left out where Stream refuses both together. */
export async function sortedPage<const S extends v.GenericSchema, T>(
  asker: Asker,
  query: SortedQuery<S, T>,
  page: PageRequest,
  context: RequestContext,
): Promise<Page<T>> {
  const bare = { filter_conditions: query.filter, limit: page.limit };
  let sorted = true;
  let heard: Heard<v.InferInput<S>>;
  if (page.cursor === undefined) {
    heard = await asker.ask(query.operation({ ...bare, sort: query.sort }), query.schema, context);
  } else {
    const { name } = query.operation(bare);
    const from = openCursor(name, query.identity, page.cursor, stateSchema);
    sorted = from.sorted;
    const unsorted = query.operation({ ...bare, next: from.next });
    let operation = sorted ? query.operation({ ...bare, sort: query.sort, next: from.next }) : unsorted;
    let sent = await asker.send(operation, context);
    if (sorted && isSortRefused(sent.outcome)) {
      sorted = false;
      operation = unsorted;
      sent = await asker.send(operation, context);
    }
    heard = await asker.understand(operation, sent, query.schema, context);
  }
  const next = query.next(heard.value);
  return {
    items: query.items(heard.value),
    next: next ? sealCursor(query.identity, { next, sorted }) : undefined,
    readAt: heard.readAt,
    requestId: heard.requestId,
  };
}
