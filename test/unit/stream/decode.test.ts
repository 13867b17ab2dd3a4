import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isStreamFailure } from '../../../src/stream/errors';
import { undecodable } from '../../../src/stream/transport';
import { noon } from './held-clock';
import { answer, noAnswer, scriptedDoor } from './scripted-transport';

const session = { callType: 'default', callId: 'standup', sessionId: 's' };

const time = fc.oneof(
  fc.date({ min: new Date(Date.UTC(2001, 0, 1)), max: new Date(noon), noInvalidDate: true }),
  fc.constantFrom(null, undefined, '', '0001-01-01T00:00:00Z', '2025-11-22T09:00:00.123456789Z'),
  fc.constant(new Date(NaN)),
  fc.constant(new Date(0)),
  fc.constant(new Date(-6795364578872)),
);

/** A row with its optional fields in any of their forms, and fields that nobody knows. */
const row = fc
  .tuple(
    fc.record(
      {
        user_id: fc.string(),
        user_session_id: fc.string(),
        publisher_type: fc.string(),
        roles: fc.option(fc.array(fc.string())),
        joined_at: time,
        left_at: time,
        duration_in_seconds: fc.option(fc.integer({ min: -1, max: 1e6 })),
      },
      { requiredKeys: ['user_id', 'user_session_id', 'publisher_type'] },
    ),
    fc.dictionary(fc.constantFrom('new_field', 'zz', '__proto__', 'constructor'), fc.jsonValue()),
  )
  .map(([known, unknown]): Readonly<Record<string, unknown>> => {
    const entries: (readonly [string, unknown])[] = [...Object.entries(known), ...Object.entries(unknown)];
    return Object.fromEntries(entries);
  });

const page = (rows: unknown, rest: Readonly<Record<string, unknown>> = {}) =>
  answer({
    participants_sessions: rows,
    total_participant_sessions: 3,
    total_participant_duration: 60,
    ...rest,
  });

function without(object: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function readPage(body: ReturnType<typeof answer>) {
  const door = scriptedDoor(() => body);
  return { ...door, page: door.stream.participantSessions(session, { limit: 100 }) };
}

describe('answers at the door', function () {
  this.timeout(20_000);

  it('rows pass as they came: the same objects, every field, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        const { rows: got } = await readPage(page(rows)).page;
        assert.equal(got.length, rows.length);
        rows.forEach((one, at) => {
          assert.equal(got[at], one);
        });
      }),
    );
  });

  it('a required field that is missing or of another type is named, with its place', async () => {
    const wrong = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.constant([]),
    );
    const field = fc.constantFrom('user_id', 'user_session_id', 'publisher_type');
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        field,
        wrong,
        async (rows, n, name, value) => {
          const at = n % rows.length;
          const broken = rows.map((one, index) => (index === at ? { ...one, [name]: value } : one));
          await assert.rejects(readPage(page(broken)).page, (error: unknown) => {
            assert.ok(isStreamFailure(error));
            assert.deepEqual(
              [error.kind, error.field],
              ['contract-drift', `participants_sessions[${at}].${name}`],
            );
            assert.ok(error.message.includes(error.field ?? '?'));
            return true;
          });
        },
      ),
    );
  });

  it('whatever comes, the door answers or says contract-drift', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (rows, total) => {
        const door = readPage(page(rows, { total_participant_sessions: total, session: rows }));
        const ended = door.clock.runUntil(door.page);
        await ended.catch((error: unknown) => {
          assert.ok(isStreamFailure(error));
          assert.equal(error.kind, 'contract-drift');
        });
      }),
    );
  });

  it('a list of null is empty, as Go writes it', async () => {
    assert.deepEqual((await readPage(page(null)).page).rows, []);
  });

  it('a time that is not in nanoseconds is no time in 1970', async () => {
    // Seconds, and milliseconds, read as if they were nanoseconds.
    for (const ms of [1763, 1763800000]) {
      const broken = {
        user_id: 'a',
        user_session_id: 'b',
        publisher_type: 'webrtc',
        joined_at: new Date(ms),
      };
      await assert.rejects(
        readPage(page([broken])).page,
        (error: unknown) => isStreamFailure(error) && error.field === 'participants_sessions[0].joined_at',
      );
    }
  });

  it('rows of another session are not taken', async () => {
    await assert.rejects(
      readPage(page([], { call_session_id: 'other' })).page,
      (error: unknown) => isStreamFailure(error) && error.field === 'call_session_id',
    );
    assert.equal((await readPage(page([], { call_session_id: 'S' })).page).totalSessions, 3);
  });

  it('null, missing and empty next are all the end', async () => {
    for (const next of [null, undefined, ''])
      assert.equal((await readPage(page([], { next })).page).next, undefined);
    assert.equal(typeof (await readPage(page([], { next: 'x' })).page).next, 'string');
  });

  it('tells the server’s time and this computer’s', async () => {
    const door = scriptedDoor(() => ({
      ...page([]),
      headers: new Map([['date', 'Sat, 22 Nov 2025 11:55:00 GMT']]),
    }));
    const { readAt } = await door.stream.participantSessions(session, { limit: 1 });
    assert.deepEqual(readAt, { server: noon - 300_000, local: noon });
    assert.equal((await readPage(page([])).page).readAt.server, undefined);
  });

  it('an answer that the decoders choke on is asked for raw, once, to name the field', async () => {
    const door = scriptedDoor((_, raw) => (raw ? page('none') : noAnswer('body', undecodable)));
    await assert.rejects(
      door.clock.runUntil(door.stream.participantSessions(session, { limit: 1 })),
      (error: unknown) => isStreamFailure(error) && error.field === 'participants_sessions',
    );
    assert.equal(door.transport.asked.length, 4);
  });

  it('unknown fields are told once, by place and form, never by value', async () => {
    const rows = [1, 2].map((n) => ({
      user_id: `u${n}`,
      user_session_id: 's',
      publisher_type: 'webrtc',
      joined_at: new Date(NaN),
      canary: `value ${n}`,
    }));
    const { page: read, stream, drifts } = readPage(page(rows, { session: { id: 's', novelty: [] } }));
    await read;
    await stream.participantSessions(session, { limit: 1 });
    assert.deepEqual(drifts, [
      {
        operation: 'QueryCallParticipantSessions',
        field: 'participants_sessions[].joined_at',
        found: 'no date',
      },
      { operation: 'QueryCallParticipantSessions', field: 'participants_sessions[].canary', found: 'string' },
      { operation: 'QueryCallParticipantSessions', field: 'session.novelty', found: 'array' },
    ]);
  });

  it('a call with its optional fields null or missing', async () => {
    const call = { type: 'default', id: 'a:b', cid: 'default:a:b' };
    const bare = {
      ...call,
      session: null,
      created_by: null,
      custom: null,
      team: null,
      backstage: null,
      starts_at: null,
    };
    for (const one of [call, bare]) {
      const { value } = await scriptedDoor(() => answer({ call: one, members: null })).stream.getCall({
        callType: 'default',
        callId: 'a:b',
      });
      assert.deepEqual(value, {
        cid: 'default:a:b',
        callType: 'default',
        callId: 'a:b',
        createdAt: undefined,
        updatedAt: undefined,
        startsAt: undefined,
        endedAt: undefined,
        createdBy: undefined,
        team: undefined,
        backstage: false,
        currentSessionId: undefined,
        session: undefined,
        members: [],
        custom: {},
        decoded: without(one, ['session', 'created_by']),
      });
    }
  });

  it('a call with what is not known of it, without user objects and stream keys', async () => {
    const call = {
      type: 'default',
      id: 'a',
      cid: 'default:a',
      created_by: { id: 'alice', name: 'canary' },
      session: { id: 's', participants: [{ user: { id: 'bob', name: 'canary' } }] },
      egress: { rtmps: [{ name: 'elsewhere', stream_key: 'canary' }] },
      settings: { audio: { mic_default_on: true } },
      of_tomorrow: [1],
    };
    const { value } = await scriptedDoor(() => answer({ call, members: null })).stream.getCall({
      callType: 'default',
      callId: 'a',
    });
    assert.deepEqual(value.decoded, without(call, ['created_by', 'session', 'egress']));
    assert.equal(value.createdBy, 'alice');
    assert.doesNotMatch(JSON.stringify(value), /canary/);
  });

  it('a schedule of any year passes, since it is the customer’s; Stream’s own times keep their unit', async () => {
    const read = (times: Readonly<Record<string, unknown>>) =>
      scriptedDoor(() =>
        answer({ call: { type: 'default', id: 'a', cid: 'default:a', ...times }, members: null }),
      ).stream.getCall({ callType: 'default', callId: 'a' });
    const long = new Date(Date.UTC(1999, 4, 1));
    assert.equal((await read({ starts_at: long })).value.startsAt, long.getTime());
    await assert.rejects(
      read({ created_at: long }),
      (error: unknown) => isStreamFailure(error) && error.kind === 'contract-drift',
    );
  });

  it('a session’s facts, without its user objects', async () => {
    const started = new Date(noon - 60_000);
    const info = {
      id: 's',
      started_at: started,
      ended_at: null,
      participants: [{ user: { id: 'alice', name: 'canary' } }],
      accepted_by: JSON.parse('{"__proto__":1}') as unknown,
      anonymous_participant_count: 2,
    };
    const { session: got, envelope } = await readPage(page([], { session: info })).page;
    assert.deepEqual([got?.startedAt, got?.endedAt, got?.anonymousCount], [noon - 60_000, undefined, 2]);
    for (const told of [got?.decoded, envelope['session']]) {
      assert.deepEqual(Object.keys(told ?? {}), [
        'id',
        'started_at',
        'ended_at',
        'accepted_by',
        'anonymous_participant_count',
      ]);
    }
  });
});

describe('questions at the door', () => {
  it('a page of no size or too large is not asked for', async () => {
    const { stream, transport } = scriptedDoor(() => page([]));
    for (const limit of [0, -1, 101, 2.5, NaN]) {
      await assert.rejects(
        stream.participantSessions(session, { limit }),
        (error: unknown) => isStreamFailure(error) && error.kind === 'bad-input' && error.field === 'limit',
      );
    }
    assert.equal(transport.asked.length, 0);
  });

  it('a filter that does not fit into a URL is not sent', async () => {
    const { stream, transport } = scriptedDoor(() => page([]));
    for (const filter of [
      { user_id: { $in: Array.from({ length: 51 }, (_, n) => `u${n}`) } },
      { user_id: 'x'.repeat(5000) },
    ]) {
      await assert.rejects(
        stream.participantSessions(session, { limit: 1, filter }),
        (error: unknown) => isStreamFailure(error) && error.field === 'filter_conditions',
      );
    }
    await stream.participantSessions(session, { limit: 1, filter: { user_id: '\ud800' } });
    assert.equal(transport.asked.length, 1);
  });

  it('users are asked in parts that fit into a URL', async () => {
    const { stream, transport } = scriptedDoor((operation) =>
      answer({
        users:
          operation.name === 'QueryUsers'
            ? (operation.filter['id'] as { $in: string[] }).$in.map((id) => ({ id, name: `name of ${id}` }))
            : [],
      }),
    );
    const ids = Array.from({ length: 90 }, (_, n) => `${n}${'–'.repeat(n < 30 ? 60 : 1)}`);
    const { value } = await stream.users([...ids, ...ids.slice(0, 10)]);
    assert.deepEqual(
      value.map(({ id }) => id),
      ids,
    );
    for (const operation of transport.asked) {
      assert.ok(encodeURIComponent(JSON.stringify(operation)).length < 5000);
    }
    assert.deepEqual((await stream.users([])).value, []);
    await assert.rejects(stream.users(Array.from({ length: 101 }, (_, n) => `${n}`)), isStreamFailure);
  });
});
