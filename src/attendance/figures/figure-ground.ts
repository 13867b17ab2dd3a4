import { shownText } from '../shown-text';
import { text, type Text } from '../text';
import { utcStamp } from '../time-text';
import type { Basis } from './basis';
import { Figure, type FigureParts, type FigureValue } from './figure';
import type { Bounds, Measures } from './measure';
import { rowKind } from './placed-rows';
import { RowsOfPeople } from './rows-behind';
import { TailCount, tailTexts, type Tails } from './tails';
import { outsideNote, windowOutside } from './window-outside';

/** Unknown publisher types that are named: each figure of people has them beside it. */
const mostTypes = 20;

/** What all figures of one measuring stand on. */
export class FigureGround {
  readonly measures: Measures;
  readonly basis: Basis;
  readonly people: RowsOfPeople;
  /** Else nothing has an upper bound: see `Coverage.exhaustive`. */
  readonly whole: boolean;
  readonly #unjudged: readonly Text[];
  #tails: TailCount | undefined;
  #windowed: readonly Text[] | undefined;

  constructor(measures: Measures, basis: Basis, unjudged: readonly Text[]) {
    this.measures = measures;
    this.basis = basis;
    this.people = new RowsOfPeople(measures);
    this.whole = basis.coverage.exhaustive;
    this.#unjudged = unjudged;
  }

  /** A figure computed from rows. */
  figure<V extends FigureValue>(
    parts: Omit<FigureParts<V>, 'basis' | 'notes' | 'because'> & Partial<FigureParts<V>>,
  ): Figure<V> {
    const notes = [...(parts.notes ?? []), ...this.#unjudged];
    return new Figure({ because: () => [], ...parts, notes, basis: this.basis });
  }

  /** Counted once, and only where a figure has two bounds. */
  get tails(): TailCount {
    this.#tails ??= new TailCount(this.measures.placed);
    return this.#tails;
  }

  /** Bounds of what more rows can only raise. */
  bounds({ certain, upTo }: Bounds): Bounds {
    return { certain, upTo: this.whole ? upTo : undefined };
  }

  /** Why bounds differ; `more`: other reasons. */
  because(tails: Tails, more: readonly Text[] = []): readonly Text[] {
    return [...this.unread, ...more, ...tailTexts(tails)];
  }

  /** Of rows that were not read, where there may be some. */
  get unread(): readonly Text[] {
    if (this.whole) return [];
    const { read, of, chosenBy } = this.basis.coverage;
    // Of the rows that Stream would have chosen nobody knows how many there are.
    const n = of === undefined || chosenBy === 'server' ? 0 : of - read;
    if (n < 0) return [text('Stream sent more rows than it counts')];
    if (n === 1) return [text('1 row was not read')];
    return n > 1 ? [text('{n} rows were not read', { n })] : [text('not all rows were read')];
  }

  /** For figures of the window. Looked for once: each person's presence has them. */
  get windowed(): readonly Text[] {
    this.#windowed ??= this.#ofWindow();
    return this.#windowed;
  }

  #ofWindow(): readonly Text[] {
    const clips = this.#clips();
    if (clips === undefined) return [];
    const outside = windowOutside(this.measures, this.basis);
    return outside === undefined ? [clips] : [outsideNote(outside), clips];
  }

  #clips(): Text | undefined {
    const { from, to } = this.measures.input.window ?? {};
    if (from === undefined)
      return to === undefined ? undefined : text('Only time before {to} counts', { to: utcStamp(to) });
    if (to === undefined) return text('Only time from {from} on counts', { from: utcStamp(from) });
    return text('Only time from {from} to {to} counts', { from: utcStamp(from), to: utcStamp(to) });
  }

  /** For figures that a window does not change. */
  get unclipped(): readonly Text[] {
    return this.windowed.length === 0
      ? []
      : [text('The window clips time and leaves out no rows: this is of all chosen rows')];
  }

  /** Of whom people are. */
  get whoCounts(): readonly Text[] {
    const { input, placed } = this.measures;
    const types = placed.unknownTypes
      .slice(0, mostTypes)
      .map((type) =>
        text('Unknown publisher type, whose rows count as people: {type}', { type: shownText(type) }),
      );
    const n = placed.unknownTypes.length - types.length;
    if (n > 0)
      types.push(
        n === 1
          ? text('And 1 more unknown publisher type, whose rows count as people')
          : text('And {n} more unknown publisher types, whose rows count as people', { n }),
      );
    return input.technical === undefined ? [text('Technical users were not told apart'), ...types] : types;
  }

  /** Of what belongs to nobody who can be named. */
  get namelessLeftOut(): readonly Text[] {
    const n = this.measures.placed.kinds[rowKind.anonymous];
    if (n === 0) return [];
    return n === 1
      ? [text('1 anonymous row is left out: it is nobody’s who can be named')]
      : [text('{n} anonymous rows are left out: they are nobody’s who can be named', { n })];
  }

  /** Why a number of people is a range. */
  get namelessRange(): readonly Text[] {
    const n = this.measures.placed.kinds[rowKind.anonymous];
    return n < 2 ? [] : [text('{n} anonymous rows are 1 to {n} people', { n })];
  }
}
