import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';
import { equalValues } from '../../../src/attendance/equal-values';
import { createRowTable, type RowView } from '../../../src/attendance/row-table';
import { english, text } from '../../../src/attendance/text';
import { ArchivedRows } from '../../../src/book/archived/archived-rows';
import { readSavedSession, type SavedReading } from '../../../src/formats/read-saved-session';
import { writeSavedSession, type SessionToSave } from '../../../src/formats/saved-session';
import { SavedValueError, readSavedObject, savedValue } from '../../../src/formats/saved-value';
import { comparable, decodedRow, oddRow } from '../attendance/decoded-rows';
import { basisOf, totalsOf } from '../attendance/figures/measured-rows';

const savedAt = Date.UTC(2026, 10, 22, 9, 40);
const noContext = { live: false, asOf: undefined, sessionStart: undefined, sessionEnd: undefined };
const pause = (): Promise<void> => Promise.resolve();

function toSave(rows: RowView, over: Partial<SessionToSave> = {}): SessionToSave {
  const { state, coverage } = basisOf({ read: rows.length, of: rows.length });
  return {
    savedAt,
    version: '0.1.0',
    app: { name: 'acme-prod', production: true },
    session: { callType: 'default', callId: 'stand:up', sessionId: 's-1' },
    startedAt: savedAt - 60_000,
    endedAt: undefined,
    call: undefined,
    state,
    coverage,
    totals: totalsOf({ rows: rows.length }),
    generatedAt: undefined,
    technicalKnown: false,
    technical: undefined,
    rows,
    envelope: undefined,
    ...over,
  };
}

async function written(session: SessionToSave): Promise<Buffer> {
  const slices: string[] = [];
  for await (const slice of writeSavedSession(session, { pause })) slices.push(slice);
  return Buffer.from(slices.join(''));
}

async function read(
  file: Uint8Array,
): Promise<{ readonly reading: SavedReading; readonly rows: ArchivedRows }> {
  const rows = new ArchivedRows();
  const onRow = rows.add.bind(rows);
  return { reading: await readSavedSession(file, { onRow, pause }), rows };
}

function document(file: Buffer): Readonly<Record<string, unknown>> {
  const data: unknown = JSON.parse(file.toString());
  assert.ok(typeof data === 'object' && data !== null);
  return Object.fromEntries(Object.entries(data));
}

async function refusal(file: Uint8Array): Promise<string> {
  const { reading } = await read(file);
  assert.ok(!reading.ok);
  return english(reading.text);
}

/** All that a table says of its rows. */
function told(rows: RowView): unknown {
  return Array.from({ length: rows.length }, (_, at) => ({
    row: comparable([rows.decoded(at)]),
    key: rows.key(at),
    flags: rows.flags(at, noContext),
    other: comparable([rows.otherVersion(at) ?? {}]),
    seconds: rows.reportedSeconds(at),
    joined: rows.joined(at),
    left: rows.left(at),
  }));
}

/** Rows as the door lets them through. */
const row = fc
  .tuple(
    oddRow,
    fc.record({ user_id: fc.string({ unit: 'binary' }), user_session_id: fc.constantFrom('a', 'b') }),
  )
  .map(([odd, ids]): DecodedObject => ({ ...odd, ...ids, publisher_type: 'webrtc' }));

describe('saved values', () => {
  it('read back as they were, whatever stands in them', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
        fc.date(),
        fc.boolean(),
        fc.constantFrom(null, undefined, '', '2026-11-22T09:00:00.000Z'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.oneof(
            fc.string(),
            fc.constantFrom('__proto__', 'joined_at', '_at', '$time', '$text', '$object', '$x'),
          ),
          tie('value'),
          { maxKeys: 3 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (object) => {
        const back = readSavedObject(JSON.parse(JSON.stringify(savedValue(object))));
        assert.ok(equalValues(back, object));
        assert.deepEqual(Object.keys(back), Object.keys(object));
      }),
      { numRuns: 300 },
    );
  });

  it('are refused where nothing was written so', () => {
    for (const wrong of [
      { a: { $unknown: 1 } },
      { joined_at: '2026' },
      { a: { $time: 'Nov 22' } },
      { a: { $number: '12' } },
      { a: { $digits: '1e3' } },
      { a: { $object: [] } },
      [],
      null,
      'text',
    ])
      assert.throws(() => readSavedObject(wrong), SavedValueError, JSON.stringify(wrong));
    let deep: unknown = 1;
    for (let at = 0; at < 5000; at++) deep = [deep];
    assert.throws(() => readSavedObject({ deep }), SavedValueError);
  });
});

describe('a saved session', () => {
  it('reads back to an equal row table, with rows that were merged, revised, told apart', async () => {
    const pages = fc.array(fc.array(row, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pages, fc.boolean(), async (reads, restore) => {
        const table = createRowTable();
        reads.forEach((rows, at) => {
          table.append(rows, { read: 1, page: at + 1 });
          // Read again, some of it: repeats.
          table.append(rows.slice(0, 3), { read: 1, page: reads.length + at + 1 });
        });
        if (restore) table.restoreRepeats();
        const rows = table.snapshot();
        const back = await read(await written(toSave(rows)));
        assert.ok(back.reading.ok);
        assert.deepEqual(told(back.rows.view()), told(rows));
      }),
      { numRuns: 100 },
    );
  });

  it('reads back what stands beside the rows', async () => {
    const table = createRowTable();
    table.append([decodedRow({ user: 'a' }), decodedRow({ user: 'b' })], { read: 1, page: 1 });
    const { state, coverage } = basisOf({ read: 2, of: 3, exhaustive: false, complete: false });
    const session = toSave(table.snapshot(), {
      state: {
        ...state,
        kind: 'stats-pending',
        provisional: true,
        evidence: [text('It says {what}.', { what: '\u202eevil' })],
        empty: { reason: 'no-data-yet', text: text('No attendance data.') },
      },
      coverage: { ...coverage, notes: [text('Rows were lost.')], changedWhileReading: true },
      envelope: {
        call_id: 'stand:up',
        session: { id: 's-1', started_at: new Date(savedAt), accepted_by: { alice: new Date(savedAt) } },
        ['__proto__']: { new_field: [1n] },
      },
      call: {
        createdAt: savedAt - 5,
        startsAt: undefined,
        endedAt: undefined,
        createdBy: '\ud800',
        team: undefined,
      },
      technicalKnown: true,
      technical: Uint8Array.of(0, 1),
    });
    const file = await written(session);
    assert.equal(document(file)['complete'], false, 'it is one JSON document');
    const { reading, rows } = await read(file);
    assert.ok(reading.ok);
    const { rows: count, ...head } = reading.head;
    const { technical, ...expected } = session;
    assert.equal(count, 2);
    assert.deepEqual(rows.technical(), technical);
    assert.deepEqual(head.state.evidence[0]?.args, { what: '\\u202eevil' });
    assert.ok(equalValues(head.envelope, session.envelope));
    assert.deepEqual(
      { ...head, rows: undefined, envelope: undefined, state: { ...head.state, evidence: [] } },
      { ...expected, rows: undefined, envelope: undefined, state: { ...expected.state, evidence: [] } },
    );
  });

  it('has the same bytes for the same input', async () => {
    const table = createRowTable();
    table.append([decodedRow({})], { read: 1, page: 1 });
    const session = toSave(table.snapshot());
    assert.deepEqual(await written(session), await written(session));
  });

  it('holds no rows where there are none', async () => {
    const file = await written(toSave(createRowTable().snapshot()));
    assert.deepEqual(document(file)['rows'], []);
    const { reading } = await read(file);
    assert.ok(reading.ok);
  });

  it('is refused where any byte was changed, or any part is missing', async () => {
    const table = createRowTable();
    table.append([decodedRow({ user: 'a' }), decodedRow({ user: 'b' })], { read: 1, page: 1 });
    const file = await written(toSave(table.snapshot()));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, by, cut) => {
          const broken = cut ? file.subarray(0, at) : Buffer.from(file);
          if (!cut) broken[at] = (broken[at] ?? 0) ^ by;
          assert.notEqual(await refusal(broken), '');
        },
      ),
      { numRuns: 300 },
    );
    assert.match(await refusal(file.subarray(0, file.length - 5)), /^It has no proper end/);
    assert.match(
      await refusal(Buffer.from(file.toString().replaceAll('\n', '\r\n'))),
      /no session that Rollcall/,
    );
    assert.match(
      await refusal(Buffer.from(file.toString().replace('"a"', '"c"'))),
      /^It was changed since Rollcall saved it/,
    );
  });

  it('is refused where it is something else', async () => {
    for (const other of ['', '{}', '[]', 'null', '{"rollcall": "saved session", "form": 1}', '\0\0'])
      assert.match(await refusal(Buffer.from(other)), /no session that Rollcall saved/);
    const later = '{\n  "rollcall": "saved session",\n  "form": 2,\n';
    assert.match(await refusal(Buffer.from(later)), /in form 2; this one reads form 1/);
  });

  it('says which field or line is wrong, with a checksum that is right', async () => {
    const table = createRowTable();
    table.append([decodedRow({ user: 'a' })], { read: 1, page: 1 });
    const file = (await written(toSave(table.snapshot()))).toString();
    const forged = async (from: string | RegExp, to: string): Promise<string> => {
      const changed = file.replace(from, to);
      assert.notEqual(changed, file);
      const { createHash } = await import('node:crypto');
      const content = changed.slice(0, changed.indexOf('  "sha256"'));
      const sum = createHash('sha256').update(content).digest('hex');
      return refusal(Buffer.from(`${content}  "sha256": "${sum}"\n}\n`));
    };
    assert.equal(
      await forged('"production": true', '"production": 1'),
      'Its field “app.production” cannot be read.',
    );
    assert.match(await forged(/"kind": "\w+"/, '"kind": "surely final"'), /“state.kind”/);
    assert.match(await forged(/"read": 1/, '"read": 2'), /“complete”|2 were read/);
    assert.match(await forged('"version"', '"more": 1, "version"'), /“more”/);
    assert.match(await forged('"user_id":"a"', '"user_id":7'), /^Line \d+ is no row: user_id$/);
    assert.match(await forged('{"row":', '{"row":[],"x":'), /^Line \d+ is no row/);
    assert.match(await forged('"roles"', '"left_at":"2026","roles"'), /^Line \d+ is no row: row$/);
    assert.match(await forged(/"message": "[^"]*"/, '"message": "\\u202efinal"'), /“state.text.message”/);
  });
});
