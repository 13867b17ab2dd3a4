import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { startSampleServer } from '../../../src/sample/server';
import { at, minute, noon, onStage, textAt, tokenFor, untilAsked } from './stage';

const calls = '/api/v2/video/calls';

describe('sample server: key, token, routes', () => {
  it('judges the key before the token, and the token by its signature, its end and its holder', () =>
    onStage({}, async ({ server, ask }) => {
      const codeOf = async (options: {
        key?: string;
        authorization?: string;
      }): Promise<[number, unknown]> => {
        const { status, body } = await ask('POST', calls, { ...options, body: {} });
        return [status, at(body, 'code')];
      };
      const bad = tokenFor('another secret');
      assert.deepEqual(await codeOf({ key: 'nobody', authorization: bad }), [401, 2]);
      assert.deepEqual(await codeOf({ key: '', authorization: bad }), [401, 2]);
      assert.deepEqual(await codeOf({ authorization: '' }), [401, 5]);
      assert.deepEqual(await codeOf({ authorization: 'abc' }), [401, 5]);
      assert.deepEqual(await codeOf({ authorization: `Bearer ${tokenFor(server.secret)}` }), [401, 5]);
      assert.deepEqual(
        await codeOf({ authorization: tokenFor(server.secret, {}, { alg: 'none' }) }),
        [401, 5],
      );
      assert.deepEqual(await codeOf({ authorization: bad }), [401, 43]);
      const seconds = noon / 1000;
      assert.deepEqual(await codeOf({ authorization: tokenFor(server.secret, { exp: seconds }) }), [401, 40]);
      assert.deepEqual(
        await codeOf({ authorization: tokenFor(server.secret, { user_id: 'bob' }) }),
        [403, 17],
      );
      assert.deepEqual(await codeOf({ authorization: tokenFor(server.secret, { exp: seconds + 1 }) }), [
        201,
        undefined,
      ]);
      assert.deepEqual(await codeOf({ authorization: tokenFor(server.secret, {}) }), [201, undefined]);
    }));

  it('answers errors in the form of Stream', () =>
    onStage({}, async ({ ask }) => {
      const { status, body } = await ask('POST', calls, { body: { limit: 101 } });
      assert.equal(status, 400);
      assert.deepEqual(
        { code: at(body, 'code'), StatusCode: at(body, 'StatusCode'), details: at(body, 'details') },
        { code: 4, StatusCode: 400, details: [] },
      );
      assert.equal(at(body, 'message'), 'QueryCalls failed with error: "limit must be 100 or less"');
      assert.equal(typeof at(body, 'duration'), 'string');
      assert.equal(at(body, 'status_code'), undefined);
    }));

  it('serves nothing but the read-only list, and records what was asked', () =>
    onStage({}, async ({ server, ask }) => {
      const tried = [
        ['DELETE', '/api/v2/video/call/default/daily-standup'],
        ['POST', '/api/v2/video/call/default/daily-standup'],
        ['GET', '/api/v2/video/call/default/daily-standup?ring=true'],
        ['GET', '/api/v2/video/call/default/daily-standup?notify=false'],
        ['GET', '/api/v2/app'],
        ['GET', '/'],
      ] as const;
      for (const [method, path] of tried) assert.equal((await ask(method, path)).status, 404, path);
      assert.deepEqual(
        server.requests.map(({ operation, status }) => [operation, status]),
        tried.map(() => ['unknown', 404]),
      );
      await ask('POST', calls, { body: { limit: 3 } });
      assert.deepEqual(server.requests.at(-1), {
        method: 'POST',
        path: calls,
        query: {},
        body: { limit: 3 },
        status: 201,
        operation: 'QueryCalls',
      });
    }));

  it('refuses ids that are not what an id can be', () =>
    onStage({}, async ({ ask }) => {
      assert.equal((await ask('GET', '/api/v2/video/call/default/%ff')).status, 400);
      assert.equal((await ask('GET', `/api/v2/video/call/default/${'x'.repeat(65)}`)).status, 400);
      assert.equal((await ask('GET', '/api/v2/video/call/default/nobody')).status, 404);
    }));

  it('tells its limits in headers, a minute at a time, and refuses past them', () =>
    onStage({ quirks: { limitPerMinute: 2 } }, async ({ ask, pass, sdk }) => {
      const told = async (): Promise<unknown[]> => {
        const { status, headers } = await ask('POST', calls, { body: { limit: 1 } });
        return [status, ...['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`))];
      };
      const reset = String(noon / 1000 + 60);
      assert.deepEqual(await told(), [201, '2', '1', reset]);
      assert.deepEqual(await told(), [201, '2', '0', reset]);
      assert.deepEqual(await told(), [429, '2', '0', reset]);
      const limits = await sdk.getRateLimits({ server_side: true, endpoints: 'QueryCalls,GetCall' });
      assert.deepEqual(limits.server_side, {
        QueryCalls: { limit: 2, remaining: 0, reset: noon / 1000 + 60 },
        GetCall: { limit: 2, remaining: 2, reset: noon / 1000 + 60 },
      });
      assert.equal(limits.web, undefined);
      pass(minute);
      assert.deepEqual(await told(), [201, '2', '1', String(noon / 1000 + 120)]);
    }));

  it('has the date of its clock', () =>
    onStage({}, async ({ ask }) => {
      const { headers } = await ask('POST', calls, { body: {} });
      assert.equal(headers.get('date'), new Date(noon).toUTCString());
    }));

  it('answers in equal bytes for an equal seed and clock, in any order, and otherwise for another seed', async () => {
    const texts = async (seed: number, wayBack: boolean): Promise<string[]> => {
      const found: string[] = [];
      await onStage({ seed }, async ({ server, ask, rows }) => {
        const sessions = server.ledger.sessions('default:daily-standup').slice(0, 3);
        const asks = [
          async () => (await ask('POST', calls, { body: { limit: 100 } })).text,
          async () => (await ask('POST', '/api/v2/video/call_stats', { body: { limit: 100 } })).text,
          ...sessions.map((session) => async () => (await rows(session, '?limit=10')).text),
        ];
        const order = asks.map((_, index) => (wayBack ? asks.length - 1 - index : index));
        for (const index of order) found[index] = (await asks[index]?.()) ?? '';
      });
      return found;
    };
    const first = await texts(7, false);
    assert.equal(first.length, 5);
    assert.deepEqual(await texts(7, true), first);
    assert.notDeepEqual(await texts(8, false), first);
  }).timeout(20_000);

  it('has a key and a secret of its own at each start, or those given', async () => {
    const [a, b, c] = await Promise.all([
      startSampleServer(),
      startSampleServer(),
      startSampleServer({ key: 'k', secret: 's' }),
    ]);
    await Promise.all([a.close(), b.close(), c.close()]);
    assert.notEqual(a.key, b.key);
    assert.notEqual(a.secret, b.secret);
    assert.ok(a.secret.length >= 32);
    assert.deepEqual([c.key, c.secret], ['k', 's']);
    assert.match(a.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('is closed at once, even in the middle of a slow answer', async () => {
    const server = await startSampleServer({ latencyMs: 3_600_000 });
    const asked = fetch(`${server.url}${calls}?api_key=${server.key}`, { method: 'POST' });
    const failed = assert.rejects(asked);
    await untilAsked(server, 1);
    await server.close();
    await failed;
  });
});

describe('sample server: people', () => {
  it('names the users that are asked for, up to the limit', () =>
    onStage({}, async ({ sdk, session, server }) => {
      const viewer = server.ledger.connections(session('livestream:launch-2026').id).at(-1)?.userId ?? '';
      const { users } = await sdk.queryUsers({
        payload: { filter_conditions: { id: { $in: ['alice', viewer, 'nobody at all'] } } },
      });
      assert.deepEqual(
        users.map(({ id, name }) => [id, name]),
        [
          ['alice', 'Alice Moreau'],
          [viewer, server.ledger.person(viewer)?.name],
        ],
      );
      assert.ok(users[0]?.created_at instanceof Date);
      const all = await sdk.queryUsers({ payload: { filter_conditions: {}, limit: 5, offset: 5 } });
      assert.deepEqual(
        all.users.map(({ id }) => id),
        server.ledger
          .people()
          .slice(5, 10)
          .map(({ id }) => id),
      );
    }));

  it('tells what happened on one connection', () =>
    onStage({}, async ({ sdk, session, server }) => {
      const { id, callType, callId } = session('default:daily-standup', 1);
      const broke = server.ledger.connections(id).find(({ ending }) => ending === 'reconnected');
      assert.ok(broke);
      const told = await sdk.video.getCallSessionParticipantStatsTimeline({
        call_type: callType,
        call_id: callId,
        session: id,
        user: broke.userId,
        user_session: broke.userSessionId,
      });
      const types = told.events.map(({ type }) => type);
      assert.equal(types[0], 'participant_joined');
      assert.deepEqual(types.slice(-2), ['connection_lost', 'participant_left']);
      assert.equal(told.events.at(-1)?.timestamp.getTime(), broke.leftAt);
    }));

  it('knows a cid that is no call at all', () =>
    onStage({}, async ({ ask }) => {
      const { body } = await ask('GET', '/api/v2/video/call/default/__proto__');
      assert.match(textAt(body, 'message'), /can't find call with id default:__proto__/);
    }));
});
