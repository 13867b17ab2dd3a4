import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';
import type { Filter } from '../../../src/attendance/filter/filter';
import { pushDown, type PushDown } from '../../../src/attendance/filter/push-down';
import { judgeRows } from '../../../src/attendance/filter/row-judge';
import {
  predicateFilter,
  predicateKey,
  serverPredicates,
  type RowMarks,
} from '../../../src/attendance/filter/server-predicates';
import { checkRowFilter } from '../../../src/attendance/filter/validate-rows';
import { marksOf, rowFilter, someRow, someTold, tableOf } from './filter-arbitraries';

/** Whether a row passes what was pushed down, as a server would see it. */
function passes(row: DecodedObject, filter: Filter): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    const operators = new Map<string, unknown>(Object.entries(condition ?? {}));
    const wanted = operators.get('$in') ?? [operators.get('$eq')];
    return Array.isArray(wanted) && wanted.includes(row[name]);
  });
}

function pushedBy(filter: Filter): PushDown | undefined {
  const checked = checkRowFilter(filter);
  assert.ok(checked.ok, JSON.stringify(filter));
  return pushDown(checked.filter);
}

function ids(count: number, name: (at: number) => string = (at) => `u${at}`): string[] {
  return Array.from({ length: count }, (_, at) => name(at));
}

describe('pushing a filter down', () => {
  it('lets through every row that matches or could not be judged', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 12 }), rowFilter, someTold, (given, filter, told) => {
        const table = tableOf(given);
        const pushed = pushDown(filter);
        const { rows, unknownRows } = judgeRows(table, filter, marksOf(table, told));
        for (const row of [...rows, ...unknownRows]) {
          if (pushed === undefined) continue;
          assert.ok(!pushed.nothing, 'nothing was said to match');
          assert.ok(passes(table.decoded(row), pushed.filter), 'the server would hold it back');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('happens often enough to be worth testing', () => {
    const kinds = new Set<string>();
    for (const filter of fc.sample(rowFilter, { numRuns: 1000, seed: 7 })) {
      const pushed = pushDown(filter);
      kinds.add(pushed === undefined ? 'no' : pushed.nothing ? 'nothing' : Object.keys(pushed.filter).join());
    }
    assert.deepEqual([...kinds].toSorted(), [
      'no',
      'nothing',
      'publisher_type',
      'user_id',
      'user_id,publisher_type',
    ]);
  });

  const someUser = (...users: readonly string[]): Filter => ({ user_id: { $in: users } });
  const pushed: readonly (readonly [Filter, Filter])[] = [
    [{ user_id: 'alice' }, { user_id: { $eq: 'alice' } }],
    [{ user_id: { $eq: 'alice' }, open: true }, { user_id: { $eq: 'alice' } }],
    [someUser('b', 'a', 'b'), { user_id: { $in: ['a', 'b'] } }],
    [
      { $and: [someUser('a', 'b'), { $and: [{ publisher_type: 'rtmp' }, someUser('c', 'b')] }] },
      { user_id: { $eq: 'b' }, publisher_type: { $eq: 'rtmp' } },
    ],
    [{ user_id: { $in: ['a', 'b'], $eq: 'a' } }, { user_id: { $eq: 'a' } }],
    [{ $or: [{ user_id: 'b' }, someUser('a', 'c')] }, { user_id: { $in: ['a', 'b', 'c'] } }],
    [
      { $or: [{ $and: [someUser('a', 'b'), someUser('b', 'c')] }, { user_id: 'd' }] },
      { user_id: { $in: ['b', 'd'] } },
    ],
    [{ $or: [{ user_id: 'a' }] }, { user_id: { $eq: 'a' } }],
    [{ user_id: { $in: ['a', ''], $eq: 'a' } }, { user_id: { $eq: 'a' } }],
    [{ user_id: '', publisher_type: 'rtmp' }, { publisher_type: { $eq: 'rtmp' } }],
    [{ user_id: '__proto__' }, { user_id: { $eq: '__proto__' } }],
  ];
  for (const [filter, expected] of pushed) {
    it(`takes ${JSON.stringify(expected)} out of ${JSON.stringify(filter)}`, () => {
      const part = pushedBy(filter);
      assert.ok(part?.nothing === false);
      assert.deepEqual(part.filter, expected);
    });
  }

  const notPushed: readonly Filter[] = [
    {},
    { user_id: null },
    { user_id: { $eq: null } },
    { user_id: '' },
    { user_id: { $in: ['alice', ''] } },
    { user_id: '\ud800' },
    { user_id: { $exists: true } },
    { user_id: { $exists: false } },
    { user_id: { $autocomplete: 'al' } },
    { session_id: 's1' },
    { user_session_id: 's1' },
    { is_live: true, published_tracks: 'audio', open: false, duration_in_seconds: 1 },
    { $or: [{ user_id: 'a' }, { publisher_type: 'rtmp' }] },
    { $or: [{ user_id: 'a' }, { open: true }] },
    { $or: [{ user_id: 'a', open: true }, { user_id: 'b' }] },
    { $or: [{ user_id: 'a' }, {}] },
  ];
  for (const filter of notPushed) {
    it(`takes nothing out of ${JSON.stringify(filter)}`, () => {
      assert.equal(pushedBy(filter), undefined);
    });
  }

  for (const filter of [
    { $and: [{ user_id: 'a' }, { user_id: 'b' }] },
    { user_id: { $in: ['a', 'b'], $eq: 'A' } },
    { user_id: { $eq: 'a', $exists: false } },
    { open: true, $and: [{ publisher_type: 'rtmp' }, { publisher_type: { $in: ['webrtc', 'srt'] } }] },
  ]) {
    it(`says that nothing matches ${JSON.stringify(filter)}`, () => {
      assert.deepEqual(pushedBy(filter), { nothing: true });
    });
  }

  it('says which users and publishers it asks for', () => {
    assert.deepEqual(pushedBy({ user_id: 'a', publisher_type: { $in: ['b', 'a'] } }), {
      nothing: false,
      filter: { user_id: { $eq: 'a' }, publisher_type: { $in: ['a', 'b'] } },
      userIds: ['a'],
      publisherTypes: ['a', 'b'],
    });
  });

  it('sends at most 50 values in all, the users first', () => {
    const both = (users: number, publishers: number): Filter => ({
      user_id: { $in: ids(users) },
      publisher_type: { $in: ids(publishers, (at) => `p${at}`) },
    });
    const fieldsOf = (filter: Filter): readonly string[] => {
      const part = pushedBy(filter);
      assert.ok(part?.nothing !== true);
      return Object.keys(part?.filter ?? {});
    };
    assert.deepEqual(fieldsOf(both(48, 2)), ['user_id', 'publisher_type']);
    assert.deepEqual(fieldsOf(both(49, 2)), ['user_id']);
    assert.deepEqual(fieldsOf(both(51, 2)), ['publisher_type']);
    assert.deepEqual(fieldsOf(both(51, 51)), []);
  });

  it('sends at most 4 kB, as they stand in a URL', () => {
    const sent = (users: readonly string[]): boolean => pushedBy({ user_id: { $in: users } }) !== undefined;
    assert.ok(sent(ids(50, (at) => `${at}-${'x'.repeat(60)}`)));
    assert.ok(!sent(ids(50, (at) => `${at}-${'é'.repeat(60)}`)));
    assert.ok(!sent(ids(2, (at) => `${at}-${'x'.repeat(4096)}`)));
  });
});

describe('predicates that only the server can tell', () => {
  it('are found at any depth, once each, normalised', () => {
    const found = serverPredicates({
      is_live: false,
      $or: [
        { published_tracks: { $in: ['video', 'audio', 'video'] }, is_live: { $eq: true } },
        { $and: [{ published_tracks: { $in: ['audio', 'video'] } }, { is_tech_user: true, user_id: 'a' }] },
        { published_tracks: 'audio' },
      ],
    });
    assert.deepEqual(found, [
      { field: 'is_live', value: true },
      { field: 'published_tracks', values: ['audio', 'video'] },
      { field: 'is_tech_user', value: true },
      { field: 'published_tracks', values: ['audio'] },
    ]);
    assert.equal(new Set(found.map(predicateKey)).size, 4);
    assert.deepEqual(found.map(predicateFilter), [
      { is_live: { $eq: true } },
      { published_tracks: { $in: ['audio', 'video'] } },
      { is_tech_user: { $eq: true } },
      { published_tracks: { $eq: 'audio' } },
    ]);
    assert.deepEqual(serverPredicates({ user_id: 'a' }), []);
  });

  it('have keys of their own even for odd tracks', () => {
    const keyOf = (...tracks: readonly string[]): readonly string[] =>
      serverPredicates({ published_tracks: { $in: tracks } }).map(predicateKey);
    assert.notDeepEqual(keyOf('a,b'), keyOf('a', 'b'));
    assert.notDeepEqual(keyOf('is_live'), serverPredicates({ is_live: true }).map(predicateKey));
  });

  it('are all that a judgement asks for', () => {
    fc.assert(
      fc.property(fc.array(someRow, { maxLength: 6 }), rowFilter, (given, filter) => {
        const planned = new Set(serverPredicates(filter).map(predicateKey));
        const marks: RowMarks = {
          has: (predicate) => {
            assert.ok(planned.has(predicateKey(predicate)));
            return false;
          },
        };
        const { unknown } = judgeRows(tableOf(given), filter, marks);
        assert.ok(unknown.every(({ reason }) => !reason.endsWith('not read')));
        for (const predicate of serverPredicates(filter))
          assert.ok(checkRowFilter(predicateFilter(predicate)).ok);
      }),
      { numRuns: 500 },
    );
  });
});
