import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvCell, csvHeader, csvLine, guarded } from '../../../src/formats/csv';
import { recordColumns, rowRecord, writeCsv, type RowsToWrite } from '../../../src/formats/row-records';
import { text } from '../../../src/attendance/text';
import { decodedRow, oddRow, sessionStart } from '../attendance/decoded-rows';
import { live, minute } from '../attendance/figures/measured-rows';
import { atOnce, joined, toWrite } from './rows-to-write';

/** RFC 4180, character by character: every line ends with CRLF. */
function parseCsv(csv: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      for (at++; ; at++) {
        assert.ok(at < csv.length, 'a quote is not closed');
        if (csv[at] !== '"') cell += csv.charAt(at);
        else if (csv[at + 1] === '"') {
          cell += '"';
          at++;
        } else break;
      }
      at++;
    } else {
      while (at < csv.length && csv[at] !== ',' && csv[at] !== '\r') {
        assert.notEqual(csv[at], '"', 'a quote stands in a cell without quotes');
        assert.notEqual(csv[at], '\n', 'a line break stands in a cell without quotes');
        cell += csv.charAt(at++);
      }
    }
    line.push(cell);
    if (csv[at] === ',') at++;
    else {
      assert.equal(csv.slice(at, at + 2), '\r\n');
      at += 2;
      lines.push(line);
      line = [];
    }
  }
  assert.deepEqual(line, [], 'the last line ends');
  return lines;
}

const plainNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** What a spreadsheet runs: told here in another way than by the writer. */
function runs(cell: string): boolean {
  if (plainNumber.test(cell)) return false;
  const seen = Array.from(cell).find((character) => !/[\s\p{Cc}\p{Cf}]/u.test(character)) ?? '';
  return /^[\t\r]/.test(cell) || ['=', '+', '-', '@'].includes(seen.normalize('NFKC').charAt(0));
}

const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '﹣',
      '\t',
      '\r',
      '\n',
      '"',
      "'",
      ',',
      ';',
      ' ',
      '\ufeff',
      'a',
      '\0',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});

async function csvOf(input: RowsToWrite): Promise<string[][]> {
  return parseCsv(await joined(writeCsv(input, atOnce)));
}

/** The cells of one row by the names of the columns. */
async function recordOf(input: RowsToWrite): Promise<ReadonlyMap<string, string>> {
  const [names = [], cells = []] = await csvOf(input);
  assert.equal(cells.length, names.length);
  return new Map(names.map((name, at) => [name, cells[at] ?? '']));
}

const sign = '[=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺₌₊﬩⩵⩶]';
const begins = `[\\s\\p{Cc}\\p{Cf}"']*${sign}`;

/** What a guarded cell was: one apostrophe less wherever one stands before what would have been guarded. */
function unguarded(cell: string): string {
  const within = cell.replace(new RegExp(`([;\\t\\r\\n])'(?=${begins})`, 'gu'), '$1');
  return new RegExp(`^'(?='*[\\t\\r\\n]|${begins})`, 'u').test(cell) ? within.slice(1) : within;
}

describe('cells of CSV', () => {
  it('are in quotes where they need them', () => {
    assert.deepEqual(['a', 'a,b', 'a"b', 'a\nb', ' a', ''].map(csvCell), [
      'a',
      '"a,b"',
      '"a""b"',
      '"a\nb"',
      '" a"',
      '',
    ]);
  });

  it('are guarded where a spreadsheet would run them', () => {
    for (const formula of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      ' =1',
      '\ufeff=1',
      '＝1',
      '－1',
      '＠a',
      '﹢1',
      '\u200b=1',
    ])
      assert.equal(guarded(formula), `'${formula}`);
    for (const control of ['\ta', '\ra', '\na']) assert.equal(guarded(control), `'${control}`);
    for (const harmless of ['a=1', '1-2', 'a@b.c', '', '−1', '(=1)'])
      assert.equal(guarded(harmless), harmless);
    // Every character that is one of the four, or begins with one, in a form of its own.
    for (let code = 0; code <= 0xffff; code++) {
      const character = String.fromCharCode(code);
      if (runs(character)) assert.equal(guarded(character), `'${character}`);
    }
    // Where `;` separates cells, each of these would be one of its own.
    assert.equal(guarded('a;=1'), "a;'=1");
    assert.equal(guarded('a\n=1;"+2'), "a\n'=1;'\"+2");
  });

  it('of a line tell which of them were guarded, numbers as they are', () => {
    assert.equal(csvHeader(['a', 'b,']), 'a,"b,",guarded_cells\r\n');
    assert.equal(csvLine(['a', 'b', 'c'], ['=x', -1, '@y']), "'=x,-1,'@y,a;c\r\n");
    assert.equal(csvLine(['a', 'b'], ['x', 1.5]), 'x,1.5,\r\n');
  });

  it('that were guarded tell what they were', () => {
    for (const value of ["'\ta;=x", '\ta;=x', "';\t=x", "''=x", "a;'=x", "a;''=x", ';=x;=y'])
      assert.equal(unguarded(guarded(value)), value, value);
    fc.assert(
      fc.property(hostileText, (value) => {
        const cell = guarded(value);
        if (cell !== value) assert.equal(unguarded(cell), value);
      }),
      { numRuns: 2000 },
    );
  });

  it('come back from any parser, and never start a formula', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 5 }), (values) => {
        const names = values.map((_, at) => `c${at}`);
        const line = csvLine(names, values);
        const [cells = []] = parseCsv(line);
        assert.equal(cells.length, values.length + 1);
        const changed = new Set(cells.at(-1)?.split(';'));
        values.forEach((value, at) => {
          const cell = cells[at] ?? '';
          assert.equal(runs(cell), false, JSON.stringify(cell));
          if (changed.has(`c${at}`)) assert.notEqual(cell, value);
          else assert.equal(cell, value);
          // Nothing but apostrophes was added.
          let from = 0;
          for (const character of value) {
            const found = cell.indexOf(character, from);
            assert.equal(cell.slice(from, found).replaceAll("'", ''), '');
            from = found + character.length;
          }
          assert.equal(cell.length, from);
        });
        for (const piece of line.split(/[;\t\r\n]/))
          assert.equal(runs(piece.replace(/^"+/, '')), false, piece);
      }),
      { numRuns: 500 },
    );
  });
});

describe('rows as CSV', () => {
  it('have Stream’s values, the times by the rules, and what they rest on', async () => {
    const record = await recordOf(
      toWrite([
        decodedRow({ user: 'alice', joined: 0, left: null, duration: 0, more: { roles: ['host', 'user'] } }),
      ]),
    );
    assert.deepEqual(Object.fromEntries(record), {
      call_cid: 'default:standup',
      call_session_id: 's-1',
      user_id: 'alice',
      user_session_id: 's1',
      publisher_type: 'webrtc',
      roles: 'host;user',
      joined_at: '2026-11-22T09:00:00.000Z',
      left_at: '',
      duration_in_seconds: '0',
      start: '2026-11-22T09:00:00.000Z',
      certain_end: '2026-11-22T09:00:00.000Z',
      up_to_end: '2026-11-22T10:00:00.000Z',
      interval_seconds: '0',
      interval_up_to_seconds: '3600',
      window_seconds: '',
      window_up_to_seconds: '',
      flags: 'end-assumed',
      data_state: 'final (stats ready)',
      as_of: '2026-11-22T09:00:00.000Z',
      rows_read: '1',
      rows_total: '1',
      row_filter: '',
      window_from: '',
      window_to: '',
      narrowed: '',
      notes: '',
      guarded_cells: '',
    });
  });

  it('leave unknown times empty, and clip only the window’s', async () => {
    const unknown = await recordOf(
      toWrite([decodedRow({ left: null, more: { roles: null } })], {
        provenance: { of: undefined, asOf: undefined },
      }),
    );
    for (const name of [
      'roles',
      'joined_at',
      'start',
      'certain_end',
      'up_to_end',
      'interval_seconds',
      'as_of',
    ])
      assert.equal(unknown.get(name), '', name);
    assert.equal(unknown.get('rows_total'), '');
    const clipped = await recordOf(
      toWrite([decodedRow({ joined: 0, left: 90_500 })], {
        provenance: { window: { from: sessionStart + minute } },
      }),
    );
    assert.deepEqual(
      ['interval_seconds', 'window_seconds', 'window_up_to_seconds'].map((name) => clipped.get(name)),
      ['90.5', '30.5', '30.5'],
    );
    const assumed = await recordOf(
      toWrite([decodedRow({ joined: 0 })], { provenance: { window: { to: sessionStart + minute } } }),
    );
    assert.deepEqual(
      ['interval_up_to_seconds', 'window_seconds', 'window_up_to_seconds'].map((name) => assumed.get(name)),
      ['3600', '0', '60'],
    );
    const noEnd = await recordOf(
      toWrite([decodedRow({ joined: 0 })], { context: { ...live, asOf: undefined } }),
    );
    assert.deepEqual(
      ['interval_seconds', 'interval_up_to_seconds', 'flags'].map((name) => noEnd.get(name)),
      ['0', '', 'open'],
    );
  });

  it('say in each row what chose them and what must be known of them', async () => {
    const input = toWrite([decodedRow({ user: 'a', joined: 0 }), decodedRow({ user: 'b', joined: 0 })], {
      provenance: {
        filter: { user_id: { $in: ['a', 'b'] } },
        window: { from: sessionStart + minute },
        narrowed: text('Rows of {person}', { person: '=a' }),
        notes: [text('One.'), text('{n} more.', { n: 2 })],
      },
    });
    const [names = [], ...lines] = await csvOf(input);
    const at = names.indexOf('row_filter');
    const origin = ['{"user_id":{"$in":["a","b"]}}', '2026-11-22T09:01:00.000Z', '', 'Rows of =a', 'One. 2 more.'];
    assert.deepEqual(names.slice(at, at + 5), ['row_filter', 'window_from', 'window_to', 'narrowed', 'notes']);
    assert.deepEqual(lines.map((cells) => cells.slice(at, at + 5)), [origin, origin]);
  }); // prettier-ignore

  it('tell roles apart, whatever they are called', async () => {
    const rolesOf = async (roles: unknown): Promise<string | undefined> =>
      (await recordOf(toWrite([decodedRow({ more: { roles } })]))).get('roles');
    const different = [null, [], [''], ['a', 'b'], ['a;b'], ['"a"'], ['[]'], [' a']];
    const written = await Promise.all(different.map(rolesOf));
    assert.equal(new Set(written).size, different.length, written.join(' | '));
    assert.deepEqual(written.slice(0, 5), ['', '[]', '""', 'a;b', '"a;b"']);
  });

  it('guard ids, and say so', async () => {
    const record = await recordOf(
      toWrite([decodedRow({ user: '=HYPERLINK("x")', joined: 0, duration: -1, more: { roles: ['@a'] } })]),
    );
    assert.deepEqual(
      ['user_id', 'roles', 'duration_in_seconds', 'guarded_cells'].map((name) => record.get(name)),
      ['\'=HYPERLINK("x")', "'@a", '-1', 'user_id;roles'],
    );
  });

  it('come in the order given, the same each time', async () => {
    const rows = ['a', 'b', 'c'].map((user) => decodedRow({ user }));
    const input = toWrite(rows, { rows: [2, 0] });
    assert.deepEqual(
      (await csvOf(input)).slice(1).map((cells) => cells[2]),
      ['c', 'a'],
    );
    assert.equal(
      await joined(writeCsv(input, atOnce)),
      await joined(writeCsv(input, { ...atOnce, slice: 1 })),
    );
    assert.equal((await csvOf(toWrite([]))).length, 1);
  });

  it('hold any row, cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oddRow, { maxLength: 6 }), hostileText, async (odd, sessionId) => {
        const input = toWrite(odd, { session: { sessionId } });
        const [names = [], ...lines] = await csvOf(input);
        assert.deepEqual(names, [...recordColumns, 'guarded_cells']);
        assert.equal(lines.length, input.rows.length);
        lines.forEach((cells, at) => {
          const values = rowRecord(input, at);
          const changed = cells.at(-1)?.split(';') ?? [];
          assert.equal(cells.length, names.length);
          values.forEach((value, place) => {
            const cell = cells[place] ?? '';
            assert.equal(runs(cell), false);
            const isChanged = changed.includes(names[place] ?? '');
            assert.equal(isChanged ? unguarded(cell) : cell, String(value));
          });
        });
      }),
    );
  });

  it('come in slices of 500 with a pause after each, until they are stopped', async () => {
    const many = Array.from({ length: 1200 }, (_, at) => decodedRow({ session: `s${at}`, joined: at }));
    const abort = new AbortController();
    let pauses = 0;
    const slices = writeCsv(toWrite(many), {
      signal: abort.signal,
      pause: () => {
        if (++pauses === 2) abort.abort();
        return Promise.resolve();
      },
    });
    const lines: number[] = [];
    await assert.rejects(
      async () => {
        for await (const slice of slices) lines.push(slice.split('\r\n').length - 1);
      },
      { name: 'AbortError' },
    );
    assert.deepEqual(lines, [1, 500, 500]);
  });
});
