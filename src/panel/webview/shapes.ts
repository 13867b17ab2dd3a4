/**
 * What charts are drawn of: shapes that know neither SVG nor canvas, so that the screen and the saved picture show the
 * same. Colours are roles; each renderer finds their colour in the theme.
 */

/** What a colour stands for. */
export const inks = [
  /** The curve of people. */
  'people',
  /** The curve of rows. */
  'rows',
  /** Certain time of a person's row. */
  'bar',
  /** A second device. */
  'second',
  /** A connection that was not closed yet. */
  'ghost',
  /** Rows that are no person's with an id. */
  'other',
  'text',
  /** Axes, gaps, what stands back. */
  'muted',
  /** Lines of the grid. */
  'faint',
  /** Session end, as-of. */
  'edge',
] as const;
export type Ink = (typeof inks)[number];

/**
 * How a shape is painted: `hatch` and `backHatch` are assumed time of two directions, so that two of them can be told
 * apart where they lie on each other; `stripes` are several rows too close to be told apart.
 */
export type Paint =
  | 'fill'
  | 'veil'
  | 'hatch'
  | 'backHatch'
  | 'stripes'
  | 'line'
  | 'thick'
  | 'thin'
  | 'dashes'
  | 'dots'
  | 'specks';

export interface PathShape {
  readonly kind: 'path';
  /** An SVG path, in pixels. */
  readonly d: string;
  readonly ink: Ink;
  readonly paint: Paint;
}

export interface TextShape {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly ink: Ink;
  readonly anchor: 'start' | 'middle' | 'end';
}

export type Shape = PathShape | TextShape;

/** How thick lines are and how they are broken, pixels. Fills have none. */
export const strokes: Readonly<
  Partial<Record<Paint, { readonly width: number; readonly dash: readonly number[] }>>
> = {
  line: { width: 1.5, dash: [] },
  thick: { width: 2, dash: [] },
  thin: { width: 1, dash: [] },
  dashes: { width: 1.5, dash: [5, 3] },
  dots: { width: 1.5, dash: [1, 3] },
  specks: { width: 1, dash: [1, 7] },
};

/** Paints that fill a path with a pattern of 6 × 6 pixels, as paths of that tile. */
export const tiles = {
  hatch: { d: 'M-1,7L7,-1M-1,1L1,-1M5,7L7,5', width: 1.2 },
  backHatch: { d: 'M-1,-1L7,7M-1,5L1,7M5,-1L7,1', width: 1.2 },
  stripes: { d: 'M0.75,0V6M3.75,0V6', width: 1.5 },
} as const satisfies Partial<Record<Paint, { readonly d: string; readonly width: number }>>;
export type TilePaint = keyof typeof tiles;
export const tileSize = 6;

export function isTilePaint(paint: Paint): paint is TilePaint {
  return Object.hasOwn(tiles, paint);
}

/** Paths of one ink and one paint put together as they come, so that a lane of 400 marks stays a few elements. */
export class PathPile {
  readonly #paths = new Map<string, { ink: Ink; paint: Paint; d: string }>();

  add(ink: Ink, paint: Paint, d: string): void {
    const name = `${ink} ${paint}`;
    const path = this.#paths.get(name);
    if (path === undefined) this.#paths.set(name, { ink, paint, d });
    else path.d += d;
  }

  shapes(): readonly Shape[] {
    return Array.from(this.#paths.values(), (path) => ({ kind: 'path', ...path }));
  }
}

/** A length as it stands in a path: tenths of a pixel are exact enough. */
export function px(n: number): string {
  return String(Math.round(n * 10) / 10);
}

export function box(x: number, y: number, width: number, height: number): string {
  return `M${px(x)},${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

export function horizontal(x: number, to: number, y: number): string {
  return `M${px(x)},${px(y)}H${px(to)}`;
}

export function vertical(x: number, y: number, to: number): string {
  return `M${px(x)},${px(y)}V${px(to)}`;
}

export function diamond(x: number, y: number, radius: number): string {
  return `M${px(x)},${px(y - radius)}l${px(radius)},${px(radius)}l${px(-radius)},${px(radius)}l${px(-radius)},${px(-radius)}z`;
}

/** A triangle that stands on its point at (x, y). */
export function pointer(x: number, y: number, size: number): string {
  return `M${px(x)},${px(y)}l${px(-size)},${px(-size)}h${px(2 * size)}z`;
}
