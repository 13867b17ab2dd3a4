/** Stretches of positions in the table, from first to before end; `all` of it. */
export type Selection = 'all' | readonly { readonly from: number; readonly to: number }[];

/** The rows at the positions selected, each once, in the order of the table. */
export function selectedRows(order: Uint32Array, selection: Selection): Uint32Array {
  if (selection === 'all') return order;
  const chosen = new Uint32Array(order.length);
  let [count, end] = [0, 0];
  for (const { from, to } of selection.toSorted((one, other) => one.from - other.from)) {
    const part = order.subarray(Math.max(from, end), Math.max(to, end));
    chosen.set(part, count);
    count += part.length;
    end = Math.max(end, to);
  }
  return chosen.slice(0, count);
}
