import { css, svg, type SVGTemplateResult } from 'lit';
import { inks, isTilePaint, tiles, tileSize, type Shape } from './shapes';

/** Colours of the theme by role. They are variables, so that another theme repaints what is drawn by itself. */
export const inkStyles = css`
  :host {
    --ink-people: var(--vscode-charts-blue);
    --ink-rows: var(--vscode-charts-orange);
    --ink-bar: var(--vscode-charts-blue);
    --ink-second: var(--vscode-charts-purple);
    --ink-ghost: var(--vscode-charts-orange);
    --ink-other: var(--vscode-charts-green);
    --ink-text: var(--vscode-foreground);
    --ink-muted: var(--vscode-descriptionForeground);
    --ink-faint: var(--vscode-charts-lines);
    --ink-edge: var(--vscode-charts-red);
    --ink-outline: var(--vscode-contrastBorder, transparent);
  }
  svg {
    display: block;
    overflow: hidden;
  }
  svg path[class^='ink-'] {
    fill: none;
  }
  svg text {
    font-family: var(--vscode-font-family);
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    stroke: var(--vscode-editor-background);
    stroke-width: 3px;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .ink-people {
    color: var(--ink-people);
  }
  .ink-rows {
    color: var(--ink-rows);
  }
  .ink-bar {
    color: var(--ink-bar);
  }
  .ink-second {
    color: var(--ink-second);
  }
  .ink-ghost {
    color: var(--ink-ghost);
  }
  .ink-other {
    color: var(--ink-other);
  }
  .ink-text {
    color: var(--ink-text);
  }
  .ink-muted {
    color: var(--ink-muted);
  }
  .ink-faint {
    color: var(--ink-faint);
  }
  .ink-edge {
    color: var(--ink-edge);
  }
  svg text,
  svg path.as-fill {
    fill: currentColor;
  }
  svg path.as-fill {
    stroke: var(--ink-outline);
  }
  svg path.as-veil {
    fill: currentColor;
    fill-opacity: 0.14;
  }
  svg path.as-line,
  svg path.as-thick,
  svg path.as-thin,
  svg path.as-dashes,
  svg path.as-dots,
  svg path.as-specks {
    stroke: currentColor;
    stroke-width: 1.5;
  }
  svg path.as-thick {
    stroke-width: 2;
  }
  svg path.as-thin,
  svg path.as-specks {
    stroke-width: 1;
  }
  svg path.as-specks {
    stroke-dasharray: 1 7;
  }
  svg path.as-dashes {
    stroke-dasharray: 5 3;
  }
  svg path.as-dots {
    stroke-dasharray: 1 3;
  }
  svg path.ink-faint.as-thin {
    stroke-opacity: 0.5;
  }
`;

/** The patterns that shapes of the same shadow tree are filled with: one for each ink and direction. */
export function tileDefinitions(): SVGTemplateResult {
  return svg`<defs>${Object.entries(tiles).map(([paint, { d, width }]) =>
    inks.map(
      (ink) => svg`<pattern
        id=${`${paint}-${ink}`}
        patternUnits="userSpaceOnUse"
        width=${tileSize}
        height=${tileSize}
      ><path class=${`ink-${ink} as-line`} d=${d} stroke-width=${width}></path></pattern>`,
    ),
  )}</defs>`;
}

export function drawn(shapes: readonly Shape[]): SVGTemplateResult[] {
  return shapes.map((shape) => {
    if (shape.kind === 'text')
      return svg`<text class=${`ink-${shape.ink}`} x=${shape.x} y=${shape.y} text-anchor=${shape.anchor}>${shape.text}</text>`;
    if (isTilePaint(shape.paint))
      return svg`<path class="tiled" d=${shape.d} fill=${`url(#${shape.paint}-${shape.ink})`}></path>`;
    return svg`<path class=${`ink-${shape.ink} as-${shape.paint}`} d=${shape.d}></path>`;
  });
}
