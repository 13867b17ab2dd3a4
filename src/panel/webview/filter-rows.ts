import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import {
  emptyRowForm,
  filterOfForm,
  technicalChoices,
  type RowForm,
  type TechnicalChoice,
} from '../../attendance/filter/row-form';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { PanelFilter } from '../protocol/query';
import { FilterChosen } from './filter-json';
import type { HostClient } from './host-client';
import type { IdsChosen } from './id-picker';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

/** What Stream's documentation names, in its order. */
const publisherTypes = ['webrtc', 'sip', 'rtmp', 'srt', 'whip', 'rtsp'] as const;

/**
 * The filter that chooses rows: as a form, or as JSON. Both stay in step with the filter in force; one that the form
 * cannot express is shown as JSON. Fires {@link FilterChosen}.
 */
export class FilterRows extends LitElement {
  static override properties = {
    filter: { attribute: false },
    form: { attribute: false },
    client: { attribute: false },
    asJson: { state: true },
  };
  /** The filter in force. */
  declare filter: PanelFilter;
  /** The same as a form; null: the form cannot express it. */
  declare form: RowForm | null;
  declare client: HostClient | undefined;
  /** What the user chose; a filter beyond the form is JSON all the same. */
  declare private asJson: boolean;

  static override styles = [
    base,
    partStyles,
    css`
      .switch {
        display: inline-flex;
        margin: 6px 0 8px;
      }
      .switch button {
        border-radius: 0;
      }
      .switch button:first-child {
        border-radius: 2px 0 0 2px;
      }
      .switch button:last-child {
        border-radius: 0 2px 2px 0;
      }
      .form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: 8px 16px;
      }
      .wide {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
      }
      .checks {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
      }
      .checks legend,
      .technical > span {
        display: block;
        margin-bottom: 2px;
        padding: 0;
      }
      .checks label {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
      }
      input[type='checkbox'] {
        margin: 0;
        accent-color: var(--vscode-button-background);
      }
      .technical {
        display: block;
      }
      .note {
        margin-bottom: 6px;
      }
    `,
  ];

  constructor() {
    super();
    this.filter = {};
    this.form = emptyRowForm;
    this.client = undefined;
    this.asJson = false;
  }

  override render(): TemplateResult {
    const { form } = this;
    const json = this.asJson || form === null;
    return html`
      <div class="switch" role="group" aria-label=${say(text('How the row filter is shown'))}>
        <button
          type="button"
          aria-pressed=${json ? 'false' : 'true'}
          ?disabled=${form === null}
          @click=${() => {
            this.asJson = false;
          }}
        >
          ${say(text('Form'))}
        </button>
        <button
          type="button"
          aria-pressed=${json ? 'true' : 'false'}
          @click=${() => {
            this.asJson = true;
          }}
        >
          ${say(text('JSON'))}
        </button>
      </div>
      ${
        form === null
          ? html`<div class="note" role="status">
              ${icon('info')}<span
                >${say(text('The form cannot express this filter, so it is shown as JSON.'))}</span
              >
            </div>`
          : nothing
      }
      ${
        json
          ? html`<rollcall-filter-json
              .filter=${this.filter}
              .client=${this.client}
              @filter-chosen=${this.#pass}
            ></rollcall-filter-json>`
          : this.#form(form)
      }
    `;
  }

  #form(form: RowForm): TemplateResult {
    return html`
      <div class="form">
        <rollcall-id-picker
          .client=${this.client}
          .what=${'person'}
          .label=${say(text('Person is one of'))}
          .values=${form.users}
          @ids-chosen=${({ values }: IdsChosen) => {
            this.#choose({ ...form, users: values });
          }}
        ></rollcall-id-picker>
        <rollcall-id-picker
          .client=${this.client}
          .what=${'role'}
          .label=${say(text('Role is one of'))}
          .values=${form.roles}
          @ids-chosen=${({ values }: IdsChosen) => {
            this.#choose({ ...form, roles: values });
          }}
        ></rollcall-id-picker>
        <div class="wide">${this.#publishers(form)} ${this.#technical(form)}</div>
      </div>
    `;
  }

  #publishers(form: RowForm): TemplateResult {
    const chosen = new Set(form.publisherTypes);
    const all = [...new Set<string>([...publisherTypes, ...chosen])];
    return html`<fieldset class="checks">
      <legend>${say(text('Publisher is one of'))}</legend>
      ${all.map(
        (type) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${chosen.has(type)}
              @change=${() => {
                const types = all.filter((one) => (one === type ? !chosen.has(one) : chosen.has(one)));
                this.#choose({ ...form, publisherTypes: types });
              }}
            /><bdi>${type === '' ? say(text('(none)')) : shownText(type)}</bdi></label
          >`,
      )}
    </fieldset>`;
  }

  #technical(form: RowForm): TemplateResult {
    return html`<label class="technical">
      <span>${say(text('Technical users'))}</span>
      <select
        .value=${form.technical}
        @change=${({ currentTarget }: Event) => {
          if (!(currentTarget instanceof HTMLSelectElement)) return;
          const technical = technicalChoices.find((one) => one === currentTarget.value);
          if (technical !== undefined) this.#choose({ ...form, technical });
        }}
      >
        ${technicalChoices.map(
          (choice) =>
            html`<option value=${choice} ?selected=${choice === form.technical}>
              ${technicalWords(choice)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #choose(form: RowForm): void {
    this.dispatchEvent(new FilterChosen(filterOfForm(form), form));
  }

  readonly #pass = ({ filter, form }: FilterChosen): void => {
    this.dispatchEvent(new FilterChosen(filter, form));
  };
}
customElements.define('rollcall-filter-rows', FilterRows);

function technicalWords(choice: TechnicalChoice): string {
  switch (choice) {
    case 'any':
      return say(text('All rows, technical or not'));
    case 'without':
      return say(text('Without technical users'));
    case 'only':
      return say(text('Only technical users'));
  }
}
