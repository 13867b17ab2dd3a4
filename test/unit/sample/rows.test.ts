import assert from 'node:assert/strict';
import type { ParticipantSessionDetails, StreamClient } from '@stream-io/node-sdk';
import { describe, it } from 'mocha';
import type { Connection, TrueSession } from '../../../src/sample/server';
import { at, listAt, minute, noon, onStage, textAt } from './stage';

interface Read {
  readonly rows: readonly ParticipantSessionDetails[];
  readonly pages: number;
  readonly total: number;
  readonly seconds: number;
}

async function readAll(
  sdk: StreamClient,
  { callType, callId, id }: TrueSession,
  more: { limit?: number; filter_conditions?: Record<string, unknown> } = {},
): Promise<Read> {
  const rows: ParticipantSessionDetails[] = [];
  let [pages, total, seconds] = [0, 0, 0];
  let next: string | undefined;
  do {
    const page = await sdk.video.queryCallParticipantSessions({
      type: encodeURIComponent(callType),
      id: encodeURIComponent(callId),
      session: id,
      limit: 100,
      ...(next === undefined ? {} : { next }),
      ...more,
    });
    rows.push(...page.participants_sessions);
    pages += 1;
    total = page.total_participant_sessions;
    seconds = page.total_participant_duration;
    next = page.next;
  } while (next !== undefined && pages < 1000);
  return { rows, pages, total, seconds };
}

/** A row of the truth as Stream may tell it: seconds rounded down, a crash without an end. */
function told(one: Connection): unknown[] {
  const left = one.ending === 'crashed' ? undefined : one.leftAt;
  return [
    one.userId,
    one.userSessionId,
    one.publisherType,
    one.roles,
    one.joinedAt,
    left,
    left === undefined ? undefined : Math.floor((left - one.joinedAt) / 1000),
  ];
}

function got(row: ParticipantSessionDetails): unknown[] {
  return [
    row.user_id,
    row.user_session_id,
    row.publisher_type,
    row.roles,
    row.joined_at?.getTime(),
    row.left_at?.getTime(),
    row.duration_in_seconds ?? undefined,
  ];
}

describe('sample server: participant sessions', () => {
  it('tells of every final session what the ledger holds, through the SDK, page by page', () =>
    onStage({}, async ({ server, sdk }) => {
      let read = 0;
      for (const session of server.ledger.sessions()) {
        if (!session.reportReady || session.rowsExpired || session.callId === 'launch-2026') continue;
        const truth = server.ledger.connections(session.id);
        const { rows, pages, total, seconds } = await readAll(sdk, session, { limit: 40 });
        assert.deepEqual(rows.map(got), truth.map(told), session.cid);
        assert.equal(total, truth.length);
        assert.equal(pages, Math.max(1, Math.ceil(truth.length / 40)));
        const known = truth.filter(({ ending }) => ending !== 'crashed');
        const sum = known.reduce(
          (all, one) => all + Math.floor(((one.leftAt ?? 0) - one.joinedAt) / 1000),
          0,
        );
        assert.equal(seconds, sum);
        read += 1;
      }
      assert.ok(read > 250, `${read} sessions`);
    })).timeout(60_000);

  it('has 12,000 rows of 8,412 people in the launch, beside machines', () =>
    onStage({}, async ({ sdk, session }) => {
      const { rows, pages, total } = await readAll(sdk, session('livestream:launch-2026'));
      assert.deepEqual([rows.length, pages, total], [12_000, 120, 12_000]);
      const people = rows.filter(
        (row) => row.publisher_type === 'webrtc' && row.user_id !== 'recorder-egress',
      );
      assert.equal(new Set(people.map((row) => row.user_id)).size, 8412);
      assert.equal(new Set(rows.map((row) => row.user_session_id)).size, 12_000);
      assert.deepEqual(new Set(rows.map((row) => row.publisher_type)), new Set(['webrtc', 'rtmp', 'srt']));
    })).timeout(20_000);

  it('pages with cursors that know their query: 25 by default and for 0, at most 100, no next at the end, no prev at the start', () =>
    onStage({}, async ({ rows, session }) => {
      const launch = session('livestream:launch-2026');
      const first = await rows(launch);
      assert.equal(listAt(first.body, 'participants_sessions').length, 25);
      assert.equal(at(first.body, 'prev'), undefined);
      assert.equal(listAt((await rows(launch, '?limit=0')).body, 'participants_sessions').length, 25);
      assert.equal((await rows(launch, '?limit=101')).status, 400);
      assert.equal((await rows(launch, '?limit=-1')).status, 400);
      assert.equal((await rows(launch, '?limit=ten')).status, 400);

      const next = textAt(first.body, 'next');
      const second = await rows(launch, `?next=${next}&limit=10`);
      assert.equal(listAt(second.body, 'participants_sessions').length, 10);
      const back = await rows(launch, `?prev=${textAt(second.body, 'prev')}&limit=25`);
      assert.deepEqual(
        listAt(back.body, 'participants_sessions'),
        listAt(first.body, 'participants_sessions'),
      );

      const small = session('default:platform-sync');
      const whole = await rows(small, '?limit=100');
      assert.equal(at(whole.body, 'next'), undefined);
      for (const foreign of [
        await rows(small, `?next=${next}`),
        await rows(launch, `?next=${next}&filter_conditions=${encodeURIComponent('{"user_id":"alice"}')}`),
        await rows(launch, `?prev=${next}`),
        await rows(launch, `?next=${next.slice(0, -1)}`),
        await rows(launch, '?next=MTIz'),
      ]) {
        assert.deepEqual([foreign.status, at(foreign.body, 'code')], [400, 4]);
      }
    }));

  it('goes back through all pages as it went forth', () =>
    onStage({}, async ({ rows, session }) => {
      const live = session('audio_room:open-office-hours');
      const keys = (body: unknown): string[] =>
        listAt(body, 'participants_sessions').map((row) => textAt(row, 'user_session_id'));
      const forth: string[][] = [];
      let page = await rows(live, '?limit=30');
      for (;;) {
        forth.push(keys(page.body));
        const next = at(page.body, 'next');
        if (typeof next !== 'string') break;
        page = await rows(live, `?limit=30&next=${next}`);
      }
      assert.deepEqual(
        forth.map(({ length }) => length),
        [30, 30, 30, 30, 30, 11],
      );
      for (let index = forth.length - 2; index >= 0; index -= 1) {
        page = await rows(live, `?limit=30&prev=${textAt(page.body, 'prev')}`);
        assert.deepEqual(keys(page.body), forth[index]);
      }
      assert.equal(at(page.body, 'prev'), undefined);
    }));

  it('writes times as nanoseconds and what is not there as null', () =>
    onStage({}, async ({ rows, session }) => {
      const { body } = await rows(session('default:daily-standup'));
      const row = listAt(body, 'participants_sessions')[0];
      assert.deepEqual([at(row, 'left_at'), at(row, 'duration_in_seconds')], [null, null]);
      const joined = at(row, 'joined_at');
      assert.ok(typeof joined === 'number' && joined > 1.7e18 && Number.isInteger(joined));
      assert.equal(at(body, 'session', 'ended_at'), null);
      assert.equal(typeof at(body, 'duration'), 'number');
    }));

  it('filters by the fields and operators of the schema, and names what it refuses', () =>
    onStage({}, async ({ server, sdk, rows, session }) => {
      const studio = session('livestream:studio-broadcast');
      const truth = server.ledger.connections(studio.id);
      const check = async (
        filter: Record<string, unknown>,
        wanted: (one: Connection) => boolean,
      ): Promise<void> => {
        const { rows: found, total } = await readAll(sdk, studio, { filter_conditions: filter });
        const right = truth.filter(wanted).map((one) => one.userSessionId);
        assert.ok(right.length > 0, JSON.stringify(filter));
        assert.ok(right.length < truth.length || 'is_live' in filter, JSON.stringify(filter));
        assert.deepEqual(
          found.map((row) => row.user_session_id),
          right,
          JSON.stringify(filter),
        );
        assert.equal(total, truth.length);
      };
      const [one] = truth;
      assert.ok(one);
      await check({ user_id: { $eq: '!anon' } }, ({ userId }) => userId === '!anon');
      await check({ user_id: '!anon' }, ({ userId }) => userId === '!anon');
      await check(
        { session_id: one.userSessionId },
        ({ userSessionId }) => userSessionId === one.userSessionId,
      );
      await check({ publisher_type: { $in: ['rtmp', 'srt'] } }, (row) =>
        ['rtmp', 'srt'].includes(row.publisherType),
      );
      await check({ published_tracks: { $in: ['video'] } }, ({ tracks }) => tracks.includes('video'));
      await check({ is_tech_user: true }, ({ technical }) => technical);
      await check({ is_live: { $eq: false } }, () => true);
      await check(
        { user_id: '!anon', publisher_type: 'webrtc', is_tech_user: false },
        (row) => row.userId === '!anon' && row.publisherType === 'webrtc' && !row.technical,
      );
      await check(
        { $or: [{ user_id: 'carlos' }, { publisher_type: 'whip' }] },
        (row) => row.userId === 'carlos' || row.publisherType === 'whip',
      );

      const refused = async (filter: string, ...named: string[]): Promise<void> => {
        const { status, body } = await rows(studio, `?filter_conditions=${encodeURIComponent(filter)}`);
        assert.deepEqual([status, at(body, 'code')], [400, 4], filter);
        for (const name of named)
          assert.ok(textAt(body, 'message').includes(`"${name}"`), `${filter}: ${name}`);
      };
      await refused('{"role":"host"}', 'role');
      await refused('{"joined_at":{"$gt":"2025-01-01T00:00:00Z"}}', 'joined_at');
      await refused('{"user_id":{"$gt":"a"}}', 'user_id', '$gt');
      await refused('{"is_live":{"$in":[true]}}', 'is_live', '$in');
      await refused('{"is_live":"yes"}', 'is_live', '$eq');
      await refused('{"user_id":{"$in":"alice"}}', 'user_id', '$in');
      await refused('{"$where":"1"}', '$where');
      await refused('{"user_id":');
    }));

  it('does not know a session of another call, a user session, or nobody’s', () =>
    onStage({}, async ({ server, ask, session }) => {
      const { id } = session('default:platform-sync');
      const row = server.ledger.connections(id)[0];
      assert.ok(row);
      for (const path of [
        `default/daily-standup/session/${id}`,
        `default/platform-sync/session/${row.userSessionId}`,
      ]) {
        const { status, body } = await ask('GET', `/api/v2/video/call/${path}/participant_sessions`);
        assert.deepEqual([status, at(body, 'code')], [404, 16]);
        assert.match(textAt(body, 'message'), /call session not found/);
      }
    }));

  it('forgets rows 90 days after the end of a session, and keeps the rest', () =>
    onStage({}, async ({ server, rows, session, pass }) => {
      const retro = session('default:spring-retro');
      assert.equal(retro.rowsExpired, true);
      const { body } = await rows(retro);
      assert.deepEqual(listAt(body, 'participants_sessions'), []);
      assert.equal(at(body, 'total_participant_sessions'), server.ledger.connections(retro.id).length);
      assert.notEqual(at(body, 'total_participant_duration'), 0);

      const kickoff = session('default:quarter-kickoff');
      assert.ok(kickoff.rowsExpireAt !== undefined && kickoff.endedAt !== undefined);
      assert.equal(kickoff.rowsExpireAt - kickoff.endedAt, 90 * 1440 * minute);
      pass(kickoff.rowsExpireAt - noon - 1);
      assert.notEqual(listAt((await rows(kickoff)).body, 'participants_sessions').length, 0);
      pass(1);
      assert.equal(listAt((await rows(kickoff)).body, 'participants_sessions').length, 0);
    }));

  it('holds the end of a session back until its report is ready', () =>
    onStage({}, async ({ server, sdk, session, pass }) => {
      const before = session('default:customer-call-northwind');
      assert.deepEqual([before.live, before.reportReady], [false, false]);
      const truth = server.ledger.connections(before.id);
      const pending = await readAll(sdk, before);
      assert.ok(pending.rows.some((row) => (row.left_at ?? undefined) === undefined));
      await assert.rejects(
        sdk.video.getCallReport({ type: 'default', id: before.callId, session_id: before.id }),
      );
      assert.ok(before.reportReadyAt !== undefined);
      pass(before.reportReadyAt - noon);
      const final = await readAll(sdk, before);
      assert.deepEqual(final.rows.map(got), truth.map(told));
      assert.ok(final.seconds > pending.seconds);
      const { report } = await sdk.video.getCallReport({
        type: 'default',
        id: before.callId,
        session_id: before.id,
      });
      const figures = server.ledger.figures(before.id);
      assert.deepEqual(
        [report.participants.unique, report.participants.sum, report.participants.max_concurrent],
        [figures.people, figures.connections, figures.peakPeople],
      );
      const minutes = report.participants.count_over_time?.by_minute ?? [];
      assert.equal(Math.max(...minutes.map(({ max }) => max)), figures.peakConnections);
    }));

  it('lets the live session grow with the clock, and never changes what was', () =>
    onStage({}, async ({ server, sdk, session, pass }) => {
      const live = session('default:daily-standup');
      const early = await readAll(sdk, live);
      const seen = server.ledger.connections(live.id);
      assert.deepEqual(early.rows.map(got), seen.map(told));
      pass(10 * minute);
      const later = await readAll(sdk, live);
      assert.ok(later.rows.length > early.rows.length);
      assert.deepEqual(
        later.rows.slice(0, early.rows.length).map((row) => [row.user_session_id, row.joined_at?.getTime()]),
        early.rows.map((row) => [row.user_session_id, row.joined_at?.getTime()]),
      );
      assert.deepEqual(server.ledger.connections(live.id, noon), seen);
      const open = later.rows.filter((row) => (row.left_at ?? undefined) === undefined);
      assert.equal(open.length, server.ledger.connectedAt(live.id, noon + 10 * minute).length);
      const filtered = await readAll(sdk, live, { filter_conditions: { is_live: true } });
      assert.deepEqual(filtered.rows.map(got), open.map(got));
    }));

  it('groups rows by user where that is asked, with what chains reconnects', () =>
    onStage({}, async ({ server, sdk, session }) => {
      const standup = session('default:daily-standup', 1);
      const truth = server.ledger.connections(standup.id);
      const { participants, counts } = await sdk.video.queryCallSessionParticipantStats({
        call_type: 'default',
        call_id: 'daily-standup',
        session: standup.id,
        limit: 100,
      });
      assert.equal(counts.sessions, truth.length);
      const chains = new Map(truth.map((one) => [one.userSessionId, one.unifiedSessionId]));
      const found = participants.flatMap((one) => one.sessions);
      assert.deepEqual(new Map(found.map((one) => [one.user_session_id, one.unified_session_id])), chains);
      assert.ok(new Set(chains.values()).size < chains.size, 'somebody reconnected');
    }));
});
