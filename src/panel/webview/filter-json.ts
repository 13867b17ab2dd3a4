import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { equalValues } from '../../attendance/equal-values';
import type { RowForm } from '../../attendance/filter/row-form';
import { text } from '../../attendance/text';
import type { CheckedText, FilterFault } from '../protocol/answers';
import type { PanelFilter } from '../protocol/query';
import { markedParts, textOfFilter } from './filter-text';
import { HostFailure, type HostClient } from './host-client';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

/** Tells which filter for rows is wanted now. */
export class FilterChosen extends Event {
  readonly filter: PanelFilter;
  /** As a form; null: it was not chosen by one. */
  readonly form: RowForm | null;

  constructor(filter: PanelFilter, form: RowForm | null) {
    super('filter-chosen');
    this.filter = filter;
    this.form = form;
  }
}

/** Problems listed at once; the rest are counted. */
const mostListed = 8;

/**
 * The row filter as JSON: what is wrong is marked at its place while one types, and listed with line and column; only
 * what is right can be applied. Fires {@link FilterChosen}.
 */
export class FilterJson extends LitElement {
  static override properties = {
    filter: { attribute: false },
    client: { attribute: false },
    typed: { state: true },
    checked: { state: true },
  };
  /** The filter in force. */
  declare filter: PanelFilter;
  declare client: HostClient | undefined;
  declare private typed: string;
  /** What the host says of the text that it was asked about last. */
  declare private checked: CheckedText & { readonly source: string };
  #asking: AbortController | undefined;

  static override styles = [
    base,
    partStyles,
    css`
      .editor {
        position: relative;
        display: grid;
        overflow: hidden;
        border: var(--field);
        border-radius: 2px;
        background: var(--vscode-input-background);
      }
      .editor:focus-within {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      .editor.wrong {
        border-color: var(--error);
      }
      textarea,
      .marks {
        grid-area: 1 / 1;
        width: 100%;
        min-height: 9em;
        margin: 0;
        padding: 6px 8px;
        border: 0;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: var(--vscode-editor-font-size, 1em);
        line-height: 1.5;
        letter-spacing: normal;
        tab-size: 2;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        scrollbar-gutter: stable;
      }
      textarea {
        z-index: 1;
        resize: vertical;
        background: none;
        outline: none !important;
      }
      .marks {
        overflow: hidden;
        height: 0;
        min-height: 100%;
        color: transparent;
        pointer-events: none;
        user-select: none;
      }
      mark {
        background: var(--vscode-inputValidation-errorBackground, transparent);
        color: transparent;
        text-decoration: underline wavy var(--error);
        text-decoration-skip-ink: none;
        text-underline-offset: 3px;
      }
      ol {
        margin: 6px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 6px;
        margin-bottom: 2px;
      }
      li .words {
        overflow-wrap: anywhere;
      }
      .acts {
        margin-top: 6px;
      }
    `,
  ];

  constructor() {
    super();
    this.filter = {};
    this.client = undefined;
    this.typed = textOfFilter({});
    this.checked = { source: this.typed, filter: {}, problems: [] };
  }

  override render(): TemplateResult {
    const { filter, problems, source } = this.checked;
    // What was typed since is told of in a moment; until then nothing is wrong, and nothing can be applied.
    const isChecked = source === this.typed;
    const places = isChecked ? problems : [];
    const isWrong = problems.length > 0;
    const isChanged = !isChecked || filter === null || !equalValues(filter, this.filter);
    return html`
      <label class="unseen" for="json">${say(text('The row filter as JSON'))}</label>
      <div class="editor ${isWrong ? 'wrong' : ''}">
        <pre class="marks" aria-hidden="true" dir="ltr">${marks(this.typed, places)}</pre>
        <textarea
          id="json"
          dir="ltr"
          rows="6"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-invalid=${isWrong ? 'true' : 'false'}
          aria-describedby="problems how"
          .value=${this.typed}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @scroll=${this.#onScroll}
        ></textarea>
      </div>
      <div id="problems" role="status">${problems.length === 0 ? nothing : this.#problems(problems)}</div>
      <div class="row acts">
        <button
          type="button"
          class="primary"
          ?disabled=${!isChecked || isWrong || !isChanged}
          @click=${this.#apply}
        >
          ${say(text('Apply'))}
        </button>
        <button type="button" ?disabled=${!isChanged} @click=${this.#revert}>${say(text('Revert'))}</button>
        <span id="how" class="muted small">${say(text('Ctrl+Enter (⌘Enter) applies.'))}</span>
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<{ filter: PanelFilter }>): void {
    if (!changed.has('filter')) return;
    const before = changed.get('filter');
    const { filter, source } = this.checked;
    const isRead = source === this.typed && filter !== null;
    // What somebody is typing stays, whatever filter is in force meanwhile.
    const untouched = isRead && before !== undefined && equalValues(filter, before);
    const same = isRead && equalValues(filter, this.filter);
    if (!same && (untouched || before === undefined)) this.#start();
  }

  /** Shows the filter in force. */
  #start(): void {
    this.#asking?.abort();
    this.typed = textOfFilter(this.filter);
    this.checked = { source: this.typed, filter: this.filter, problems: [] };
  }

  /** Asks the host about what is typed; the latest text wins. */
  async #check(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const source = this.typed;
    try {
      const checked = await this.client?.ask({ method: 'checkFilter', text: source }, asking);
      if (checked !== undefined) this.checked = { source, ...checked };
    } catch (error) {
      // Typed over, or the host is gone: then nothing can be applied.
      if (!(error instanceof HostFailure)) throw error;
    }
  }

  #problems(problems: readonly FilterFault[]): TemplateResult {
    const more = problems.length - mostListed;
    return html`<ol>
      ${problems.slice(0, mostListed).map(
        (problem) =>
          html`<li>
            ${icon('error')}
            <span class="words">
              <button
                type="button"
                class="link numbers"
                @click=${() => {
                  this.#select(problem);
                }}
              >
                ${say(text('Line {line}, column {column}', { line: problem.line, column: problem.column }))}
              </button>
              <bdi>${problem.text}</bdi>
            </span>
          </li>`,
      )}
      ${more > 0 ? html`<li class="muted">${say(text('and {n} more', { n: more }))}</li>` : nothing}
    </ol>`;
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #select({ offset, length }: FilterFault): void {
    const { typed } = this;
    this.#textarea?.focus();
    this.#textarea?.setSelectionRange(offset, Math.min(typed.length, offset + length));
  }

  readonly #onInput = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLTextAreaElement)) return;
    this.typed = currentTarget.value;
    void this.#check();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.#checkAndApply();
  };

  /** The marks lie under the text and move with it. */
  readonly #onScroll = ({ currentTarget }: Event): void => {
    const under = this.renderRoot.querySelector('.marks');
    if (under !== null && currentTarget instanceof HTMLTextAreaElement)
      under.scrollTop = currentTarget.scrollTop;
  };

  /** Keys may be quicker than the host. */
  async #checkAndApply(): Promise<void> {
    if (this.checked.source !== this.typed) await this.#check();
    this.#apply();
  }

  readonly #apply = (): void => {
    const { filter, source } = this.checked;
    if (source !== this.typed || filter === null || equalValues(filter, this.filter)) return;
    this.dispatchEvent(new FilterChosen(filter, null));
    // The button will be of no use in a moment, and must not take the focus with it.
    this.#textarea?.focus();
  };

  readonly #revert = (): void => {
    this.#start();
    this.#textarea?.focus();
  };
}
customElements.define('rollcall-filter-json', FilterJson);

function marks(source: string, problems: readonly FilterFault[]): readonly (TemplateResult | string)[] {
  const parts = markedParts(source, problems);
  return [...parts.map(({ text: part, wrong }) => (wrong ? html`<mark>${part}</mark>` : part)), '\n'];
}
