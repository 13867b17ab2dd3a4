import assert from 'node:assert/strict';
import type { DecodedObject, SessionRef } from '../../../src/attendance/call';
import { instantOf, readInstant } from '../../../src/attendance/instant';
import { isStreamFailure } from '../../../src/stream/errors';
import type { FailureKind } from '../../../src/stream/errors';
import type { TrueSession, Quirks } from '../../../src/sample/server';
import type { ParticipantSessionsPage, StreamVideo } from '../../../src/stream/stream-video';
import { noon } from './held-clock';
import { allPages, onSample } from './sample-door';
import type { SampleDoor } from './sample-door';

const standup = { callType: 'default', callId: 'daily-standup' };

function refOf(session: TrueSession): SessionRef {
  return { callType: session.callType, callId: session.callId, sessionId: session.id };
}

function failing(kind: FailureKind, words?: RegExp) {
  return (error: unknown) => {
    assert.ok(isStreamFailure(error), String(error));
    assert.equal(error.kind, kind);
    if (words !== undefined) assert.match(error.message, words);
    return true;
  };
}

async function allRows(stream: StreamVideo, session: SessionRef, limit = 100) {
  const pages: ParticipantSessionsPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await stream.participantSessions(session, { limit, cursor });
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined && pages.length < 500);
  return { pages, rows: pages.flatMap(({ rows }) => rows) };
}

function keysOf(rows: readonly DecodedObject[]): readonly string[] {
  return rows
    .map((row) => JSON.stringify([row['user_id'], row['user_session_id'], instantOf(row['joined_at'])]))
    .sort();
}

function trueKeys({ server }: SampleDoor, session: TrueSession): readonly string[] {
  return server.ledger
    .connections(session.id)
    .map(({ userId, userSessionId, joinedAt }) => JSON.stringify([userId, userSessionId, joinedAt]))
    .sort();
}

/** The standup's latest session that is over and long final. */
function pastStandup({ server }: SampleDoor): TrueSession {
  const session = server.ledger
    .sessions('default:daily-standup')
    .find(({ endedAt, rowsExpired }) => endedAt !== undefined && !rowsExpired && noon - endedAt > 86_400_000);
  assert.ok(session);
  return session;
}

describe('the door on the sample server: calls', function () {
  this.timeout(30_000);

  const ways: readonly Quirks[] = [
    {},
    { sortWithNextRefused: true },
    { nextAlwaysRefused: true },
    { sortWithNextRefused: true, nextAlwaysRefused: true },
    { unstable: 'all', shortPages: true },
    { unstable: 'all', emptyPageWithNext: true },
    { nextAlwaysRefused: true, unstable: 'all', shortPages: true },
    { timesAs: 'rfc3339', nextAlwaysRefused: true },
  ];
  for (const quirks of ways) {
    for (const limit of [100, 30]) {
      it(`lists every call exactly once, ${limit} a page: ${JSON.stringify(quirks)}`, async () => {
        await onSample(quirks, async ({ server, stream }) => {
          const calls = await allPages((cursor) => stream.queryCalls({ filter: {} }, { limit, cursor }));
          const cids = calls.map(({ cid }) => cid);
          assert.equal(new Set(cids).size, cids.length, 'a call came twice');
          assert.deepEqual(
            [...cids].sort(),
            server.ledger
              .calls()
              .map(({ cid }) => cid)
              .sort(),
          );
          const times = calls.map(({ createdAt }) => createdAt ?? 0);
          assert.deepEqual(
            times,
            [...times].sort((a, b) => b - a),
          );
        });
      });
    }
  }

  for (const quirks of [{}, { nextAlwaysRefused: true }] satisfies Quirks[]) {
    it(`keeps the filter on every page, one on created_at too: ${JSON.stringify(quirks)}`, async () => {
      await onSample(quirks, async ({ server, stream }) => {
        const oldest = Math.min(...server.ledger.calls().map(({ createdAt }) => createdAt));
        for (const filter of [
          { type: 'bulk' },
          { type: { $eq: 'bulk' }, created_at: { $gte: new Date(oldest).toISOString() } },
          { $or: [{ type: 'livestream' }, { type: 'bulk' }] },
        ]) {
          const calls = await allPages((cursor) => stream.queryCalls({ filter }, { limit: 40, cursor }));
          const wanted = server.ledger
            .calls()
            .filter(({ type }) => type === 'bulk' || ('$or' in filter && type === 'livestream'));
          assert.ok(wanted.length >= 250);
          assert.deepEqual(calls.map(({ cid }) => cid).sort(), wanted.map(({ cid }) => cid).sort());
        }
      });
    });
  }

  it('a call by odd ids', async () => {
    await onSample({}, async ({ server, stream }) => {
      for (const { type, id } of server.ledger.calls().filter((call) => call.type !== 'bulk')) {
        const { value } = await stream.getCall({ callType: type, callId: id });
        assert.deepEqual([value.callType, value.callId], [type, id]);
      }
      assert.ok(server.ledger.calls().some(({ id }) => id.includes('__proto__')));
      assert.deepEqual(
        server.requests.filter(({ operation }) => operation === 'unknown'),
        [],
      );
    });
  });

  it('a call that is not there', async () => {
    await onSample({}, async ({ stream }) => {
      await assert.rejects(
        stream.getCall({ callType: 'default', callId: 'nobody' }),
        failing('not-found', /No such call \(404\)/),
      );
    });
  });

  it('all members of a call, over pages', async () => {
    await onSample({}, async ({ server, stream }) => {
      const large = server.ledger.calls().find(({ members }) => members.length > 100);
      assert.ok(large);
      const call = { callType: large.type, callId: large.id };
      const members = await allPages((cursor) => stream.members(call, { limit: 100, cursor }));
      assert.deepEqual(
        members.map(({ userId }) => userId).sort(),
        large.members.map(({ userId }) => userId).sort(),
      );
    });
  });

  it('a refused filter says Stream’s reason', async () => {
    await onSample({}, async ({ stream }) => {
      await assert.rejects(
        stream.queryCalls({ filter: { colour: { $eq: 'blue' } } }, { limit: 5 }),
        (error) => failing('bad-input', /colour/)(error),
      );
    });
  });
});

describe('the door on the sample server: sessions', function () {
  this.timeout(30_000);

  it('the sessions of a call, newest first, over pages', async () => {
    await onSample({}, async ({ server, stream }) => {
      const sessions = await allPages((cursor) => stream.sessionsOfCall(standup, { limit: 10, cursor }));
      assert.deepEqual(
        sessions.map(({ sessionId }) => sessionId),
        server.ledger.sessions('default:daily-standup').map(({ id }) => id),
      );
    });
  });

  it('the sessions of the app that started in a range, and those that are active', async () => {
    await onSample({}, async ({ server, stream }) => {
      const [from, to] = [noon - 3 * 86_400_000, noon - 86_400_000];
      const ids = async (query: Parameters<StreamVideo['recentSessions']>[0]) =>
        (await allPages((cursor) => stream.recentSessions(query, { limit: 25, cursor })))
          .map((one) => one.sessionId)
          .sort();
      const all = server.ledger.sessions();
      const within = all.filter(({ startedAt }) => startedAt >= from && startedAt < to);
      assert.ok(within.length > 0);
      assert.deepEqual(await ids({ from, to }), within.map(({ id }) => id).sort());
      const live = all.filter((session) => session.live);
      assert.ok(live.length > 0);
      assert.deepEqual(
        await ids({ from: undefined, to: undefined, active: true }),
        live.map(({ id }) => id).sort(),
      );
    });
  });

  it('a report, and none', async () => {
    await onSample({}, async (door) => {
      const session = refOf(pastStandup(door));
      const report = await door.stream.report(session);
      assert.ok(report?.value.unique !== undefined && report.value.unique > 0);
      assert.equal(await door.stream.report({ ...session, sessionId: 'none' }), undefined);
    });
  });

  it('a timeline, names and limits', async () => {
    await onSample({}, async (door) => {
      const session = pastStandup(door);
      const [connection] = door.server.ledger.connections(session.id);
      assert.ok(connection);
      const timeline = await door.stream.participantTimeline(
        refOf(session),
        connection.userId,
        connection.userSessionId,
      );
      assert.ok(Array.isArray(timeline.value['events']));
      const people = door.server.ledger.people().slice(0, 60);
      const names = await door.stream.users(people.map(({ id }) => id));
      assert.equal(names.value.length, people.length);
      const limits = await door.stream.rateLimits();
      assert.equal(limits.value.get('QueryCalls')?.limit, 10_000);
    });
  });
});

describe('the door on the sample server: participant sessions', function () {
  this.timeout(30_000);

  it('all rows of sessions of every kind, and the totals', async () => {
    await onSample({}, async (door) => {
      const sessions = door.server.ledger
        .sessions()
        .filter(({ rowsExpired, livestream }) => !rowsExpired && !livestream);
      for (const session of sessions.slice(0, 40)) {
        const { pages, rows } = await allRows(door.stream, refOf(session), 50);
        assert.deepEqual(keysOf(rows), trueKeys(door, session));
        const [first] = pages;
        assert.ok(first);
        assert.deepEqual(
          [first.totalSessions, first.readAt.server, first.session?.id],
          [rows.length, noon, session.id],
        );
      }
    });
  });

  it('the envelope: every field but rows, request fields and user objects', async () => {
    await onSample({ extraFields: true }, async (door) => {
      const session = refOf(pastStandup(door));
      const { envelope, session: info } = await door.stream.participantSessions(session, { limit: 2 });
      const names = Object.keys(envelope);
      for (const kept of ['call_id', 'total_participant_sessions', 'session', 'sample_extra'])
        assert.ok(names.includes(kept), kept);
      for (const left of ['participants_sessions', 'duration', 'next', 'prev', 'metadata'])
        assert.ok(!names.includes(left), left);
      const inner = envelope['session'];
      assert.ok(
        typeof inner === 'object' && inner !== null && !('participants' in inner) && 'accepted_by' in inner,
      );
      assert.ok(info && !('participants' in info.decoded));
      const told = door.drifts.map(({ field, found }) => `${field}: ${found}`);
      assert.deepEqual(told.sort(), ['participants_sessions[].sample_extra: string', 'sample_extra: object']);
      await door.stream.participantSessions(session, { limit: 2 });
      assert.equal(door.drifts.length, 2, 'told once');
    });
  });

  it('a session past 90 days: no rows, totals kept', async () => {
    await onSample({}, async (door) => {
      const session = door.server.ledger.sessions().find(({ rowsExpired }) => rowsExpired);
      assert.ok(session);
      const page = await door.stream.participantSessions(refOf(session), { limit: 100 });
      assert.equal(page.rows.length, 0);
      assert.ok(page.totalSessions > 0);
    });
  });

  it('an unknown id fails at once and hints at user session ids', async () => {
    await onSample({}, async (door) => {
      const session = pastStandup(door);
      const [connection] = door.server.ledger.connections(session.id);
      assert.ok(connection);
      const wrong = { ...refOf(session), sessionId: connection.userSessionId };
      await assert.rejects(
        door.stream.participantSessions(wrong, { limit: 5 }),
        failing('not-found', /user session id/),
      );
      await assert.rejects(
        door.stream.participantSessions(wrong, { limit: 5 }, { known: { endedAt: noon - 11 * 60_000 } }),
        failing('not-found', /no longer/),
      );
      assert.equal(door.server.requests.length, 2);
    });
  });

  for (const [name, known] of [
    ['ended 9 minutes ago', { endedAt: noon - 9 * 60_000 }],
    ['the current one', { endedAt: undefined, current: true, startedAt: noon - 3_600_000 }],
    ['begun 9 minutes ago', { endedAt: undefined, startedAt: noon - 9 * 60_000 }],
  ] as const) {
    it(`a known session, ${name}: asked for half a minute, then not ready`, async () => {
      await onSample({}, async (door) => {
        const session = { ...standup, sessionId: 'computed-later' };
        await assert.rejects(
          door.stream.participantSessions(session, { limit: 5 }, { known }),
          failing('not-ready', /not computed/),
        );
        assert.ok(door.server.requests.length > 5);
        assert.ok(door.clock.now() - noon >= 29_000 && door.clock.now() - noon <= 33_000);
      });
    });
  }

  it('a known session without an end that is not current and began long ago: told gone at once', async () => {
    await onSample({}, async (door) => {
      for (const known of [
        { endedAt: undefined },
        { endedAt: undefined, current: false, startedAt: noon - 11 * 60_000 },
      ])
        await assert.rejects(
          door.stream.participantSessions({ ...standup, sessionId: 'gone' }, { limit: 5 }, { known }),
          failing('not-found', /no longer/),
        );
      assert.equal(door.server.requests.length, 2);
    });
  });

  it('the statistics of one session of a call, by its id', async () => {
    await onSample({}, async (door) => {
      const { callType, callId, sessionId } = refOf(pastStandup(door));
      const page = await door.stream.sessionsOfCall({ callType, callId }, { limit: 5, sessionId });
      assert.deepEqual(
        page.items.map((stats) => stats.sessionId),
        [sessionId],
      );
    });
  });

  it('a dead cursor is told as one, and the first page answers again', async () => {
    await onSample({ deadCursor: { atPage: 2 } }, async (door) => {
      const session = refOf(pastStandup(door));
      const { next } = await door.stream.participantSessions(session, { limit: 2 });
      assert.ok(next);
      await assert.rejects(
        door.stream.participantSessions(session, { limit: 2, cursor: next }),
        failing('dead-cursor'),
      );
      assert.equal(
        (await allRows(door.stream, session, 2)).rows.length,
        (await allRows(door.stream, session)).rows.length,
      );
    });
  });

  it('a cursor of another query is told before it is sent', async () => {
    await onSample({}, async (door) => {
      const session = refOf(pastStandup(door));
      const { next } = await door.stream.participantSessions(session, { limit: 2 });
      assert.ok(next);
      const sent = door.server.requests.length;
      const elsewhere = { ...session, sessionId: 'other' };
      await assert.rejects(
        door.stream.participantSessions(elsewhere, { limit: 2, cursor: next }),
        failing('dead-cursor'),
      );
      await assert.rejects(
        door.stream.queryCalls({ filter: {} }, { limit: 2, cursor: next }),
        failing('dead-cursor'),
      );
      await assert.rejects(
        door.stream.queryCalls({ filter: {} }, { limit: 2, cursor: 'junk' }),
        failing('dead-cursor'),
      );
      assert.equal(door.server.requests.length, sent);
    });
  });

  for (const leftAtNothing of ['null', 'absent', 'zero', 'empty', 'year1', 'minNs'] as const) {
    it(`no leave time, sent as ${leftAtNothing}: never a time`, async () => {
      await onSample(
        { leftAtNothing, rolesNull: true, durationNegative: true, nothingEverywhere: true },
        async (door) => {
          const live = door.server.ledger.sessions().find((session) => session.live);
          assert.ok(live);
          const { rows } = await allRows(door.stream, refOf(live));
          const open = door.server.ledger.connections(live.id).filter(({ leftAt }) => leftAt === undefined);
          assert.ok(open.length > 0);
          const without = rows.filter((row) => readInstant(row['left_at']).kind !== 'at');
          assert.equal(without.length, open.length);
          await allPages((cursor) => door.stream.queryCalls({ filter: {} }, { limit: 100, cursor }));
          await door.stream.sessionsOfCall(standup, { limit: 100 });
        },
      );
    });
  }

  for (const timesAs of ['ns', 'rfc3339', 'mixed'] as const) {
    it(`times as ${timesAs} are the true times`, async () => {
      await onSample({ timesAs }, async (door) => {
        const session = pastStandup(door);
        assert.deepEqual(keysOf((await allRows(door.stream, refOf(session))).rows), trueKeys(door, session));
      });
    });
  }
});

describe('the door on the sample server: trouble', function () {
  this.timeout(30_000);

  const passing: readonly (readonly [string, Quirks])[] = [
    ['429 twice', { tooManyAt: { request: 2, times: 2 } }],
    ['502 in HTML', { htmlBadGatewayAt: { request: 1, times: 3 } }],
    ['500 without a JSON body', { statusAt: { request: 2, status: 500, times: 3 }, plainErrors: true }],
    ['200 with null', { nullBodyAt: { request: 1, times: 2 } }],
    ['truncated JSON', { truncatedJsonAt: { request: 2, times: 2 } }],
    ['dropped connections', { dropConnectionAt: { request: 1, times: 3 } }],
    ['a neighbour on the limit', { limitPerMinute: 60, neighbourTakes: 20 }],
    ['a shrinking limit', { shrinkingLimit: true }],
    ['no rate-limit headers', { rateHeaders: 'missing' }],
    ['resets in the past', { rateHeaders: 'resetInPast', limitPerMinute: 40, neighbourTakes: 5 }],
  ];
  for (const [name, quirks] of passing) {
    it(`${name}: passes, and no row is lost`, async () => {
      await onSample(quirks, async (door) => {
        const session = pastStandup(door);
        const { rows } = await allRows(door.stream, refOf(session), 4);
        assert.deepEqual(keysOf(rows), trueKeys(door, session));
      });
    });
  }

  const staying: readonly (readonly [string, Quirks, FailureKind, RegExp])[] = [
    ['429', { tooManyAt: { request: 1, times: 99 } }, 'rate-limited', /429/],
    ['502 in HTML', { htmlBadGatewayAt: { request: 1, times: 99 } }, 'server', /502/],
    ['403', { statusAt: { request: 1, status: 403, times: 99 } }, 'permission', /403/],
    ['200 with null', { nullBodyAt: { request: 1, times: 99 } }, 'contract-drift', /nothing/],
    ['truncated JSON', { truncatedJsonAt: { request: 1, times: 99 } }, 'contract-drift', /no JSON/],
    ['dropped connections', { dropConnectionAt: { request: 1, times: 99 } }, 'network', /No connection/],
  ];
  for (const [name, quirks, kind, words] of staying) {
    it(`${name} that stays: ${kind}`, async () => {
      await onSample(quirks, async (door) => {
        await assert.rejects(
          door.stream.participantSessions(refOf(pastStandup(door)), { limit: 5 }),
          failing(kind, words),
        );
      });
    });
  }

  it('an answer that comes too late once passes', async () => {
    await onSample(
      { silenceAt: { request: 1, ms: 400 } },
      async (door) => {
        const session = pastStandup(door);
        const { rows } = await allRows(door.stream, refOf(session));
        assert.deepEqual(keysOf(rows), trueKeys(door, session));
        assert.deepEqual(
          door.requests.map(({ status }) => status),
          [undefined, 200],
        );
      },
      150,
    );
  });

  for (const field of [
    'participants_sessions',
    'participants_sessions.user_id',
    'participants_sessions.user_session_id',
    'participants_sessions.publisher_type',
    'participants_sessions.duration_in_seconds',
    'participants_sessions.roles',
    'total_participant_sessions',
    'total_participant_duration',
    'session',
    'session.id',
  ]) {
    it(`${field} of another type: contract-drift that names it`, async () => {
      await onSample({ retypeField: field }, async (door) => {
        await assert.rejects(
          door.stream.participantSessions(refOf(pastStandup(door)), { limit: 5 }),
          (error) => {
            failing('contract-drift')(error);
            assert.ok(isStreamFailure(error));
            assert.equal(error.field?.replace(/\[\d+\]/, ''), field);
            return true;
          },
        );
      });
    });
  }

  for (const field of [
    'participants_sessions',
    'participants_sessions.user_id',
    'total_participant_sessions',
  ]) {
    it(`${field} left out: contract-drift that names it`, async () => {
      await onSample({ dropField: field }, async (door) => {
        await assert.rejects(
          door.stream.participantSessions(refOf(pastStandup(door)), { limit: 5 }),
          (error) => isStreamFailure(error) && error.field?.replace(/\[\d+\]/, '') === field,
        );
      });
    });
  }

  for (const field of ['participants_sessions.roles', 'participants_sessions.joined_at', 'session']) {
    it(`${field} left out is borne`, async () => {
      await onSample({ dropField: field }, async (door) => {
        const page = await door.stream.participantSessions(refOf(pastStandup(door)), { limit: 5 });
        assert.ok(page.rows.length > 0);
      });
    });
  }

  it('the 12,000 rows of a livestream, each once', async () => {
    await onSample({}, async (door) => {
      const launch = door.server.ledger.sessions('livestream:launch-2026')[0];
      assert.ok(launch);
      const { rows } = await allRows(door.stream, refOf(launch));
      assert.deepEqual(keysOf(rows), trueKeys(door, launch));
    });
  });

  it('a probe sees the wire: numbers as they came, errors as outcomes', async () => {
    await onSample({}, async (door) => {
      const session = refOf(pastStandup(door));
      const name = 'QueryCallParticipantSessions';
      const good = await door.stream.probe({ name, session, query: { limit: 1 } });
      assert.equal(good.cause, 'ok');
      assert.match(JSON.stringify(good.body), /"joined_at":\d{19}/);
      assert.ok(good.headerNames.includes('x-ratelimit-limit'));
      const bad = await door.stream.probe({ name, session, query: { limit: 101 } });
      assert.deepEqual([bad.cause, bad.status, bad.code], ['http', 400, 4]);
      const listed = await door.stream.probe({
        name: 'QueryCalls',
        body: { limit: 1, sort: [{ field: 'created_at', direction: -1 }] },
      });
      assert.equal(listed.status, 201);
    });
  });

  it('nothing off the read-only list was asked', async () => {
    await onSample({}, async (door) => {
      const session = pastStandup(door);
      await door.stream.getCall(standup);
      await door.stream.members(standup, { limit: 5 });
      await door.stream.report(refOf(session));
      await door.stream.queryCalls({ filter: {} }, { limit: 5 });
      const asked = door.server.requests;
      assert.deepEqual(
        asked.map(({ operation }) => operation),
        ['GetCall', 'QueryCallMembers', 'GetCallReport', 'QueryCalls'],
      );
      assert.ok(asked.every(({ query }) => !('ring' in query) && !('notify' in query)));
    });
  });
});
