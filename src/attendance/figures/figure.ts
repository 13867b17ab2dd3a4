import type { Ms } from '../instant';
import type { Text } from '../text';
import type { Basis } from './basis';
import type { Average, Bounds } from './measure';

/**
 * Bounds of which nobody can have one alone (rule 5): what is proven and what it may be at most, the earliest and the
 * latest, the least and the most. {@link both} is the only way to what it holds.
 */
export class Pair<Sides extends object> {
  readonly #sides: Readonly<Sides>;

  constructor(sides: Sides) {
    this.#sides = Object.freeze({ ...sides });
  }

  both(): Readonly<Sides> {
    return this.#sides;
  }
}

/** A length of time, ms. */
export type TimePair = Pair<Bounds>;

/** How many; `most` undefined: nobody can tell. */
export interface CountRange {
  readonly least: number;
  readonly most: number | undefined;
}

/** An instant lies between two, undefined: nobody can tell. */
export interface InstantRange {
  readonly earliest: Ms | undefined;
  readonly latest: Ms | undefined;
}

/** A peak; where nothing ever rose above 0 there is no instant. */
export interface PeakAt {
  readonly value: number;
  /** Its first instant. */
  readonly at: Ms | undefined;
  /** The first unbroken stretch that it held. */
  readonly heldMs: number | undefined;
}

/** With anonymous rows a peak of people is a range: all of them one person, or each another. Else both are the same. */
export interface PeakRange {
  readonly least: PeakAt;
  readonly most: PeakAt;
}

export interface CountValue {
  readonly kind: 'count';
  readonly range: Pair<CountRange>;
}

export interface TimeValue {
  readonly kind: 'time';
  readonly pair: TimePair;
}

/** Σ of what Stream reported: nothing is assumed in it, so that it has no bounds. */
export interface ReportedValue {
  readonly kind: 'reported';
  readonly seconds: number;
  /** Rows for which Stream reported none: they are not in it. */
  readonly without: number;
  /** False: rows were not read, it is that much at least. */
  readonly whole: boolean;
}

export interface InstantValue {
  readonly kind: 'instant';
  readonly range: Pair<InstantRange>;
}

export interface PeakValue {
  readonly kind: 'peak';
  readonly pair: Pair<{ readonly certain: PeakRange; readonly upTo: PeakRange | undefined }>;
}

/** Rows or people at once, and over which time. */
export interface AverageValue {
  readonly kind: 'average';
  readonly pair: Pair<Bounds>;
  readonly over: Pick<Average, 'from' | 'to' | 'over'>;
}

/** Nothing that could be told. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly why: Text;
}

export type FigureValue =
  CountValue | TimeValue | ReportedValue | InstantValue | PeakValue | AverageValue | UnknownValue;

/** What a figure counts: `ms` and `s` are lengths of time. */
export type Unit = 'rows' | 'people' | 'ms' | 's' | 'instant' | 'rows at once' | 'people at once' | 'times';

/** What a figure says, and everything that must be known beside it. */
export interface Told<V extends FigureValue> {
  readonly value: V;
  /** Why the sides of its value differ: "1 row has no end". Empty: they do not. */
  readonly because: readonly Text[];
  /** What else a reader must know: "Technical users were not told apart". */
  readonly notes: readonly Text[];
  readonly basis: Basis;
}

export interface FigureParts<V extends FigureValue> extends Omit<Told<V>, 'because'> {
  readonly id: string;
  readonly name: Text;
  readonly unit: Unit;
  readonly formula: Text;
  /** Looked for when first asked. */
  readonly because: () => readonly Text[];
  readonly rows: () => Uint32Array;
}

/**
 * One named figure. Its value can be had only together with its coverage and data state ({@link tell}); words for people
 * come from `showFigure` alone.
 */
export class Figure<V extends FigureValue = FigureValue> {
  /** The same in every session: `interval-time`. */
  readonly id: string;
  readonly name: Text;
  readonly unit: Unit;
  /** How it is computed, in words that name its inputs. */
  readonly formula: Text;
  readonly #parts: FigureParts<V>;
  #told: Told<V> | undefined;
  #rows: Uint32Array | undefined;

  constructor(parts: FigureParts<V>) {
    this.id = parts.id;
    this.name = parts.name;
    this.unit = parts.unit;
    this.formula = parts.formula;
    this.#parts = parts;
  }

  /** What it says, with all that must be known beside it. O(rows) the first time where its sides differ. */
  tell(): Told<V> {
    const { value, notes, basis, because } = this.#parts;
    this.#told ??= { value, because: because(), notes, basis };
    return this.#told;
  }

  /** Table indexes of the rows behind it, ascending; none behind a figure that is Stream's own. Looked for when first asked: O(n). */
  rows(): Uint32Array {
    this.#rows ??= this.#parts.rows();
    return this.#rows;
  }
}

export function isSamePeak(one: PeakAt, other: PeakAt): boolean {
  return one.value === other.value && one.at === other.at && one.heldMs === other.heldMs;
}

export function isSameRange(one: PeakRange, other: PeakRange | undefined): boolean {
  return other !== undefined && isSamePeak(one.least, other.least) && isSamePeak(one.most, other.most);
}
