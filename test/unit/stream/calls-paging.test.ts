import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isStreamFailure } from '../../../src/stream/errors';
import type { QueryBody, RawOutcome } from '../../../src/stream/transport';
import { noon } from './held-clock';
import { answer, refusal, scriptedDoor } from './scripted-transport';
import { allPages } from './sample-door';

interface Stored {
  readonly type: string;
  readonly id: string;
  /** Nanoseconds, of which the answer shows milliseconds only. */
  readonly ns: bigint;
}

type Refuses = (body: QueryBody, turn: number) => RawOutcome | undefined;
const bothRefused = 'QueryCalls failed with error: "cannot specify sort and next/prev at the same time"';

/** Calls by Stream's rules, as far as paging asks: time to the nanosecond, ids by code unit, ties as they lie. */
function serverOf(stored: readonly Stored[], refuses: Refuses) {
  let turn = 0;
  const cidOf = ({ type, id }: Stored) => `${type}:${id}`;
  return (body: QueryBody): RawOutcome => {
    const refused = refuses(body, turn++);
    if (refused !== undefined) return refused;
    const conditions = [body.filter_conditions ?? {}];
    const and = conditions[0]?.['$and'];
    if (Array.isArray(and)) conditions.push(...(and as Record<string, unknown>[]));
    const found = stored.filter((call) => conditions.every((one) => holds(call, one)));
    const byId = body.sort?.[0]?.field === 'id';
    found.sort((a, b) =>
      byId ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.ns < b.ns ? 1 : a.ns > b.ns ? -1 : 0,
    );
    const start = Number(body.next ?? 0);
    const end = start + (body.limit ?? 25);
    return answer({
      calls: found.slice(start, end).map((call) => ({
        call: {
          type: call.type,
          id: call.id,
          cid: cidOf(call),
          created_at: new Date(Number(call.ns / 1_000_000n)),
        },
        members: [],
      })),
      next: end < found.length ? String(end) : null,
    });
  };
}

function holds(call: Stored, filter: Readonly<Record<string, unknown>>): boolean {
  const time = filter['created_at'] as Record<string, string> | undefined;
  const id = filter['id'] as Record<string, string> | undefined;
  return (
    (time?.['$lte'] === undefined || call.ns <= nsOf(time['$lte'])) &&
    (time?.['$gte'] === undefined || call.ns >= nsOf(time['$gte'])) &&
    (id?.['$gte'] === undefined || call.id >= id['$gte'])
  );
}

function nsOf(rfc3339: string): bigint {
  const [whole = '', fraction = '0'] = rfc3339.replace('Z', '').split('.');
  return BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

const start = BigInt(noon) * 1_000_000n;
const calls = fc.uniqueArray(
  fc.record({
    type: fc.constantFrom('default', 'livestream'),
    id: fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme-ascii' }),
    ns: fc.oneof(fc.bigInt(0n, 3_000_000n), fc.bigInt(0n, 10n ** 12n)).map((offset) => start + offset),
  }),
  { selector: ({ type, id }) => `${type}:${id}`, minLength: 0, maxLength: 300, size: 'max' },
);

async function listed(stored: readonly Stored[], refuses: Refuses, limit: number, filter = {}) {
  const serve = serverOf(stored, refuses);
  const { stream, transport } = scriptedDoor((operation) => serve('body' in operation ? operation.body : {}));
  const items = await allPages((cursor) => stream.queryCalls({ filter }, { limit, cursor }));
  return { cids: items.map(({ cid }) => cid), asked: transport.asked };
}

const never: Refuses = () => undefined;
const sortWithNext: Refuses = ({ sort, next }) => (sort && next ? refusal(400, 4, bothRefused) : undefined);
const anyNext: Refuses = ({ next }) => (next ? refusal(400, 4, bothRefused) : undefined);

describe('queryCalls: paging', function () {
  this.timeout(30_000);

  for (const [name, refuses] of [
    ['with the sort repeated', never],
    ['with the sort left out', sortWithNext],
    ['without cursors', anyNext],
    [
      'refused from the fourth request on',
      ((body, turn) => (turn >= 3 ? anyNext(body, turn) : undefined)) as Refuses,
    ],
  ] as const) {
    it(`every call once, ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(calls, fc.integer({ min: 1, max: 100 }), async (stored, limit) => {
          const { cids } = await listed(stored, refuses, limit);
          assert.deepEqual([...cids].sort(), stored.map(({ type, id }) => `${type}:${id}`).sort());
        }),
        { numRuns: 25 },
      );
    });
  }

  for (const limit of [1, 30, 60, 100]) {
    it(`250 calls in one millisecond without cursors, ${limit} a page`, async () => {
      const crowd: Stored[] = Array.from({ length: 250 }, (_, n) => ({
        type: n % 2 === 0 ? 'default' : 'bulk',
        id: `call-${Math.floor(n / 2)}`,
        ns: start + BigInt(n * 3999),
      }));
      const around: Stored[] = [-1n, -40n, 1n, 7n].map((ms) => ({
        type: 'default',
        id: `at ${ms}`,
        ns: start + ms * 1_000_000n + 999_999n,
      }));
      const { cids } = await listed([...crowd, ...around], anyNext, limit);
      assert.equal(new Set(cids).size, 254);
      assert.equal(cids.length, 254);
    });
  }

  it('sends the sort again with next, and keeps the filter', async () => {
    const stored = Array.from({ length: 5 }, (_, n) => ({
      type: 'default',
      id: `${n}`,
      ns: start + BigInt(n),
    }));
    const { asked } = await listed(stored, never, 2, { type: 'default' });
    assert.deepEqual(
      asked.map(
        (operation) => 'body' in operation && [operation.body.sort, operation.body.filter_conditions],
      ),
      Array.from({ length: 3 }, () => [[{ field: 'created_at', direction: -1 }], { type: 'default' }]),
    );
  });

  it('leaves the sort out once and for all after exactly that error', async () => {
    const stored = Array.from({ length: 9 }, (_, n) => ({
      type: 'default',
      id: `${n}`,
      ns: start + BigInt(n),
    }));
    const { asked } = await listed(stored, sortWithNext, 3);
    assert.deepEqual(
      asked.map((operation) => 'body' in operation && operation.body.sort !== undefined),
      [true, true, false, false],
    );
  });

  it('another 400 with a cursor is a dead cursor, not a reason to leave out the sort', async () => {
    const stored = Array.from({ length: 9 }, (_, n) => ({
      type: 'default',
      id: `${n}`,
      ns: start + BigInt(n),
    }));
    const dead: Refuses = ({ next }) => (next ? refusal(400, 4, 'invalid next cursor') : undefined);
    await assert.rejects(
      listed(stored, dead, 3),
      (error: unknown) => isStreamFailure(error) && error.kind === 'dead-cursor',
    );
  });

  it('a filter on created_at of one’s own stays beside the paging’s', async () => {
    const stored = Array.from({ length: 9 }, (_, n) => ({
      type: 'default',
      id: `${n}`,
      ns: start + BigInt(n) * 1_000_000n,
    }));
    const own = { created_at: { $gte: new Date(noon + 4).toISOString() } };
    const { cids, asked } = await listed(stored, anyNext, 2, own);
    assert.equal(cids.length, 5);
    const last = asked.at(-1);
    assert.ok(last && 'body' in last && Array.isArray(last.body.filter_conditions?.['$and']));
  });

  it('a server that does not keep the condition is told, not followed round in circles', async () => {
    const { stream } = scriptedDoor((operation) => {
      const body = 'body' in operation ? operation.body : {};
      if (body.next) return refusal(400, 4, bothRefused);
      const at =
        (body.filter_conditions?.['created_at'] as Record<string, string> | undefined) === undefined ? 0 : 5;
      return answer({
        calls: [
          { call: { type: 'a', id: `${at}`, cid: `a:${at}`, created_at: new Date(noon + at) }, members: [] },
        ],
        next: 'more',
      });
    });
    await assert.rejects(
      allPages((cursor) => stream.queryCalls({ filter: {} }, { limit: 1, cursor })),
      (error: unknown) => isStreamFailure(error) && error.kind === 'contract-drift',
    );
  });

  it('a server that says “more” for ever and sends nothing is not asked for ever', async () => {
    const { stream, transport } = scriptedDoor((operation) => {
      const body = 'body' in operation ? operation.body : {};
      if (body.next) return refusal(400, 4, bothRefused);
      const first = transport.asked.length === 1;
      const call = { type: 'a', id: 'b', cid: 'a:b', created_at: new Date(noon) };
      return answer({ calls: first ? [{ call, members: [] }] : [], next: 'more' });
    });
    const calls = await allPages((cursor) => stream.queryCalls({ filter: {} }, { limit: 1, cursor }));
    assert.equal(calls.length, 1);
  });

  it('stops in the middle when asked to', async () => {
    const stop = new AbortController();
    const serve = serverOf([{ type: 'a', id: 'b', ns: start }], never);
    const { stream } = scriptedDoor((operation) => {
      stop.abort();
      return serve('body' in operation ? operation.body : {});
    });
    await assert.rejects(
      stream.queryCalls({ filter: {} }, { limit: 5 }, { signal: stop.signal }),
      (error: unknown) => isStreamFailure(error) && error.kind === 'cancelled',
    );
  });
});
