import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  emptyRowForm,
  filterOfForm,
  rowFormOf,
  technicalChoices,
  type RowForm,
} from '../../../../src/attendance/filter/row-form';
import { judgeRows } from '../../../../src/attendance/filter/row-judge';
import { checkRowFilter } from '../../../../src/attendance/filter/validate-rows';
import { english } from '../../../../src/attendance/text';
import type { DecodedObject } from '../../../../src/attendance/call';
import { marksOf, rowFilter, someRow, someTold, tableOf } from '../filter-arbitraries';

const text = fc.oneof(fc.constantFrom('alice', 'bob', '', '!anon', '__proto__', '\ud800'), fc.string());
const lists = (values: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.uniqueArray(values, { maxLength: 4 });

const someForm: fc.Arbitrary<RowForm> = fc.record(
  {
    users: lists(text),
    roles: lists(text),
    publisherTypes: lists(text),
    technical: fc.constantFrom(...technicalChoices),
  },
  { noNullPrototype: true },
);

/** Forms whose values occur in rows. */
const nearForm: fc.Arbitrary<RowForm> = fc.record({
  users: lists(fc.constantFrom('alice', 'bob', 'al', '')),
  roles: lists(fc.constantFrom('host', 'user', 'constructor')),
  publisherTypes: lists(fc.constantFrom('webrtc', 'rtmp', '')),
  technical: fc.constantFrom(...technicalChoices),
});

/** What a form says of a row as the SDK decoded it, with no code of the product. Undefined: it cannot be judged. */
function naive(form: RowForm, row: DecodedObject, isTechnical: boolean | undefined): boolean | undefined {
  const idOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  const roles: readonly unknown[] | undefined = Array.isArray(row['roles']) ? row['roles'] : undefined;
  const known = roles?.every((role) => typeof role === 'string') === true ? roles : undefined;
  const answers = [
    form.users.length === 0 || form.users.includes(idOf(row['user_id'])),
    form.publisherTypes.length === 0 || form.publisherTypes.includes(idOf(row['publisher_type'])),
    form.roles.length === 0 || known?.some((role) => form.roles.some((wanted) => wanted === role)),
    form.technical === 'any' ||
      (isTechnical === undefined ? undefined : isTechnical === (form.technical === 'only')),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

describe('A filter for rows as a form', () => {
  it('comes back from its filter as it was', () => {
    fc.assert(
      fc.property(someForm, (form) => {
        assert.deepEqual(rowFormOf(filterOfForm(form)), form);
      }),
    );
  });

  it('makes a filter that the check takes as it stands', () => {
    fc.assert(
      fc.property(someForm, (form) => {
        const filter = filterOfForm(form);
        assert.deepEqual(checkRowFilter(filter), { ok: true, filter });
      }),
    );
  });

  it('chooses the rows that it says', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 12 }), someTold, nearForm, (rows, told, form) => {
        const table = tableOf(rows);
        const judged = judgeRows(table, filterOfForm(form), marksOf(table, told));
        const expected = rows.map((row, at) => naive(form, row, told(at).get('is_tech_user')));
        const those = (answer: boolean | undefined): readonly number[] =>
          expected.flatMap((one, at) => (one === answer ? [at] : []));
        assert.deepEqual([...judged.rows], those(true));
        assert.deepEqual([...judged.unknownRows], those(undefined));
      }),
    );
  });

  it('means what a filter written in another way means, where it can express it', () => {
    let expressed = 0;
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 12 }), someTold, rowFilter, (rows, told, filter) => {
        const form = rowFormOf(filter);
        if (form === undefined) return;
        expressed++;
        const table = tableOf(rows);
        const marks = marksOf(table, told);
        assert.deepEqual(judgeRows(table, filterOfForm(form), marks), judgeRows(table, filter, marks));
      }),
      { numRuns: 500 },
    );
    assert.ok(expressed > 20, `only ${expressed} filters were ones that the form expresses`);
  });

  it('says each thing in the shortest way', () => {
    const form: RowForm = {
      users: ['alice', 'bob'],
      roles: ['host'],
      publisherTypes: ['rtmp'],
      technical: 'without',
    };
    assert.deepEqual(filterOfForm(form), {
      user_id: { $in: ['alice', 'bob'] },
      roles: { $in: ['host'] },
      publisher_type: 'rtmp',
      is_tech_user: false,
    });
    assert.deepEqual(filterOfForm(emptyRowForm), {});
    assert.deepEqual(filterOfForm({ ...emptyRowForm, users: ['bob', 'bob'] }), { user_id: 'bob' });
  });

  for (const [source, form] of [
    ['{}', emptyRowForm],
    ['{"user_id": {"$eq": "alice"}}', { ...emptyRowForm, users: ['alice'] }],
    ['{"$or": [{"user_id": "alice"}, {"user_id": "bob"}]}', { ...emptyRowForm, users: ['alice', 'bob'] }],
    [
      '{"$and": [{"roles": {"$contains": "host"}}, {"is_tech_user": true}]}',
      { ...emptyRowForm, roles: ['host'], technical: 'only' },
    ],
  ] as const) {
    it(`shows ${source}`, () => {
      assert.deepEqual(rowFormOf(checked(source)), form);
    });
  }

  for (const source of [
    '{"user_id": null}',
    '{"user_id": {"$autocomplete": "al"}}',
    '{"session_id": "s1"}',
    '{"duration_in_seconds": {"$gte": 300}}',
    '{"is_live": true}',
    '{"$or": [{"user_id": "alice"}, {"roles": {"$in": ["host"]}}]}',
    '{"$and": [{"user_id": {"$in": ["alice", "bob"]}}, {"user_id": {"$in": ["bob", "carol"]}}]}',
    '{"$and": [{"is_tech_user": true}, {"is_tech_user": false}]}',
    '{"$and": [{"roles": {"$in": ["host"]}}, {"roles": {"$in": ["user"]}}]}',
    '{"$and": [{"publisher_type": "sip"}, {"publisher_type": "rtmp"}]}',
  ]) {
    it(`does not claim to show ${source}`, () => {
      assert.equal(rowFormOf(checked(source)), undefined);
    });
  }
});

function checked(source: string): Parameters<typeof rowFormOf>[0] {
  const check = checkRowFilter(JSON.parse(source));
  if (!check.ok) assert.fail(check.problems.map((problem) => english(problem.text)).join(' '));
  return check.filter;
}
