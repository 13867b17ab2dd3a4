import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecodedObject } from '../../../src/attendance/call';
import type { Filter } from '../../../src/attendance/filter/filter';
import {
  compileRowFilter,
  judgeRows,
  judgingRows,
  type JudgedRows,
} from '../../../src/attendance/filter/row-judge';
import { noMarks, type RowMarks } from '../../../src/attendance/filter/server-predicates';
import { unjudgedText } from '../../../src/attendance/filter/unjudged';
import { english } from '../../../src/attendance/text';
import { decodedRow, sessionStart } from './decoded-rows';
import {
  allOf,
  anyOf,
  marksOf,
  rowFilter,
  someRow,
  someTold,
  tableOf,
  type Told,
} from './filter-arbitraries';

const rows = fc.array(someRow, { maxLength: 12 });

/** The meaning of a filter on a row as the SDK decoded it, with no code of the product. Undefined: unknown. */
function naive(
  filter: Readonly<Record<string, unknown>>,
  row: DecodedObject,
  told: Told,
): boolean | undefined {
  return allOf(
    Object.entries(filter).map(([name, value]) => {
      if (name === '$and' || name === '$or') {
        const parts: unknown[] = Array.isArray(value) ? value : [];
        const answers = parts.map((part) => naive(objectOf(part), row, told));
        return name === '$and' ? allOf(answers) : anyOf(answers);
      }
      const isObject = typeof value === 'object' && value !== null;
      const operators = isObject ? objectOf(value) : { $eq: value };
      return allOf(
        Object.entries(operators).map(([operator, operand]) => naiveOne(name, operator, operand, row, told)),
      );
    }),
  );
}

function naiveOne(
  name: string,
  operator: string,
  operand: unknown,
  row: DecodedObject,
  told: Told,
): boolean | undefined {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (name === 'is_live' || name === 'is_tech_user') {
    const answer = told.get(name);
    return answer === undefined ? undefined : answer === operand;
  }
  if (name === 'published_tracks') return anyOf(list.map((track) => told.get(String(track))));
  if (name === 'open') return (naiveValue('left_at', row) === undefined) === operand;
  const value = naiveValue(name === 'session_id' ? 'user_session_id' : name, row);
  const isSet = value !== undefined && value !== '';
  if (operator === '$exists') return isSet === operand;
  if (operator === '$eq' && operand === null) return !isSet;
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return list.some((role) => value.includes(role));
  if (operator === '$autocomplete')
    return typeof operand === 'string' && typeof value === 'string' && value.startsWith(operand);
  if (typeof value === 'string') return list.includes(value);
  const others = list.map((one) => (typeof one === 'number' ? one : new Date(String(one)).getTime()));
  return others.some((other) => {
    if (operator === '$gt') return Number(value) > other;
    if (operator === '$gte') return Number(value) >= other;
    if (operator === '$lt') return Number(value) < other;
    return operator === '$lte' ? Number(value) <= other : value === other;
  });
}

function naiveValue(name: string, row: DecodedObject): unknown {
  const value = new Map<string, unknown>(Object.entries(row)).get(name);
  switch (name) {
    case 'joined_at':
    case 'left_at': {
      const isIso = typeof value === 'string' && /^\d{4}-/.test(value);
      const ms =
        typeof value === 'number' ? value / 1e6 : value instanceof Date || isIso ? +new Date(value) : NaN;
      return Math.floor(ms) > 0 ? Math.floor(ms) : undefined;
    }
    case 'duration_in_seconds':
      return Number.isFinite(value) && Number(value) >= 0 ? value : undefined;
    case 'roles':
      return Array.isArray(value) && value.every((role) => typeof role === 'string') ? value : undefined;
    default:
      return typeof value === 'string' ? value : '';
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}

function indexes(judged: JudgedRows): { rows: number[]; unknownRows: number[] } {
  return { rows: [...judged.rows], unknownRows: [...judged.unknownRows] };
}

/** The rows with these durations, times and so on; `s1` is the only connection. */
function judged(filter: Filter, ...given: readonly DecodedObject[]): JudgedRows {
  return judgeRows(tableOf(given), filter);
}

describe('judging rows by a filter', () => {
  it('agrees with a plain reading of the filter, three-valued', () => {
    fc.assert(
      fc.property(rows, rowFilter, someTold, (given, filter, told) => {
        const table = tableOf(given);
        const expected = given.map((row, at) => naive(filter, row, told(at)));
        const found = judgeRows(table, filter, marksOf(table, told));
        assert.deepEqual(indexes(found), {
          rows: given.flatMap((_, at) => (expected[at] === true ? [at] : [])),
          unknownRows: given.flatMap((_, at) => (expected[at] === undefined ? [at] : [])),
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('judges one row as it judges all of them', () => {
    fc.assert(
      fc.property(rows, rowFilter, someTold, (given, filter, told) => {
        const table = tableOf(given);
        const marks = marksOf(table, told);
        const found = indexes(judgeRows(table, filter, marks));
        const one = compileRowFilter(filter)(table, marks);
        for (const at of given.keys()) {
          const expected = found.rows.includes(at)
            ? 'yes'
            : found.unknownRows.includes(at)
              ? 'unknown'
              : 'no';
          assert.equal(one(at), expected);
        }
      }),
    );
  });

  it('never takes more rows when a condition is added', () => {
    fc.assert(
      fc.property(rows, rowFilter, rowFilter, someTold, (given, one, other, told) => {
        const table = tableOf(given);
        const marks = marksOf(table, told);
        const before = judgeRows(table, one, marks);
        for (const both of [{ $and: [one, other] }, { $and: [other, one] }]) {
          const after = judgeRows(table, both, marks);
          assert.ok(after.rows.every((row) => before.rows.includes(row)));
          assert.ok(
            after.unknownRows.every((row) => before.rows.includes(row) || before.unknownRows.includes(row)),
          );
        }
      }),
    );
  });

  it('makes nothing of how $and and $or are nested and ordered', () => {
    fc.assert(
      fc.property(rows, fc.tuple(rowFilter, rowFilter, rowFilter), someTold, (given, [a, b, c], told) => {
        const table = tableOf(given);
        const marks = marksOf(table, told);
        const judge = (filter: Filter): JudgedRows => judgeRows(table, filter, marks);
        for (const group of ['$and', '$or']) {
          const expected = judge({ [group]: [a, b, c] });
          assert.deepEqual(judge({ [group]: [{ [group]: [a, b] }, c] }), expected);
          assert.deepEqual(judge({ [group]: [{ [group]: [c, { [group]: [b] }] }, a, a] }), expected);
        }
        assert.deepEqual(judge({ $and: [a] }), judge(a));
        assert.deepEqual(judge({ $or: [a] }), judge(a));
        assert.deepEqual(judge({ $and: [a, {}] }), judge(a));
        assert.equal(judge({ $or: [a, {}] }).rows.length, given.length);
      }),
    );
  });

  it('does not know exactly those rows whose value $exists says is not there', () => {
    const comparisons: readonly (readonly [string, Filter])[] = [
      ['duration_in_seconds', { $gte: 300 }],
      ['joined_at', { $lt: new Date(sessionStart).toISOString() }],
      ['left_at', { $in: [new Date(sessionStart).toISOString()] }],
      ['roles', { $contains: 'host' }],
    ];
    fc.assert(
      fc.property(rows, fc.constantFrom(...comparisons), (given, [field, comparison]) => {
        const compared = judged({ [field]: comparison }, ...given);
        const absent = judged({ [field]: { $exists: false } }, ...given);
        assert.deepEqual([...compared.unknownRows], [...absent.rows]);
        assert.equal(absent.unknownRows.length, 0);
        assert.equal(
          judged({ [field]: { $exists: true } }, ...given).rows.length + absent.rows.length,
          given.length,
        );
      }),
    );
  });

  it('fails two rows of 20 minutes by a filter of 30 minutes, though the person stayed 40', () => {
    const given = [
      decodedRow({ session: 's1', joined: 0, left: 1_200_000, duration: 1200 }),
      decodedRow({ session: 's2', joined: 1_200_000, left: 2_400_000, duration: 1200 }),
    ];
    const half = judged({ user_id: 'alice', duration_in_seconds: { $gte: 1800 } }, ...given);
    assert.deepEqual(indexes(half), { rows: [], unknownRows: [] });
    assert.deepEqual(judged({ duration_in_seconds: { $gte: 1200 } }, ...given).rows.length, 2);
  });

  it('takes all rows by an empty filter, and none of an empty table', () => {
    assert.deepEqual(indexes(judged({}, decodedRow({}), decodedRow({}))), { rows: [0, 1], unknownRows: [] });
    assert.deepEqual(judged({ user_id: 'alice' }), {
      rows: new Uint32Array(0),
      unknownRows: new Uint32Array(0),
      unknown: [],
    });
  });

  it('compares ids to the letter, and knows no other name than a field’s', () => {
    const given = ['alice', 'Alice', 'alice ', '__proto__', 'malice'].map((user) => decodedRow({ user }));
    assert.deepEqual([...judged({ user_id: 'alice' }, ...given).rows], [0]);
    assert.deepEqual([...judged({ user_id: { $autocomplete: 'alice' } }, ...given).rows], [0, 2]);
    assert.deepEqual([...judged({ user_id: { $in: ['__proto__', 'toString'] } }, ...given).rows], [3]);
  });

  it('compares times in whole milliseconds', () => {
    const given = [0, 1, 2].map((ms) => decodedRow({ joined: ms }));
    const at = (end: string): string => `2026-11-22T09:00:00.001${end}`;
    assert.deepEqual([...judged({ joined_at: at('Z') }, ...given).rows], [1]);
    assert.deepEqual([...judged({ joined_at: at('999999Z') }, ...given).rows], [1]);
    assert.deepEqual([...judged({ joined_at: { $gt: at('999999Z') } }, ...given).rows], [2]);
    assert.deepEqual([...judged({ joined_at: '2026-11-22T14:30:00.001+05:30' }, ...given).rows], [1]);
    assert.deepEqual([...judged({ joined_at: '2026-11-22t09:00:00.001z' }, ...given).rows], [1]);
  });

  it('calls a row open that has no time of leaving, whatever stands there instead', () => {
    const given = [
      decodedRow({ joined: 0, left: 5 }),
      decodedRow({ joined: 0, left: null }),
      decodedRow({ joined: 0, more: { left_at: new Date('0001-01-01T00:00:00Z') } }),
    ];
    assert.deepEqual(indexes(judged({ open: true }, ...given)), { rows: [1, 2], unknownRows: [] });
    assert.deepEqual(indexes(judged({ open: false }, ...given)), { rows: [0], unknownRows: [] });
  });

  it('refuses a filter that was not checked', () => {
    for (const filter of [
      { id: 'a' },
      { user_id: { $eq: 1 } },
      { $and: ['a'] },
      { $where: 'x' },
      { toString: 'x' },
    ]) {
      assert.throws(() => judged(filter), TypeError, JSON.stringify(filter));
    }
  });
});

describe('rows that could not be judged', () => {
  const withDuration = [300, null, undefined, null].map((duration, at) =>
    decodedRow({ session: `s${at}`, joined: 0, ...(duration === undefined ? {} : { duration }) }),
  );
  const wordsOf = (found: JudgedRows): string | undefined => {
    const words = unjudgedText(found, english);
    return words === undefined ? undefined : english(words);
  };

  it('are counted and told with what they lack', () => {
    const found = judged({ duration_in_seconds: { $gte: 300 } }, ...withDuration);
    assert.deepEqual(indexes(found), { rows: [0], unknownRows: [1, 2, 3] });
    assert.deepEqual(found.unknown, [{ reason: 'no duration', rows: 3 }]);
    assert.equal(wordsOf(found), '3 rows could not be judged (no duration)');
  });

  it('are told with all that they lack, but not with what did not matter', () => {
    const noon = '2026-11-22T12:00:00Z';
    const filter = { duration_in_seconds: { $gt: 1 }, left_at: { $lt: noon } };
    const both = judged(filter, ...withDuration);
    assert.deepEqual(both.unknown, [
      { reason: 'no duration', rows: 3 },
      { reason: 'no leave time', rows: 4 },
    ]);
    assert.equal(wordsOf(both), '4 rows could not be judged (no duration, no leave time)');
    assert.equal(wordsOf(judged({ ...filter, user_id: 'bob' }, ...withDuration)), undefined);
    assert.equal(wordsOf(judged({ $or: [filter, { user_id: 'alice' }] }, ...withDuration)), undefined);
    const one = judged(
      { $or: [{ roles: { $in: ['x'] } }, { user_id: 'bob' }] },
      decodedRow({ more: { roles: null } }),
    );
    assert.equal(wordsOf(one), '1 row could not be judged (no roles)');
  });

  it('are those whose mark was not read', () => {
    const table = tableOf([decodedRow({ user: 'a' }), decodedRow({ user: 'b' }), decodedRow({ user: 'c' })]);
    const marks: RowMarks = {
      has: (predicate, key) => {
        assert.deepEqual(predicate, { field: 'is_live', value: true });
        return new Map([
          [table.key(0), true],
          [table.key(1), false],
        ]).get(key);
      },
    };
    assert.deepEqual(indexes(judgeRows(table, { is_live: true }, marks)), { rows: [0], unknownRows: [2] });
    const not = judgeRows(table, { is_live: false }, marks);
    assert.deepEqual(indexes(not), { rows: [1], unknownRows: [2] });
    assert.equal(wordsOf(not), '1 row could not be judged (not read which rows are live)');
    const none = judgeRows(table, { is_tech_user: false, published_tracks: 'audio' }, noMarks);
    assert.equal(
      wordsOf(none),
      '3 rows could not be judged (not read which users are technical, not read which tracks were published)',
    );
  });

  it('ask for no mark where the rest of the filter decides', () => {
    const table = tableOf([decodedRow({})]);
    const marks: RowMarks = { has: () => assert.fail('asked') };
    assert.equal(judgeRows(table, { is_live: true, user_id: 'bob' }, marks).rows.length, 0);
    assert.equal(judgeRows(table, { $or: [{ is_live: true }, { user_id: 'alice' }] }, marks).rows.length, 1);
  });
});

describe('judging very many rows', () => {
  const many = tableOf(
    Array.from({ length: 40_000 }, (_, at) =>
      decodedRow({ user: `u${at % 500}`, session: `s${at}`, joined: at, duration: at % 2 === 0 ? at : null }),
    ),
  );
  const filter = { user_id: { $in: ['u3', 'u4'] }, duration_in_seconds: { $gte: 100 } };

  it('pauses on the way, with the same answer', () => {
    const steps = judgingRows(many, filter);
    const told: number[] = [];
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) told.push(step.value);
    assert.deepEqual(told, [16_384, 32_768]);
    assert.deepEqual(step.value, judgeRows(many, filter));
    assert.deepEqual(step.value.unknown, [{ reason: 'no duration', rows: 80 }]);
    assert.equal(step.value.rows.length, 79);
  });
});
