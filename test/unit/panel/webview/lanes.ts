import type { PanelLane, PanelMark } from '../../../../src/panel/protocol/shown';

/** A lane of one person, in ms from 0. */
export function laneOf(marks: readonly Partial<PanelMark>[], others: Partial<PanelLane> = {}): PanelLane {
  return {
    kind: 'person',
    person: 0,
    name: 'alice',
    presence: '42m',
    verdict: null,
    marks: marks.map((mark, row) => markOf({ row, ...mark })),
    gaps: [],
    withoutPlace: 0,
    text: 'alice',
    ...others,
  };
}

export function markOf(mark: Partial<PanelMark>): PanelMark {
  const { start = 0, certainEnd = start } = mark;
  return {
    row: 0,
    rows: 1,
    start,
    certainEnd,
    upToEnd: certainEnd,
    label: 'first',
    tick: false,
    text: '',
    ...mark,
  };
}
