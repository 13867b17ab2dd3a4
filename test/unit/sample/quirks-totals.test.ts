import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Connection, Quirks, TrueSession } from '../../../src/sample/server';
import { at, listAt, minute, noon, numberAt, onStage, outcome, textAt, under } from './stage';
import type { Stage } from './stage';

const standup = 'default:daily-standup';
const studio = 'livestream:studio-broadcast';
const incident = 'default:incident-4821';
const launch = 'livestream:launch-2026';

/** The totals beside the rows. */
async function totals({ rows }: Stage, session: TrueSession): Promise<[number, number]> {
  const { body } = await rows(session, '?limit=1');
  return [numberAt(body, 'total_participant_sessions'), numberAt(body, 'total_participant_duration')];
}

async function counts({ ask }: Stage, session: TrueSession): Promise<unknown> {
  const { body } = await ask('POST', '/api/v2/video/call_stats', {
    body: { filter_conditions: { call_session_id: session.id } },
  });
  return at(body, 'call_stats', 0, 'counts');
}

const lengthOf = ({ joinedAt, leftAt = joinedAt }: Connection): number => leftAt - joinedAt;
const floors = (rows: readonly Connection[]): number =>
  rows.reduce((sum, one) => sum + Math.floor(lengthOf(one) / 1000), 0);
const isTold = ({ ending }: Connection): boolean => ending !== 'crashed';

describe('sample switches: two truths', () => {
  const durations: readonly (readonly [
    string,
    Quirks,
    string,
    (rows: readonly Connection[], end: number) => number,
  ])[] = [
    [
      'the floor of the sum',
      { totalDuration: 'floor-of-sum' },
      studio,
      (rows) => Math.floor(rows.reduce((sum, one) => sum + lengthOf(one), 0) / 1000),
    ],
    [
      'no technical rows',
      { totalWithoutTechnical: true },
      studio,
      (rows) => floors(rows.filter(({ technical }) => !technical)),
    ],
    [
      'rows without an end, up to the end of the session',
      { totalWithOpenRows: true },
      incident,
      (rows, end) => floors(rows.map((one) => (isTold(one) ? one : { ...one, leftAt: end }))),
    ],
  ];
  for (const [name, quirks, cid, right] of durations) {
    it(`duration: ${name}`, () =>
      onStage({}, async (stage) => {
        const session = stage.session(cid);
        const rows = stage.server.ledger.connections(session.id);
        assert.deepEqual(await totals(stage, session), [rows.length, floors(rows.filter(isTold))]);
        stage.server.setQuirks(quirks);
        const changed = right(rows, session.endedAt ?? NaN);
        assert.deepEqual(await totals(stage, session), [rows.length, changed]);
        assert.notEqual(changed, floors(rows.filter(isTold)));
        assert.equal(numberAt(await counts(stage, session), 'total_participant_duration'), changed);
        assert.equal(stage.server.ledger.figures(session.id).flooredSeconds, floors(rows));
      }));
  }

  it('duration: open rows of a live session, up to now', () =>
    onStage({ quirks: { totalWithOpenRows: true } }, async (stage) => {
      const session = stage.session(standup);
      const rows = stage.server.ledger.connections(session.id);
      const open = rows.map((one) => ({ ...one, leftAt: one.leftAt ?? noon }));
      assert.deepEqual(await totals(stage, session), [rows.length, floors(open)]);
    }));

  it(
    'the total of rows that counts reconnects once is less than there are rows',
    under({ totalCountsReconnectsOnce: true }, async (stage) => {
      const session = stage.session(standup, 1);
      const rows = stage.server.ledger.connections(session.id);
      const chains = new Set(rows.map(({ unifiedSessionId }) => unifiedSessionId)).size;
      assert.ok(chains < rows.length);
      assert.deepEqual(await totals(stage, session), [chains, floors(rows)]);
      const { body } = await stage.rows(session, '?limit=100');
      assert.equal(listAt(body, 'participants_sessions').length, rows.length);
    }),
  );

  it('totals one refresh behind: live, pending, and for ten seconds after the report', () =>
    onStage({ quirks: { totalsBehind: true } }, async (stage) => {
      const { server, session, pass } = stage;
      const live = session('audio_room:open-office-hours');
      pass(17_000);
      assert.deepEqual((await totals(stage, live))[0], server.ledger.connections(live.id, noon).length);
      assert.ok(server.ledger.connections(live.id).length > server.ledger.connections(live.id, noon).length);
      const pending = session('default:customer-call-northwind');
      const behind = await totals(stage, pending);
      // Of a session whose report is not there yet, the last half minute is missing; here ten seconds more.
      const known = server.ledger.connections(pending.id, (pending.lastLeaveAt ?? NaN) - 40_000);
      assert.deepEqual(behind, [known.length, floors(known)]);
      const right = [
        server.ledger.connections(pending.id).length,
        server.ledger.figures(pending.id).flooredSeconds,
      ];
      pass((pending.reportReadyAt ?? NaN) + 9_999 - noon - 17_000);
      assert.notDeepEqual(await totals(stage, pending), right);
      assert.deepEqual(numberAt(await counts(stage, pending), 'total_participant_duration'), right[1]);
      pass(1);
      assert.deepEqual(await totals(stage, pending), right);
    }));

  it('counts, report and rows tell three things, and the ledger a fourth', () =>
    onStage({ quirks: { countsDiffer: true, reportDiffers: true } }, async (stage) => {
      const { server, session, ask } = stage;
      const broadcast = session(studio);
      const figures = server.ledger.figures(broadcast.id);
      const told = await counts(stage, broadcast);
      const users = new Set(server.ledger.connections(broadcast.id).map(({ userId }) => userId)).size;
      assert.equal(numberAt(told, 'participants'), users - 1 + figures.anonymousConnections);
      assert.ok(numberAt(told, 'participants') > figures.people);
      assert.equal(numberAt(told, 'peak_concurrent_users'), figures.peakConnections);
      assert.notEqual(numberAt(told, 'total_participant_duration'), (await totals(stage, broadcast))[1]);
      const report = async (): Promise<unknown> =>
        at(
          (
            await ask(
              'GET',
              `/api/v2/video/call/livestream/studio-broadcast/report?session_id=${broadcast.id}`,
            )
          ).body,
          'report',
          'participants',
        );
      const differing = await report();
      assert.equal(numberAt(differing, 'max_concurrent'), figures.peakConnections);
      assert.ok(numberAt(differing, 'unique') > figures.people);
      server.setQuirks({});
      assert.equal(numberAt(await report(), 'unique'), figures.people);
      assert.equal(numberAt(await counts(stage, broadcast), 'participants'), figures.people);
    }));
});

describe('sample switches: expiry in part', () => {
  it('rows are gone between two pages, for good, and the totals are not', () =>
    onStage({}, async ({ server, rows, session }) => {
      const before = server.ledger.sessions('default:quarter-kickoff').length;
      server.setQuirks({ expiresWhileReading: true });
      assert.equal(server.ledger.sessions('default:quarter-kickoff').length, before + 1);
      const old = session('default:quarter-kickoff', 1);
      assert.equal(old.rowsExpired, false);
      assert.equal((old.rowsExpireAt ?? NaN) - noon, 30 * minute);
      const first = await rows(old, '?limit=100');
      assert.equal(listAt(first.body, 'participants_sessions').length, 100);
      assert.equal(listAt((await rows(old, '?limit=100')).body, 'participants_sessions').length, 100);
      const second = await rows(old, `?limit=100&next=${textAt(first.body, 'next')}`);
      assert.deepEqual(
        [listAt(second.body, 'participants_sessions'), at(second.body, 'next'), second.status],
        [[], undefined, 200],
      );
      const again = await rows(old, '?limit=100');
      assert.deepEqual(listAt(again.body, 'participants_sessions'), []);
      assert.equal(at(again.body, 'total_participant_sessions'), 240);
      assert.equal(server.ledger.connections(old.id).length, 240);
      // Nothing else is so old.
      const whole = await rows(session(launch), '?limit=100');
      const more = await rows(session(launch), `?limit=100&next=${textAt(whole.body, 'next')}`);
      assert.equal(listAt(more.body, 'participants_sessions').length, 100);
    }));

  it(
    'fewer rows than the total, of final sessions alone: those that left first are gone',
    under({ fewerRowsThanTotal: true }, async (stage) => {
      const { server, rows, session } = stage;
      const meeting = session('default:company-all-hands');
      const truth = server.ledger.connections(meeting.id);
      const gone = Math.floor(truth.length / 10);
      const first = await rows(meeting, '?limit=100');
      const rest = await rows(meeting, `?limit=100&next=${textAt(first.body, 'next')}`);
      const found = [first, rest].flatMap(({ body }) => listAt(body, 'participants_sessions'));
      assert.deepEqual(
        [found.length, at(rest.body, 'total_participant_sessions')],
        [truth.length - gone, truth.length],
      );
      const kept = new Set(found.map((row) => textAt(row, 'user_session_id')));
      const leaves = truth
        .filter(({ userSessionId }) => !kept.has(userSessionId))
        .map(({ leftAt = 0 }) => leftAt);
      assert.equal(leaves.length, gone);
      assert.ok(
        truth.every((one) => !kept.has(one.userSessionId) || (one.leftAt ?? Infinity) >= Math.max(...leaves)),
      );
      for (const cid of ['audio_room:open-office-hours', 'default:customer-call-northwind']) {
        const one = session(cid);
        const { body } = await rows(one, '?limit=100');
        assert.equal(
          listAt(body, 'participants_sessions').length,
          Math.min(100, numberAt(body, 'total_participant_sessions')),
        );
      }
    }),
  );

  it(
    'no session beside the rows, and all else as ever',
    under({ sessionLeftOut: true }, async ({ server, rows, session }) => {
      const without = await rows(session(standup, 1));
      assert.deepEqual([at(without.body, 'session'), ...outcome(without)], [undefined, 200, undefined]);
      server.setQuirks({});
      const { body } = await rows(session(standup, 1));
      assert.notEqual(at(body, 'session'), undefined);
      assert.deepEqual(at(without.body, 'participants_sessions'), at(body, 'participants_sessions'));
    }),
  );
});
