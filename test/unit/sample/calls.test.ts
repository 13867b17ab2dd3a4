import assert from 'node:assert/strict';
import type { StreamClient } from '@stream-io/node-sdk';
import { describe, it } from 'mocha';
import type { CallPlan } from '../../../src/sample/server';
import { at, listAt, noon, onStage, textAt } from './stage';

const newest = [{ field: 'created_at', direction: -1 }];

async function allCalls(
  sdk: StreamClient,
  filter_conditions: Record<string, unknown> = {},
  sort: { field: string; direction: number }[] = newest,
  limit = 100,
): Promise<string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const page = await sdk.video.queryCalls({
      filter_conditions,
      sort,
      limit,
      ...(next === undefined ? {} : { next }),
    });
    found.push(...page.calls.map(({ call }) => call.cid));
    next = page.next;
  } while (next !== undefined && found.length < 5000);
  return found;
}

describe('sample server: calls', () => {
  it('lists every call once, newest first, in pages of any size', () =>
    onStage({}, async ({ server, sdk }) => {
      const truth = [...server.ledger.calls()];
      assert.ok(truth.length > 300);
      for (const limit of [7, 100]) {
        const found = await allCalls(sdk, {}, newest, limit);
        assert.equal(new Set(found).size, found.length);
        assert.deepEqual(new Set(found), new Set(truth.map(({ cid }) => cid)));
        const created = new Map(truth.map(({ cid, createdAt }) => [cid, createdAt]));
        const times = found.map((cid) => created.get(cid) ?? 0);
        assert.deepEqual(
          times,
          [...times].sort((a, b) => b - a),
        );
      }
    })).timeout(20_000);

  it('has 250 calls of one millisecond, told apart only by finer times', () =>
    onStage({}, async ({ server, sdk }) => {
      const bulk = server.ledger.calls().filter(({ type }) => type === 'bulk');
      assert.equal(bulk.length, 250);
      const [instant, ...others] = new Set(bulk.map(({ createdAt }) => createdAt));
      assert.ok(instant !== undefined && others.length === 0);
      const iso = new Date(instant).toISOString();
      const upTo = await allCalls(sdk, { created_at: { $lte: iso.replace('Z', '999999Z') } });
      assert.equal(upTo.length, 250);
      assert.deepEqual(await allCalls(sdk, { created_at: { $lt: iso } }), []);
      const { calls } = await sdk.video.queryCalls({
        filter_conditions: { type: 'bulk' },
        sort: newest,
        limit: 100,
      });
      assert.ok(calls.every(({ call }) => call.created_at.getTime() === instant));
      const byId = await allCalls(sdk, { id: { $gt: 'import-0100' }, type: 'bulk' }, [
        { field: 'id', direction: 1 },
      ]);
      assert.deepEqual(
        byId,
        bulk.map(({ cid }) => cid).filter((cid) => cid > 'bulk:import-0100'),
      );
    })).timeout(20_000);

  it('filters calls by what the ledger knows of them', () =>
    onStage({}, async ({ server, sdk }) => {
      const check = async (
        filter: Record<string, unknown>,
        wanted: (call: CallPlan) => boolean,
      ): Promise<void> => {
        const right = server.ledger.calls().filter(wanted);
        assert.ok(right.length > 0 && right.length < server.ledger.calls().length, JSON.stringify(filter));
        const found = await allCalls(sdk, filter);
        assert.deepEqual(new Set(found), new Set(right.map(({ cid }) => cid)), JSON.stringify(filter));
      };
      const week = new Date(noon - 7 * 86_400_000);
      await check({ type: 'livestream' }, ({ type }) => type === 'livestream');
      await check({ type: { $in: ['livestream', 'audio_room'] } }, ({ type }) =>
        ['livestream', 'audio_room'].includes(type),
      );
      await check({ cid: { $eq: 'default:daily-standup' } }, ({ cid }) => cid === 'default:daily-standup');
      await check({ id: { $gte: 'daily', $lt: 'daily\uffff' } }, ({ id }) => id.startsWith('daily'));
      await check(
        { created_at: { $gte: week.toISOString() } },
        ({ createdAt }) => createdAt >= week.getTime(),
      );
      await check({ starts_at: { $exists: true } }, ({ startsAt }) => startsAt !== undefined);
      await check(
        { starts_at: { $gt: new Date(noon).toISOString() } },
        ({ startsAt = 0 }) => startsAt > noon,
      );
      await check({ team: null }, ({ team }) => team === undefined);
      await check(
        { team: 'sales', type: 'default' },
        ({ team, type }) => team === 'sales' && type === 'default',
      );
      await check({ members: { $in: ['bob', 'kira'] } }, ({ members }) =>
        members.some(({ userId }) => userId === 'bob' || userId === 'kira'),
      );
      await check({ ongoing: true }, ({ cid }) => server.ledger.sessions(cid).some(({ live }) => live));
      await check({ created_by_user_id: { $eq: 'chen' } }, ({ createdBy }) => createdBy === 'chen');
      await check({ 'custom.color': 'teal' }, ({ id }) => id === 'daily-standup');
      await check({ 'custom.labels': { $contains: 'standup' } }, ({ id }) => id === 'daily-standup');
      await check({ 'custom.title': { $autocomplete: 'launch' } }, ({ id }) => id === 'launch-2026');
      await check({ 'custom.title': { $q: 'retro' } }, ({ id }) => id === 'spring-retro');
      await check(
        { $or: [{ type: 'telehealth' }, { $and: [{ type: 'classroom' }, { team: 'school' }] }] },
        ({ type, team }) => type === 'telehealth' || (type === 'classroom' && team === 'school'),
      );
    })).timeout(30_000);

  it('refuses fields, operators, values and sorts off the list', () =>
    onStage({}, async ({ ask }) => {
      const refused = async (body: unknown, named: string): Promise<void> => {
        const answer = await ask('POST', '/api/v2/video/calls', { body });
        assert.deepEqual([answer.status, at(answer.body, 'code')], [400, 4], named);
        assert.ok(textAt(answer.body, 'message').includes(named), textAt(answer.body, 'message'));
      };
      await refused({ filter_conditions: { title: 'x' } }, 'field "title"');
      await refused({ filter_conditions: { id: { $autocomplete: 'x' } } }, 'operator "$autocomplete"');
      await refused({ filter_conditions: { backstage: { $in: [true] } } }, 'operator "$in"');
      await refused({ filter_conditions: { created_at: { $gt: 'yesterday' } } }, 'field "created_at"');
      await refused({ filter_conditions: { $or: [] } }, '$or');
      await refused({ filter_conditions: 'all' }, 'filter_conditions');
      await refused({ sort: [{ field: 'team', direction: 1 }] }, 'sort by "team"');
      await refused(
        {
          sort: [
            { field: 'created_at', direction: -1 },
            { field: 'cid', direction: 1 },
          ],
        },
        'sort by',
      );
      await refused({ sort: [{ field: 'created_at', direction: 2 }] }, 'direction');
    }));

  it('keeps a cursor to its filter and sort, and lets the sort be left out', () =>
    onStage({}, async ({ ask }) => {
      const query = { filter_conditions: { type: 'default' }, sort: newest, limit: 5 };
      const first = await ask('POST', '/api/v2/video/calls', { body: query });
      const next = textAt(first.body, 'next');
      const cids = async (body: unknown): Promise<unknown[]> =>
        listAt((await ask('POST', '/api/v2/video/calls', { body })).body, 'calls').map((one) =>
          at(one, 'call', 'cid'),
        );
      const second = await cids({ ...query, next });
      assert.equal(second.length, 5);
      assert.deepEqual(await cids({ filter_conditions: query.filter_conditions, limit: 5, next }), second);
      for (const body of [
        { ...query, next, filter_conditions: {} },
        { ...query, next, sort: [{ field: 'created_at', direction: 1 }] },
        { ...query, next: 'abc' },
      ]) {
        assert.equal((await ask('POST', '/api/v2/video/calls', { body })).status, 400);
      }
    }));

  it('has one call by its id, whatever the id holds', () =>
    onStage({}, async ({ server, sdk }) => {
      const odd = server.ledger
        .calls()
        .filter(({ createdAt, type }) => type === 'development' && createdAt < noon);
      assert.ok(odd.some(({ id }) => id === 'odd ids? #1 & 50%') && odd.some(({ id }) => id === '__proto__'));
      for (const { type, id, cid, members } of odd) {
        const { call, members: first } = await sdk.video.getCall({ type, id: encodeURIComponent(id) });
        assert.equal(call.cid, cid);
        assert.deepEqual(
          first.map((member) => member.user_id),
          members.slice(0, 25).map(({ userId }) => userId),
        );
      }
    }));

  it('tells the latest session of a call, and which one is current', () =>
    onStage({}, async ({ sdk, session }) => {
      const live = session('default:daily-standup');
      const { call } = await sdk.video.getCall({ type: 'default', id: 'daily-standup' });
      assert.deepEqual([call.current_session_id, call.session?.id], [live.id, live.id]);
      assert.equal(call.session?.started_at?.getTime(), live.startedAt);
      assert.ok(call.session.participants.length >= 6);

      const over = session('default:ring-7f3a2c');
      const ring = (await sdk.video.getCall({ type: 'default', id: 'ring-7f3a2c' })).call;
      assert.deepEqual([ring.current_session_id, ring.session?.id], ['', over.id]);
      assert.equal(ring.session?.ended_at?.getTime(), over.endedAt);
      assert.deepEqual(Object.keys(ring.session?.accepted_by ?? {}), ['noor', 'oscar', 'priya']);
      assert.ok(ring.session?.rejected_by['quinn'] instanceof Date);
      assert.ok(ring.session.missed_by['rosa'] instanceof Date);

      const never = (await sdk.video.getCall({ type: 'default', id: 'board-meeting-q1' })).call;
      assert.equal(never.session ?? undefined, undefined);
      assert.ok((never.starts_at?.getTime() ?? 0) > noon);
    }));

  it('has all 130 members of a call by pages, 25 of them with the call, at most 100', () =>
    onStage({}, async ({ sdk, ask }) => {
      const id = 'company-all-hands';
      const found: string[] = [];
      let next: string | undefined;
      do {
        const page = await sdk.video.queryCallMembers({
          type: 'default',
          id,
          limit: 60,
          ...(next === undefined ? {} : { next }),
        });
        found.push(...page.members.map((member) => member.user_id));
        next = page.next;
      } while (next !== undefined);
      assert.deepEqual([found.length, new Set(found).size], [130, 130]);
      assert.equal((await sdk.video.getCall({ type: 'default', id })).members.length, 25);
      assert.equal(
        (await sdk.video.getCall({ type: 'default', id, members_limit: 100 })).members.length,
        100,
      );
      assert.equal((await ask('GET', `/api/v2/video/call/default/${id}?members_limit=101`)).status, 400);
      const hosts = await sdk.video.queryCallMembers({
        type: 'default',
        id,
        filter_conditions: { role: 'host' },
      });
      assert.equal(hosts.members.length, 1);
    }));
});

describe('sample server: sessions of calls', () => {
  const newestFirst = [
    { field: 'session_started_at', direction: -1 },
    { field: 'call_cid', direction: -1 },
  ];

  async function allSessions(
    sdk: StreamClient,
    filter_conditions: Record<string, unknown>,
  ): Promise<string[]> {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await sdk.video.queryCallSessionStats({
        filter_conditions,
        sort: newestFirst,
        limit: 90,
        ...(next === undefined ? {} : { next }),
      });
      found.push(...page.call_stats.map((row) => row.call_session_id));
      next = page.next;
    } while (next !== undefined && found.length < 5000);
    return found;
  }

  it('lists the sessions of the app and of a call as the ledger has them, newest first', () =>
    onStage({}, async ({ server, sdk }) => {
      const ids = (cid?: string): string[] => server.ledger.sessions(cid).map(({ id }) => id);
      assert.deepEqual(
        await allSessions(sdk, { call_cid: { $eq: 'default:daily-standup' } }),
        ids('default:daily-standup'),
      );
      assert.deepEqual(new Set(await allSessions(sdk, {})), new Set(ids()));
      const live = server.ledger.sessions().filter((one) => one.live);
      assert.deepEqual(
        await allSessions(sdk, { is_active: true }),
        live.map(({ id }) => id),
      );
      assert.equal(live.length, 2);
      const yesterday = { $gte: '2025-11-19T00:00:00Z', $lt: '2025-11-20T00:00:00Z' };
      const found = await allSessions(sdk, { session_started_at: yesterday });
      const right = server.ledger
        .sessions()
        .filter(({ startedAt }) => startedAt >= Date.UTC(2025, 10, 19) && startedAt < Date.UTC(2025, 10, 20));
      assert.deepEqual(new Set(found), new Set(right.map(({ id }) => id)));
      assert.equal(right.filter(({ cid }) => cid === 'default:platform-sync').length, 2);
    })).timeout(20_000);

  it('counts what the ledger counts', () =>
    onStage({}, async ({ server, sdk }) => {
      const { call_stats: rows } = await sdk.video.queryCallSessionStats({ sort: newestFirst, limit: 40 });
      for (const row of rows) {
        const session = server.ledger.session(row.call_session_id);
        assert.ok(session);
        if (!session.reportReady && !session.live) continue;
        const figures = server.ledger.figures(session.id);
        assert.deepEqual(
          [
            row.counts.participants,
            row.counts.sessions,
            row.counts.peak_concurrent_sessions,
            row.counts.live_sessions,
          ],
          [
            figures.people,
            figures.connections,
            figures.peakConnections,
            session.live ? figures.connected : 0,
          ],
          session.cid,
        );
        assert.equal(row.counts.peak_concurrent_users, figures.peakPeople);
        assert.equal(row.call_started_at?.getTime(), session.startedAt);
        assert.equal(row.call_ended_at?.getTime(), session.endedAt);
      }
    })).timeout(20_000);

  it('takes sorts only in the pairs of the schema, and the filters of the schema', () =>
    onStage({}, async ({ ask }) => {
      const status = async (body: unknown): Promise<number> =>
        (await ask('POST', '/api/v2/video/call_stats', { body: { limit: 1, ...Object(body) } })).status;
      assert.equal(await status({ sort: newestFirst }), 201);
      assert.equal(await status({ sort: [{ field: 'session_started_at', direction: -1 }] }), 400);
      assert.equal(await status({ filter_conditions: { call_cid: { $in: ['a:b'] } } }), 400);
      assert.equal(
        await status({ filter_conditions: { generated_at: { $lt: '2025-11-20T00:00:00.5Z' } } }),
        201,
      );
    }));
});
