import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { styles } from './chart-styles';
import { styled } from './styled';

/** Where something stands on the plots, pixels from their left edge, and what it says. */
export interface Flag {
  readonly x: number;
  readonly label: string;
}

/** Lines and the selection above the plots, apart from them so that a moving pointer redraws nothing else. */
export class ChartOverlay extends LitElement {
  static override styles = [
    styles,
    css`
      :host {
        position: absolute;
        z-index: 2;
        inset-block: 0;
        overflow: visible;
        pointer-events: none;
      }
      .line {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        width: 0;
        border-inline-start: 1px dashed var(--vscode-descriptionForeground);
      }
      .line.cursor {
        border-inline-start: 2px solid var(--vscode-focusBorder);
      }
      .flag,
      .tip {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: 0;
        width: max-content;
        max-width: 340px;
        padding: 1px 6px;
        border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
        background: var(--vscode-editorHoverWidget-background);
        color: var(--vscode-editorHoverWidget-foreground);
        font-size: 0.92em;
        font-variant-numeric: tabular-nums;
      }
      .flag {
        white-space: nowrap;
      }
      .flag.cursor {
        inset-block-start: 140px;
        border-color: var(--vscode-focusBorder);
      }
      .tip {
        position: fixed;
        z-index: 3;
        overflow-wrap: anywhere;
      }
      .selection {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        overflow: hidden;
        border-inline: 2px solid var(--vscode-focusBorder);
      }
      .selection::before {
        position: absolute;
        inset: 0;
        background: var(--vscode-editor-selectionBackground, var(--vscode-focusBorder));
        content: '';
        opacity: 0.4;
      }
    `,
  ];
  static override properties = {
    width: { attribute: false },
    hover: { attribute: false },
    cursor: { attribute: false },
    selection: { attribute: false },
    tip: { attribute: false },
  };
  /** Of the plots, pixels. */
  declare width: number;
  declare hover: Flag | undefined;
  declare cursor: Flag | undefined;
  declare selection: { readonly from: number; readonly to: number } | undefined;
  /** Words beside the pointer, places of the screen. */
  declare tip: { readonly x: number; readonly y: number; readonly text: string } | undefined;

  constructor() {
    super();
    this.width = 0;
    this.hover = undefined;
    this.cursor = undefined;
    this.selection = undefined;
    this.tip = undefined;
  }

  protected override render(): unknown {
    const { hover, cursor, selection, tip } = this;
    return html`${selection === undefined ? nothing : this.#selection(selection)}
    ${cursor === undefined ? nothing : this.#line(cursor, 'cursor')}
    ${hover === undefined ? nothing : this.#line(hover, 'hover')}
    ${tip === undefined ? nothing : this.#tip(tip)}`;
  }

  #line({ x, label }: Flag, kind: 'cursor' | 'hover'): TemplateResult | typeof nothing {
    if (x < -1 || x > this.width + 1) return nothing;
    // The flag stands on the side that has room for it; where neither has, over the line rather than beyond the page.
    const left =
      x > this.width / 2
        ? `max(calc(${x}px - 100% - 3px), calc(-1 * var(--name-width, 0px)))`
        : `min(${x + 4}px, calc(${this.width}px - 100%))`;
    const shift = `translate(${left}, 0)`;
    return html`<div class="line ${kind}" ${styled({ transform: `translateX(${x}px)` })}></div>
      <div class="flag ${kind}" ${styled({ transform: shift })}>${label}</div>`;
  }

  #selection({ from, to }: { readonly from: number; readonly to: number }): TemplateResult | typeof nothing {
    const [left, right] = [Math.max(-2, from), Math.min(this.width + 2, to)];
    if (right <= left) return nothing;
    const place = styled({ transform: `translateX(${left}px)`, width: `${right - left}px` });
    return html`<div class="selection" ${place}></div>`;
  }

  #tip({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }): TemplateResult {
    const toLeft = x > innerWidth / 2;
    const place = styled({
      transform: `translate(${toLeft ? `calc(${x}px - 100% - 12px)` : `${x + 12}px`}, ${y > innerHeight - 80 ? `calc(${y}px - 100% - 12px)` : `${y + 16}px`})`,
    });
    return html`<div class="tip" ${place}><bdi>${text}</bdi></div>`;
  }
}

customElements.define('rollcall-chart-overlay', ChartOverlay);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-chart-overlay': ChartOverlay;
  }
}
