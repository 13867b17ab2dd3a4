import type { Measures } from '../../../../src/attendance/figures/measure';
import type { MeasureInput } from '../../../../src/attendance/figures/placed-rows';
import { valueAt, type StepCurve } from '../../../../src/attendance/figures/step-curve';
import type { Sweep } from '../../../../src/attendance/figures/sweep';
import { flagsIn } from '../../../../src/attendance/row-flags';
import { createRowTable, type RowTable } from '../../../../src/attendance/row-table';
import { counted, type Counted, type Moment, type PassTold, type Place, type Told } from './oracle';
import type { Case } from './oracle-rows';

/** A case as the product takes it: its rows come through the table, page by page. */
export function inputOf(task: Case): MeasureInput & { readonly rows: RowTable } {
  const rows = createRowTable();
  task.pages.forEach((page, at) => rows.append(page, { read: 1, page: at + 1 }));
  const all = Array.from({ length: rows.length }, (_, row) => row);
  const { chosen, technical, anonymousRoles, context, window } = task;
  return {
    rows,
    context,
    selected: chosen === undefined ? undefined : Uint32Array.from(all.filter((row) => chosen[row] !== false)),
    window,
    technical: technical && Uint8Array.from(all, (row) => (technical[row] === true ? 1 : 0)),
    anonymousRoles: anonymousRoles && new Set(anonymousRoles),
  };
}

/** What was measured in the form of the oracle, by user id. */
export function toldBy(measures: Measures): Told {
  const { placed, unbounded, lanes, certain, upTo } = measures;
  const users = usersOf(measures);
  const byUser = <T>(of: (person: number) => T): Map<string, T> =>
    new Map(users.map((user, person) => [user, of(person)]));
  const place = (at: number): Place => [
    known(placed.start[at]),
    known(placed.certainEnd[at]),
    known(placed.upToEnd[at]),
  ];
  const [person, anonymous, ingress, technical] = placed.kinds;
  return {
    kinds: { person, anonymous, ingress, technical },
    unknownTypes: placed.unknownTypes,
    reportedSeconds: placed.reportedSeconds,
    rowsWithoutReported: placed.rowsWithoutReported,
    flags: Array.from(placed.flags, flagsIn),
    places: Array.from({ length: placed.length }, (_, at) => place(at)),
    firstJoin: known(placed.firstJoin),
    lastCertainLeave: known(placed.lastCertainLeave),
    lastUpToLeave: known(placed.lastUpToLeave),
    certain: passOf(certain, byUser),
    upTo: passOf(upTo, byUser),
    unbounded: {
      rows: unbounded.rows,
      person: unbounded.person,
      anonymous: unbounded.anonymous,
      people: users.filter((_, at) => unbounded.people[at] === 1).sort(),
    },
    presenceMs: measures.presenceMs,
    dwell: measures.dwell,
    average: measures.average,
    lanes: byUser((who) =>
      Array.from(lanes.places.subarray(lanes.offsets[who], lanes.offsets[who + 1]), place),
    ),
    rejoins: byUser((who) => ({
      most: lanes.rejoins.most[who] ?? NaN,
      fewest: lanes.rejoins.fewest[who] ?? NaN,
    })),
  };
}

/** Ids by person. */
export function usersOf({ input, placed }: Measures): string[] {
  return Array.from(placed.users, (user) => input.rows.userIdOf(user));
}

/** The curves of a sweep by the names of the oracle. */
export function curvesOf(sweep: Sweep): Counted<StepCurve> {
  return { rows: sweep.rows, people: sweep.people, fewest: sweep.fewestPeople, most: sweep.mostPeople };
}

/** The first moment at which curves differ from what was counted; a step where nothing changes is a difference too. */
export function differenceAt(sweep: Sweep, moments: readonly Moment[]): string | undefined {
  const curves = curvesOf(sweep);
  for (const name of counted) {
    const { [name]: curve } = curves;
    const { at, value } = curve;
    for (let step = 0; step < at.length; step++)
      if ((at[step - 1] ?? -Infinity) >= (at[step] ?? NaN) || (value[step - 1] ?? 0) === value[step])
        return `${name}: step ${step} is none`;
    if ((value.at(-1) ?? 0) !== 0) return `${name}: never ends`;
    for (const moment of moments) {
      const value = valueAt(curve, moment.at);
      if (value !== moment[name]) return `${name} at ${moment.at}: ${value}, not ${moment[name]}`;
    }
  }
  return undefined;
}

function passOf(sweep: Sweep, byUser: <T>(of: (person: number) => T) => Map<string, T>): PassTold {
  const { rows, people, fewest, most } = curvesOf(sweep);
  return {
    intervalMs: sweep.intervalMs,
    presenceMs: byUser((who) => sweep.presenceMs[who] ?? NaN),
    peaks: { rows: rows.peak, people: people.peak, fewest: fewest.peak, most: most.peak },
    areas: { rows: rows.area, people: people.area, fewest: fewest.area, most: most.area },
  };
}

function known(ms: number | undefined): number | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}
