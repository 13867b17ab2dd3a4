import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { PanelChip } from '../protocol/snapshot';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import type { QueryPart } from './query-parts';
import { base } from '../../shell/webview/styles';

/** What is wanted of one part of the query, or of all of them. */
export class ChipAct extends Event {
  readonly part: QueryPart | 'all';

  constructor(act: 'chip-clear' | 'chip-copy', part: QueryPart | 'all') {
    super(act);
    this.part = part;
  }
}

/** What narrows the figures, in words, and where each part was evaluated. Fires {@link ChipAct}. */
export class QueryChips extends LitElement {
  static override properties = { chips: { attribute: false } };
  declare chips: readonly PanelChip[];

  static override styles = [
    base,
    partStyles,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
        padding: 0;
        list-style: none;
      }
      li.chip {
        display: inline-flex;
        align-items: center;
        gap: 2px;
        max-width: 100%;
        padding: 1px 3px 1px 10px;
        border: var(--frame);
        border-radius: 12px;
        background: var(--vscode-editorWidget-background, transparent);
      }
      .words {
        min-width: 0;
        padding: 2px 0;
        overflow-wrap: anywhere;
      }
      .ran::before {
        content: '·';
        margin: 0 5px;
      }
    `,
  ];

  #cleared = false;

  constructor() {
    super();
    this.chips = [];
  }

  override render(): TemplateResult {
    const { chips } = this;
    if (chips.length === 0)
      return html`<p class="muted" tabindex="-1">
        ${say(text('No filter: all rows, their whole time, everybody.'))}
      </p>`;
    return html`<ul aria-label=${say(text('Filters in force'))}>
      ${chips.map((chip) => this.#chip(chip))}
      ${
        chips.length > 1
          ? html`<li>
              <button type="button" class="link" @click=${this.#act('chip-clear', 'all')}>
                ${say(text('Clear all'))}
              </button>
            </li>`
          : nothing
      }
    </ul>`;
  }

  #chip({ part, text: words, ran }: PanelChip): TemplateResult {
    const { copy, clear } = actNames(part);
    return html`<li class="chip">
      <span class="words"
        ><bdi>${words}</bdi>${
          ran === '' ? nothing : html` <span class="ran muted small"><bdi>${ran}</bdi></span>`
        }</span
      >
      <button
        type="button"
        class="icon-only"
        aria-label=${copy}
        title=${copy}
        @click=${this.#act('chip-copy', part)}
      >
        ${icon('copy')}
      </button>
      <button
        type="button"
        class="icon-only clear"
        aria-label=${clear}
        title=${clear}
        @click=${this.#act('chip-clear', part)}
      >
        ${icon('close')}
      </button>
    </li>`;
  }

  protected override updated(): void {
    if (!this.#cleared) return;
    this.#cleared = false;
    // The button that was pressed is gone: the focus goes to what took its place.
    if (this.shadowRoot?.activeElement === null)
      this.renderRoot.querySelector<HTMLElement>('.clear, p')?.focus();
  }

  #act(act: 'chip-clear' | 'chip-copy', part: QueryPart | 'all'): () => void {
    return () => {
      this.#cleared = act === 'chip-clear';
      this.dispatchEvent(new ChipAct(act, part));
    };
  }
}
customElements.define('rollcall-chips', QueryChips);

function actNames(part: QueryPart): { readonly copy: string; readonly clear: string } {
  switch (part) {
    case 'rows':
      return { copy: say(text('Copy the row filter')), clear: say(text('Clear the row filter')) };
    case 'window':
      return { copy: say(text('Copy the window')), clear: say(text('Clear the window')) };
    case 'threshold':
      return { copy: say(text('Copy the threshold')), clear: say(text('Clear the threshold')) };
  }
}
