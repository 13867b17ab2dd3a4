import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Call, DecodedObject } from '../../../src/attendance/call';
import type { DataState } from '../../../src/attendance/data-state';
import { createRowTable, type RowTable } from '../../../src/attendance/row-table';
import { text } from '../../../src/attendance/text';
import { isoForm } from '../../../src/attendance/wire';
import { callJson, rowJson, writeSessionJson, type SessionJson } from '../../../src/formats/session-json';
import { decodedRow, oddRow, sessionStart } from '../attendance/decoded-rows';

const settled: DataState = {
  kind: 'settled',
  text: text('settled (inferred)'),
  evidence: [],
  asOf: sessionStart,
  provisional: false,
  empty: undefined,
  rowsExpireAt: undefined,
};

function tableOf(rows: readonly DecodedObject[]): RowTable {
  const table = createRowTable();
  table.append(rows, { read: 1, page: 1 });
  return table;
}

function inputOf(
  rows: readonly DecodedObject[],
  more: Partial<Omit<SessionJson, 'table'>> = {},
): SessionJson & { readonly table: RowTable } {
  const table = tableOf(rows);
  return {
    session: { callType: 'default', callId: 'standup', sessionId: 's-1' },
    table,
    totalSessions: table.length,
    totalDurationSeconds: 70,
    envelope: {
      call_id: 'standup',
      call_type: 'default',
      call_session_id: 's-1',
      new_field: { kept: true },
      session: {
        id: 's-1',
        started_at: new Date(sessionStart),
        participants: [{ user: { id: 'alice' } }],
        accepted_by: {},
      },
    },
    times: 'iso',
    state: settled,
    complete: true,
    app: 'Sample data',
    version: '0.1.0',
    addRollcallKey: true,
    ...more,
  };
}

async function collected(slices: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const slice of slices) all.push(slice);
  return all;
}

async function written(input: SessionJson): Promise<string> {
  const slices = await collected(writeSessionJson(input, { pause: () => Promise.resolve() }));
  return slices.join('');
}

async function parsed(input: SessionJson): Promise<Record<string, unknown>> {
  const value: unknown = JSON.parse(await written(input));
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}

const rows = [
  decodedRow({ user: 'alice', joined: 0, left: 60_000, duration: 60 }),
  decodedRow({
    user: 'bob',
    session: 's2',
    joined: 5,
    left: null,
    duration: 10,
    more: { unknown: [1, { a: null }] },
  }),
];

describe('Call Session JSON', () => {
  it('has Stream’s names in Stream’s order, unknown fields, and its own key last', async () => {
    const json = await parsed(inputOf(rows));
    assert.deepEqual(Object.keys(json), [
      'call_type',
      'call_id',
      'call_session_id',
      'total_participant_sessions',
      'total_participant_duration',
      'participants_sessions',
      'session',
      'new_field',
      '_rollcall',
    ]);
    assert.deepEqual(json['participants_sessions'], rows.map(isoForm));
    assert.deepEqual(json['session'], { id: 's-1', started_at: '2026-11-22T09:00:00.000Z', accepted_by: {} });
    assert.deepEqual(json['_rollcall'], {
      state: 'settled (inferred)',
      asOf: '2026-11-22T09:00:00.000Z',
      rows: 2,
      of: 2,
      filter: null,
      app: 'Sample data',
      version: '0.1.0',
    });
  });

  it('is pretty-printed by two spaces, as JSON.stringify does it', async () => {
    for (const input of [
      inputOf(rows),
      inputOf([]),
      inputOf(rows, { envelope: undefined }),
      inputOf(rows, { addRollcallKey: false }),
    ]) {
      const json = await written(input);
      assert.equal(json, `${JSON.stringify(JSON.parse(json), null, 2)}\n`);
    }
  });

  it('leaves out what belongs to the request', async () => {
    const json = await parsed(inputOf([], { envelope: { duration: 12, next: 'x', prev: 'y' } }));
    assert.deepEqual(Object.keys(json).slice(0, 3), ['call_type', 'call_id', 'call_session_id']);
    for (const key of ['duration', 'next', 'prev']) assert.equal(key in json, false);
  });

  it('has its own key by the setting, but always where rows are incomplete or figures provisional', async () => {
    const has = async (more: Partial<SessionJson>): Promise<boolean> =>
      '_rollcall' in (await parsed(inputOf(rows, { addRollcallKey: false, ...more })));
    assert.equal(await has({}), false);
    assert.equal(await has({ complete: false }), true);
    assert.equal(await has({ totalSessions: 3 }), true);
    assert.equal(await has({ totalSessions: undefined }), true);
    assert.equal(await has({ state: { ...settled, provisional: true } }), true);
  });

  it('holds what there is to note of the rows, in English, whatever the setting', async () => {
    const notes = [text('{n} rows are odd.', { n: 2 }), text('Rows moved.')];
    const json = await parsed(inputOf(rows, { addRollcallKey: false, notes }));
    assert.ok(JSON.stringify(json['_rollcall']).endsWith('"note":"2 rows are odd. Rows moved."}'));
  });

  it('writes its own key once, also where Stream sends one of that name', async () => {
    const envelope = { _rollcall: 'theirs' };
    assert.equal((await written(inputOf([], { envelope }))).match(/"_rollcall"/g)?.length, 1);
    assert.equal((await parsed(inputOf([], { envelope, addRollcallKey: false })))['_rollcall'], 'theirs');
  });

  it('writes nanoseconds in its wire form', async () => {
    const json = await written(inputOf(rows, { times: 'wire' }));
    assert.ok(json.includes(`"joined_at": ${sessionStart}000000`));
    assert.ok(json.includes(`"started_at": ${sessionStart}000000`));
    assert.doesNotMatch(json.slice(0, json.indexOf('_rollcall')), /\d{4}-\d\d-\d\dT/);
  });

  it('holds any row as the table does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddRow, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (odd, slice) => {
          const input = inputOf(odd);
          const slices = await collected(writeSessionJson(input, { slice, pause: () => Promise.resolve() }));
          const json: unknown = JSON.parse(slices.join(''));
          assert.ok(typeof json === 'object' && json !== null && 'participants_sessions' in json);
          assert.equal(JSON.stringify(json.participants_sessions), JSON.stringify(odd.map(isoForm)));
        },
      ),
    );
  });

  it('has chosen rows in the order given, and says what chose them whatever the setting', async () => {
    const chosen = {
      rows: Uint32Array.of(1),
      filter: { user_id: 'bob' },
      window: { to: sessionStart },
      narrowed: text('Rows of {person}', { person: 'bob' }),
    };
    const json = await parsed(inputOf(rows, { addRollcallKey: false, ...chosen }));
    assert.equal(JSON.stringify(json['participants_sessions']), JSON.stringify([isoForm(rows[1])]));
    assert.deepEqual(json['_rollcall'], {
      state: 'settled (inferred)',
      asOf: '2026-11-22T09:00:00.000Z',
      rows: 1,
      read: 2,
      of: 2,
      filter: { user_id: 'bob' },
      window: { from: null, to: '2026-11-22T09:00:00.000Z' },
      narrowed: 'Rows of bob',
      app: 'Sample data',
      version: '0.1.0',
    });
    const part = await parsed(inputOf(rows, { addRollcallKey: false, rows: Uint32Array.of(0) }));
    assert.ok('_rollcall' in part);
    const turned = await parsed(inputOf(rows, { addRollcallKey: false, rows: Uint32Array.of(1, 0) }));
    assert.ok(!('_rollcall' in turned));
    assert.equal(
      JSON.stringify(turned['participants_sessions']),
      JSON.stringify(rows.toReversed().map(isoForm)),
    );
    const none = await written(inputOf(rows, { rows: new Uint32Array() }));
    assert.match(none, /"participants_sessions": \[\],/);
  });

  it('is of the moment it was asked for', async () => {
    const input = inputOf(rows);
    const slices = writeSessionJson(input, {
      slice: 1,
      pause: () => {
        input.table.append([decodedRow({ user: 'carol' })], { read: 2, page: 1 });
        input.table.forgetUnseen(2);
        return Promise.resolve();
      },
    });
    const json = (await collected(slices)).join('');
    assert.ok(json.includes('"bob"'));
    assert.ok(!json.includes('"carol"'));
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const slices = writeSessionJson(inputOf(rows), {
      slice: 1,
      signal: abort.signal,
      pause: () => {
        abort.abort();
        return Promise.resolve();
      },
    });
    await slices.next();
    await slices.next();
    await assert.rejects(slices.next(), { name: 'AbortError' });
  });

  it('comes in slices of 500 rows with a pause after each', async () => {
    const many = Array.from({ length: 1200 }, (_, at) => decodedRow({ session: `s${at}`, joined: at }));
    let pauses = 0;
    const slices = await collected(
      writeSessionJson(inputOf(many), {
        pause: () => {
          pauses++;
          return Promise.resolve();
        },
      }),
    );
    assert.deepEqual([slices.length, pauses], [5, 3]);
    assert.equal(slices[1]?.match(/"user_id"/g)?.length, 500);
    assert.equal(slices[3]?.match(/"user_id"/g)?.length, 200);
  });
});

describe('JSON of one row and of a call', () => {
  it('is the row in ISO or wire form', () => {
    const table = tableOf(rows);
    assert.equal(rowJson(table, 1), `${JSON.stringify(isoForm(rows[1]), null, 2)}\n`);
    assert.ok(rowJson(table, 0, 'wire').includes(`"left_at": ${sessionStart + 60_000}000000`));
  });

  it('is the call under Stream’s names, without user objects', () => {
    const call: Call = {
      cid: 'default:a:b',
      callType: 'default',
      callId: 'a:b',
      createdAt: sessionStart,
      updatedAt: undefined,
      startsAt: undefined,
      endedAt: undefined,
      createdBy: 'alice',
      team: undefined,
      backstage: false,
      currentSessionId: 's-1',
      session: {
        id: 's-1',
        startedAt: sessionStart,
        endedAt: undefined,
        timerEndsAt: undefined,
        liveStartedAt: undefined,
        liveEndedAt: undefined,
        anonymousCount: 0,
        decoded: { id: 's-1', started_at: new Date(sessionStart), participants: [{ user: { id: 'x' } }] },
      },
      members: [
        { userId: 'bob', role: 'host', createdAt: undefined, updatedAt: undefined, deletedAt: undefined },
      ],
      custom: { topic: 'release' },
      decoded: {
        cid: 'default:a:b',
        type: 'default',
        id: 'a:b',
        created_at: new Date(sessionStart),
        starts_at: null,
        backstage: false,
        settings: { audio: { mic_default_on: true } },
        custom: { topic: 'release' },
        of_tomorrow: new Date(sessionStart),
      },
    };
    // As many as come with a call: there may be more.
    const many = Array.from({ length: 25 }, (_, at) => ({
      userId: `u${at}`,
      role: undefined,
      createdAt: undefined,
      updatedAt: undefined,
      deletedAt: undefined,
    }));
    assert.match(callJson({ ...call, members: many.slice(1) }), /"members"/);
    assert.doesNotMatch(callJson({ ...call, members: many }), /"members"/);
    assert.deepEqual(JSON.parse(callJson(call)), {
      cid: 'default:a:b',
      type: 'default',
      id: 'a:b',
      created_at: '2026-11-22T09:00:00.000Z',
      starts_at: null,
      backstage: false,
      settings: { audio: { mic_default_on: true } },
      of_tomorrow: '2026-11-22T09:00:00.000Z',
      created_by: { id: 'alice' },
      session: { id: 's-1', started_at: '2026-11-22T09:00:00.000Z' },
      members: [{ user_id: 'bob', role: 'host' }],
      custom: { topic: 'release' },
    });
  });
});
