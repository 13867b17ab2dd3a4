import type { Basis, Coverage } from '../../../../src/attendance/figures/basis';
import { figuresOf } from '../../../../src/attendance/figures/figures';
import { measure, type Measures } from '../../../../src/attendance/figures/measure';
import type { Charted } from '../../../../src/panel/model/chart-range';
import { laneList, type LaneList, type LaneWish } from '../../../../src/panel/model/lane-order';
import { basisOf, totalsOf } from '../../attendance/figures/measured-rows';
import { randomCase } from '../../attendance/figures/oracle-sessions';
import { inputOf } from '../../attendance/figures/oracle-told';
import { atOnce } from './answer-of';

export interface ChartedOptions {
  readonly coverage?: Partial<Coverage>;
  readonly state?: Partial<Basis['state']>;
  readonly threshold?: number;
}

/** The part of an answer that charts are made from. By default all rows were read. */
export function charted(measures: Measures, { coverage, state, threshold }: ChartedOptions = {}): Charted {
  const { length } = measures.input.rows;
  const basis = basisOf({ read: length, of: length, ...coverage }, state);
  return { measures, basis, figures: figuresOf(measures, { basis, totals: totalsOf(), threshold }) };
}

/** Random sessions of all kinds of odd rows. */
export function* randomAnswers(count: number): Generator<Charted> {
  for (let seed = 0; seed < count; seed++) yield charted(measure(inputOf(randomCase(seed))));
}

/** Lanes in a single go. */
export function lanesOf(answer: Charted, wish: Partial<LaneWish> = {}): Promise<LaneList> {
  return laneList(answer, { order: 'firstJoin', choice: 'all', ...wish }, atOnce);
}

/** Ids of the lanes in their order; of rows of nobody with an id their kind. */
export function laneNames({ measures: { input, placed } }: Charted, list: LaneList): readonly string[] {
  return Array.from({ length: list.count }, (_, index) => {
    const of = list.at(index);
    if (of === undefined) return 'none';
    return 'other' in of ? of.other.kind : input.rows.userIdOf(placed.users[of.person] ?? -1);
  });
}
