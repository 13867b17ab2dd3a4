import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callFilter, choicesOf, idPrefixOf, type CallChoices } from '../../../src/attendance/filter/build';
import { callFields } from '../../../src/attendance/filter/call-fields';
import { explainFilter } from '../../../src/attendance/filter/explain';
import { deepestFilter, longestFilter, parseJson } from '../../../src/attendance/filter/parse';
import {
  checkCallFilter,
  parseCallFilter,
  type CheckedFilter,
} from '../../../src/attendance/filter/validate';
import { english } from '../../../src/attendance/text';

function problemsOf(checked: CheckedFilter): readonly string[] {
  return checked.ok
    ? []
    : checked.problems.map(({ text, line, column }) => `${line}:${column} ${english(text)}`);
}

const time = '2026-11-22T09:00:00Z';

describe('parsing a filter', () => {
  it('takes exactly what JSON.parse takes, with the same value, but for names that stand twice', () => {
    const nearly = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', '//', '\n', '\\', '\u0000', '1'),
      )
      .map(([json, at, piece]) => {
        const where = at % (json.length + 1);
        return json.slice(0, where) + piece + json.slice(where);
      });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (source) => {
        let expected: unknown;
        let valid = true;
        try {
          expected = JSON.parse(source);
        } catch {
          valid = false;
        }
        const parsed = parseJson(source);
        if (parsed.ok) {
          assert.ok(valid, 'JSON.parse refuses it');
          assert.equal(JSON.stringify(parsed.value), JSON.stringify(expected));
        } else if (valid) {
          assert.match(
            parsed.problems.map((one) => english(one.text)).join(),
            /stands here twice|too large|nested deeper/,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  const refused: readonly (readonly [string, string])[] = [
    ['', '1:1 Type a filter as JSON.'],
    ['  ', '1:1 Type a filter as JSON.'],
    ['{"id": }', '1:8 A value is expected here.'],
    ['{"id": "a",}', '1:12 A property name in double quotes is expected here.'],
    ['{id: "a"}', '1:2 This is no JSON.'],
    ['{"id" "a"}', '1:7 A colon is expected here.'],
    ['{"id": "a" "b": 1}', '1:12 A comma is expected here.'],
    ['{"id": "a"', '1:11 A closing brace is expected here.'],
    ['{"id": {"$in": ["a"', '1:20 A closing bracket is expected here.'],
    ['{"id": "a"} {}', '1:13 The filter has ended here: nothing may follow.'],
    ['{"id": "a"} // x', '1:13 JSON has no comments.'],
    ['{\n  "id": "a,\n}', '2:9 Text that begins here does not end.'],
    ['{"id": "\\x"}', '1:8 This character cannot stand in JSON text: write it as an escape.'],
    ['{"id": "a", "id": "b"}', '1:13 “id” stands here twice. Use $and for two conditions on it.'],
    ['{"custom.n": 1e999}', '1:14 This number is too large.'],
    ['\r\n\r\n{"ids": 1}', '3:2 Calls have no field “ids”.'],
  ];
  for (const [source, expected] of refused) {
    it(`refuses ${JSON.stringify(source)} at its place`, () => {
      const [first] = problemsOf(parseCallFilter(source));
      assert.ok(first?.startsWith(expected), first);
    });
  }

  it('bounds length and depth before it parses', () => {
    const deep = '{"$and":['.repeat(100_000).slice(0, longestFilter);
    assert.match(problemsOf(parseCallFilter(deep)).join(), /nested deeper than 32 levels/);
    assert.match(problemsOf(parseCallFilter('['.repeat(longestFilter))).join(), /nested deeper/);
    assert.match(
      problemsOf(parseCallFilter(`{"id": "${'x'.repeat(longestFilter)}"}`)).join(),
      /longer than 65536/,
    );
    const allowed = `${'['.repeat(deepestFilter)}${']'.repeat(deepestFilter)}`;
    assert.equal(parseJson(allowed).ok, true);
    assert.equal(parseJson(`[${allowed}]`).ok, false);
  });

  it('does not count brackets inside text', () => {
    assert.equal(parseCallFilter(`{"id": "${'[{'.repeat(200)}"}`).ok, true);
  });
});

describe('checking a filter for calls', () => {
  const taken: readonly unknown[] = [
    {},
    { type: 'default' },
    { id: { $gte: 'stand', $lt: 'stand\uffff' } },
    { cid: { $in: ['a:b', 'a:c'] } },
    { team: null },
    { team: { $eq: null } },
    { team: { $exists: false } },
    { created_at: { $gte: time, $lt: '2026-11-22T09:00:00.123456789+05:30' } },
    { starts_at: time },
    { ongoing: true, backstage: { $eq: false } },
    { members: { $in: ['alice'] } },
    { 'custom.topic.name': { $autocomplete: 'st' } },
    { 'custom.n': { $gt: 3 } },
    { 'custom.tags': { $contains: 'x' } },
    { 'custom.text': { $q: 'x' } },
    { $and: [{ type: 'default' }, { $or: [{ id: 'a' }, { id: 'b' }] }] },
  ];
  for (const filter of taken) {
    it(`takes ${JSON.stringify(filter)} as it stands`, () => {
      assert.deepEqual(parseCallFilter(JSON.stringify(filter)), { ok: true, filter });
      assert.deepEqual(checkCallFilter(filter), { ok: true, filter });
    });
  }

  const refused: readonly (readonly [string, RegExp])[] = [
    ['[]', /^1:1 A filter is an object/],
    ['"default"', /^1:1 A filter is an object/],
    ['{"user_id": "a"}', /^1:2 Calls have no field “user_id”\. Allowed: backstage, cid, .*custom\.<path>/],
    ['{"__proto__": {"$eq": 1}}', /^1:2 Calls have no field “__proto__”/],
    ['{"constructor": 1}', /^1:2 Calls have no field “constructor”/],
    ['{"custom": {"a": 1}}', /^1:2 Calls have no field “custom”\. Allowed: .*custom\.<path>/],
    ['{"custom.": 1}', /no field “custom\.”/],
    ['{"custom..a": 1}', /no field/],
    ['{"$where": "1"}', /^1:2 \$where cannot stand here\. Allowed: a field, \$and or \$or\.$/],
    ['{"$nor": []}', /^1:2 \$nor cannot stand here/],
    [
      '{"id": {"$regex": "a"}}',
      /^1:9 “id” does not take \$regex\. Allowed: \$eq, \$in, \$exists, \$gt, \$gte, \$lt, \$lte\.$/,
    ],
    ['{"id": {"$autocomplete": "a"}}', /“id” does not take \$autocomplete/],
    ['{"id": {"$ne": "a"}}', /does not take \$ne/],
    ['{"id": {"__proto__": "a"}}', /does not take __proto__/],
    ['{"ongoing": {"$in": [true]}}', /“ongoing” does not take \$in\. Allowed: \$eq\./],
    ['{"members": "alice"}', /^1:13 “members” takes no plain value\. Allowed: \$in\./],
    ['{"id": ["a"]}', /^1:8 A list is given by \$in/],
    ['{"id": {}}', /“id” has no condition/],
    ['{"id": 1}', /^1:8 “id” is compared with text\./],
    ['{"id": {"$in": []}}', /\$in takes a list of at least one value/],
    ['{"id": {"$in": ["a", 2]}}', /^1:22 “id” is compared with text/],
    ['{"id": {"$in": "a"}}', /\$in takes a list/],
    ['{"id": {"$exists": 1}}', /\$exists takes true or false/],
    ['{"id": {"$gt": null}}', /“id” is compared with text/],
    ['{"ongoing": "yes"}', /“ongoing” is compared with true or false/],
    ['{"ongoing": null}', /“ongoing” is compared with true or false/],
    ['{"created_at": "yesterday"}', /“created_at” is compared with a time such as "2026-11-22T09:00:00Z"/],
    ['{"created_at": "2026-13-40T09:00:00Z"}', /compared with a time/],
    ['{"created_at": "2026-11-22T09:00:00"}', /compared with a time/],
    ['{"created_at": 1763802000}', /compared with a time/],
    ['{"custom.a": {"$q": 1}}', /\$q takes text/],
    ['{"custom.a": {"$contains": {"b": 1}}}', /compared with text, a number/],
    ['{"$or": []}', /\$or takes a list of at least one condition/],
    ['{"$and": {}}', /\$and takes a list/],
    ['{"$and": ["a"]}', /^1:11 Each item of \$and is an object/],
    ['{"$or": [{"id": "a"}, {"idd": "b"}]}', /^1:24 Calls have no field “idd”/],
  ];
  for (const [source, expected] of refused) {
    it(`refuses ${source} at its place`, () => {
      assert.match(problemsOf(parseCallFilter(source)).join('\n'), expected);
      assert.equal(checkCallFilter(JSON.parse(source)).ok, false);
    });
  }

  it('names every problem, not the first alone', () => {
    assert.deepEqual(
      problemsOf(parseCallFilter('{\n "a": 1,\n "id": 2\n}')).map((problem) => problem.slice(0, 3)),
      ['2:2', '3:8'],
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.equal(typeof checkCallFilter(value).ok, 'boolean');
      }),
    );
  });

  it('lists each field that it takes', () => {
    for (const name of callFields.names) {
      assert.notEqual(callFields.find(name.replace('<path>', 'x')), undefined);
    }
    assert.equal(callFields.names.length, 14);
  });
});

describe('filters from choices', () => {
  const choices: fc.Arbitrary<CallChoices> = fc.record(
    {
      types: fc.uniqueArray(fc.constantFrom('default', 'livestream', '__proto__'), { minLength: 1 }),
      idPrefix: fc.string({ minLength: 1 }),
      member: fc.string({ minLength: 1 }),
      team: fc.string({ minLength: 1 }),
      created: fc.record({ from: fc.nat(2e12), to: fc.nat(2e12) }),
      scheduled: fc.record({ from: fc.nat(2e12) }),
      ongoing: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it('are taken by the check and say the choices again', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const filter = callFilter(chosen);
        assert.deepEqual(checkCallFilter(filter), { ok: true, filter });
        const again = choicesOf(filter);
        assert.ok(again !== undefined);
        assert.deepEqual(callFilter(again), filter);
        assert.equal(again.idPrefix, chosen.idPrefix);
        assert.equal(again.member, chosen.member);
      }),
    );
  });

  it('write a prefix as a range that holds what begins with it', () => {
    const filter = callFilter({ idPrefix: 'stand' });
    assert.deepEqual(filter, { id: { $gte: 'stand', $lt: 'stand\uffff' } });
    assert.equal(idPrefixOf(filter), 'stand');
    assert.equal(idPrefixOf({ id: { $gte: 'stand', $lt: 'stane' } }), undefined);
    assert.equal(idPrefixOf({}), undefined);
  });

  it('are nothing where nothing was chosen', () => {
    assert.deepEqual(callFilter({}), {});
    assert.deepEqual(callFilter({ types: [], idPrefix: '', member: '', team: '', created: {} }), {});
  });

  it('are not read out of filters that say more', () => {
    for (const filter of [
      { id: 'a' },
      { ongoing: true, cid: 'a:b' },
      { members: { $in: ['a', 'b'] } },
      { $or: [{ id: 'a' }] },
    ]) {
      assert.equal(choicesOf(filter), undefined);
    }
  });
});

describe('a filter in words', () => {
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, readonly string[]])[] = [
    [{}, []],
    [{ type: 'default', ongoing: true }, ['type is default', 'ongoing']],
    [{ id: { $gte: 'stand', $lt: 'stand\uffff' } }, ['id starts with stand']],
    [{ ongoing: { $eq: false }, backstage: true }, ['not ongoing', 'in backstage']],
    [{ members: { $in: ['alice'] } }, ['with member alice']],
    [{ type: { $in: ['a', 'b'] } }, ['type is one of a, b']],
    [{ team: null }, ['team is not set']],
    [{ team: { $exists: true } }, ['team is set']],
    [
      { created_at: { $gte: time, $lt: '2026-11-23T09:00:00Z' } },
      [
        'created_at from 2026-11-22 09:00:00 UTC to before 2026-11-23 09:00:00 UTC'.replace(
          'created_at',
          'created',
        ),
      ],
    ],
    [{ starts_at: { $gt: time } }, ['starts_at is after 2026-11-22 09:00:00 UTC']],
    [{ starts_at: { $lte: time } }, ['starts_at is 2026-11-22 09:00:00 UTC or before']],
    [{ 'custom.a': { $gt: 1, $lte: 3 } }, ['custom.a is above 1', 'custom.a is at most 3']],
    [{ $and: [{ id: 'a' }, { team: 'b' }] }, ['id is a', 'team is b']],
    [{ $or: [{ id: 'a', team: 'b' }, { id: '' }] }, ['any of: (id is a, team is b); (id is "")']],
  ];
  for (const [filter, expected] of cases) {
    it(JSON.stringify(filter), () => {
      assert.deepEqual(explainFilter(filter, english), expected);
    });
  }
});
