import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection } from '../../../src/sample/server';
import { minute, noon, onStage } from './stage';

/** Figures by brute force: every instant at which something changes, looked at alone. */
function slowPeak(connections: readonly Connection[], end: number): number {
  return Math.max(
    0,
    ...connections.map(
      ({ joinedAt }) =>
        connections.filter((one) => one.joinedAt <= joinedAt && (one.leftAt ?? end) > joinedAt).length,
    ),
  );
}

describe('sample scenario', () => {
  it('keeps its own books: first join, last leave, order, ids', () =>
    onStage({}, ({ server: { ledger } }) => {
      const ids = new Set<string>();
      let rows = 0;
      for (const session of ledger.sessions()) {
        const connections = ledger.connections(session.id);
        assert.ok(connections.length > 0, session.cid);
        assert.equal(
          Math.min(...connections.map(({ joinedAt }) => joinedAt)),
          session.startedAt,
          session.cid,
        );
        if (session.lastLeaveAt !== undefined && session.endedAt !== undefined) {
          const leaves = connections.map(({ leftAt = Infinity }) => leftAt);
          assert.equal(
            leaves.reduce((a, b) => Math.max(a, b)),
            session.lastLeaveAt,
            session.cid,
          );
          const lag = session.endedAt - session.lastLeaveAt;
          assert.ok(lag >= 5000 && lag <= 900_000, session.cid);
        }
        connections.forEach((one, index) => {
          assert.ok(
            Number.isInteger(one.joinedAt) && (one.leftAt === undefined || Number.isInteger(one.leftAt)),
          );
          assert.ok(one.leftAt === undefined || one.leftAt >= one.joinedAt, session.cid);
          assert.equal(one.ending === undefined, one.leftAt === undefined);
          assert.ok((connections[index - 1]?.joinedAt ?? 0) <= one.joinedAt);
          ids.add(one.userSessionId);
        });
        rows += connections.length;
      }
      assert.equal(ids.size, rows);
      assert.equal(new Set(ledger.sessions().map(({ id }) => id)).size, ledger.sessions().length);
      assert.equal(new Set(ledger.calls().map(({ cid }) => cid)).size, ledger.calls().length);
      return Promise.resolve();
    })).timeout(10_000);

  it('computes figures that a slow count confirms', () =>
    onStage({}, ({ server: { ledger }, session }) => {
      for (const cid of [
        'default:platform-sync',
        'livestream:studio-broadcast',
        'audio_room:ask-me-anything',
      ]) {
        const { id } = session(cid);
        const connections = ledger.connections(id);
        const figures = ledger.figures(id);
        assert.equal(figures.peakConnections, slowPeak(connections, noon), cid);
        for (const [userId, presence] of figures.presenceMs) {
          const own = connections.filter((one) => one.userId === userId);
          const edges = own.flatMap((one) => [one.joinedAt, one.leftAt ?? noon]).sort((a, b) => a - b);
          const union = edges.reduce((sum, edge, index) => {
            const before = edges[index - 1] ?? edge;
            return own.some((one) => one.joinedAt <= before && (one.leftAt ?? noon) >= edge)
              ? sum + edge - before
              : sum;
          }, 0);
          assert.equal(presence, union, `${cid} ${userId}`);
        }
      }
      return Promise.resolve();
    }));

  it('shows each thing that it promises', () =>
    onStage({}, ({ server: { ledger }, session }) => {
      const standup = ledger.sessions('default:daily-standup');
      assert.ok(standup.length > 25);
      assert.ok(standup.slice(1).every(({ startedAt }) => ![0, 6].includes(new Date(startedAt).getUTCDay())));
      const latest = ledger.connections(session('default:daily-standup', 1).id);
      const endings = new Set(latest.map(({ ending }) => ending));
      assert.ok(endings.has('reconnected') || endings.has('timed-out'));
      assert.ok(latest.length > new Set(latest.map(({ userId }) => userId)).size);
      const all = standup.slice(1).flatMap(({ id }) => ledger.connections(id));
      assert.deepEqual(
        new Set(all.map(({ ending }) => ending)),
        new Set(['left', 'reconnected', 'timed-out']),
      );

      const launch = ledger.figures(session('livestream:launch-2026').id);
      assert.deepEqual([launch.connections, launch.people], [12_000, 8412]);
      assert.equal(ledger.figures(session('audio_room:open-office-hours').id).connections, 161);
      const studio = ledger.connections(session('livestream:studio-broadcast').id);
      for (const type of ['rtmp', 'srt', 'whip'])
        assert.ok(studio.some(({ publisherType }) => publisherType === type));
      assert.ok(studio.some(({ technical }) => technical));
      assert.ok(studio.some(({ userId }) => userId === '!anon'));
      assert.ok(studio.some(({ roles }) => roles.includes('guest')));
      const lesson = ledger.call('classroom:algebra-7b');
      assert.ok(lesson);
      const came = new Set(
        ledger.connections(session('classroom:algebra-7b').id).map(({ userId }) => userId),
      );
      assert.equal(lesson.members.filter(({ userId }) => !came.has(userId)).length, 7);
      assert.equal(ledger.call('default:company-all-hands')?.members.length, 130);
      const planning = ledger.call('default:weekly-planning');
      assert.ok((planning?.startsAt ?? noon) < noon - 200 * 1440 * minute);
      assert.deepEqual(ledger.sessions('default:board-meeting-q1'), []);
      const crashed = ledger
        .connections(session('default:incident-4821').id)
        .filter((one) => one.ending === 'crashed');
      assert.ok(crashed.length >= 3);
      const lounge = session('default:hackathon-lounge');
      assert.ok((lounge.lastLeaveAt ?? 0) - lounge.startedAt > 24 * 60 * minute);
      const expiring = session('default:quarter-kickoff');
      assert.ok(expiring.rowsExpireAt !== undefined && expiring.rowsExpireAt - noon < 2 * 1440 * minute);
      const ama = ledger
        .connections(session('audio_room:ask-me-anything').id)
        .filter(({ userId }) => userId === 'grace');
      assert.equal(ama[0]?.leftAt, ama[1]?.joinedAt);
      assert.notDeepEqual(ama[0]?.roles, ama[1]?.roles);
      const sip = ledger.connections(session('default:support-hotline').id);
      assert.ok(sip.some(({ publisherType }) => publisherType === 'sip'));
      return Promise.resolve();
    }));

  it('can be started on any day and at any hour', async () => {
    for (let hour = 0; hour < 24 * 8; hour += 7) {
      const start = noon + hour * 60 * minute;
      await onStage({ now: () => start }, ({ server: { ledger } }) => {
        const live = ledger.sessions().filter((one) => one.live);
        assert.deepEqual(
          new Set(live.map(({ cid }) => cid)),
          new Set(['default:daily-standup', 'audio_room:open-office-hours']),
        );
        assert.equal(ledger.sessions('default:customer-call-northwind')[0]?.reportReady, false);
        const unready = ledger.sessions().filter((one) => !one.reportReady);
        assert.equal(unready.length, 3);
        // A call has one session at a time.
        for (const { cid } of ledger.calls()) {
          const sessions = ledger.sessions(cid);
          sessions.forEach((one, index) => {
            const later = sessions[index - 1];
            assert.ok(
              later === undefined || (one.endedAt ?? Infinity) <= later.startedAt,
              `${cid} at ${start}`,
            );
          });
        }
        return Promise.resolve();
      });
    }
  }).timeout(20_000);
});
