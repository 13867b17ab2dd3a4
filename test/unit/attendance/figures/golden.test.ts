import assert from 'node:assert/strict';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import type { StepCurve } from '../../../../src/attendance/figures/step-curve';
import type { Sweep } from '../../../../src/attendance/figures/sweep';
import { createRowTable } from '../../../../src/attendance/row-table';
import { decodedRow, sessionStart } from '../decoded-rows';
import vectors from '../vectors.json';
import { usersOf } from './oracle-told';

type Worked = (typeof vectors.cases)[number];

/** Time of the fixture, ms since 1970. */
function time(ms: number | null | undefined): number | undefined {
  return ms === null || ms === undefined ? undefined : sessionStart + ms;
}

function measured({ live, asOf, sessionEnd, rows, ...more }: Worked): Measures {
  const table = createRowTable();
  const value = (field: string | number | null | undefined): number | null =>
    typeof field === 'number' ? field : null;
  for (const page of new Set(rows.map((row) => Number(row[5])))) {
    const decoded = rows
      .filter((row) => row[5] === page)
      .map(([user, session, joined, left, duration]) =>
        decodedRow({
          user: String(user),
          session: String(session),
          joined: value(joined),
          left: value(left),
          duration: value(duration),
        }),
      );
    table.append(decoded, { read: 1, page });
  }
  const window = 'window' in more ? more.window : undefined;
  return measure({
    rows: table,
    context: { live, asOf: time(asOf), sessionStart, sessionEnd: time(sessionEnd) },
    window: window && { from: time(window[0]), to: time(window[1]) },
  });
}

function peakOf({ peak }: StepCurve): readonly [value: number, at: number | null] {
  return peak === undefined ? [0, null] : [peak.value, peak.at - sessionStart];
}

/** A sweep in the words of the fixture. */
function told(sweep: Sweep, users: readonly string[]): object {
  const [peakRows, peakRowsAt] = peakOf(sweep.rows);
  const [peakPeople, peakPeopleAt] = peakOf(sweep.people);
  const presenceMs = Object.fromEntries(users.map((user, who) => [user, sweep.presenceMs[who]]));
  return { intervalMs: sweep.intervalMs, presenceMs, peakRows, peakRowsAt, peakPeople, peakPeopleAt };
}

describe('figures of the worked cases', () => {
  for (const worked of vectors.cases) {
    const { name, expected } = worked;
    it(name, () => {
      const measures = measured(worked);
      const { placed, certain, upTo, unbounded, presenceMs, dwell } = measures;
      const users = usersOf(measures);
      assert.equal(placed.length, expected.rows);
      assert.equal(users.length, expected.people);
      assert.equal(placed.reportedSeconds, expected.reportedSeconds);
      assert.equal(placed.rowsWithoutReported, expected.rowsWithoutReported);
      assert.deepEqual(told(certain, users), expected.certain);
      // All rows of the worked cases are of people: where one has no bound no figure of the session has.
      assert.equal(unbounded.rows === 0, expected.upTo !== null);
      assert.equal(unbounded.person, unbounded.rows);
      assert.equal(presenceMs.upTo === undefined, expected.upTo === null);
      assert.equal(dwell?.mean.upTo === undefined, expected.upTo === null || users.length === 0);
      if (expected.upTo !== null) assert.deepEqual(told(upTo, users), expected.upTo);
    });
  }

  it('which are all 32, one with a window and one with a threshold', () => {
    assert.equal(vectors.cases.length, 32);
    assert.equal(vectors.cases.filter((worked) => 'window' in worked).length, 1);
    assert.equal(vectors.cases.filter((worked) => 'thresholdMs' in worked).length, 1);
  });

  it('tell by bounds of presence who passes a threshold, which is not what a filter of rows tells', () => {
    for (const worked of vectors.cases) {
      const { thresholdMs } = worked;
      const { atLeastThreshold, cannotBeTold, rowsPassingSameRowFilter } = worked.expected;
      if (thresholdMs === undefined) continue;
      const measures = measured(worked);
      const { certain, upTo, unbounded, input, placed } = measures;
      const reaches = (sweep: Sweep, who: number): boolean => (sweep.presenceMs[who] ?? NaN) >= thresholdMs;
      const users = usersOf(measures);
      const mayPass = users.filter((_, who) => unbounded.people[who] === 1 || reaches(upTo, who));
      const pass = users.filter((_, who) => reaches(certain, who));
      assert.deepEqual(pass, atLeastThreshold);
      assert.deepEqual(
        mayPass.filter((user) => !pass.includes(user)),
        cannotBeTold,
      );
      const long = Array.from(placed.row).filter(
        (row) => (input.rows.reportedSeconds(row) ?? NaN) * 1000 >= thresholdMs,
      );
      assert.equal(long.length, rowsPassingSameRowFilter);
    }
  });
});
