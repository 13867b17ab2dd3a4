import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { text } from '../../../attendance/text';
import { icon } from '../../../shell/webview/icons';
import { say } from '../../../shell/webview/page-words';
import { partStyles } from '../../../shell/webview/part-styles';
import { base } from '../../../shell/webview/styles';
import {
  copyFormats,
  isShown,
  lineChoices,
  type CopyFormat,
  type LineChoice,
  type PersonLine,
  type ToHost,
} from '../protocol';
import { tableStyles } from './person-styles';
import { rowAfterKey } from './table-keys';

/** The sessions, each with what it said of the person. */
export class PersonTable extends LitElement {
  static override readonly styles = [base, partStyles, tableStyles];

  static override properties = { lines: { attribute: false }, choice: { attribute: false } };

  declare lines: readonly PersonLine[];
  declare choice: LineChoice;
  /** The line that Tab leads to, by its key: lines come while one reads. */
  #current: string | undefined;
  #focusWanted = false;

  constructor() {
    super();
    this.lines = [];
    this.choice = 'all';
  }

  protected override render(): TemplateResult {
    const shown = this.#shown();
    return html`
      ${this.#tools(shown.length)}
      <div class="frame">
        <table role="grid" aria-rowcount=${shown.length + 1} aria-label=${say(text('Sessions'))}>
          <thead>
            <tr aria-rowindex="1">
              <th scope="col">${say(text('Call'))}</th>
              <th scope="col">${say(text('Session'))}</th>
              <th scope="col">${say(text('Joined'))}</th>
              <th scope="col">${say(text('Left'))}</th>
              <th scope="col">${say(text('Presence'))}</th>
              <th scope="col" class="number">${say(text('Rejoins'))}</th>
              <th scope="col">${say(text('Data state'))}</th>
            </tr>
          </thead>
          <tbody @keydown=${this.#onKey} @focusin=${this.#onFocus}>
            ${repeat(
              shown,
              ({ key }) => key,
              (line, n) => this.#row(line, n, shown),
            )}
          </tbody>
        </table>
        ${
          shown.length === 0
            ? html`<p class="nothing muted">
                ${this.lines.length === 0 ? say(text('No session is listed.')) : say(text('This choice shows no session.'))}
              </p>`
            : nothing
        }
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    if (!this.#focusWanted) return;
    this.#focusWanted = false;
    this.renderRoot.querySelector<HTMLElement>('tbody tr[tabindex="0"]')?.focus();
  }

  #shown(): readonly PersonLine[] {
    return this.lines.filter(({ kind }) => isShown(kind, this.choice));
  }

  #tools(shown: number): TemplateResult {
    const hidden = this.lines.length - shown;
    return html`
      <div class="tools">
        <label>
          <span class="muted">${say(text('Show'))}</span>
          <select .value=${this.choice} @change=${this.#choose}>
            ${lineChoices.map(
              (choice) =>
                html`<option value=${choice} ?selected=${choice === this.choice}>
                  ${this.#choiceWords(choice)}
                </option>`,
            )}
          </select>
        </label>
        ${
          hidden === 0
            ? nothing
            : html`<span
                  >${
                    hidden === 1
                      ? say(text('1 session is hidden.'))
                      : say(text('{n} sessions are hidden.', { n: hidden }))
                  }</span
                ><button type="button" class="link" @click=${this.#showAll}>${say(text('Show All'))}</button>`
        }
        <div class="end">
          ${copyFormats.map(
            (format) =>
              html`<button
                type="button"
                aria-disabled=${shown === 0 ? 'true' : 'false'}
                @click=${() => {
                  this.#copy(format, shown);
                }}
              >
                ${copyWords(format)}
              </button>`,
          )}
        </div>
      </div>
    `;
  }

  #row(line: PersonLine, n: number, shown: readonly PersonLine[]): TemplateResult {
    const isCurrent = line.key === this.#current || (n === 0 && !this.#isThere(shown));
    return html`
      <tr class=${line.kind} aria-rowindex=${n + 2} tabindex=${isCurrent ? 0 : -1} data-key=${line.key}>
        <td class="call">
          <button
            type="button"
            class="link"
            tabindex="-1"
            title=${say(text('Open Attendance'))}
            @click=${() => {
              this.#open(line.key);
            }}
          >
            <bdi>${line.call}</bdi>
          </button>
        </td>
        <td class="time when">${line.when}</td>
        ${line.kind === 'there' ? stay(line) : outcome(line)}
        <td class="data">${state(line)}</td>
      </tr>
    `;
  }

  #isThere(shown: readonly PersonLine[]): boolean {
    return shown.some(({ key }) => key === this.#current);
  }

  #choiceWords(choice: LineChoice): string {
    const n = this.lines.filter(({ kind }) => isShown(kind, choice)).length;
    switch (choice) {
      case 'all':
        return say(text('All sessions ({n})', { n }));
      case 'there':
        return say(text('Only where found ({n})', { n }));
      case 'absent':
        return say(text('No row of this person ({n})', { n }));
      case 'open':
        return say(text('Not asked, or cannot be told ({n})', { n }));
    }
  }

  readonly #choose = ({ currentTarget: select }: Event): void => {
    if (!(select instanceof HTMLSelectElement)) return;
    this.#chosen(lineChoices.find((choice) => choice === select.value) ?? 'all');
  };

  readonly #showAll = (): void => {
    this.#chosen('all');
    // The button goes: the focus stays with what it was about.
    this.renderRoot.querySelector('select')?.focus();
  };

  #chosen(choice: LineChoice): void {
    this.dispatchEvent(new CustomEvent('rollcall-choice', { detail: { choice } }));
  }

  #copy(format: CopyFormat, shown: number): void {
    if (shown > 0) this.#tell({ type: 'copy', format, choice: this.choice });
  }

  #open(key: string): void {
    this.#tell({ type: 'open', key });
  }

  #tell(message: ToHost): void {
    this.dispatchEvent(new CustomEvent('rollcall-tell', { detail: message }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rowOf(event);
    if (row === undefined) return;
    const shown = this.#shown();
    if (event.key === 'Enter' && event.target === row) {
      this.#open(row.dataset['key'] ?? '');
    } else {
      const at = shown.findIndex(({ key }) => key === row.dataset['key']);
      const to = rowAfterKey(event.key, at, shown.length);
      if (to === undefined) return;
      this.#current = shown[to]?.key;
      this.#focusWanted = true;
      this.requestUpdate();
    }
    event.preventDefault();
  };

  readonly #onFocus = (event: FocusEvent): void => {
    const key = rowOf(event)?.dataset['key'];
    if (key === undefined || key === this.#current) return;
    this.#current = key;
    this.requestUpdate();
  };
}
customElements.define('rollcall-person-table', PersonTable);

function rowOf({ target }: Event): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('tbody tr') ?? undefined) : undefined;
}

function stay(line: PersonLine): TemplateResult {
  return html`
    <td class="time">${line.joined}</td>
    <td class="time">${line.left}</td>
    <td class="presence">
      <span title=${line.exact}>${line.presence}</span>
      ${line.notes.map((note) => html`<span class="notes"><bdi>${note}</bdi></span>`)}
    </td>
    <td class="number">${line.rejoins}</td>
  `;
}

/** In words, in place of the times that there are none of. */
function outcome(line: PersonLine): TemplateResult {
  return html`<td colspan="4">
    <span class="outcome">${outcomeIcon(line)}<bdi>${line.outcome}</bdi></span>
  </td>`;
}

function outcomeIcon({ kind }: PersonLine): TemplateResult | typeof nothing {
  switch (kind) {
    case 'cannot-tell':
      return icon('question');
    case 'not-asked':
      return icon('warning');
    case 'absent':
      return icon('gone');
    case 'waiting':
    case 'there':
      return nothing;
  }
}

function state({ state: words, provisional }: PersonLine): TemplateResult {
  if (!provisional) return html`<span class="state"><bdi>${words}</bdi></span>`;
  return html`<span class="state"
    >${icon('half')}<span
      ><bdi>${words}</bdi> <span class="muted">${say(text('(may still change)'))}</span></span
    ></span
  >`;
}

function copyWords(format: CopyFormat): string {
  switch (format) {
    case 'markdown':
      return say(text('Copy as Markdown'));
    case 'csv':
      return say(text('Copy as CSV'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-person-table': PersonTable;
  }
}
