import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SlowStage, TrueSession } from '../../../src/sample/server';
import { at, listAt, minute, noon, numberAt, onStage, outcome } from './stage';
import type { Stage } from './stage';

const northwind = 'default:customer-call-northwind';
const second = 1000;

/** What the rows of a session and its statistics say. */
interface Seen {
  readonly status: unknown[];
  /** Connection id → join and leave on the wire, in ms; a leave that is not there is undefined. */
  readonly rows: ReadonlyMap<string, readonly [number, number | undefined]>;
  readonly totals: readonly [number, number];
  readonly counts: readonly [number, number];
  readonly generatedAt: number;
  readonly endedAt: number;
  readonly report: number;
}

async function look({ rows, ask }: Stage, session: TrueSession): Promise<Seen> {
  const answer = await rows(session, '?limit=100');
  const found = answer.status === 200 ? listAt(answer.body, 'participants_sessions') : [];
  const stats = await ask('POST', '/api/v2/video/call_stats', {
    body: { filter_conditions: { call_session_id: session.id } },
  });
  const report = await ask(
    'GET',
    `/api/v2/video/call/default/${session.callId}/report?session_id=${session.id}`,
  );
  const known = at(stats.body, 'call_stats', 0);
  return {
    status: outcome(answer),
    rows: new Map(
      found.map((row) => [
        String(at(row, 'user_session_id')),
        [ms(at(row, 'joined_at')), at(row, 'left_at') === null ? undefined : ms(at(row, 'left_at'))],
      ]),
    ),
    totals: [
      Number(at(answer.body, 'total_participant_sessions')),
      Number(at(answer.body, 'total_participant_duration')),
    ],
    counts: [numberAt(known, 'counts', 'sessions'), numberAt(known, 'counts', 'total_participant_duration')],
    generatedAt: ms(at(known, 'generated_at')),
    endedAt: ms(at(known, 'call_ended_at')),
    report: report.status,
  };
}

function ms(nanos: unknown): number {
  return Math.floor(Number(nanos) / 1e6);
}

/** Rows and totals as they truly are. */
function truthOf({ server: { ledger } }: Stage, { id }: TrueSession): Pick<Seen, 'rows' | 'totals'> {
  const connections = ledger.connections(id);
  return {
    rows: new Map(connections.map((one) => [one.userSessionId, [one.joinedAt, one.leftAt]])),
    totals: [connections.length, ledger.figures(id).flooredSeconds],
  };
}

describe('sample switches: final, and then not', () => {
  it('goes through the stages by the clock, and the ledger knows better all the while', () =>
    onStage({ quirks: { slowTruth: {} } }, async (stage) => {
      const begin = stage.session('default:platform-sync');
      assert.equal(begin.live, true);
      const end = noon + 40 * second;
      const ready = end + 4 * minute;
      let now = noon;
      const seenAt = async (instant: number): Promise<Seen> => {
        stage.pass(instant - now);
        now = instant;
        const session = stage.session('default:platform-sync');
        assert.equal(session.endedAt, end);
        assert.equal(session.reportReadyAt, ready);
        const seen = await look(stage, session);
        assert.equal(seen.endedAt, end);
        assert.ok(seen.generatedAt >= end && seen.generatedAt <= instant);
        assert.equal(seen.report, instant < ready ? 404 : 200);
        return seen;
      };
      const early = [await seenAt(end), await seenAt(end + 14_999)];
      const truth = truthOf(stage, begin);
      assert.deepEqual(
        early.map(({ status }) => status),
        [
          [404, 16],
          [404, 16],
        ],
      );

      for (const seen of [await seenAt(end + 15_000), await seenAt(end + 59_999)]) {
        assert.equal(seen.status[0], 200);
        assert.equal(seen.totals[0], truth.totals[0]);
        assert.ok(seen.totals[1] < truth.totals[1]);
        assert.equal(seen.rows.size, truth.rows.size - Math.max(1, Math.floor(truth.rows.size / 4)));
      }
      for (const seen of [await seenAt(end + 60_000), await seenAt(end + 119_999)]) {
        assert.deepEqual([...seen.rows.keys()], [...truth.rows.keys()]);
        assert.ok([...seen.rows.values()].every(([, left]) => left === undefined));
        assert.ok(seen.totals[1] > 0);
      }
      const revised = await seenAt(end + 120_000);
      assert.deepEqual(await seenAt(ready - 1), revised);
      assert.deepEqual([...revised.rows.keys()], [...truth.rows.keys()]);
      for (const [key, [joined, left]] of revised.rows) {
        const [trueJoin, trueLeave] = truth.rows.get(key) ?? [];
        assert.equal(joined, trueJoin);
        assert.ok(left !== undefined && trueLeave !== undefined);
        assert.ok(left >= trueLeave && left - trueLeave < 10_000);
      }
      assert.ok(revised.totals[1] > truth.totals[1]);
      assert.deepEqual(revised.counts, revised.totals);

      const old = await seenAt(ready);
      assert.deepEqual([old.rows, old.totals], [revised.rows, revised.totals]);
      assert.deepEqual(old.counts, truth.totals);
      assert.deepEqual((await seenAt(ready + 4999)).rows, revised.rows);
      const final = await seenAt(ready + 5000);
      assert.deepEqual([final.rows, final.totals, final.counts], [truth.rows, truth.totals, truth.totals]);
      assert.deepEqual(truthOf(stage, begin), truth);
    }));

  it('holds what has just ended in one stage, and lets go of it an hour later', () =>
    onStage({}, async (stage) => {
      const { server, session, pass } = stage;
      const usual = await look(stage, session(northwind));
      const truth = truthOf(stage, session(northwind));
      const pinned = (stage_: SlowStage): Promise<Seen> => {
        server.setQuirks({ slowTruth: { stage: stage_ } });
        return look(stage, session(northwind));
      };
      assert.deepEqual((await pinned('not-found')).status, [404, 16]);
      const fewer = await pinned('fewer-rows');
      assert.deepEqual([fewer.totals, fewer.rows.size < usual.rows.size], [usual.totals, true]);
      assert.ok([...(await pinned('no-leaves')).rows.values()].every(([, left]) => left === undefined));
      const revised = await pinned('revised');
      assert.notDeepEqual(revised.rows, truth.rows);
      const old = await pinned('old-for-5s');
      assert.deepEqual([old.rows, old.totals, old.report], [revised.rows, revised.totals, 200]);
      assert.deepEqual(old.counts, truth.totals);
      assert.deepEqual(truthOf(stage, session(northwind)), truth);

      const ended = session(northwind).endedAt ?? NaN;
      pass(ended + 60 * minute - 1 - noon);
      assert.deepEqual((await pinned('not-found')).status, [404, 16]);
      assert.equal((await pinned('revised')).report, 404);
      pass(1);
      const final = await pinned('not-found');
      assert.deepEqual([final.rows, final.totals, final.report], [truth.rows, truth.totals, 200]);
    }));

  it('leaves alone what goes on, and what ended long ago', () =>
    onStage({ quirks: { slowTruth: { stage: 'not-found' } } }, async ({ rows, session }) => {
      assert.equal((await rows(session('audio_room:open-office-hours'))).status, 200);
      assert.equal((await rows(session('default:platform-sync'))).status, 200);
    }));
});
