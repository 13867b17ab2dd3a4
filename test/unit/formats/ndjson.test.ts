import assert from 'node:assert/strict';
import fc from 'fast-check';
import { text } from '../../../src/attendance/text';
import { isoForm } from '../../../src/attendance/wire';
import { writeNdjson } from '../../../src/formats/ndjson';
import type { Provenance } from '../../../src/formats/provenance';
import type { RowsToWrite } from '../../../src/formats/row-records';
import { decodedRow, oddRow, sessionStart } from '../attendance/decoded-rows';
import { atOnce, joined, toWrite } from './rows-to-write';

async function linesOf(input: RowsToWrite): Promise<readonly string[]> {
  const lines = (await joined(writeNdjson(input, atOnce))).split('\n');
  assert.equal(lines.pop(), '');
  return lines;
}

const own = {
  state: 'final (stats ready)',
  asOf: '2026-11-22T09:00:00.000Z',
  rows: 1,
  of: 1,
  filter: null,
  app: 'Sample data',
  version: '0.1.0',
  cid: 'default:standup',
  session: 's-1',
};

describe('rows as NDJSON', () => {
  const row = decodedRow({ user: 'alice', joined: 0, left: null, more: { of_tomorrow: [1, { a: null }] } });

  it('are Stream’s rows with our key last', async () => {
    const [line = ''] = await linesOf(toWrite([row]));
    assert.equal(
      line,
      JSON.stringify({
        ...Object.fromEntries(Object.entries(row)),
        joined_at: '2026-11-22T09:00:00.000Z',
        _rollcall: own,
      }),
    );
  });

  it('say in it what chose them', async () => {
    const input = toWrite([row, decodedRow({ user: 'bob' })], {
      rows: [1],
      provenance: {
        filter: { user_id: 'bob' },
        window: { from: sessionStart },
        narrowed: text('Rows of {person}', { person: 'bob' }),
        notes: [text('A note.'), text('Rows moved: {n}.', { n: 2 })],
        of: undefined,
      },
    });
    const [line = ''] = await linesOf(input);
    const parsed: unknown = JSON.parse(line);
    assert.ok(typeof parsed === 'object' && parsed !== null && '_rollcall' in parsed);
    assert.deepEqual(parsed._rollcall, {
      ...own,
      read: 2,
      of: null,
      filter: { user_id: 'bob' },
      window: { from: '2026-11-22T09:00:00.000Z', to: null },
      narrowed: 'Rows of bob',
      note: 'A note. Rows moved: 2.',
    });
  });

  it('have our key by the setting, but always where it must be told', async () => {
    const has = async (provenance: Partial<Provenance>, rows?: readonly number[]): Promise<boolean> => {
      const input = toWrite([row, row], { addRollcallKey: false, provenance, ...(rows && { rows }) });
      return (await linesOf(input)).every((line) => line.includes('_rollcall'));
    };
    assert.equal(await has({}), false);
    assert.equal(await has({}, [1, 0]), false, 'another order chooses nothing');
    assert.equal(await has({}, [1]), true);
    assert.equal(await has({ complete: false }), true);
    assert.equal(await has({ provisional: true }), true);
    assert.equal(await has({ filter: { user_id: 'alice' } }), true);
    assert.equal(await has({ window: { from: 1 } }), true);
    assert.equal(await has({ narrowed: text('Rows of alice') }), true);
    assert.equal(await has({ notes: [text('A note.')] }), true);
  });

  it('have one key of that name, also where Stream sends one', async () => {
    const theirs = decodedRow({ more: { _rollcall: 'theirs' } });
    const [told = ''] = await linesOf(toWrite([theirs]));
    assert.equal(told.match(/"_rollcall":/g)?.length, 1);
    assert.doesNotMatch(told, /theirs/);
    const [kept = ''] = await linesOf(toWrite([theirs], { addRollcallKey: false }));
    assert.match(kept, /"_rollcall":"theirs"}$/);
    assert.deepEqual(await linesOf(toWrite([{}])), [JSON.stringify({ _rollcall: own })]);
  });

  it('hold any row on a line of its own, in the order given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oddRow, { maxLength: 8 }), fc.boolean(), async (odd, addRollcallKey) => {
        const rows = [...odd.keys()].reverse();
        const lines = await linesOf(toWrite(odd, { rows, addRollcallKey }));
        const plain = odd.toReversed().map((each) => JSON.stringify(isoForm(each)));
        const end = `"_rollcall":${JSON.stringify({ ...own, rows: odd.length, of: odd.length })}}`;
        assert.deepEqual(
          lines,
          plain.map((json) =>
            !addRollcallKey ? json : json === '{}' ? `{${end}` : `${json.slice(0, -1)},${end}`,
          ),
        );
      }),
    );
  });
});
