import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';
import { createRowTable, type RowContext, type RowTable } from '../../../src/attendance/row-table';
import { isoForm } from '../../../src/attendance/wire';
import { comparable, decodedRow, oddRow, sessionStart } from './decoded-rows';
import vectors from './vectors.json';

const ended: RowContext = {
  live: false,
  asOf: undefined,
  sessionStart,
  sessionEnd: sessionStart + 600_000,
};

function tableOf(...pages: readonly (readonly DecodedObject[])[]): RowTable {
  const table = createRowTable();
  pages.forEach((rows, at) => table.append(rows, { read: 1, page: at + 1 }));
  return table;
}

function rowsOf(table: Pick<RowTable, 'length' | 'decoded'>): DecodedObject[] {
  return Array.from({ length: table.length }, (_, row) => table.decoded(row));
}

function keysOf(table: RowTable): string[] {
  return Array.from({ length: table.length }, (_, row) => table.key(row));
}

describe('row table', () => {
  describe('loses nothing', () => {
    it('gives back what the SDK handed over, key for key and in order', () => {
      fc.assert(
        fc.property(fc.array(oddRow, { maxLength: 20 }), (rows) => {
          const table = tableOf(rows);
          assert.deepEqual(comparable(rowsOf(table)), comparable(rows));
          assert.equal(JSON.stringify(rowsOf(table).map(isoForm)), JSON.stringify(rows.map(isoForm)));
        }),
      );
    });

    it('tells roles that are null, odd or none apart, in any number of forms', () => {
      const roles = [
        undefined,
        null,
        'user',
        [],
        ['a'],
        ['a', 'b'],
        ['a,b'],
        [1],
        {},
        '',
        0,
        ['null'],
        ['undefined'],
      ];
      const rows = roles.flatMap((value, at) => [
        decodedRow({ session: `s${at}`, more: { roles: value } }),
        decodedRow({ session: `t${at}`, more: { roles: value, publisher_type: 'undefined' } }),
      ]);
      for (const order of [rows, rows.toReversed()]) assert.deepEqual(rowsOf(tableOf(order)), order);
    });

    it('takes __proto__ for a name like any other', () => {
      const row: unknown = JSON.parse(
        '{"user_id":"__proto__","__proto__":{"polluted":true},"user_session_id":"s"}',
      );
      assert.ok(typeof row === 'object' && row !== null);
      const table = tableOf([Object.fromEntries(Object.entries(row))]);
      assert.deepEqual(Object.keys(table.decoded(0)), ['user_id', '__proto__', 'user_session_id']);
      assert.equal(Object.getPrototypeOf(table.decoded(0)), Object.prototype);
      assert.equal(table.userId(0), '__proto__');
    });

    it('tells missing, null, unknown and a time apart', () => {
      const table = tableOf([
        decodedRow({ session: 'missing' }),
        decodedRow({ session: 'null', left: null }),
        decodedRow({ session: 'year 1', more: { left_at: new Date('0001-01-01T00:00:00Z') } }),
        decodedRow({ session: 'invalid', more: { left_at: new Date(NaN) } }),
        decodedRow({ session: 'time', left: 5 }),
        decodedRow({ session: 'text', more: { left_at: '2026-11-22T09:00:01Z' } }),
      ]);
      assert.deepEqual(
        Array.from({ length: 6 }, (_, row) => table.left(row)),
        [
          { kind: 'missing' },
          { kind: 'null' },
          { kind: 'unknown' },
          { kind: 'unknown' },
          { kind: 'at', ms: sessionStart + 5 },
          { kind: 'at', ms: sessionStart + 1000 },
        ],
      );
    });

    it('reads what Stream reported as it came', () => {
      const table = tableOf([
        decodedRow({ session: 'a', duration: -1, more: { roles: null, publisher_type: 'srt' } }),
        decodedRow({ session: 'b', duration: 1.5, more: { roles: ['host', 'user'] } }),
        decodedRow({ session: 'c', more: { duration_in_seconds: '12' } }),
        decodedRow({ session: 'd', duration: null }),
        decodedRow({ session: 'e', duration: 2 ** 40 }),
      ]);
      const reported = Array.from({ length: 5 }, (_, row) => table.reportedSeconds(row));
      assert.deepEqual(reported, [-1, 1.5, undefined, undefined, 2 ** 40]);
      assert.equal(table.roles(0), undefined);
      assert.equal(table.publisherType(0), 'srt');
      assert.deepEqual(table.roles(1), ['host', 'user']);
    });
  });

  describe('agrees with the worked cases', () => {
    const time = (ms: number | null): number | undefined => (ms === null ? undefined : sessionStart + ms);
    for (const { name, live, asOf, sessionEnd, rows, expected } of vectors.cases) {
      it(name, () => {
        const table = createRowTable();
        for (const page of new Set(rows.map((row) => Number(row[5])))) {
          const items = rows.filter((row) => row[5] === page);
          const decoded = items.map(([user, session, joined, left, duration]) =>
            decodedRow({
              user: String(user),
              session: String(session),
              joined: joined === null ? null : Number(joined),
              left: left === null ? null : Number(left),
              duration: duration === null ? null : Number(duration),
            }),
          );
          table.append(decoded, { read: 1, page });
        }
        const context = { live, asOf: time(asOf), sessionStart, sessionEnd: time(sessionEnd) };
        assert.equal(table.length, expected.rows);
        assert.equal(table.repeatsDropped, expected.repeatsDropped);
        assert.deepEqual(
          Array.from({ length: table.length }, (_, row) => table.flags(row, context)),
          expected.flags,
        );
      });
    }

    it('which are all 32', () => {
      assert.equal(vectors.cases.length, 32);
    });
  });

  describe('repeats (rule 1)', () => {
    const open = decodedRow({ joined: 0, left: null, duration: null });
    const closed = decodedRow({ joined: 0, left: 60_000, duration: 60 });

    it('keeps the version with a leave, and both for the difference', () => {
      for (const pages of [
        [[open], [closed]],
        [[closed], [open]],
      ]) {
        const table = tableOf(...pages);
        assert.deepEqual(rowsOf(table), [closed]);
        assert.deepEqual(table.otherVersion(0), open);
        assert.deepEqual(table.flags(0, ended), ['revised']);
      }
    });

    it('keeps the later of two with a leave, by page and not by arrival', () => {
      const later = decodedRow({ joined: 0, left: 70_000, duration: 70 });
      const table = createRowTable();
      table.append([later], { read: 1, page: 2 });
      assert.deepEqual(table.append([closed], { read: 1, page: 1 }), { added: [], revised: [0], repeats: 1 });
      assert.deepEqual(rowsOf(table), [later]);
      assert.deepEqual(table.otherVersion(0), closed);
    });

    it('does not flag an equal repeat, whatever the order of its keys', () => {
      const turned = Object.fromEntries(Object.entries(closed).toReversed());
      const table = tableOf([closed], [turned]);
      assert.equal(table.length, 1);
      assert.deepEqual(table.flags(0, ended), []);
      assert.equal(table.otherVersion(0), undefined);
    });

    it('takes null and missing for different content', () => {
      const table = tableOf([decodedRow({ joined: 0, left: null })], [decodedRow({ joined: 0 })]);
      assert.deepEqual(table.flags(0, ended), ['end-assumed', 'revised']);
    });

    it('never drops rows of one page', () => {
      const table = tableOf([closed, closed, open]);
      assert.equal(table.length, 3);
      assert.deepEqual(table.flags(0, ended), ['identical']);
      assert.deepEqual(table.flags(1, ended), ['identical']);
      assert.deepEqual(table.flags(2, ended), ['end-assumed']);
    });

    it('without a joined time drops only what is equal in all fields', () => {
      const unplaced = decodedRow({ joined: null, left: null, duration: 20 });
      const table = tableOf([unplaced], [unplaced, decodedRow({ joined: null, left: null, duration: 21 })]);
      assert.equal(table.length, 2);
      assert.equal(table.repeatsDropped, 1);
      assert.equal(new Set(keysOf(table)).size, 2);
    });

    it('without a joined time drops nothing else, however many such rows one connection has', () => {
      const unplaced = Array.from({ length: 300 }, (_, at) => decodedRow({ joined: null, duration: at }));
      const table = tableOf(unplaced.slice(0, 150), unplaced.slice(150));
      assert.equal(table.length, 300);
      assert.equal(new Set(keysOf(table)).size, 300);
    });

    it('flags the same connection with another joined time, on every row of it', () => {
      const rows = [
        decodedRow({ joined: 0, left: 10 }),
        decodedRow({ joined: 0, left: 10 }),
        decodedRow({ joined: 5000, left: 6000 }),
      ];
      const table = tableOf([...rows, decodedRow({ session: 's2', joined: 5000, left: 6000 })]);
      assert.deepEqual(
        Array.from({ length: 4 }, (_, row) => table.flags(row, ended).includes('same-connection')),
        [true, true, true, false],
      );
    });

    it('tells users of one user session apart', () => {
      const table = tableOf([decodedRow({ user: 'a', joined: 0 })], [decodedRow({ user: 'b', joined: 0 })]);
      assert.equal(table.length, 2);
      assert.equal(table.flags(0, ended).includes('same-connection'), false);
    });

    it('finds for each row of a new read one of its own', () => {
      const table = tableOf([closed, closed]);
      assert.deepEqual(table.append([closed, closed], { read: 2, page: 1 }), {
        added: [],
        revised: [],
        repeats: 2,
      });
      assert.equal(table.append([closed], { read: 2, page: 2 }).repeats, 1);
      assert.equal(table.length, 2);
      assert.deepEqual(table.flags(1, ended), ['identical']);
    });

    it('does not call a row identical once it was revised', () => {
      const table = tableOf([open, open], [closed]);
      assert.deepEqual(
        [0, 1].map((row) => table.flags(row, ended)),
        [['revised'], ['end-assumed']],
      );
    });

    it('keeps the later of two ends, however late a page without an end was seen', () => {
      const [first, second, none] = [3000, 2000, null].map((left) => decodedRow({ joined: 1000, left }));
      const table = createRowTable();
      for (const [page, row] of [
        [1, first],
        [3, none],
        [2, second],
      ] as const)
        table.append(row === undefined ? [] : [row], { read: 1, page });
      assert.deepEqual(rowsOf(table), rowsOf(tableOf([second ?? {}])));
    });

    it('gives the same rows for every order of pages', () => {
      const row = fc
        .record({
          user: fc.constantFrom('a', 'b'),
          session: fc.constantFrom('s', 't'),
          joined: fc.constantFrom(0, 1000),
          left: fc.option(fc.constantFrom(2000, 3000)),
        })
        .map(decodedRow);
      const pages = fc.array(
        fc.uniqueArray(row, {
          maxLength: 4,
          selector: (one) => JSON.stringify([one['user_id'], one['user_session_id'], one['joined_at']]),
        }),
        { maxLength: 4 },
      );
      fc.assert(
        fc.property(pages, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (inOrder, random) => {
          const read = (numbers: readonly number[]): string[] => {
            const table = createRowTable();
            for (const at of numbers) table.append(inOrder[at] ?? [], { read: 1, page: at + 1 });
            return rowsOf(table)
              .map((one) => JSON.stringify(one))
              .toSorted();
          };
          const order = inOrder.map((_, at) => at);
          const other = order
            .map((at) => ({ at, by: random[at] ?? 0 }))
            .toSorted((one, two) => one.by - two.by);
          assert.deepEqual(read(other.map(({ at }) => at)), read(order));
        }),
      );
    });
  });

  describe('un-dropping', () => {
    const row = decodedRow({ joined: 0, left: 1000, duration: 1 });
    const changed = decodedRow({ joined: 0, left: 2000, duration: 2 });

    it('brings back what was dropped in the latest read, and takes the flag back', () => {
      const table = tableOf([row], [changed], [row]);
      assert.deepEqual([table.length, table.restorable, table.repeatsDropped], [1, 2, 2]);
      assert.equal(table.restoreRepeats(), 2);
      assert.deepEqual([table.length, table.restorable, table.repeatsDropped], [3, 0, 0]);
      assert.equal(table.flags(0, ended).includes('revised'), false);
      assert.equal(new Set(keysOf(table)).size, 3);
      assert.deepEqual(
        rowsOf(table)
          .map((one) => one['duration_in_seconds'])
          .toSorted(),
        [1, 1, 2],
      );
    });

    it('holds through another read of the same pages', () => {
      const table = tableOf([row], [row]);
      table.restoreRepeats();
      const keys = keysOf(table);
      table.append([row], { read: 2, page: 1 });
      table.append([row], { read: 2, page: 2 });
      assert.equal(table.forgetUnseen(2), 0);
      assert.deepEqual(keysOf(table), keys);
      assert.equal(table.restorable, 0);
    });

    it('is over once a new read began', () => {
      const table = tableOf([row], [row]);
      assert.equal(table.restorable, 1);
      table.append([], { read: 2, page: 1 });
      assert.deepEqual([table.restorable, table.restoreRepeats(), table.length], [0, 0, 1]);
    });

    it('does not offer what a new read repeats of an old one', () => {
      const table = tableOf([row]);
      table.append([row], { read: 2, page: 1 });
      assert.deepEqual([table.restorable, table.repeatsDropped], [0, 1]);
    });
  });

  describe('a read that is complete', () => {
    it('forgets rows that are there no more, and keeps keys, flags and versions of the others', () => {
      const table = tableOf([
        decodedRow({ session: 'gone', joined: 0 }),
        decodedRow({ session: 'stays', joined: 0, left: null }),
        decodedRow({ session: 'stays', joined: 900 }),
      ]);
      const after = decodedRow({ session: 'stays', joined: 0, left: 100 });
      table.append([after], { read: 2, page: 1 });
      const key = table.key(1);
      assert.equal(table.forgetUnseen(2), 2);
      assert.deepEqual(rowsOf(table), [after]);
      assert.equal(table.key(0), key);
      assert.deepEqual(table.flags(0, ended), ['revised']);
      assert.equal(table.otherVersion(0)?.['left_at'], null);
      assert.equal(table.append([after], { read: 3, page: 1 }).repeats, 1);
    });

    it('leaves its key to the second of two rows that share user, session and time', () => {
      const second = decodedRow({ joined: 0, left: 100 });
      const table = tableOf([decodedRow({ joined: 0, left: null }), second]);
      const key = table.key(1);
      assert.notEqual(key, table.key(0));
      table.append([second], { read: 2, page: 1 });
      table.forgetUnseen(2);
      assert.deepEqual(keysOf(table), [key]);
    });

    it('is the same as a fresh table of that read', () => {
      const page = fc.array(oddRow, { maxLength: 6 });
      fc.assert(
        fc.property(page, page, page, (one, two, three) => {
          const table = createRowTable();
          table.append(one, { read: 1, page: 1 });
          table.append(two, { read: 1, page: 2 });
          table.append([...one.slice(1), ...three], { read: 2, page: 1 });
          table.forgetUnseen(2);
          const fresh = createRowTable();
          fresh.append([...one.slice(1), ...three], { read: 2, page: 1 });
          const placed = (of: RowTable): string[] =>
            Array.from({ length: of.length }, (_, row) => row)
              .map(
                (row) =>
                  `${of.key(row).length > 0 ? of.userId(row) : ''} ${of.userSessionId(row)} ${String(of.start(row))}`,
              )
              .toSorted();
          assert.equal(table.length, fresh.length);
          assert.deepEqual(placed(table), placed(fresh));
        }),
      );
    });
  });

  it('gives every row a key of its own, and finds it by that', () => {
    fc.assert(
      fc.property(fc.array(fc.array(oddRow, { maxLength: 8 }), { maxLength: 4 }), (pages) => {
        const table = tableOf(...pages);
        const keys = keysOf(table);
        assert.equal(new Set(keys).size, keys.length);
        keys.forEach((key, row) => {
          assert.equal(table.find(key), row);
        });
      }),
    );
    for (const key of [
      '["alice","s2",1]',
      '["alice","s1",1]',
      '["alice","s1",null,2]',
      'no key',
      '',
      '[]',
      'null',
    ]) {
      assert.equal(tableOf([decodedRow({})]).find(key), undefined);
    }
    assert.equal(tableOf([decodedRow({})]).find('["alice","s1",null]'), 0);
  });

  it('loses no row of any number of pages', () => {
    fc.assert(
      fc.property(fc.array(fc.array(oddRow, { maxLength: 8 }), { maxLength: 5 }), (pages) => {
        const table = tableOf(...pages);
        assert.equal(table.length + table.repeatsDropped, pages.flat().length);
        table.restoreRepeats();
        assert.equal(table.length, pages.flat().length);
      }),
    );
  });

  it('has snapshots that later changes do not reach', () => {
    const table = tableOf([
      decodedRow({ joined: 0, left: null }),
      decodedRow({ session: 'x', joined: 0, more: { odd: 1 } }),
    ]);
    const before = rowsOf(table);
    const snapshot = table.snapshot();
    table.append([decodedRow({ joined: 0, left: 9 }), decodedRow({ session: 'new' })], { read: 2, page: 1 });
    table.forgetUnseen(2);
    assert.deepEqual(rowsOf(snapshot), before);
    assert.notDeepEqual(rowsOf(table), before);
  });

  it('counts its revisions', () => {
    const table = tableOf([decodedRow({ joined: 0 })]);
    const before = table.revision;
    table.append([], { read: 1, page: 2 });
    assert.equal(table.revision, before);
    table.append([decodedRow({ session: 'b' })], { read: 2, page: 1 });
    assert.ok(table.revision > before);
  });

  it('holds a row in at most 64 bytes beside its ids', () => {
    const table = createRowTable();
    for (let page = 1; page <= 300; page++) {
      const rows = Array.from({ length: 100 }, (_, at) =>
        decodedRow({
          user: `user-${at}`,
          session: `${page}-${at}`,
          joined: page * 1000 + at,
          left: page * 2000,
          duration: at,
        }),
      );
      table.append(rows, { read: 1, page });
      if (page >= 5)
        assert.ok(
          table.bytes / table.length <= 64,
          `${table.bytes / table.length} bytes at ${table.length} rows`,
        );
    }
  });

  it('has start and certain end in order, and none without a start', () => {
    fc.assert(
      fc.property(oddRow, (row) => {
        const table = tableOf([row]);
        const start = table.start(0);
        const end = table.certainEnd(0);
        assert.equal(start === undefined, end === undefined);
        if (start !== undefined && end !== undefined) assert.ok(end >= start);
        assert.equal(table.flags(0, ended).includes('no-start'), start === undefined);
      }),
    );
  });
});
