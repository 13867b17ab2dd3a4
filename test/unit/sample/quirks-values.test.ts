import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Quirks } from '../../../src/sample/server';
import { at, listAt, minute, noon, onStage, outcome, under } from './stage';
import type { Stage } from './stage';

const cid = 'audio_room:open-office-hours';
const stats = '/api/v2/video/call_stats';

async function firstRow(stage: Stage, which = cid): Promise<unknown> {
  const { body } = await stage.rows(stage.session(which), '?limit=100');
  return listAt(body, 'participants_sessions').find(
    (row) => typeof at(row, 'duration_in_seconds') !== 'number',
  );
}

describe('sample switches: nothing, in Go’s ways', () => {
  const ways = [
    ['null', null],
    ['absent', undefined],
    ['zero', 0],
    ['empty', ''],
    ['year1', '0001-01-01T00:00:00Z'],
    ['minNs', -6795364578871345152],
  ] as const;
  for (const [leftAtNothing, wire] of ways) {
    it(
      `left_at as ${leftAtNothing}`,
      under({ leftAtNothing }, async (stage) => {
        const row = await firstRow(stage);
        assert.equal(at(row, 'left_at'), wire);
        assert.equal(typeof row === 'object' && row !== null && 'left_at' in row, leftAtNothing !== 'absent');
        const { body } = await stage.rows(stage.session(cid));
        assert.equal(at(body, 'session', 'ended_at'), null);
        stage.server.setQuirks({ leftAtNothing, nothingEverywhere: true });
        const again = await stage.rows(stage.session(cid));
        assert.equal(at(again.body, 'session', 'ended_at'), wire);
      }),
    );
  }

  it('no roles, no length', () =>
    onStage({ quirks: { rolesNull: true, durationNegative: true } }, async (stage) => {
      const row = await firstRow(stage, 'default:incident-4821');
      assert.equal(row, undefined);
      const { body } = await stage.rows(stage.session('default:incident-4821'));
      const found = listAt(body, 'participants_sessions');
      assert.ok(found.every((one) => at(one, 'roles') === null));
      assert.ok(found.some((one) => at(one, 'duration_in_seconds') === -1 && at(one, 'left_at') === null));
      assert.ok(found.some((one) => Number(at(one, 'duration_in_seconds')) > 0));
    }));

  it('times as RFC 3339, or in both ways', () =>
    onStage({ quirks: { timesAs: 'rfc3339' } }, async ({ server, sdk, rows, session }) => {
      const standup = session('default:daily-standup', 1);
      const kinds = async (): Promise<Set<string>> =>
        new Set(
          listAt((await rows(standup)).body, 'participants_sessions').flatMap((row) => [
            typeof at(row, 'joined_at'),
            typeof at(row, 'left_at'),
          ]),
        );
      assert.deepEqual(await kinds(), new Set(['string']));
      server.setQuirks({ timesAs: 'mixed' });
      assert.deepEqual(await kinds(), new Set(['string', 'number']));
      const page = await sdk.video.queryCallParticipantSessions({
        type: 'default',
        id: 'daily-standup',
        session: standup.id,
        limit: 100,
      });
      assert.deepEqual(
        page.participants_sessions.map((row) => [row.joined_at?.getTime(), row.left_at?.getTime()]),
        server.ledger.connections(standup.id).map((one) => [one.joinedAt, one.leftAt]),
      );
    }));
});

describe('sample switches: clocks', () => {
  it('a Date that is ahead, behind, missing, or stays', () =>
    onStage({}, async ({ server, ask, pass }) => {
      const date = async (quirks: Quirks): Promise<number | undefined> => {
        server.setQuirks(quirks);
        const header = (await ask('POST', stats, { body: { limit: 1 } })).headers.get('date');
        return header === null ? undefined : Date.parse(header) - noon;
      };
      assert.equal(await date({}), 0);
      pass(2 * minute);
      assert.equal(await date({ dateHeader: 'right' }), 2 * minute);
      assert.equal(await date({ dateHeader: 'ahead' }), 9 * minute);
      assert.equal(await date({ dateHeader: 'behind' }), -5 * minute);
      assert.equal(await date({ dateHeader: 'missing' }), undefined);
      assert.equal(await date({ dateHeader: 'cached' }), 0);
    }));

  it('a join before the start, a leave before the join', () =>
    onStage(
      { quirks: { joinBeforeStart: true, leftBeforeJoined: true } },
      async ({ sdk, session, server }) => {
        const standup = session('default:daily-standup', 1);
        const page = await sdk.video.queryCallParticipantSessions({
          type: 'default',
          id: 'daily-standup',
          session: standup.id,
          limit: 100,
        });
        assert.equal(page.session?.started_at?.getTime(), standup.startedAt + 3000);
        const negative = page.participants_sessions.filter(
          (row) => Number(row.left_at) < Number(row.joined_at),
        );
        assert.deepEqual(
          negative.map((row) => row.user_session_id),
          [server.ledger.connections(standup.id)[1]?.userSessionId],
        );
      },
    ));

  it('no end, or one so many seconds after the last leave', () =>
    onStage({ quirks: { noEndedAt: true } }, async ({ server, sdk, session }) => {
      const ended = async (): Promise<(Date | null | undefined)[]> => {
        const { call } = await sdk.video.getCall({ type: 'default', id: 'platform-sync' });
        const { call_stats: rows } = await sdk.video.queryCallSessionStats({
          filter_conditions: { call_cid: 'default:platform-sync' },
        });
        assert.equal(call.current_session_id, '');
        return [call.session?.ended_at, rows[0]?.call_ended_at];
      };
      assert.deepEqual(await ended(), [null, null]);
      for (const endedAtLagSeconds of [0, 900]) {
        server.setQuirks({ endedAtLagSeconds });
        const end = new Date((session('default:platform-sync').lastLeaveAt ?? 0) + endedAtLagSeconds * 1000);
        assert.deepEqual(await ended(), [end, end]);
      }
    }));
});

describe('sample switches: sessions that the index does not know', () => {
  const standup = { filter_conditions: { call_cid: 'default:daily-standup' }, limit: 100 };

  it('in call.session and not in the statistics, or in neither, and still there by id', () =>
    onStage({ quirks: { sessionMissingFromStats: true } }, async ({ server, sdk, rows, session }) => {
      const latest = session('default:daily-standup');
      const seen = async (): Promise<boolean[]> => {
        const { call_stats: known } = await sdk.video.queryCallSessionStats(standup);
        const { call } = await sdk.video.getCall({ type: 'default', id: 'daily-standup' });
        return [
          known.some((row) => row.call_session_id === latest.id),
          call.session?.id === latest.id,
          (await rows(latest)).status === 200,
        ];
      };
      assert.deepEqual(await seen(), [false, true, true]);
      server.setQuirks({ sessionAnswersOnlyById: true });
      assert.deepEqual(await seen(), [false, false, true]);
      server.setQuirks({});
      assert.deepEqual(await seen(), [true, true, true]);
    }));

  it('there, with counts of nothing', () =>
    onStage({ quirks: { statsCountsZero: true } }, async ({ sdk }) => {
      const { call_stats: rows } = await sdk.video.queryCallSessionStats({ ...standup, limit: 3 });
      assert.equal(rows.length, 3);
      for (const { counts } of rows) assert.deepEqual(new Set(Object.values(counts)), new Set([0]));
    }));

  it('two of one call at the same time', () =>
    onStage({}, async ({ server, sdk }) => {
      const overlaps = (): number => {
        const sessions = server.ledger.sessions('default:daily-standup');
        return sessions.filter((one, index) => (sessions[index + 1]?.endedAt ?? 0) > one.startedAt).length;
      };
      assert.equal(overlaps(), 0);
      server.setQuirks({ overlappingSessions: true });
      assert.equal(overlaps(), 1);
      const { call_stats: rows } = await sdk.video.queryCallSessionStats(standup);
      assert.deepEqual(
        rows.map((row) => row.call_session_id),
        server.ledger.sessions('default:daily-standup').map(({ id }) => id),
      );
    }));

  it('not there yet, for some seconds after the end', () =>
    onStage({ quirks: { notReadyForSeconds: 180 } }, async ({ rows, session, pass }) => {
      const ended = session('default:customer-call-northwind');
      assert.deepEqual(outcome(await rows(ended)), [404, 16]);
      pass((ended.endedAt ?? 0) + 180_000 - noon);
      assert.equal((await rows(ended)).status, 200);
    }));
});
