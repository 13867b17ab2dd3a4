import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Quirks } from '../../../src/sample/server';
import { at, listAt, noon, onStage, outcome, under, untilAsked } from './stage';
import type { Answer } from './stage';

const cid = 'audio_room:open-office-hours';
const stats = '/api/v2/video/call_stats';
const newest = [{ field: 'created_at', direction: -1 }];

describe('sample switches: a bad neighbour, and faults on the way', () => {
  const limits = ({ headers }: Answer): (number | undefined)[] =>
    ['limit', 'remaining', 'reset'].map((name) => {
      const value = headers.get(`x-ratelimit-${name}`);
      return value === null ? undefined : Number(value);
    });

  it('takes of the limit, shrinks it, hides it, or tells it wrong', () =>
    onStage({ quirks: { neighbourTakes: 50, limitPerMinute: 1000 } }, async ({ server, rows, session }) => {
      const read = async (): Promise<(number | undefined)[]> => limits(await rows(session(cid), '?limit=1'));
      assert.deepEqual((await read())[1], 949);
      assert.deepEqual((await read())[1], 898);
      server.setQuirks({ shrinkingLimit: true, limitPerMinute: 1000 });
      assert.deepEqual([(await read())[0], (await read())[0]], [500, 250]);
      server.setQuirks({ rateHeaders: 'missing' });
      assert.deepEqual(await read(), [undefined, undefined, undefined]);
      server.setQuirks({ rateHeaders: 'resetInPast' });
      assert.ok(((await read())[2] ?? Infinity) * 1000 < noon);
    }));

  const faults: readonly (readonly [string, Quirks, (answer: Answer) => void])[] = [
    [
      '429 without Retry-After',
      { tooManyAt: { request: 2, times: 2 } },
      (answer) => {
        assert.deepEqual(outcome(answer), [429, 9]);
        assert.equal(answer.headers.get('retry-after'), null);
      },
    ],
    [
      '502 in HTML',
      { htmlBadGatewayAt: { request: 2, times: 2 } },
      (answer) => {
        assert.equal(answer.status, 502);
        assert.match(answer.text, /^<html>/);
      },
    ],
    [
      '200 with null',
      { nullBodyAt: { request: 2, times: 2 } },
      (answer) => {
        assert.deepEqual([answer.status, answer.text], [200, 'null']);
      },
    ],
    [
      'half a JSON',
      { truncatedJsonAt: { request: 2, times: 2 } },
      (answer) => {
        assert.deepEqual([answer.status, answer.body], [200, undefined]);
        assert.match(answer.text, /^\{"call_type"/);
      },
    ],
    [
      'a status',
      { statusAt: { request: 2, times: 2, status: 503 } },
      (answer) => {
        assert.equal(answer.status, 503);
        assert.equal(at(answer.body, 'StatusCode'), 503);
      },
    ],
    [
      'a status without JSON',
      { statusAt: { request: 2, times: 2, status: 403 }, plainErrors: true },
      (answer) => {
        assert.deepEqual([answer.status, answer.body], [403, undefined]);
      },
    ],
  ];
  for (const [name, quirks, check] of faults) {
    it(
      `${name}, at the requests named and at no others`,
      under(quirks, async ({ ask, rows, session }) => {
        assert.equal((await rows(session(cid))).status, 200);
        assert.equal((await ask('POST', stats, { body: {} })).status, 201);
        check(await rows(session(cid)));
        check(await rows(session(cid)));
        const after = await rows(session(cid));
        assert.equal(after.status, 200);
        assert.equal(listAt(after.body, 'participants_sessions').length, 25);
      }),
    );
  }

  it('a connection that breaks, for the operation that is named', () =>
    onStage(
      { quirks: { dropConnectionAt: { request: 1, times: 1 }, faultsFor: 'QueryCallSessionStats' } },
      async ({ ask, rows, session }) => {
        assert.equal((await rows(session(cid))).status, 200);
        await assert.rejects(ask('POST', stats, { body: {} }));
        assert.equal((await ask('POST', stats, { body: {} })).status, 201);
      },
    ));

  it('silence, then the answer', async () => {
    await onStage({ quirks: { silenceAt: { request: 1, ms: 1 } } }, async ({ rows, session }) => {
      assert.equal((await rows(session(cid))).status, 200);
    });
    let silent: Promise<void> | undefined;
    await onStage(
      { quirks: { silenceAt: { request: 1, ms: 3_600_000 } } },
      async ({ server, rows, session }) => {
        silent = assert.rejects(rows(session(cid)));
        await untilAsked(server, 1);
        assert.equal((await rows(session(cid))).status, 200);
      },
    );
    // It was silent to the end: only closing the server ended it.
    await silent;
  });

  it('fields that are missing, of another type, or unknown', () =>
    onStage({}, async ({ server, rows, session, ask }) => {
      const body = async (quirks: Quirks): Promise<unknown> => {
        server.setQuirks(quirks);
        return (await rows(session(cid))).body;
      };
      const dropped = await body({ dropField: 'participants_sessions.user_id' });
      assert.ok(listAt(dropped, 'participants_sessions').every((row) => at(row, 'user_id') === undefined));
      assert.equal(
        at(await body({ dropField: 'total_participant_sessions' }), 'total_participant_sessions'),
        undefined,
      );
      const retyped = await body({ retypeField: 'participants_sessions.user_id' });
      assert.ok(
        listAt(retyped, 'participants_sessions').every((row) => typeof at(row, 'user_id') === 'number'),
      );
      assert.equal(
        typeof at(await body({ retypeField: 'total_participant_sessions' }), 'total_participant_sessions'),
        'string',
      );
      const extra = await body({ extraFields: true });
      assert.equal(typeof at(extra, 'sample_extra'), 'object');
      assert.equal(typeof at(extra, 'participants_sessions', 0, 'sample_extra'), 'string');
      server.setQuirks({ dropField: 'call_stats.call_session_id', faultsFor: 'QueryCallSessionStats' });
      const listed = await ask('POST', stats, { body: {} });
      assert.equal(at(listed.body, 'call_stats', 0, 'call_session_id'), undefined);
      assert.equal(at(await body({}), 'sample_extra'), undefined);
    }));

  it('a call that is deleted once it was listed', () =>
    onStage({ quirks: { deleteAfterList: 'default:daily-standup' } }, async ({ sdk, rows, session, ask }) => {
      const path = '/api/v2/video/call/default/daily-standup';
      assert.equal((await ask('GET', path)).status, 200);
      const has = async (): Promise<boolean> => {
        const { calls } = await sdk.video.queryCalls({
          filter_conditions: { id: 'daily-standup' },
          sort: newest,
        });
        return calls.length > 0;
      };
      assert.equal(await has(), true);
      assert.deepEqual(outcome(await ask('GET', path)), [404, 16]);
      assert.deepEqual(outcome(await rows(session('default:daily-standup'))), [404, 16]);
      assert.equal(await has(), false);
      const { call_stats: left } = await sdk.video.queryCallSessionStats({
        filter_conditions: { call_cid: 'default:daily-standup' },
      });
      assert.deepEqual(left, []);
      assert.equal((await rows(session(cid))).status, 200);
    }));

  it('another limit where none is asked for', () =>
    onStage({ quirks: { defaultLimit: 7 } }, async ({ rows, session }) => {
      assert.equal(listAt((await rows(session(cid))).body, 'participants_sessions').length, 7);
      assert.equal(listAt((await rows(session(cid), '?limit=9')).body, 'participants_sessions').length, 9);
    }));
});
