import { bitOf } from '../row-flags';
import { text, type Text } from '../text';
import { rowKind, type PlacedRows } from './placed-rows';

/** Rows whose time has two bounds or none, by why (rules 2–4). */
export interface Tails {
  /** Without a place in time. */
  readonly noPlace: number;
  /** Without an end, and none can be assumed. */
  readonly noEnd: number;
  /** Without an end: assumed to be the session's. */
  readonly assumed: number;
  /** Still open: up to the as-of time. */
  readonly open: number;
}

const openBit = bitOf('open');
const noEndBit = bitOf('no-end');

/** The tails of rows by their kind, counted in one pass. */
export class TailCount {
  readonly #kinds: Record<keyof Tails, number>[] = [];

  constructor(placed: PlacedRows) {
    for (const kind of Object.values(rowKind)) this.#kinds[kind] = none();
    for (let place = 0; place < placed.length; place++)
      countTail(placed, place, this.#kinds[placed.kind[place] ?? rowKind.person]);
  }

  get all(): Tails {
    return this.#sum(Object.values(rowKind));
  }

  get people(): Tails {
    return this.#sum([rowKind.person]);
  }

  get peopleAndAnonymous(): Tails {
    return this.#sum([rowKind.person, rowKind.anonymous]);
  }

  #sum(kinds: readonly number[]): Tails {
    const total = none();
    for (const kind of kinds) {
      const of = this.#kinds[kind] ?? total;
      total.noPlace += of.noPlace;
      total.noEnd += of.noEnd;
      total.assumed += of.assumed;
      total.open += of.open;
    }
    return total;
  }
}

/** The tails of some rows, given by their places. */
export function tailsAt(placed: PlacedRows, places: Uint32Array): Tails {
  const tails = none();
  for (const place of places) countTail(placed, place, tails);
  return tails;
}

/** "1 row has no end": why the bounds of a figure differ. */
export function tailTexts({ noPlace, noEnd, assumed, open }: Tails): readonly Text[] {
  const texts: Text[] = [];
  if (noPlace > 0) {
    texts.push(
      noPlace === 1
        ? text('1 row has no place in time')
        : text('{n} rows have no place in time', { n: noPlace }),
    );
  }
  if (noEnd > 0) {
    texts.push(
      noEnd === 1
        ? text('1 row has no end, and none can be assumed')
        : text('{n} rows have no end, and none can be assumed', { n: noEnd }),
    );
  }
  if (assumed > 0)
    texts.push(assumed === 1 ? text('1 row has no end') : text('{n} rows have no end', { n: assumed }));
  if (open > 0)
    texts.push(open === 1 ? text('1 row is still open') : text('{n} rows are still open', { n: open }));
  return texts;
}

function none(): Record<keyof Tails, number> {
  return { noPlace: 0, noEnd: 0, assumed: 0, open: 0 };
}

function countTail(
  { start, certainEnd, upToEnd, flags }: PlacedRows,
  place: number,
  tails: Record<keyof Tails, number> | undefined,
): void {
  // Not equal where the tail is unknown, too.
  if (tails === undefined || certainEnd[place] === upToEnd[place]) return;
  const bits = flags[place] ?? 0;
  if (Number.isNaN(start[place] ?? NaN)) tails.noPlace++;
  else if ((bits & openBit) !== 0) tails.open++;
  else if ((bits & noEndBit) !== 0) tails.noEnd++;
  else tails.assumed++;
}
