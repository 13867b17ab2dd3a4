/** Rows from one position to before another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Chosen positions as stretches: ascending, not empty, not touching. A million rows are one stretch. */
export type Selection = readonly Stretch[];

export const noSelection: Selection = [];

/** All of so many rows. */
export function allOf(rows: number): Selection {
  return rows > 0 ? [{ from: 0, to: rows }] : noSelection;
}

/** The stretch that reaches from one position to another, both in it. */
export function between(a: number, b: number): Stretch {
  return { from: Math.min(a, b), to: Math.max(a, b) + 1 };
}

export function countOf(selection: Selection): number {
  return selection.reduce((sum, { from, to }) => sum + to - from, 0);
}

export function isSelected(selection: Selection, position: number): boolean {
  let [low, high] = [0, selection.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const stretch = selection[middle];
    if (stretch === undefined || stretch.to <= position) low = middle + 1;
    else high = middle;
  }
  return (selection[low]?.from ?? Infinity) <= position;
}

/** With a stretch in it; those that it touches become one with it. */
export function withStretch(selection: Selection, added: Stretch): Selection {
  if (added.from >= added.to) return selection;
  const touched = selection.filter(({ from, to }) => from <= added.to && to >= added.from);
  return [
    ...selection.filter(({ to }) => to < added.from),
    {
      from: Math.min(added.from, touched[0]?.from ?? added.from),
      to: Math.max(added.to, touched.at(-1)?.to ?? added.to),
    },
    ...selection.filter(({ from }) => from > added.to),
  ];
}

export function withoutStretch(selection: Selection, removed: Stretch): Selection {
  return selection.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, removed.from) },
      { from: Math.max(from, removed.to), to },
    ].filter((left) => left.from < left.to),
  );
}

export function toggled(selection: Selection, position: number): Selection {
  const one = between(position, position);
  return isSelected(selection, position) ? withoutStretch(selection, one) : withStretch(selection, one);
}
