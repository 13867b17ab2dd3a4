import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainRowFilter, rowFilterWords } from '../../../src/attendance/filter/explain-rows';
import type { Filter } from '../../../src/attendance/filter/filter';
import { english } from '../../../src/attendance/text';
import { rowFilter } from './filter-arbitraries';

const nine = '2026-11-22T09:00:00Z';
const ten = '2026-11-22T10:00:00+00:00';

describe('a filter for rows in words', () => {
  const cases: readonly (readonly [Filter, string])[] = [
    [{}, 'all rows'],
    [{ $and: [{}, {}] }, 'all rows'],
    [
      { user_id: { $in: ['alice', 'bob'] }, duration_in_seconds: { $gte: 300 } },
      'rows of alice or bob, of at least 5 minutes',
    ],
    [{ user_id: 'alice' }, 'rows of alice'],
    [{ user_id: { $in: ['a', 'b', 'c'] } }, 'rows of a, b or c'],
    [
      { user_id: { $in: Array.from({ length: 12 }, (_, at) => `u${at}`) } },
      'rows of u0, u1, u2, u3, u4, u5, u6, u7, u8 or one of 3 more',
    ],
    [{ user_id: '' }, 'rows of ""'],
    [{ user_id: ' a' }, 'rows of " a"'],
    [{ user_id: null }, 'rows without a user id'],
    [
      { user_id: { $exists: true, $autocomplete: 'al' } },
      'rows with a user id, of users whose id starts with al',
    ],
    [{ session_id: 's1' }, 'rows of user session s1'],
    [{ user_session_id: { $autocomplete: 's' } }, 'rows of user sessions whose id starts with s'],
    [{ user_session_id: { $exists: false } }, 'rows without a user session id'],
    [{ publisher_type: { $in: ['rtmp', 'srt'] } }, 'rows published by rtmp or srt'],
    [{ publisher_type: null }, 'rows without a publisher type'],
    [{ roles: { $in: ['host', 'admin'] } }, 'rows with role host or admin'],
    [{ roles: { $contains: 'host', $exists: true } }, 'rows with role host, whose roles are known'],
    [{ roles: { $exists: false } }, 'rows whose roles are not known'],
    [
      { joined_at: { $gte: nine, $lt: ten } },
      'rows joined from 2026-11-22 09:00:00 UTC to before 2026-11-22 10:00:00 UTC',
    ],
    [
      { left_at: { $gte: nine, $lt: ten } },
      'rows left from 2026-11-22 09:00:00 UTC to before 2026-11-22 10:00:00 UTC',
    ],
    [
      { joined_at: { $gte: nine }, left_at: { $lt: ten } },
      'rows joined at 2026-11-22 09:00:00 UTC or after, left before 2026-11-22 10:00:00 UTC',
    ],
    [{ joined_at: { $gt: '2026-11-22T09:00:00.0505Z' } }, 'rows joined after 2026-11-22 09:00:00.050 UTC'],
    [
      { joined_at: { $lt: nine, $lte: nine } },
      'rows joined before 2026-11-22 09:00:00 UTC, joined at 2026-11-22 09:00:00 UTC or before',
    ],
    [{ joined_at: nine }, 'rows joined at 2026-11-22 09:00:00 UTC'],
    [{ left_at: { $in: [nine, ten] } }, 'rows left at 2026-11-22 09:00:00 UTC or 2026-11-22 10:00:00 UTC'],
    [
      { left_at: { $gt: nine, $gte: nine, $lte: ten } },
      'rows left after 2026-11-22 09:00:00 UTC, left at 2026-11-22 09:00:00 UTC or after, left at 2026-11-22 10:00:00 UTC or before',
    ],
    [{ joined_at: null, left_at: { $exists: true } }, 'rows without a join time, with a leave time'],
    [{ duration_in_seconds: null }, 'rows without a duration'],
    [
      { duration_in_seconds: { $gt: 1, $lt: 60, $lte: 3600 } },
      'rows of more than 1 second, of less than 1 minute, of at most 1 hour',
    ],
    [
      { duration_in_seconds: { $in: [90, 5400, 7200, 90_061] } },
      'rows of exactly 1m 30s, 90 minutes, 2 hours or 25h 01m 01s',
    ],
    [
      { duration_in_seconds: { $in: [0.5, -1, 0, 1e12] } },
      'rows of exactly 0.5 seconds, -1 seconds, 0 seconds or 1000000000000 seconds',
    ],
    [{ open: true }, 'rows open (no leave time)'],
    [{ open: { $eq: false } }, 'rows not open (with a leave time)'],
    [{ is_live: true, is_tech_user: false }, 'rows live, as Stream says, of users who are not technical'],
    [{ is_live: false, is_tech_user: true }, 'rows not live, as Stream says, of technical users'],
    [{ published_tracks: { $in: ['video', 'audio'] } }, 'rows that published audio or video'],
    [{ $and: [{ user_id: 'a' }, { $and: [{ open: true }] }] }, 'rows of a, open (no leave time)'],
    [{ $or: [{ user_id: 'a' }, { user_id: 'b' }] }, 'rows of a or b'],
    [
      { $or: [{ user_id: 'a', open: true }, { roles: { $contains: 'host' } }, {}] },
      'rows any of: (of a, open (no leave time)); (with role host); (any row)',
    ],
  ];
  for (const [filter, expected] of cases) {
    it(expected, () => {
      assert.equal(rowFilterWords(filter, english), expected);
    });
  }

  it('is one clause for each condition', () => {
    const filter = { user_id: { $in: ['alice', 'bob'] }, duration_in_seconds: { $gte: 300 } };
    assert.deepEqual(explainRowFilter(filter, english), ['of alice or bob', 'of at least 5 minutes']);
    assert.deepEqual(explainRowFilter({}, english), []);
  });

  it('is told of every filter, and of what is none', () => {
    fc.assert(
      fc.property(rowFilter, (filter) => {
        const words = rowFilterWords(filter, english);
        assert.doesNotMatch(words, /undefined|NaN|Invalid|\{\w+\}|\(\)|, ,/);
        assert.equal(words === 'all rows', explainRowFilter(filter, english).length === 0);
      }),
      { numRuns: 1000 },
    );
    const circle: Record<string, unknown> = {};
    circle['$or'] = [circle];
    for (const filter of [{ id: 'a' }, circle, { user_id: 1n }])
      assert.equal(rowFilterWords(filter, english), 'rows by a filter that is not valid');
  });
});
