import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection, Quirks, TrueSession } from '../../../src/sample/server';
import { listAt, onStage, outcome, textAt } from './stage';
import type { Answer, Stage } from './stage';

const studio = 'livestream:studio-broadcast';
const live = 'audio_room:open-office-hours';

function filtered({ rows }: Stage, session: TrueSession, filter: unknown): Promise<Answer> {
  return rows(session, `?limit=100&filter_conditions=${encodeURIComponent(JSON.stringify(filter))}`);
}

async function found(stage: Stage, session: TrueSession, filter: unknown): Promise<string[]> {
  const answer = await filtered(stage, session, filter);
  return listAt(answer.body, 'participants_sessions').map((row) => textAt(row, 'user_session_id'));
}

function keysOf(stage: Stage, session: TrueSession, isWanted: (one: Connection) => boolean): string[] {
  return stage.server.ledger
    .connections(session.id)
    .filter(isWanted)
    .slice(0, 100)
    .map(({ userSessionId }) => userSessionId);
}

const all = (): boolean => true;
const isLive = { is_live: { $eq: true } };
const isHost = { user_id: { $eq: 'carlos' } };

describe('sample switches: filters that mean something else', () => {
  const cases: readonly {
    readonly name: string;
    readonly quirks: Quirks;
    readonly cid: string;
    readonly filter: unknown;
    readonly without: (one: Connection) => boolean;
    readonly with: (one: Connection) => boolean;
  }[] = [
    {
      name: 'a field that is not known is as if it were not there',
      quirks: { filterIgnores: ['is_tech_user'] },
      cid: studio,
      filter: { is_tech_user: { $eq: true }, publisher_type: { $eq: 'webrtc' } },
      without: ({ technical }) => technical,
      with: ({ publisherType }) => publisherType === 'webrtc',
    },
    {
      name: 'and under $or too, where it lets all through',
      quirks: { filterIgnores: ['is_tech_user'] },
      cid: studio,
      filter: { $or: [isHost, { is_tech_user: true }] },
      without: ({ userId, technical }) => userId === 'carlos' || technical,
      with: all,
    },
    {
      name: 'session_id matches nothing',
      quirks: { sessionIdMatchesNothing: true },
      cid: studio,
      filter: { $or: [isHost, { session_id: { $in: ['none'] } }] },
      without: ({ userId }) => userId === 'carlos',
      with: ({ userId }) => userId === 'carlos',
    },
    {
      name: 'is_live is of the call',
      quirks: { isLiveOfCall: true },
      cid: live,
      filter: isLive,
      without: ({ leftAt }) => leftAt === undefined,
      with: all,
    },
    {
      name: 'published_tracks are those of now',
      quirks: { tracksOfNow: true },
      cid: live,
      filter: { published_tracks: { $in: ['audio'] } },
      without: ({ tracks }) => tracks.includes('audio'),
      with: ({ tracks, leftAt }) => tracks.includes('audio') && leftAt === undefined,
    },
    {
      name: 'user_id in lower case on both sides',
      quirks: { userIdFolded: 'both' },
      cid: studio,
      filter: { user_id: { $in: ['CARLOS'] } },
      without: () => false,
      with: ({ userId }) => userId === 'carlos',
    },
    {
      name: 'user_id in lower case on both sides, whatever it was',
      quirks: { userIdFolded: 'both' },
      cid: 'development:a:b:c',
      filter: { user_id: { $in: ['=sum(A1:a9)'] } },
      without: () => false,
      with: ({ userId }) => userId === '=SUM(A1:A9)',
    },
    {
      name: 'user_id asked for in lower case',
      quirks: { userIdFolded: 'asked' },
      cid: 'development:a:b:c',
      filter: { user_id: '=SUM(A1:A9)' },
      without: ({ userId }) => userId === '=SUM(A1:A9)',
      with: () => false,
    },
  ];
  for (const one of cases) {
    it(one.name, () =>
      onStage({}, async (stage) => {
        const session = stage.session(one.cid);
        assert.deepEqual(await found(stage, session, one.filter), keysOf(stage, session, one.without));
        stage.server.setQuirks(one.quirks);
        assert.deepEqual(await found(stage, session, one.filter), keysOf(stage, session, one.with));
      }),
    );
  }

  it('session_id of a row finds it, or not any more', () =>
    onStage({}, async (stage) => {
      const session = stage.session(studio);
      const [key = ''] = keysOf(stage, session, all);
      assert.deepEqual(await found(stage, session, { session_id: key }), [key]);
      stage.server.setQuirks({ sessionIdMatchesNothing: true });
      assert.deepEqual(await found(stage, session, { session_id: key }), []);
    }));

  it('is_live of a call that is over is true of no row', () =>
    onStage({ quirks: { isLiveOfCall: true } }, async (stage) => {
      assert.deepEqual(await found(stage, stage.session(studio), isLive), []);
    }));

  it('$in looks at ten values and no more', () =>
    onStage({}, async (stage) => {
      const session = stage.session('default:company-all-hands');
      const ids = [...new Set(stage.server.ledger.connections(session.id).map(({ userId }) => userId))];
      const asked = ids.slice(0, 20);
      const filter = { user_id: { $in: asked } };
      const wanted = (count: number): string[] =>
        keysOf(stage, session, ({ userId }) => asked.slice(0, count).includes(userId));
      assert.deepEqual(await found(stage, session, filter), wanted(20));
      stage.server.setQuirks({ inCutAt: 10 });
      assert.deepEqual(await found(stage, session, filter), wanted(10));
      assert.notEqual(wanted(10).length, wanted(20).length);
    }));

  it('refuses $and, $or and bare values, and takes the rest', () =>
    onStage({ quirks: { logicRefused: true } }, async (stage) => {
      const session = stage.session(studio);
      assert.deepEqual(outcome(await filtered(stage, session, { $or: [isHost] })), [400, 4]);
      assert.deepEqual(outcome(await filtered(stage, session, { $and: [isHost] })), [400, 4]);
      assert.equal((await filtered(stage, session, { user_id: 'carlos' })).status, 200);
      stage.server.setQuirks({ bareRefused: true });
      assert.deepEqual(outcome(await filtered(stage, session, { user_id: 'carlos' })), [400, 4]);
      assert.deepEqual(outcome(await filtered(stage, session, { $or: [{ is_live: true }] })), [400, 4]);
      assert.equal((await filtered(stage, session, { $or: [isHost, isLive] })).status, 200);
    }));

  it('still refuses what no schema has, unless fields are ignored', () =>
    onStage({ quirks: { inCutAt: 10, userIdFolded: 'both' } }, async (stage) => {
      const session = stage.session(studio);
      assert.deepEqual(outcome(await filtered(stage, session, { role: 'host' })), [400, 4]);
      assert.deepEqual(outcome(await filtered(stage, session, { user_id: { $gt: 'a' } })), [400, 4]);
      assert.deepEqual(outcome(await filtered(stage, session, [1])), [400, 4]);
      stage.server.setQuirks({ filterIgnores: [] });
      assert.deepEqual(await found(stage, session, { role: 'host' }), keysOf(stage, session, all));
    }));

  it('means the same in the participants’ statistics, and nothing of it elsewhere', () =>
    onStage({ quirks: { filterIgnores: ['user_id'], bareRefused: true } }, async ({ ask, session }) => {
      const { id } = session(studio);
      const filter = encodeURIComponent(JSON.stringify(isHost));
      const { body } = await ask(
        'GET',
        `/api/v2/video/call_stats/livestream/studio-broadcast/${id}/participants?limit=100&filter_conditions=${filter}`,
      );
      assert.ok(listAt(body, 'participants').length > 1);
      const calls = await ask('POST', '/api/v2/video/calls', {
        body: { filter_conditions: { id: 'studio-broadcast' } },
      });
      assert.equal(listAt(calls.body, 'calls').length, 1);
    }));
});
