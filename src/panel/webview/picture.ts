import { canvasFontSize, CanvasPainter, type Palette } from './canvas-shapes';
import { inks, type Shape } from './shapes';

/** A picture of the charts: parts from top to bottom, each with words of its own. */
export interface PicturePlan {
  /** Pixels of the screen. */
  readonly width: number;
  /** Where the plots begin. */
  readonly left: number;
  readonly plotWidth: number;
  /** First the most telling. A figure never travels without them. */
  readonly caption: readonly string[];
  readonly parts: readonly PicturePart[];
}

export interface PicturePart {
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** Left of the plot. */
  readonly beside: readonly Shape[];
  readonly name: string;
  /** Right of it. */
  readonly side: string;
  /** A line above it. */
  readonly ruled: boolean;
}

/** No picture that is saved is larger, bytes. */
export const mostPictureBytes = 900_000;
const margin = 16;
const lineHeight = 16;

/**
 * The picture as PNG, as sharp as the screen where that fits into {@link mostPictureBytes}, else as sharp as fits.
 * @throws Error: this window draws no canvas
 */
export async function pngOf(
  plan: PicturePlan,
  palette: Palette,
  pixelRatio: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let scale = Math.max(1, pixelRatio);
  for (;;) {
    const png = await drawn(plan, palette, scale);
    if (png.length <= mostPictureBytes || scale < 0.1) return png;
    scale *= Math.min(0.8, Math.sqrt(mostPictureBytes / png.length));
  }
}

async function drawn(plan: PicturePlan, palette: Palette, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(1, 1);
  const width = plan.width + 2 * margin;
  const caption = wrapped(plan, palette, width - 2 * margin);
  const captionHeight = caption.length * lineHeight + 8;
  const height = margin * 2 + captionHeight + plan.parts.reduce((sum, part) => sum + part.height, 0);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = contextOf(canvas);
  context.scale(scale, scale);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  const painter = new CanvasPainter(context, palette);
  let y = margin;
  for (const [index, line] of caption.entries()) {
    const ink = index === 0 ? 'text' : 'muted';
    painter.write(line, {
      x: margin,
      y: y + canvasFontSize,
      width: width - 2 * margin,
      ink,
      bold: index === 0,
    });
    y += lineHeight;
  }
  y += 8;
  for (const part of plan.parts) {
    paintPart(painter, part, plan, y);
    y += part.height;
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function paintPart(painter: CanvasPainter, part: PicturePart, plan: PicturePlan, y: number): void {
  const baseline = y + Math.min(part.height, 34) / 2 + canvasFontSize / 2 - 2;
  const right = plan.left + plan.plotWidth;
  if (part.ruled)
    painter.paint([{ kind: 'path', d: `M0,0.5H${plan.width}`, ink: 'faint', paint: 'thin' }], {
      x: margin,
      y,
      width: plan.width,
      height: 1,
    });
  painter.paint(part.shapes, { x: margin + plan.left, y, width: plan.plotWidth, height: part.height });
  painter.paint(part.beside, { x: margin, y, width: plan.left, height: part.height });
  painter.write(part.name, { x: margin, y: baseline, width: plan.left - 8, ink: 'text' });
  painter.write(part.side, {
    x: margin + right + 8,
    y: baseline,
    width: plan.width - right - 8,
    ink: 'muted',
  });
}

function wrapped(plan: PicturePlan, palette: Palette, width: number): readonly string[] {
  const painter = new CanvasPainter(contextOf(new OffscreenCanvas(1, 1)), palette);
  return plan.caption.filter((line) => line !== '').flatMap((line) => painter.lines(line, width));
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This window draws no canvas.');
  return context;
}

/** The theme's colours as an element has them. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string): string => {
    const value = style.getPropertyValue(name).trim();
    return value === '' || value === 'transparent' ? otherwise : value;
  };
  const foreground = read('--vscode-foreground', '#888');
  const colours = inks.map((ink) => [ink, read(`--ink-${ink}`, foreground)] as const);
  return {
    inks: { ...everyInk(foreground), ...Object.fromEntries(colours) },
    outline: read('--ink-outline', ''),
    background: read('--vscode-editor-background', '#fff'),
    font: read('--vscode-font-family', 'sans-serif'),
  };
}

function everyInk(colour: string): Palette['inks'] {
  return {
    people: colour,
    rows: colour,
    bar: colour,
    second: colour,
    ghost: colour,
    other: colour,
    text: colour,
    muted: colour,
    faint: colour,
    edge: colour,
  };
}
