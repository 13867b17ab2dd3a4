import * as v from 'valibot';
import { text } from '../attendance/text';
import type { Call } from '../attendance/call';
import type { Ms } from '../attendance/instant';
import { callOf } from './answers';
import type { Asker, Heard } from './asking';
import { openCursor, sealCursor } from './cursor';
import { StreamFailure } from './errors';
import { isSortRefused } from './failures';
import { callsSchema } from './schemas';
import type { CallsQuery, Page, PageRequest, RequestContext } from './stream-video';
import type { Operation, QueryBody } from './transport';

/**
 * The oldest creation time shown so far, floored to ms as the SDK floors it, and what was shown of that millisecond:
 * from here keyset paging can go on at any time.
 */
const edgeSchema = v.object({ ms: v.number(), cids: v.array(v.string()) });
const stateSchema = v.variant('by', [
  /** Stream's own cursor, with the sort repeated or left out. */
  v.object({ by: v.literal('next'), next: v.string(), sorted: v.boolean(), edge: v.nullable(edgeSchema) }),
  /** Without a cursor: the calls at or before the edge. */
  v.object({ by: v.literal('time'), edge: edgeSchema }),
  /** Without a cursor: one millisecond alone, by id, because it holds too many calls for a page. */
  v.object({
    by: v.literal('id'),
    edge: edgeSchema,
    after: v.nullable(v.object({ id: v.string(), cids: v.array(v.string()) })),
  }),
]);
type State = v.InferOutput<typeof stateSchema>;
type Edge = v.InferOutput<typeof edgeSchema>;

interface Part {
  readonly calls: readonly Call[];
  readonly heard: Heard<unknown>;
  /** Where to go on; undefined: this was the end. */
  readonly state: State | undefined;
}

const newestFirst = [{ field: 'created_at', direction: -1 }] as const;
const largestPage = 100;
/** From so many known calls in one millisecond on, a page by time would bring mostly what was shown. */
const crowded = 50;

/**
 * `queryCalls` page by page: an explicit sort, repeated with `next`; on exactly the error that refuses both, once without
 * the sort; where that fails too, keyset paging. No call is shown twice, none is lost.
 */
export async function callsPage(
  asker: Asker,
  query: CallsQuery,
  page: PageRequest,
  context: RequestContext,
): Promise<Page<Call>> {
  const { filter } = query;
  const start =
    page.cursor === undefined ? undefined : openCursor('QueryCalls', filter, page.cursor, stateSchema);
  let part = await read(start);
  // A part may bring nothing new and still lead on; each makes way, so this ends.
  while (part.calls.length === 0 && part.state !== undefined && part.state.by !== 'next')
    part = await read(part.state);
  return {
    items: part.calls,
    next: part.state === undefined ? undefined : sealCursor(filter, part.state),
    readAt: part.heard.readAt,
    requestId: part.heard.requestId,
  };

  function read(state: State | undefined): Promise<Part> {
    switch (state?.by) {
      case undefined:
        return firstPart();
      case 'next':
        return nextPart(state);
      case 'time':
        return partByTime(state.edge);
      case 'id':
        return partById(state);
    }
  }

  async function firstPart(): Promise<Part> {
    const { heard, calls, next } = await ask({
      filter_conditions: filter,
      sort: newestFirst,
      limit: page.limit,
    });
    const fresh = unseen(calls, []);
    return { heard, calls: fresh, state: following(next, true, lowered(undefined, fresh)) };
  }

  async function nextPart(from: Extract<State, { by: 'next' }>): Promise<Part> {
    const unsorted = { filter_conditions: filter, limit: page.limit, next: from.next };
    let { sorted } = from;
    let operation = question(sorted ? { ...unsorted, sort: newestFirst } : unsorted);
    let sent = await asker.send(operation, context);
    if (sorted && isSortRefused(sent.outcome)) {
      sorted = false;
      operation = question(unsorted);
      sent = await asker.send(operation, context);
    }
    // Cursors cannot be used here at all: not even the way that the error itself asks for.
    const refused = !sorted && !sent.outcome.ok && sent.outcome.status === 400;
    if (refused) return partByTime(edgeOf(from));

    const heard = await asker.understand(operation, sent, callsSchema, context);
    const calls = (heard.value.calls ?? []).map(callOf);
    const { edge } = from;
    if (!sorted && edge !== null && calls.some((call) => (call.createdAt ?? 0) > edge.ms)) {
      // Without the sort another order came: going on in it would lose calls.
      return partByTime(edge);
    }
    const fresh = unseen(calls, edge?.cids ?? []);
    const next = heard.value.next;
    return { heard, calls: fresh, state: following(next, sorted, lowered(edge ?? undefined, fresh)) };
  }

  async function partByTime(edge: Edge): Promise<Part> {
    if (edge.cids.length > crowded) return partById({ edge, after: null });
    const limit = Math.min(largestPage, page.limit + edge.cids.length);
    const { heard, calls, next } = await ask({
      filter_conditions: both(filter, { created_at: { $lte: endOf(edge.ms) } }),
      sort: newestFirst,
      limit,
    });
    checkKept(calls, -Infinity, edge.ms);
    const fresh = unseen(calls, edge.cids);
    // Not even what was shown came again: there is nothing to go on from, whatever `next` says.
    const more = calls.length > 0 && (Boolean(next) || calls.length >= limit);
    if (fresh.length === 0)
      return { heard, calls: [], state: more ? { by: 'id', edge, after: null } : undefined };
    const shown = fresh.slice(0, page.limit);
    const goesOn = more || shown.length < fresh.length;
    const lower = goesOn ? lowered(edge, shown) : null;
    return { heard, calls: shown, state: goesOn ? { by: 'time', edge: lower ?? noTime() } : undefined };
  }

  async function partById({
    edge,
    after,
  }: Pick<Extract<State, { by: 'id' }>, 'edge' | 'after'>): Promise<Part> {
    const known = [...edge.cids, ...(after?.cids ?? [])];
    const limit = Math.min(largestPage, page.limit + known.length);
    const { heard, calls, next } = await ask({
      filter_conditions: both(filter, {
        created_at: { $gte: startOf(edge.ms), $lte: endOf(edge.ms) },
        // Not `$gt`: calls of several types may share an id.
        ...(after === null ? {} : { id: { $gte: after.id } }),
      }),
      sort: [{ field: 'id', direction: 1 }],
      limit,
    });
    checkKept(calls, edge.ms, edge.ms);
    const fresh = unseen(calls, known);
    const shown = fresh.slice(0, page.limit);
    const trimmed = shown.length < fresh.length;
    const last = trimmed ? shown.at(-1) : calls.at(-1);
    const passed =
      last === undefined ? [] : calls.filter(({ callId }) => callId === last.callId).map(({ cid }) => cid);
    const reached = trimmed
      ? passed.filter((cid) => !fresh.slice(shown.length).some((call) => call.cid === cid))
      : passed;
    const moved = last !== undefined && last.callId !== after?.id;
    if (
      (trimmed || Boolean(next) || calls.length >= limit) &&
      last !== undefined &&
      (moved || shown.length > 0)
    ) {
      const cids = [...new Set([...(moved ? [] : (after?.cids ?? [])), ...reached])];
      return { heard, calls: shown, state: { by: 'id', edge, after: { id: last.callId, cids } } };
    }
    return { heard, calls: shown, state: { by: 'time', edge: { ms: edge.ms - 1, cids: [] } } };
  }

  async function ask(body: QueryBody) {
    const heard = await asker.ask(question(body), callsSchema, context);
    return { heard, calls: (heard.value.calls ?? []).map(callOf), next: heard.value.next };
  }
}

function question(body: QueryBody): Operation {
  return { name: 'QueryCalls', body };
}

/** Stream's own cursor; null, missing and empty are the end. */
function following(next: string | null | undefined, sorted: boolean, edge: Edge | null): State | undefined {
  return next ? { by: 'next', next, sorted, edge } : undefined;
}

/** Keyset paging stands on its conditions: an answer that does not keep them would lead round in circles. */
function checkKept(calls: readonly Call[], least: Ms, most: Ms): void {
  if (calls.every(({ createdAt }) => createdAt === undefined || (createdAt >= least && createdAt <= most)))
    return;
  throw new StreamFailure(
    'contract-drift',
    text('Stream sent calls that do not match the time that was asked for. Report this.'),
    { operation: 'QueryCalls', field: 'calls[].call.created_at' },
  );
}

/** Calls that were not shown before, each once. */
function unseen(calls: readonly Call[], shown: readonly string[]): readonly Call[] {
  const cids = new Set(shown);
  return calls.filter(({ cid }) => !cids.has(cid) && cids.add(cid));
}

/** The edge after these calls were shown; null where none of them has a creation time. */
function lowered(edge: Edge | undefined, calls: readonly Call[]): Edge | null {
  const times = calls.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [createdAt]));
  const ms = Math.min(edge?.ms ?? Infinity, ...times);
  if (ms === Infinity) return null;
  const cids = calls.filter(({ createdAt }) => createdAt === ms).map(({ cid }) => cid);
  return { ms, cids: edge?.ms === ms ? [...edge.cids, ...cids] : cids };
}

function edgeOf(state: Extract<State, { by: 'next' }>): Edge {
  return state.edge ?? noTime();
}

function noTime(): never {
  throw new StreamFailure(
    'contract-drift',
    text(
      'Stream sends calls without the time of their creation, so that they cannot be read page by page. Report this.',
    ),
    { operation: 'QueryCalls', field: 'calls[].call.created_at' },
  );
}

/** Both conditions at once. Stream joins the keys of one object by AND; a key that stands in both needs `$and`. */
function both(
  filter: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const shared = Object.keys(other).some((name) => Object.hasOwn(filter, name));
  return shared ? { $and: [filter, other] } : { ...filter, ...other };
}

function startOf(ms: Ms): string {
  return new Date(ms).toISOString();
}

/** The last nanosecond of a millisecond: Stream keeps nanoseconds, the SDK drops them. */
function endOf(ms: Ms): string {
  return startOf(ms).replace('Z', '999999Z');
}
