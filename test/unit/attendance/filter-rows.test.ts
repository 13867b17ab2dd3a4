import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deepestFilter, longestFilter } from '../../../src/attendance/filter/parse';
import { rowFields } from '../../../src/attendance/filter/row-fields';
import {
  checkCallFilter,
  parseCallFilter,
  type CheckedFilter,
} from '../../../src/attendance/filter/validate';
import { checkRowFilter, parseRowFilter } from '../../../src/attendance/filter/validate-rows';
import { english } from '../../../src/attendance/text';
import { rowFilter } from './filter-arbitraries';

function problemsOf(checked: CheckedFilter): readonly string[] {
  return checked.ok
    ? []
    : checked.problems.map(({ text, line, column }) => `${line}:${column} ${english(text)}`);
}

const time = '2026-11-22T09:00:00Z';

describe('checking a filter for rows', () => {
  const taken: readonly unknown[] = [
    {},
    { user_id: 'alice', publisher_type: { $in: ['webrtc'] } },
    { session_id: { $in: ['s1'] }, user_session_id: { $autocomplete: 's' } },
    { user_id: null, publisher_type: { $exists: true }, joined_at: { $eq: null } },
    { roles: { $in: ['host'], $contains: 'user', $exists: true } },
    { joined_at: { $gte: time, $lt: '2026-11-22T10:00:00.5+05:30' }, left_at: time },
    { duration_in_seconds: { $gte: 300, $lt: 0.5 } },
    { duration_in_seconds: { $in: [-1, 0] } },
    { open: true, is_live: { $eq: false }, is_tech_user: false },
    { published_tracks: { $in: ['audio', 'video'] } },
    { $and: [{ open: false }, { $or: [{ user_id: 'a' }, {}] }] },
  ];
  for (const filter of taken) {
    it(`takes ${JSON.stringify(filter)} as it stands`, () => {
      assert.deepEqual(parseRowFilter(JSON.stringify(filter)), { ok: true, filter });
      assert.deepEqual(checkRowFilter(filter), { ok: true, filter });
    });
  }

  const allowed =
    'Allowed: duration_in_seconds, is_live, is_tech_user, joined_at, left_at, open, published_tracks, ' +
    'publisher_type, roles, session_id, user_id, user_session_id.';
  const refused: readonly (readonly [string, string])[] = [
    ['[]', '1:1 A filter is an object, such as {"user_id": "alice"}.'],
    ['{"id": "a"}', `1:2 Rows have no field “id”. ${allowed}`],
    ['{"__proto__": {"$eq": 1}}', `1:2 Rows have no field “__proto__”. ${allowed}`],
    ['{"constructor": 1}', `1:2 Rows have no field “constructor”. ${allowed}`],
    ['{"toString": {"$exists": true}}', `1:2 Rows have no field “toString”. ${allowed}`],
    ['{"hasOwnProperty": null}', `1:2 Rows have no field “hasOwnProperty”. ${allowed}`],
    ['{"custom.a": 1}', `1:2 Rows have no field “custom.a”. ${allowed}`],
    ['{"$where": "1"}', '1:2 $where cannot stand here. Allowed: a field, $and or $or.'],
    [
      '{"user_id": {"$gt": "a"}}',
      '1:14 “user_id” does not take $gt. Allowed: $eq, $in, $exists, $autocomplete.',
    ],
    [
      '{"user_id": {"__proto__": "a"}}',
      '1:14 “user_id” does not take __proto__. Allowed: $eq, $in, $exists, $autocomplete.',
    ],
    [
      '{"publisher_type": {"$autocomplete": "a"}}',
      '1:21 “publisher_type” does not take $autocomplete. Allowed: $eq, $in, $exists.',
    ],
    ['{"user_id": 7}', '1:13 “user_id” is compared with text.'],
    ['{"user_id": {"$in": ["a", null]}}', '1:27 “user_id” is compared with text.'],
    ['{"roles": "host"}', '1:11 “roles” takes no plain value. Allowed: $in, $contains, $exists.'],
    ['{"roles": null}', '1:11 “roles” takes no plain value. Allowed: $in, $contains, $exists.'],
    ['{"published_tracks": null}', '1:22 “published_tracks” is compared with text.'],
    ['{"duration_in_seconds": "300"}', '1:25 “duration_in_seconds” is compared with a number.'],
    ['{"duration_in_seconds": {"$gt": null}}', '1:33 “duration_in_seconds” is compared with a number.'],
    ['{"duration_in_seconds": 1e999}', '1:25 This number is too large.'],
    ['{"joined_at": "09:00"}', '1:15 “joined_at” is compared with a time such as "2026-11-22T09:00:00Z".'],
    ['{"open": null}', '1:10 “open” is compared with true or false.'],
    ['{"is_live": {"$exists": true}}', '1:14 “is_live” does not take $exists. Allowed: $eq.'],
    ['{"$or": [{"open": true}, {"opened": true}]}', `1:27 Rows have no field “opened”. ${allowed}`],
  ];
  for (const [source, expected] of refused) {
    it(`refuses ${source} at its place`, () => {
      assert.deepEqual(problemsOf(parseRowFilter(source)), [expected]);
      assert.equal(checkRowFilter(JSON.parse(source)).ok, false);
    });
  }

  it('refuses tracks that do not fit into one request', () => {
    const tracks = Array.from({ length: 51 }, (_, at) => `t${at}`);
    const many = { $or: [{ published_tracks: { $in: tracks } }, { open: true }] };
    const words =
      '1:1 One request to Stream holds at most 50 values, 4 kB in all. “published_tracks” has more.';
    assert.deepEqual(problemsOf(checkRowFilter(many)), [words]);
    assert.deepEqual(problemsOf(parseRowFilter(JSON.stringify(many))), [words]);
    assert.equal(checkRowFilter({ published_tracks: { $in: [...tracks.slice(0, 50), 't0'] } }).ok, true);
    assert.equal(checkRowFilter({ published_tracks: 'x'.repeat(4096) }).ok, false);
  });

  it('lists each field that it takes', () => {
    assert.equal(rowFields.names.length, 12);
    for (const name of rowFields.names) assert.ok(rowFields.find(name), name);
  });

  it('takes what it took again, as data and as text', () => {
    fc.assert(
      fc.property(rowFilter, (filter) => {
        const first = checkRowFilter(filter);
        assert.deepEqual(first, { ok: true, filter });
        assert.deepEqual(parseRowFilter(JSON.stringify(filter)), first);
        assert.deepEqual(parseRowFilter(JSON.stringify(filter, null, 2)), first);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes -0 as JSON does', () => {
    assert.deepEqual(parseRowFilter('{"duration_in_seconds": -0}'), {
      ok: true,
      filter: { duration_in_seconds: 0 },
    });
  });

  it('never throws', () => {
    const nearly = fc
      .tuple(rowFilter, fc.nat(), fc.constantFrom('', ',', '}', '"', '[', '\\', '\u0000', '$'))
      .map(([filter, at, piece]) => {
        const json = JSON.stringify(filter);
        const where = at % (json.length + 1);
        return json.slice(0, where) + piece + json.slice(where + 1);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), nearly), (source) => {
        const parsed = parseRowFilter(source);
        assert.ok(parsed.ok || parsed.problems.length > 0);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          const checked = checkRowFilter(value);
          assert.ok(checked.ok || checked.problems.length > 0);
        },
      ),
    );
  });
});

describe('filters that are data, not text', () => {
  const refusedAs = (value: unknown, words: RegExp): void => {
    for (const check of [checkRowFilter, checkCallFilter])
      assert.match(problemsOf(check(value)).join(), words);
  };
  const nested = (depth: number): unknown =>
    Array.from({ length: depth }).reduce<unknown>((inner) => ({ $and: [inner] }), {});

  it('may be as deep as a text, not deeper', () => {
    // An object and a list a level, and the object at the bottom.
    assert.equal(checkRowFilter(nested(deepestFilter / 2 - 1)).ok, true);
    assert.equal(parseRowFilter(JSON.stringify(nested(deepestFilter / 2 - 1))).ok, true);
    refusedAs(nested(deepestFilter / 2), /nested deeper than 32 levels/);
    refusedAs(nested(100_000), /nested deeper than 32 levels/);
  });

  it('may be as long as a text, not longer', () => {
    const holding = (length: number): unknown => ({
      user_id: { $in: Array.from({ length }, (_, at) => `u${at}`) },
    });
    assert.equal(checkRowFilter(holding(6000)).ok, true);
    assert.match(problemsOf(checkRowFilter(holding(20_000))).join(), /longer than 65536 characters/);
    refusedAs({ id: 'x'.repeat(longestFilter) }, /longer than 65536/);
    refusedAs({ ['x'.repeat(longestFilter)]: 1 }, /longer than 65536/);
    refusedAs(
      Array.from({ length: 200_000 }, () => 1),
      /longer than 65536/,
    );
  });

  it('may not go round in circles, or grow by sharing', () => {
    const circle: Record<string, unknown> = {};
    circle['$and'] = [circle];
    refusedAs(circle, /nested deeper/);
    const wide = Array.from({ length: 15 }).reduce<unknown>((inner) => ({ $and: [inner, inner, inner] }), {});
    refusedAs(wide, /longer than 65536|nested deeper/);
  });

  it('hold nothing that JSON lacks: it would not mean what it seems to', () => {
    const odd = [
      undefined,
      NaN,
      Infinity,
      1n,
      Symbol('a'),
      () => 'a',
      new Date(),
      new Map(),
      /a/,
      new Array(3),
    ];
    for (const value of odd) {
      refusedAs(value, /A filter holds only what JSON can hold/);
      refusedAs({ user_id: value }, /A filter holds only what JSON can hold/);
    }
    const bare: unknown = Object.assign(Object.create(null), { user_id: 'alice' });
    assert.equal(checkRowFilter(bare).ok, true);
  });
});

describe('filters that are wrong all over', () => {
  it('are told with their first hundred problems, in no time', () => {
    const sources = [
      `{${Array.from({ length: 6000 }, () => '"a" 1').join(',')}}`,
      `{${Array.from({ length: 6000 }, (_, at) => `"${at}":1`).join(',')}}`,
      `{${Array.from({ length: 6000 }, () => '"a":1').join(',')}}`,
    ];
    for (const source of sources) {
      for (const parse of [parseRowFilter, parseCallFilter])
        assert.equal(problemsOf(parse(source)).length, 100);
    }
  });
});
