import assert from 'node:assert/strict';
import fc from 'fast-check';
import { certainEndOf, flagBitsOf, flagsIn, startOf, upToEndOf } from '../../../src/attendance/row-flags';
import type { RowContext } from '../../../src/attendance/row-table';

const start = Date.UTC(2026, 10, 22, 9);
const end = start + 600_000;
const ended: RowContext = { live: false, asOf: undefined, sessionStart: start, sessionEnd: end };
const live: RowContext = { live: true, asOf: end, sessionStart: start, sessionEnd: undefined };

/** Joined, left (ms) and duration (seconds); NaN: unknown. */
type Times = readonly [number, number, number];

/** Times in ms from the session's start; undefined: unknown. */
function times(joined: number | undefined, left: number | undefined, duration?: number): Times {
  const at = (ms: number | undefined): number => (ms === undefined ? NaN : start + ms);
  return [at(joined), at(left), duration ?? NaN];
}

function flagsOf(row: Times, context: RowContext): readonly string[] {
  const [, left, seconds] = row;
  const begin = startOf(...row);
  return flagsIn(flagBitsOf(...row, begin, certainEndOf(begin, left, seconds), context));
}

describe('flags of a row', () => {
  const none = undefined;
  const cases: readonly (readonly [string, Times, RowContext, string])[] = [
    ['times and duration 1 s apart agree', times(0, 2000, 1), ended, ''],
    ['1 ms more and they do not', times(0, 2001, 1), ended, 'duration-mismatch'],
    ['a duration of 0 against real times is told', times(0, 60_000, 0), ended, 'duration-mismatch'],
    ['a duration of −1 proves no length', times(0, none, -1), ended, 'end-assumed'],
    ['1 s before the start is inside', times(-1000, 5, none), ended, ''],
    ['1 ms more is outside', times(-1001, 5, none), ended, 'outside-session'],
    ['1 s after the end is inside', times(0, 601_000, none), ended, ''],
    ['1 ms more is outside', times(0, 601_001, none), ended, 'outside-session'],
    ['left before the start of the session', times(none, -5000, none), ended, 'no-start outside-session'],
    ['joined at the end of the session', times(600_000, none, none), ended, 'no-end'],
    ['joined 1 ms before it', times(599_999, none, none), ended, 'end-assumed'],
    ['ended, end unknown', times(0, none, none), { ...ended, sessionEnd: none }, 'no-end'],
    ['live and joined at the as-of', times(600_000, none, none), live, 'open'],
    ['live and joined 1 ms later', times(600_001, none, none), live, 'joined-after-as-of open'],
    ['live and left', times(0, 5000, 5), live, ''],
    ['live without a start', times(none, none, 5), live, 'no-start'],
    ['no start: nothing is said of its end', times(none, none, none), ended, 'no-start'],
    ['a start told from 0 s is none', times(none, 5000, 0), ended, 'no-start'],
    ['leave and join at once', times(5, 5, 0), ended, 'zero'],
    ['leave 1 ms before join', times(5, 4, 0), ended, 'negative zero'],
  ];
  for (const [name, row, context, expected] of cases) {
    it(`${name}: ${expected === '' ? 'none' : expected}`, () => {
      assert.deepEqual(flagsOf(row, context), expected === '' ? [] : expected.split(' '));
    });
  }

  it('follow the rules for any times', () => {
    const ms = fc.option(fc.integer({ min: -10_000, max: 700_000 }), { nil: undefined });
    const duration = fc.option(fc.integer({ min: -1, max: 700 }), { nil: undefined });
    fc.assert(
      fc.property(ms, ms, duration, fc.boolean(), (joined, left, seconds, isLive) => {
        const row = times(joined, left, seconds);
        const context = isLive ? live : ended;
        const flags = flagsOf(row, context);
        const has = (flag: string): boolean => flags.some((one) => one === flag);
        const begin = startOf(...row);
        const certain = certainEndOf(begin, row[1], row[2]);
        const upTo = upToEndOf(certain, row[1], row[2], context);
        assert.equal(has('no-start'), Number.isNaN(begin));
        assert.equal(has('start-from-duration'), !Number.isNaN(begin) && joined === undefined);
        assert.equal(Number.isNaN(upTo), has('no-start') || has('no-end'));
        if (Number.isNaN(begin)) return;
        assert.ok(certain >= begin);
        assert.ok(!(upTo < certain));
        assert.equal(has('end-assumed'), upTo > certain && !isLive);
        // A row without a leave says how its end is known, a row with one never.
        const tails = ['open', 'end-from-duration', 'end-assumed', 'no-end'].filter(has);
        assert.equal(tails.length > 0, left === undefined);
        assert.equal(has('open'), isLive && left === undefined);
        if (has('negative')) assert.ok(has('zero'));
        if (has('zero')) assert.equal(certain, begin);
        assert.deepEqual(flags, flags.toSorted());
      }),
      { numRuns: 2000 },
    );
  });
});
