import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { Explanation } from '../protocol/answers';
import { HostFailure, type HostClient } from './host-client';
import { HostActs } from './host-acts';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { showTable } from './panel-part';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

/** How a figure was computed, in a dialog: formula, inputs, exact value, what must be known, and a way to its rows. */
export class ExplainDialog extends LitElement {
  static override properties = {
    client: { attribute: false },
    answer: { attribute: false },
    locale: { attribute: false },
    figure: { attribute: false },
    told: { state: true },
    problem: { state: true },
  };
  declare client: HostClient | undefined;
  /** Number of the result that is shown: another one is explained anew. */
  declare answer: number | undefined;
  /** A BCP 47 tag, for numbers. */
  declare locale: string;
  /** Undefined: closed. */
  declare figure: string | undefined;
  declare private told: Explanation | undefined;
  declare private problem: string;

  static override styles = [
    base,
    partStyles,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: calc(100vh - 48px);
        padding: 0;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, transparent));
        border-radius: 4px;
        background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        box-shadow: 0 4px 16px var(--vscode-widget-shadow, transparent);
      }
      dialog::backdrop {
        background: var(--vscode-editor-background);
        opacity: 0.6;
      }
      .head {
        position: sticky;
        top: 0;
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: 12px;
        padding: 12px 14px 6px;
        background: inherit;
      }
      h2 {
        margin: 0;
        font-weight: 400;
        color: var(--quiet);
      }
      .body {
        padding: 0 14px 14px;
      }
      .value {
        margin: 0 0 2px;
        font-size: 1.5em;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 14px 0 3px;
        font-size: 1em;
        font-weight: 600;
      }
      .formula {
        padding: 6px 10px;
        border: var(--contrast);
        border-radius: 3px;
        background: var(--vscode-textCodeBlock-background);
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: 3px 14px;
        margin: 0;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      @media (max-width: 420px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
        dd {
          margin-bottom: 4px;
        }
      }
      .acts {
        margin-top: 16px;
      }
    `,
  ];

  readonly #acts = new HostActs(this);
  #asking: AbortController | undefined;

  constructor() {
    super();
    this.client = undefined;
    this.answer = undefined;
    this.locale = 'en';
    this.figure = undefined;
    this.told = undefined;
    this.problem = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
  }

  override render(): TemplateResult {
    const { told, problem } = this;
    return html`
      <dialog aria-labelledby="name" @close=${this.#onClose} @click=${this.#onClick}>
        <div class="head">
          <h2 id="name">${say(text('How was this computed?'))}</h2>
          <button
            type="button"
            class="icon-only"
            aria-label=${say(text('Close'))}
            title=${say(text('Close'))}
            @click=${this.#close}
          >
            ${icon('close')}
          </button>
        </div>
        <div class="body" aria-live="polite">
          ${problem === '' ? nothing : html`<p class="error">${problem}</p>`}
          ${told === undefined ? nothing : this.#explanation(told)}
        </div>
      </dialog>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('figure') && !changed.has('answer')) return;
    const dialog = this.#dialog;
    if (this.figure === undefined) {
      if (dialog?.open === true) dialog.close();
      return;
    }
    void this.#ask(this.figure);
  }

  #explanation(told: Explanation): TemplateResult {
    const { name, value, exact, formula, inputs, notes, coverage, state, rows } = told;
    return html`
      <p class="muted">${name}</p>
      <p class="value numbers"><bdi>${value}</bdi></p>
      ${exact === value ? nothing : html`<p class="muted numbers"><bdi>${exact}</bdi></p>`}
      <h3>${say(text('Formula'))}</h3>
      <p class="formula">${formula}</p>
      ${
        inputs.length === 0
          ? nothing
          : html`<h3>${say(text('Inputs'))}</h3>
              <dl>
                ${inputs.map(
                  (input) =>
                    html`<dt>${input.name}</dt>
                      <dd class="numbers"><bdi>${input.value}</bdi></dd>`,
                )}
              </dl>`
      }
      ${
        notes.length === 0
          ? nothing
          : html`<h3>${say(text('What must be known'))}</h3>
              <ul>
                ${notes.map((note) => html`<li><bdi>${note}</bdi></li>`)}
              </ul>`
      }
      <h3>${say(text('What it rests on'))}</h3>
      <p><bdi>${coverage}</bdi></p>
      <p><bdi>${state}</bdi></p>
      <div class="row acts">
        ${
          rows === 0
            ? html`<span class="muted">${say(text('No rows of ours stand behind this figure.'))}</span>`
            : html`<button type="button" class="primary" @click=${this.#showRows}>
                ${rows === 1 ? say(text('Show the row')) : say(text('Show the {n} rows', { n: numberText(rows, this.locale) }))}
              </button>`
        }
        <button type="button" @click=${this.#close}>${say(text('Close'))}</button>
        ${this.#acts.status()}
      </div>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #ask(figure: string): Promise<void> {
    const { answer, client } = this;
    if (answer === undefined || client === undefined) return;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    try {
      const told = await client.ask({ method: 'explain', answer, figure }, { signal: asking.signal });
      if (asking.signal.aborted) return;
      this.told = told;
      this.problem = '';
    } catch (error) {
      // Of a result that was overtaken, the newer one is asked in a moment.
      if (asking.signal.aborted || (error instanceof HostFailure && error.kind === 'stale')) return;
      this.told = undefined;
      this.problem = error instanceof Error ? error.message : String(error);
    }
    await this.updateComplete;
    const dialog = this.#dialog;
    if (this.figure === figure && dialog?.open === false) dialog.showModal();
  }

  readonly #showRows = async (): Promise<void> => {
    const { answer, figure } = this;
    if (answer === undefined || figure === undefined) return;
    const done = await this.#acts.ask({ method: 'narrow', answer, to: { by: 'figure', figure } });
    if (done === undefined) return;
    this.#close();
    showTable(this);
  };

  readonly #close = (): void => {
    this.#dialog?.close();
  };

  readonly #onClose = (): void => {
    this.#asking?.abort();
    this.figure = undefined;
    this.told = undefined;
    this.problem = '';
    this.dispatchEvent(new Event('explain-closed'));
  };

  /** A click beside the dialog closes it: it hits the dialog itself, and nothing in it. */
  readonly #onClick = (event: Event): void => {
    if (event.target === this.#dialog) this.#close();
  };
}
customElements.define('rollcall-explain', ExplainDialog);
