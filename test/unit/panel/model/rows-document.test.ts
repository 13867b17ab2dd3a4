import assert from 'node:assert/strict';
import fc from 'fast-check';
import { text } from '../../../../src/attendance/text';
import {
  copiedWords,
  rowsDocument,
  rowsFileName,
  savedWords,
  type RowsSubject,
} from '../../../../src/book/telling/rows-document';
import type { RowsFormat } from '../../../../src/book/telling/rows-file-name';
import { selectedRows } from '../../../../src/panel/model/selected-rows';
import { decodedRow, sessionStart } from '../../attendance/decoded-rows';
import { halfRead, inEnglish, minute } from '../../attendance/figures/measured-rows';
import { joined } from '../../formats/rows-to-write';
import { answerOf, type AnswerOptions } from './answer-of';

const decoded = [
  decodedRow({ user: 'user_1', session: 'a', joined: 0, left: minute, duration: 60 }),
  decodedRow({ user: 'bob', session: 'b', joined: 1000, left: null, duration: null }),
  decodedRow({ user: '@carol', session: 'c', joined: 2000, left: 2 * minute, duration: 118 }),
];

function subjectOf(
  options: AnswerOptions = {},
  more: Partial<Omit<RowsSubject, 'answer'>> = {},
): RowsSubject {
  const answer = answerOf(decoded, options);
  return {
    answer,
    rows: answer.measures.placed.row,
    narrowed: undefined,
    telling: inEnglish,
    appName: 'Sample data',
    version: '0.1.0',
    addRollcallKey: false,
    envelope: { call_id: 'standup', kept: 1, next: 'x' },
    ...more,
  };
}

function written(subject: RowsSubject, format: RowsFormat): Promise<string> {
  return joined(rowsDocument(subject, format, { pause: () => Promise.resolve() }));
}

async function parsed(subject: RowsSubject): Promise<Record<string, unknown>> {
  const value: unknown = JSON.parse(await written(subject, 'json'));
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}

describe('selected rows', () => {
  const order = Uint32Array.of(9, 8, 7, 6, 5);

  it('are those at the positions, each once, in the order of the table', () => {
    assert.equal(selectedRows(order, 'all'), order);
    assert.deepEqual(
      [
        ...selectedRows(order, [
          { from: 3, to: 99 },
          { from: 0, to: 2 },
          { from: 1, to: 2 },
        ]),
      ],
      [9, 8, 6, 5],
    );
    assert.deepEqual([...selectedRows(order, [])], []);
  });

  it('are those of any stretches', () => {
    const stretch = fc.record({ from: fc.nat(8), to: fc.nat(8) });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 6 }), (stretches) => {
        const expected = [...order].filter((_, at) =>
          stretches.some(({ from, to }) => at >= from && at < to),
        );
        assert.deepEqual([...selectedRows(order, stretches)], expected);
      }),
    );
  });
});

describe('documents of rows', () => {
  it('are Call Session JSON, with the key as the setting says where all rows are in it', async () => {
    const json = await parsed(subjectOf());
    assert.deepEqual(Object.keys(json), [
      'call_type',
      'call_id',
      'call_session_id',
      'total_participant_sessions',
      'total_participant_duration',
      'participants_sessions',
      'kept',
    ]);
    assert.ok('_rollcall' in (await parsed(subjectOf({}, { addRollcallKey: true }))));
    assert.ok('_rollcall' in (await parsed(subjectOf({}, { rows: Uint32Array.of(1) }))));
    assert.ok('_rollcall' in (await parsed(subjectOf({ coverage: halfRead }))));
    assert.ok(!('_rollcall' in (await parsed(subjectOf({ window: {}, rowFilter: {} })))));
  });

  it('say what chose the rows', async () => {
    const subject = subjectOf(
      {
        rowFilter: { duration_in_seconds: { $gte: 60 } },
        window: { from: sessionStart },
        coverage: { asOf: sessionStart + minute, changedWhileReading: true },
      },
      { rows: Uint32Array.of(2), narrowed: text('Rows of {person}', { person: '@carol' }) },
    );
    const { _rollcall: own } = await parsed(subject);
    const expected = {
      state: 'final (stats ready)',
      asOf: '2026-11-22T09:01:00.000Z',
      rows: 1,
      read: 3,
      of: 3,
      filter: { duration_in_seconds: { $gte: 60 } },
      window: { from: '2026-11-22T09:00:00.000Z', to: null },
      narrowed: 'Rows of @carol',
      app: 'Sample data',
      version: '0.1.0',
      note: 'Rows changed while they were read. Rows that could not be judged, since they have no duration: 1.',
    };
    assert.deepEqual(own, expected);
    const lines = (await written(subject, 'ndjson')).trimEnd().split('\n');
    assert.equal(lines.length, 1);
    const end = JSON.stringify({ ...expected, cid: 'default:standup', session: 's-1' });
    assert.ok(lines[0]?.endsWith(`"_rollcall":${end}}`), lines[0]);
    const csv = await written(subject, 'csv');
    assert.equal(csv.split('\r\n').length, 3);
    assert.match(csv, /'@carol/);
    assert.match(csv, /,118,118,118,/);
    assert.ok(
      csv.includes(
        ',3,3,"{""duration_in_seconds"":{""$gte"":60}}",2026-11-22T09:00:00.000Z,,Rows of @carol,"Rows changed while',
      ),
      csv,
    );
  });

  it('say which rows of the table were selected', async () => {
    const some = { rows: Uint32Array.of(2), selectedFrom: 3 };
    const narrowedBy = async (subject: RowsSubject): Promise<unknown> => {
      const { _rollcall: own } = await parsed(subject);
      assert.ok(typeof own === 'object' && own !== null && 'narrowed' in own);
      assert.ok((await written(subject, 'csv')).includes(String(own.narrowed)));
      return own.narrowed;
    };
    assert.equal(await narrowedBy(subjectOf({}, some)), 'Selected rows: 1 of 3');
    const narrowed = text('Rows of {person}', { person: 'carol' });
    assert.equal(
      await narrowedBy(subjectOf({}, { ...some, narrowed })),
      'Rows of carol; of these selected: 1 of 3',
    );
  });

  it('hold long ids whole as Markdown, which the table cuts', async () => {
    const user = `${'x'.repeat(400)}end`;
    const answer = answerOf([decodedRow({ user, joined: 0, left: 1000 })]);
    const markdown = await written({ ...subjectOf(), answer, rows: Uint32Array.of(0) }, 'markdown');
    assert.ok(markdown.includes(`| ${user} |`));
  });

  it('are for people as Markdown', async () => {
    const rowFilter = { user_id: { $in: ['user_1', '@carol'] } };
    const lines = (
      await written(subjectOf({ rowFilter, window: { to: sessionStart + minute } }), 'markdown')
    ).split('\n');
    assert.deepEqual(lines, [
      'Call: default:standup  ',
      'Session: s-1  ',
      'State: final (stats ready)  ',
      'Coverage: all 3 rows read · as of Nov 22, 2026, 10:30:00 UTC  ',
      'Row filter: rows of `user_1` or `@carol`  ',
      'Window: Only before Nov 22, 2026, 09:01:00 UTC  ',
      'In this table: 2 of 3 rows that were read  ',
      'Times: UTC  ',
      '',
      '| Person | Roles | Publisher | Joined | Left | Reported duration | Interval | Notes | User session |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      '| `user_1` | user | webrtc | Nov 22, 09:00:00 | Nov 22, 09:01:00 | 1m 00s | 1m 00s |  | a |',
      '| `@carol` | user | webrtc | Nov 22, 09:00:02 | Nov 22, 09:02:00 | 1m 58s | 58s |  | c |',
      '',
    ]);
  });

  it('have a name of call, start and what they are', () => {
    assert.equal(rowsFileName(subjectOf(), 'csv'), 'default-standup 2026-11-22 09-00Z attendance.csv');
    assert.match(rowsFileName(subjectOf(), 'ndjson'), /attendance\.ndjson$/);
    const whole = subjectOf({ window: { from: sessionStart } });
    assert.match(rowsFileName(whole, 'csv'), /attendance\.csv$/, 'a window chooses no rows');
    for (const chosen of [
      subjectOf({ rowFilter: { user_id: 'bob' } }),
      subjectOf({}, { narrowed: text('Rows of bob') }),
      subjectOf({}, { rows: Uint32Array.of(0) }),
    ])
      assert.match(rowsFileName(chosen, 'csv'), /00Z attendance filtered\.csv$/);
  });
});

describe('what is said of rows that were handed over', () => {
  it('counts them', () => {
    assert.equal(copiedWords(subjectOf(), 'csv'), 'Copied 3 rows as CSV.');
    const answer = answerOf(decoded.slice(0, 1));
    const one = { ...subjectOf(), answer, rows: Uint32Array.of(0) };
    assert.equal(copiedWords(one, 'markdown'), 'Copied 1 row as Markdown.');
    assert.equal(
      savedWords(subjectOf(), 'ndjson', 'a\u202e.ndjson'),
      'Saved 3 rows as NDJSON to a\\u202e.ndjson.',
    );
  });

  it('tells what chose them', () => {
    const rowFilter = { user_id: { $in: ['user_1', '@carol'] } };
    const filtered = subjectOf({ rowFilter });
    assert.equal(copiedWords(filtered, 'csv'), 'Copied 2 of 3 rows as CSV. They were chosen by the row filter.');
    const narrowed = text('Rows of {person}', { person: 'bob' });
    const one = Uint32Array.of(1);
    assert.equal(copiedWords(subjectOf({}, { narrowed, rows: one }), 'json'), 'Copied 1 of 3 rows as JSON. Rows of bob.');
    assert.equal(
      copiedWords({ ...filtered, narrowed, rows: one, selectedFrom: 2 }, 'csv'),
      'Copied 1 of 3 rows as CSV. They were chosen by the row filter. Rows of bob. They were selected out of 2 rows of the table.',
    );
    assert.equal(
      savedWords(filtered, 'csv', 'a.csv'),
      'Saved 2 of 3 rows as CSV to a.csv. They were chosen by the row filter.',
    );
    const all = subjectOf({ rowFilter: { publisher_type: 'webrtc' } });
    assert.equal(copiedWords(all, 'csv'), 'Copied 3 rows as CSV. They were chosen by the row filter.');
  }); // prettier-ignore

  it('warns where they are incomplete or provisional', () => {
    assert.equal(
      copiedWords(subjectOf({ coverage: halfRead }), 'csv'),
      'Copied 3 rows as CSV. Not all rows were read: 3 of 6.',
    );
    assert.equal(
      copiedWords(subjectOf({ coverage: { ...halfRead, of: undefined } }), 'json'),
      'Copied 3 rows as JSON. Not all rows were read.',
    );
    const state = { provisional: true, text: text('live') };
    assert.equal(
      copiedWords(subjectOf({ state }), 'csv'),
      'Copied 3 rows as CSV. They may still change: live.',
    );
  });
});
