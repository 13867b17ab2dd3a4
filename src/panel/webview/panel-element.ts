import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import * as v from 'valibot';
import { text } from '../../attendance/text';
import { pageStateSchema, type PageState, type ToHost } from '../protocol/messages';
import type { PanelSnapshot } from '../protocol/snapshot';
import { ageNote, ageStyles } from './age-note';
import './charts';
import './figures-table';
import './filter-bar';
import './findings';
import './header-bar';
import './reading-bar';
import './rows-grid';
import { watchFaults } from '../../shell/webview/faults';
import { HostClient, type Pushed } from './host-client';
import { say, useTranslations } from '../../shell/webview/page-words';
import type { QueryChange } from './panel-part';
import { mainStyles } from '../../shell/webview/frame-styles';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';
import { vsCodeApi, type VsCodeApi } from '../../shell/webview/vscode-api';

const keptSchema = v.object({ page: pageStateSchema });

/** The page: takes the host's snapshots, lays its parts out, and leads from one to another. */
export class PanelElement extends LitElement {
  static override readonly styles = [
    base,
    partStyles,
    mainStyles,
    ageStyles,
    css`
      main {
        max-width: 1600px;
      }
      .summary {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px;
        align-items: start;
      }
      @media (max-width: 900px) {
        .summary {
          grid-template-columns: minmax(0, 1fr);
        }
        main {
          padding: 8px 12px 16px;
        }
      }
    `,
  ];

  static override properties = { snapshot: { attribute: false } };

  declare snapshot: PanelSnapshot | undefined;
  #page: PageState;
  readonly #api: VsCodeApi<ToHost>;
  readonly #client: HostClient;

  constructor() {
    super();
    this.snapshot = undefined;
    this.#api = vsCodeApi();
    this.#page = keptPage(this.#api.getState());
    this.#client = new HostClient(
      {
        post: (message) => {
          this.#api.postMessage(message);
        },
      },
      (pushed) => {
        this.#take(pushed);
      },
    );
    watchFaults((message) => {
      this.#api.postMessage({ type: 'fault', message });
    });
    this.addEventListener('rollcall-zoom', (event) => {
      this.#page = event.detail.zoom === undefined ? {} : { zoom: event.detail.zoom };
      this.#keep();
      this.requestUpdate();
    });
    this.addEventListener('rollcall-change-query', (event) => {
      this.#part('rollcall-filters')?.change(event.detail.change);
    });
    this.addEventListener('rollcall-show-table', () => {
      this.#part('rollcall-rows')?.scrollIntoView({ block: 'start' });
    });
    this.addEventListener('rollcall-show-row', (event) => {
      this.#showRow(event.detail.position);
    });
    this.addEventListener('rollcall-show-lane', (event) => {
      const charts = this.#part('rollcall-charts');
      charts?.scrollIntoView({ block: 'start' });
      charts?.showLane(event.detail.lane, event.detail.row);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.#onMessage);
    this.#api.postMessage({ type: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.#onMessage);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this;
    if (snapshot === undefined)
      return html`<main aria-busy="true"><p class="muted">${say(text('Loading…'))}</p></main>`;
    const client = this.#client;
    const { result } = snapshot;
    return html`
      <main>
        <rollcall-header .snapshot=${snapshot} .client=${client}></rollcall-header>
        <rollcall-filters .snapshot=${snapshot} .client=${client}></rollcall-filters>
        <rollcall-reading .snapshot=${snapshot} .client=${client}></rollcall-reading>
        ${ageNote(snapshot)}
        ${
          result === null
            ? nothing
            : html`
                <div class="summary">
                  <rollcall-figures .snapshot=${snapshot} .client=${client}></rollcall-figures>
                  <rollcall-findings .snapshot=${snapshot} .client=${client}></rollcall-findings>
                </div>
                <rollcall-charts
                  .snapshot=${snapshot}
                  .client=${client}
                  .zoom=${this.#page.zoom}
                ></rollcall-charts>
                <rollcall-rows .snapshot=${snapshot} .client=${client}></rollcall-rows>
              `
        }
      </main>
    `;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.snapshot !== undefined) this.dataset['revision'] = String(this.snapshot.revision);
  }

  readonly #onMessage = (event: MessageEvent<unknown>): void => {
    this.#client.receive(event.data);
  };

  #take(pushed: Pushed): void {
    switch (pushed.type) {
      case 'hello':
        useTranslations(pushed.messages);
        return;
      case 'snapshot':
        // One that was overtaken says nothing any more.
        if (pushed.snapshot.revision <= (this.snapshot?.revision ?? -1)) return;
        this.snapshot = pushed.snapshot;
        this.#keep();
        return;
      case 'showRow':
        if (this.snapshot?.result?.answer === pushed.answer)
          void this.updateComplete.then(() => {
            this.#showRow(pushed.position);
          });
    }
  }

  /** What a restart brings the panel back from. */
  #keep(): void {
    if (this.snapshot !== undefined) this.#api.setState({ saved: this.snapshot.saved, page: this.#page });
  }

  #showRow(position: number): void {
    const rows = this.#part('rollcall-rows');
    rows?.scrollIntoView({ block: 'start' });
    rows?.showRow(position);
  }

  #part<Name extends 'rollcall-rows' | 'rollcall-charts' | 'rollcall-filters'>(
    name: Name,
  ): HTMLElementTagNameMap[Name] | null {
    return this.renderRoot.querySelector(name);
  }
}

customElements.define('rollcall-panel', PanelElement);

/** The page's part of what VS Code kept of it. */
function keptPage(kept: unknown): PageState {
  const parsed = v.safeParse(keptSchema, kept);
  return parsed.success ? parsed.output.page : {};
}

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-panel': PanelElement;
  }
  interface HTMLElementEventMap {
    'rollcall-change-query': CustomEvent<{ readonly change: QueryChange }>;
    'rollcall-zoom': CustomEvent<{ readonly zoom: PageState['zoom'] }>;
    'rollcall-show-table': CustomEvent;
    'rollcall-show-row': CustomEvent<{ readonly position: number; readonly row: number }>;
    'rollcall-show-lane': CustomEvent<{ readonly lane: number; readonly row: number }>;
  }
}
