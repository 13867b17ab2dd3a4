import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import { timeDisplays } from '../protocol/query';
import type { PanelSnapshot } from '../protocol/snapshot';
import { HostActs } from './host-acts';
import { icon, toneOf, type IconName } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { PanelPart } from './panel-part';
import { headStyles } from '../../shell/webview/frame-styles';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

type Header = PanelSnapshot['header'];

const toneIcons: Readonly<Record<Header['badge']['tone'], IconName>> = {
  final: 'check',
  provisional: 'half',
  incomplete: 'warning',
  gone: 'gone',
  unknown: 'question',
};

/** Which session this is, and how far its figures can be trusted. */
export class HeaderBar extends PanelPart {
  static override styles = [
    base,
    partStyles,
    headStyles,
    css`
      .what {
        flex: 1 1 320px;
        min-width: 0;
      }
      .facts > div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 5px;
        min-width: 0;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
        min-width: 0;
      }
      .acts {
        justify-content: flex-end;
      }
      .acts button[aria-disabled='true'] {
        opacity: 0.5;
        cursor: default;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin-top: 8px;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 1px 10px 1px 6px;
        border: 1px solid currentColor;
        border-radius: 11px;
        font-weight: 600;
      }
      .badge .words {
        color: var(--vscode-foreground);
      }
      details[open] {
        flex-basis: 100%;
      }
      details ul {
        margin: 4px 0 0;
        color: var(--quiet);
      }
      .note {
        flex-wrap: nowrap;
        margin-top: 8px;
      }
    `,
  ];

  readonly #acts = new HostActs(this);

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === undefined) return nothing;
    const { header } = snapshot;
    return html`
      <header>
        <div class="top">
          <div class="what">
            <h1><bdi class="id">${header.call}</bdi></h1>
            ${facts(header)}
          </div>
          ${this.#controls(snapshot)}
        </div>
        ${state(header)}
        <div role="status">
          ${
            header.news === ''
              ? nothing
              : html`<div class="note">${icon('info')}<span>${header.news}</span></div>`
          }
        </div>
      </header>
    `;
  }

  #controls({ time, reading, header }: PanelSnapshot): TemplateResult {
    return html`
      <div class="row acts">
        <label>
          <span class="muted">${say(text('Times'))}</span>
          <select .value=${time.display} @change=${this.#setTime} title=${time.text}>
            ${timeDisplays.map(
              (display) =>
                html`<option value=${display} ?selected=${display === time.display}>
                  ${displayWords(display)}
                </option>`,
            )}
          </select>
        </label>
        <span class="muted small"><bdi>${time.text}</bdi></span>
        ${
          header.archived
            ? nothing
            : html`<button
                type="button"
                aria-disabled=${reading === null ? 'false' : 'true'}
                @click=${this.#refresh}
              >
                ${icon('refresh')}${say(text('Refresh'))}
              </button>`
        }
        ${this.#acts.status()}
      </div>
    `;
  }

  readonly #setTime = async ({ currentTarget: select }: Event): Promise<void> => {
    if (!(select instanceof HTMLSelectElement)) return;
    const time = timeDisplays.find((display) => display === select.value);
    if (time === undefined || (await this.#acts.ask({ method: 'setTime', time })) !== undefined) return;
    // Refused: what is in force stands there again.
    select.value = this.snapshot?.time.display ?? time;
  };

  /** While rows are read the button stays where the focus may be, and does nothing. */
  readonly #refresh = (): void => {
    if (this.snapshot?.reading === null) this.#acts.run({ method: 'refresh' });
  };
}
customElements.define('rollcall-header', HeaderBar);

function facts({ session, when, app }: Header): TemplateResult {
  return html`
    <dl class="facts">
      ${
        when === ''
          ? nothing
          : html`<div>
              <dt class="unseen">${say(text('When'))}</dt>
              <dd>${when}</dd>
            </div>`
      }
      <div>
        <dt>${say(text('Session'))}</dt>
        <dd><bdi class="id">${session}</bdi></dd>
      </div>
      <div>
        <dt>${say(text('App'))}</dt>
        <dd>
          <bdi>${app.name}</bdi>
          ${
            app.production
              ? html`<span class="production">${icon('warning')}${say(text('Production'))}</span>`
              : nothing
          }
        </dd>
      </div>
    </dl>
  `;
}

function state({ badge, asOf }: Header): TemplateResult {
  return html`
    <div class="state">
      <span class="badge tone-${toneOf(toneIcons[badge.tone])}"
        >${icon(toneIcons[badge.tone])}<span class="words">${badge.text}</span></span
      >
      ${asOf === '' ? nothing : html`<span class="muted">${asOf}</span>`}
      ${
        badge.evidence.length === 0
          ? nothing
          : html`<details>
              <summary>${say(text('Why this state'))}</summary>
              <ul>
                ${badge.evidence.map((fact) => html`<li><bdi>${fact}</bdi></li>`)}
              </ul>
            </details>`
      }
    </div>
  `;
}

function displayWords(display: (typeof timeDisplays)[number]): string {
  switch (display) {
    case 'local':
      return say(text('Local time'));
    case 'utc':
      return say(text('UTC'));
    case 'sinceStart':
      return say(text('Since the start'));
  }
}
