import assert from 'node:assert/strict';
import { measure } from '../../../../src/attendance/figures/measure';
import { integral } from '../../../../src/attendance/figures/step-curve';
import { answer, counted, type Moment, type PassTold, type Place } from './oracle';
import type { Case } from './oracle-rows';
import { Dice, randomCase } from './oracle-sessions';
import { curvesOf, differenceAt, inputOf, toldBy } from './oracle-told';

const sessions = 10_000;
const groups = 10;

function check(task: Case): void {
  const measures = measure(inputOf(task));
  const expected = answer(task);
  const told = toldBy(measures);
  assert.deepEqual(told, expected.told);
  assert.equal(differenceAt(measures.certain, expected.certain), undefined);
  assert.equal(differenceAt(measures.upTo, expected.upTo), undefined);
}

function fails(task: Case): unknown {
  try {
    check(task);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The case without the rows that it fails without, so that a failure can be read. */
function smallest(task: Case): Case {
  for (let page = 0; page < task.pages.length; page++) {
    for (let row = 0; row < (task.pages[page]?.length ?? 0); row++) {
      const less = {
        ...task,
        pages: task.pages.map((rows, at) => (at === page ? rows.toSpliced(row, 1) : rows)),
      };
      if (fails(less) !== undefined) return smallest(less);
    }
  }
  return task;
}

describe('figures agree with an oracle that scans all rows', function () {
  this.timeout(120_000);
  for (let group = 0; group < groups; group++) {
    const [from, to] = [(group * sessions) / groups, ((group + 1) * sessions) / groups];
    it(`random sessions ${from} to ${to - 1}`, () => {
      for (let seed = from; seed < to; seed++) {
        const task = randomCase(seed);
        if (fails(task) === undefined) continue;
        const least = smallest(task);
        throw new Error(`Session ${seed}: ${JSON.stringify(least)}`, { cause: fails(least) });
      }
    });
  }

  it('a session of 24,000 rows over 66 days, of 400 stretches that the oracle takes one by one', () => {
    const dice = new Dice(11);
    const [stretches, hours4] = [400, 4 * 3_600_000];
    const context = { live: false, asOf: undefined, sessionStart: undefined, sessionEnd: undefined };
    const parts = Array.from({ length: stretches }, (_, stretch) => {
      const instant = (): number => Date.UTC(2026, 8, 1) + stretch * hours4 + 1000 * dice.below(3600);
      const rows = Array.from({ length: 60 }, (_, row) => {
        const [one, other] = [instant(), instant()];
        return {
          user_id: dice.chance(0.05) ? '!anon' : `user-${dice.below(100)}`,
          user_session_id: `${stretch}-${row}`,
          joined_at: new Date(Math.min(one, other)),
          left_at: new Date(Math.max(one, other)),
          publisher_type: dice.chance(0.02) ? 'rtmp' : 'webrtc',
        };
      });
      return { rows, answer: answer({ pages: [rows], context }) };
    });
    const inAnyOrder = parts
      .flatMap(({ rows }) => rows)
      .map((row) => ({ row, rank: dice.next() }))
      .sort((one, other) => one.rank - other.rank);
    const measures = measure(inputOf({ pages: [inAnyOrder.map(({ row }) => row)], context }));
    const told = toldBy(measures);
    const moments = parts.flatMap((part): readonly Moment[] => part.answer.certain);
    assert.equal(differenceAt(measures.certain, moments), undefined);
    const passes = parts.map((part): PassTold => part.answer.told.certain);
    for (const what of counted) {
      const peaks = passes.map(({ peaks }) => peaks[what]);
      const highest = Math.max(...peaks.map((peak) => peak?.value ?? 0));
      assert.deepEqual(
        told.certain.peaks[what],
        peaks.find((peak) => peak?.value === highest),
      );
      parts.forEach(({ answer: { told: part } }) => {
        const { [what]: curve } = curvesOf(measures.certain);
        const [from, to] = [part.firstJoin ?? NaN, part.lastCertainLeave ?? NaN];
        assert.equal(integral(curve, from, to), part.certain.areas[what]);
      });
    }
    assert.equal(
      told.certain.intervalMs,
      passes.reduce((sum, { intervalMs }) => sum + intervalMs, 0),
    );
    assert.equal(told.certain.presenceMs.size, 100);
    for (const [user, presence] of told.certain.presenceMs) {
      assert.equal(
        presence,
        passes.reduce((sum, { presenceMs }) => sum + (presenceMs.get(user) ?? 0), 0),
      );
      const lane = parts.flatMap((part): readonly Place[] => part.answer.told.lanes.get(user) ?? []);
      assert.deepEqual(told.lanes.get(user), lane);
      const seen = parts.filter((part) => part.answer.told.lanes.has(user));
      const within = seen.reduce((sum, part) => sum + (part.answer.told.rejoins.get(user)?.most ?? 0), 0);
      // Each stretch after the first is a rejoin too.
      assert.equal(told.rejoins.get(user)?.most, within + seen.length - 1);
    }
  });
});
