import assert from 'node:assert/strict';
import { createRowTable } from '../../../../src/attendance/row-table';
import { suggestPeople, suggestRoles } from '../../../../src/panel/model/suggestions';
import { decodedRow } from '../../attendance/decoded-rows';

const table = createRowTable();
const people: readonly (readonly [user: string, role: string])[] = [
  ['malice', 'host'],
  ['Alice', 'user'],
  ['alice-2', 'admin'],
  ['bob', 'user'],
  ['a-bob', 'user'],
  ['', 'call_member'],
  ['ali\u202e', 'user'],
  ['bob', 'Admin'],
];
table.append(
  people.map(([user, role], at) => decodedRow({ user, session: `s${at}`, more: { roles: [role] } })),
  { read: 1, page: 1 },
);

const values = ({ found }: ReturnType<typeof suggestPeople>): readonly string[] =>
  found.map(({ value }) => value);

describe('suggestions while typing', () => {
  it('contain what was typed, whatever its capitals, beginnings first', () => {
    assert.deepEqual(values(suggestPeople(table, 'ALI', 9)), ['Alice', 'alice-2', 'ali\u202e', 'malice']);
    assert.deepEqual(values(suggestPeople(table, 'bo', 9)), ['bob', 'a-bob']);
    assert.deepEqual(values(suggestPeople(table, 'bo', 1)), ['bob']);
    assert.deepEqual(values(suggestPeople(table, 'zoe', 9)), []);
  });

  it('are each named once, without those that have no id', () => {
    assert.deepEqual(values(suggestPeople(table, '', 9)), [
      'a-bob',
      'Alice',
      'alice-2',
      'ali\u202e',
      'bob',
      'malice',
    ]);
  });

  it('say when there are more', () => {
    const two = suggestPeople(table, 'ali', 2);
    assert.deepEqual([values(two), two.more], [['Alice', 'alice-2'], true]);
    assert.equal(suggestPeople(table, 'ali', 4).more, false);
  });

  it('are safe to look at, and as they are for the filter', () => {
    assert.deepEqual(suggestPeople(table, '\u202e', 9).found, [{ shown: 'ali\\u202e', value: 'ali\u202e' }]);
  });

  it('leave out people who have no row any more', () => {
    const moved = createRowTable();
    moved.append([decodedRow({ user: 'gone' }), decodedRow({ user: 'here' })], { read: 1, page: 1 });
    moved.append([decodedRow({ user: 'here' })], { read: 2, page: 1 });
    moved.forgetUnseen(2);
    assert.deepEqual(values(suggestPeople(moved, '', 9)), ['here']);
  });

  it('name roles, too', () => {
    assert.deepEqual(values(suggestRoles(table, 'adm', 9)), ['Admin', 'admin']);
    assert.deepEqual(values(suggestRoles(table, 'm', 9)), ['Admin', 'admin', 'call_member']);
    assert.deepEqual(suggestRoles(table, '', 2), {
      found: [
        { shown: 'Admin', value: 'Admin' },
        { shown: 'admin', value: 'admin' },
      ],
      more: true,
    });
  });
});
