import { isTilePaint, strokes, tiles, tileSize, type Ink, type Shape, type TilePaint } from './shapes';

/** The theme's colours as they stand now: a canvas does not follow the theme. */
export interface Palette {
  readonly inks: Readonly<Record<Ink, string>>;
  /** Around fills in high contrast; empty: none. */
  readonly outline: string;
  readonly background: string;
  /** A CSS family, such as `Segoe UI, sans-serif`. */
  readonly font: string;
}

/** How shapes are written on a canvas, pixels. */
export const canvasFontSize = 11;

/** Paints the shapes of the charts on a canvas, as the SVG of the screen shows them. */
export class CanvasPainter {
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #palette: Palette;
  readonly #patterns = new Map<string, CanvasPattern | null>();

  constructor(context: OffscreenCanvasRenderingContext2D, palette: Palette) {
    this.#context = context;
    this.#palette = palette;
  }

  /** Paints shapes whose own origin lies at (x, y), clipped to a size. */
  paint(shapes: readonly Shape[], at: { x: number; y: number; width: number; height: number }): void {
    const context = this.#context;
    context.save();
    context.translate(at.x, at.y);
    context.beginPath();
    context.rect(0, 0, at.width, at.height);
    context.clip();
    for (const shape of shapes) this.#paintOne(shape);
    context.restore();
  }

  /** One line of words, cut with an ellipsis where it is wider than there is room. */
  write(words: string, at: { x: number; y: number; width: number; ink: Ink; bold?: boolean }): void {
    const context = this.#context;
    context.font = `${at.bold === true ? '600 ' : ''}${canvasFontSize}px ${this.#palette.font}`;
    context.fillStyle = this.#palette.inks[at.ink];
    context.textAlign = 'start';
    context.fillText(this.#fitting(words, at.width), at.x, at.y);
  }

  /** Words broken into lines of a width. */
  lines(words: string, width: number): readonly string[] {
    this.#context.font = `${canvasFontSize}px ${this.#palette.font}`;
    const lines: string[] = [];
    for (const word of words.split(' ')) {
      const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`;
      if (lines.length > 0 && this.#context.measureText(longer).width <= width)
        lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  #fitting(words: string, width: number): string {
    const context = this.#context;
    if (context.measureText(words).width <= width) return words;
    const characters = Array.from(words);
    let [fits, over] = [0, characters.length];
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      if (context.measureText(`${characters.slice(0, middle).join('')}…`).width <= width) fits = middle;
      else over = middle;
    }
    return `${characters.slice(0, fits).join('')}…`;
  }

  #paintOne(shape: Shape): void {
    const context = this.#context;
    const colour = this.#palette.inks[shape.ink];
    if (shape.kind === 'text') {
      context.font = `${canvasFontSize}px ${this.#palette.font}`;
      context.fillStyle = colour;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      // Words stand out from what lies behind them.
      context.strokeStyle = this.#palette.background;
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.strokeText(shape.text, shape.x, shape.y);
      context.fillText(shape.text, shape.x, shape.y);
      return;
    }
    const path = new Path2D(shape.d);
    const stroke = strokes[shape.paint];
    if (stroke !== undefined) {
      context.strokeStyle = colour;
      context.lineWidth = stroke.width;
      context.globalAlpha = shape.ink === 'faint' && shape.paint === 'thin' ? 0.5 : 1;
      context.setLineDash([...stroke.dash]);
      context.stroke(path);
    } else if (isTilePaint(shape.paint)) {
      context.fillStyle = this.#pattern(shape.paint, shape.ink) ?? colour;
      context.fill(path);
    } else {
      context.globalAlpha = shape.paint === 'veil' ? 0.14 : 1;
      context.fillStyle = colour;
      context.fill(path);
      if (shape.paint === 'fill' && this.#palette.outline !== '') {
        context.strokeStyle = this.#palette.outline;
        context.lineWidth = 1;
        context.setLineDash([]);
        context.stroke(path);
      }
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  #pattern(paint: TilePaint, ink: Ink): CanvasPattern | null {
    const name = `${paint} ${ink}`;
    let pattern = this.#patterns.get(name);
    if (pattern !== undefined) return pattern;
    // Four times as fine as it is used: a picture may be drawn larger than the screen.
    const fine = 4;
    const tile = new OffscreenCanvas(tileSize * fine, tileSize * fine);
    const context = tile.getContext('2d');
    if (context === null) return null;
    context.scale(fine, fine);
    context.strokeStyle = this.#palette.inks[ink];
    context.lineWidth = tiles[paint].width;
    context.stroke(new Path2D(tiles[paint].d));
    pattern = this.#context.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(1 / fine));
    this.#patterns.set(name, pattern);
    return pattern;
  }
}
