import type { Ms } from '../../attendance/instant';
import { lastOf } from '../../attendance/figures/placed-rows';
import type { AttendanceAnswer } from '../../book/book';

/** A stretch of time: whole ms, `from` before `to`. */
export interface ChartRange {
  readonly from: Ms;
  readonly to: Ms;
}

/** What an answer of rows needs for its charts. */
export type Charted = Pick<AttendanceAnswer, 'measures' | 'basis' | 'figures'>;

/** What the charts span, and how many rows lie wholly outside of it. */
export interface ChartSpan {
  readonly range: ChartRange;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
}

/** On each side of a single instant. */
const marginMs = 30_000;
const known = new WeakMap<Charted['measures'], { readonly span: ChartSpan | undefined }>();

/**
 * What the charts span: the sides of the window; where they are open, from the earliest of session start and first join to
 * the latest of session end, last up-to leave and, of a live session, as-of. A session's own bounds win over stray rows:
 * rows further outside of them than the session is long do not widen the charts, unless all rows are such. Undefined:
 * nothing has a place in time.
 */
export function chartRange(answer: Charted): ChartRange | undefined {
  return chartSpan(answer)?.range;
}

/** {@link chartRange}, and the rows that it leaves out. O(rows) the first time. */
export function chartSpan({ measures }: Charted): ChartSpan | undefined {
  const found = known.get(measures) ?? { span: spanOf(measures) };
  known.set(measures, found);
  return found.span;
}

function spanOf(measures: Charted['measures']): ChartSpan | undefined {
  const { window } = measures.input;
  const range = sides(window?.from, window?.to, naturalRange(measures));
  return range && { range, ...rowsOutside(measures, range) };
}

/** A side that the window leaves open is the data's, where that leaves any time. */
function sides(
  from: Ms | undefined,
  to: Ms | undefined,
  natural: ChartRange | undefined,
): ChartRange | undefined {
  if (from !== undefined && to !== undefined) return { from, to };
  if (natural === undefined) return undefined;
  if (from !== undefined) return { from, to: natural.to > from ? natural.to : from + 2 * marginMs };
  if (to !== undefined) return { from: natural.from < to ? natural.from : to - 2 * marginMs, to };
  if (natural.to > natural.from) return natural;
  return { from: natural.from - marginMs, to: natural.to + marginMs };
}

/** Without a window; undefined: nothing has a place in time. */
function naturalRange(measures: Charted['measures']): ChartRange | undefined {
  const { sessionStart, sessionEnd, live, asOf } = measures.input.context;
  const ends = sessionEnd ?? (live ? asOf : undefined);
  const length = (ends ?? measures.placed.lastCertainLeave) - (sessionStart ?? NaN);
  const margin = length > 0 ? length : Infinity;
  const rows =
    rowsWithin(measures, { from: (sessionStart ?? -Infinity) - margin, to: (ends ?? Infinity) + margin }) ??
    rowsWithin(measures, { from: -Infinity, to: Infinity });
  const instants = [sessionStart, ends, rows?.from, rows?.to].filter((at) => at !== undefined);
  return instants.length === 0 ? undefined : { from: Math.min(...instants), to: Math.max(...instants) };
}

/** From the first start to the last end, certain or up to, of the rows that lie within a stretch; undefined: no row does. */
function rowsWithin({ placed }: Charted['measures'], { from, to }: ChartRange): ChartRange | undefined {
  const { length, inWindow, start, certainEnd, upToEnd } = placed;
  let [first, last] = [Infinity, -Infinity];
  for (let place = 0; place < length; place++) {
    const begin = start[place] ?? NaN;
    const certain = certainEnd[place] ?? NaN;
    const upTo = upToEnd[place] ?? NaN;
    const end = Number.isNaN(upTo) ? certain : upTo;
    if (inWindow[place] !== 1 || !(begin >= from && end <= to)) continue;
    if (begin < first) first = begin;
    if (end > last) last = end;
  }
  return last >= first ? { from: first, to: last } : undefined;
}

function rowsOutside({ placed }: Charted['measures'], { from, to }: ChartRange): Omit<ChartSpan, 'range'> {
  let [rowsBefore, rowsAfter] = [0, 0];
  for (let place = 0; place < placed.length; place++) {
    if (placed.inWindow[place] !== 1) continue;
    if ((placed.start[place] ?? NaN) > to) rowsAfter++;
    else if (lastOf(placed.upToEnd[place]) < from) rowsBefore++;
  }
  return { rowsBefore, rowsAfter };
}
