import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import * as v from 'valibot';
import { text } from '../../../attendance/text';
import { watchFaults } from '../../../shell/webview/faults';
import { icon } from '../../../shell/webview/icons';
import { say, useTranslations } from '../../../shell/webview/page-words';
import { headStyles, mainStyles, workStyles } from '../../../shell/webview/frame-styles';
import { partStyles } from '../../../shell/webview/part-styles';
import { base } from '../../../shell/webview/styles';
import { wrongPlaces } from '../../../shell/webview/wrong-places';
import { lineChoices, toPageSchema, type LineChoice, type PersonSnapshot, type ToHost } from '../protocol';
import { frameStyles } from './person-styles';
import { askingNote, problemNote, spoken, totalOf } from './person-notes';
import './person-table';
import { vsCodeApi, type VsCodeApi } from '../../../shell/webview/vscode-api';

const keptSchema = v.object({ choice: v.picklist(lineChoices) });

/** The page of *Find a Person*: takes the host's snapshots and says what the user wants done. */
export class PersonElement extends LitElement {
  static override readonly styles = [base, partStyles, mainStyles, headStyles, workStyles, frameStyles];

  static override properties = {
    snapshot: { attribute: false },
    said: { attribute: false },
    choice: { attribute: false },
  };

  declare snapshot: PersonSnapshot | undefined;
  /** What came of the latest act. */
  declare said: { readonly text: string; readonly failed: boolean };
  declare choice: LineChoice;
  readonly #api: VsCodeApi<ToHost>;
  #hadFocus = false;

  constructor() {
    super();
    this.snapshot = undefined;
    this.said = { text: '', failed: false };
    this.#api = vsCodeApi();
    const kept = v.safeParse(keptSchema, this.#api.getState());
    this.choice = kept.success ? kept.output.choice : 'all';
    watchFaults((message) => {
      this.#tell({ type: 'fault', message });
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.#onMessage);
    this.#tell({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.#onMessage);
  }

  protected override willUpdate(): void {
    this.#hadFocus = (this.shadowRoot?.activeElement ?? null) !== null;
  }

  protected override updated(_changed: PropertyValues): void {
    // Where the button that was pressed is gone, the focus goes to what can be done now.
    if (this.#hadFocus && this.shadowRoot?.activeElement === null)
      this.renderRoot.querySelector<HTMLElement>('.acts button')?.focus();
    if (this.snapshot !== undefined) this.dataset['revision'] = String(this.snapshot.revision);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this;
    if (snapshot === undefined)
      return html`<main aria-busy="true"><p class="muted">${say(text('Loading…'))}</p></main>`;
    const { total, cannotSee, lines, asking } = snapshot;
    return html`
      <main>
        <div>
          ${this.#header(snapshot)}
          <div class="news">${asking === null ? nothing : askingNote(asking, this.#tell)}</div>
          ${problemNote(snapshot, this.#tell)}
          <div role="status" class="unseen">${spoken(snapshot)}</div>
        </div>
        ${total === null ? nothing : totalOf(total)}
        ${
          cannotSee.length === 0
            ? nothing
            : html`<section class="note" aria-label=${say(text('What this cannot see'))}>
                ${icon('info')}
                <div class="words">
                  <strong>${say(text('What this cannot see'))}</strong>
                  <ul>
                    ${cannotSee.map((each) => html`<li><bdi>${each}</bdi></li>`)}
                  </ul>
                </div>
              </section>`
        }
        ${
          total === null
            ? nothing
            : html`<rollcall-person-table
                .lines=${lines}
                .choice=${this.choice}
                @rollcall-choice=${this.#choose}
                @rollcall-tell=${this.#pass}
              ></rollcall-person-table>`
        }
      </main>
    `;
  }

  #header({ header, canAsk, canGoOn, asking }: PersonSnapshot): TemplateResult {
    const { person, name, app } = header;
    return html`
      <header>
        <div class="top">
          <div>
            <h1>
              <bdi class="id">${person}</bdi>
              ${name === '' ? nothing : html`<bdi class="name muted">${name}</bdi>`}
            </h1>
            <div class="facts">
              <span>${header.range}</span>
              <span><bdi>${header.callType}</bdi></span>
              <span>
                <span class="muted">${say(text('App'))}</span> <bdi>${app.name}</bdi>
                ${
                  app.production
                    ? html`<span class="production">${icon('warning')}${say(text('Production'))}</span>`
                    : nothing
                }
              </span>
            </div>
            <div class="facts muted">
              <span>${header.zone}</span>
              ${header.asked === '' ? nothing : html`<span>${header.asked}</span>`}
            </div>
          </div>
          <div class="row acts">
            ${
              canGoOn
                ? html`<button
                    type="button"
                    class="primary"
                    title=${say(text('Asks the sessions that were not asked'))}
                    @click=${() => {
                      this.#tell({ type: 'goOn' });
                    }}
                  >
                    ${say(text('Go On'))}
                  </button>`
                : nothing
            }
            <button
              type="button"
              aria-disabled=${canAsk && asking === null ? 'false' : 'true'}
              title=${say(text('Asks all sessions anew'))}
              @click=${this.#refresh}
            >
              ${icon('refresh')}${say(text('Refresh'))}
            </button>
            <span class="said ${this.said.failed ? 'error' : 'muted'}" role="status"
              >${this.said.text === '' ? nothing : html`<bdi>${this.said.text}</bdi>`}</span
            >
          </div>
        </div>
      </header>
    `;
  }

  readonly #tell = (message: ToHost): void => {
    if (message.type !== 'ready' && message.type !== 'fault') this.said = { text: '', failed: false };
    this.#api.postMessage(message);
  };

  readonly #refresh = (): void => {
    if (this.snapshot?.canAsk === true && this.snapshot.asking === null) this.#tell({ type: 'refresh' });
  };

  readonly #choose = (event: CustomEvent<{ readonly choice: LineChoice }>): void => {
    this.choice = event.detail.choice;
    this.#keep();
  };

  readonly #pass = (event: CustomEvent<ToHost>): void => {
    this.#tell(event.detail);
  };

  readonly #onMessage = (event: MessageEvent<unknown>): void => {
    const parsed = v.safeParse(toPageSchema, event.data);
    if (!parsed.success) {
      const message = `message refused: ${wrongPlaces(parsed.issues)}`.slice(0, 1000);
      this.#api.postMessage({ type: 'fault', message });
      return;
    }
    const told = parsed.output;
    switch (told.type) {
      case 'hello':
        useTranslations(told.messages);
        return;
      case 'snapshot':
        // One that was overtaken says nothing any more.
        if (told.snapshot.revision <= (this.snapshot?.revision ?? -1)) return;
        this.snapshot = told.snapshot;
        this.#keep();
        return;
      case 'said':
        this.said = { text: told.text, failed: told.failed };
    }
  };

  /** What a restart brings the tab back from. */
  #keep(): void {
    if (this.snapshot !== undefined) this.#api.setState({ saved: this.snapshot.saved, choice: this.choice });
  }
}
customElements.define('rollcall-person', PersonElement);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-person': PersonElement;
  }
}
