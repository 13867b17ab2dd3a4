import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgePeople, type Judged } from '../../../../src/attendance/figures/threshold';
import type { Measures } from '../../../../src/attendance/figures/measure';
import { sessionStart } from '../decoded-rows';
import { live, measured, minute, type Stay } from './measured-rows';

const names = (measures: Measures, people: Uint32Array): readonly string[] =>
  [...people].map((person) => measures.input.rows.userIdOf(measures.placed.users[person] ?? -1));

function judged(
  measures: Measures,
  minutes: number,
  whole?: boolean,
): Record<'passes' | 'fails' | 'cannotTell', readonly string[]> {
  const { passes, fails, cannotTell }: Judged = judgePeople(measures, minutes * minute, whole);
  return {
    passes: names(measures, passes),
    fails: names(measures, fails),
    cannotTell: names(measures, cannotTell),
  };
}

describe('the person threshold', () => {
  const measures = measured([
    { user: 'once', joined: 0, left: 30 },
    { user: 'twice', joined: 0, left: 20 },
    { user: 'overlapping', joined: 0, left: 20 },
    { user: 'short', joined: 0, left: 29.999 },
    { user: 'twice', joined: 30, left: 50 },
    { user: 'overlapping', joined: 10, left: 25 },
    { user: 'no end', joined: 25 },
    { user: 'no end, late', joined: 40 },
    { user: 'no place', duration: 3600 },
  ]);

  it('is of the union of a person’s rows, and leaves open what cannot be told', () => {
    assert.deepEqual(judged(measures, 30), {
      passes: ['once', 'twice'],
      fails: ['overlapping', 'short', 'no end, late'],
      cannotTell: ['no end', 'no place'],
    });
  });

  it('leaves open who may have been present for exactly so long', () => {
    assert.deepEqual(judged(measures, 35).cannotTell, ['no end', 'no place']);
    assert.deepEqual(judged(measures, 35.001).cannotTell, ['no place']);
  });

  it('of nothing is passed by everybody, also by who has no place in time', () => {
    assert.equal(judged(measures, 0).passes.length, 7);
  });

  it('fails nobody while rows are unread', () => {
    assert.deepEqual(judged(measures, 30, false), {
      passes: ['once', 'twice'],
      fails: [],
      cannotTell: ['overlapping', 'short', 'no end', 'no end, late', 'no place'],
    });
  });

  it('is of the window', () => {
    const window = { from: sessionStart, to: sessionStart + 40 * minute };
    const stays: readonly Stay[] = [
      { user: 'clipped', joined: 20, left: 60 },
      { user: 'after', joined: 50 },
      { user: 'inside', joined: 0, left: 30 },
    ];
    assert.deepEqual(judged(measured(stays, undefined, { window }), 30), {
      passes: ['inside'],
      fails: ['clipped', 'after'],
      cannotTell: [],
    });
  });

  it('counts up to the as-of time of a live session as possible only', () => {
    const stays: readonly Stay[] = [
      { user: 'here', joined: 10 },
      { user: 'just here', joined: 30 },
      { user: 'gone', joined: 0, left: 35 },
    ];
    assert.deepEqual(judged(measured(stays, live), 30), {
      passes: ['gone'],
      fails: ['just here'],
      cannotTell: ['here'],
    });
  });

  it('judges no anonymous rows', () => {
    const { anonymousRows, passes } = judgePeople(
      measured([{ user: '!anon', joined: 0, left: 60 }, { user: '' }, { joined: 0, left: 60 }]),
      minute,
    );
    assert.equal(anonymousRows, 2);
    assert.equal(passes.length, 1);
  });

  it('refuses what is no length of time', () => {
    for (const bad of [-1, NaN, Infinity])
      assert.throws(() => judgePeople(measures, bad), RangeError, String(bad));
  });

  it('judges everybody once, and a longer threshold passes nobody more', () => {
    const time = fc.option(fc.integer({ min: -5, max: 70 }), { nil: undefined });
    const stay = fc.record({
      user: fc.constantFrom('a', 'b', 'c', 'd', '!anon'),
      joined: time,
      left: time,
      duration: fc.option(fc.integer({ min: -1, max: 4000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(stay, { maxLength: 12 }),
        fc.nat({ max: 70 }),
        fc.nat({ max: 20 }),
        (stays, minutes, more) => {
          const of = measured(stays);
          const [short, long] = [judged(of, minutes), judged(of, minutes + more)];
          const everybody = [...short.passes, ...short.fails, ...short.cannotTell];
          assert.deepEqual(new Set(everybody), new Set(names(of, Uint32Array.from(of.placed.users.keys()))));
          assert.equal(everybody.length, of.placed.users.length);
          for (const user of long.passes) assert.ok(short.passes.includes(user));
          for (const user of short.fails) assert.ok(long.fails.includes(user));
        },
      ),
      { numRuns: 150 },
    );
  });
});
