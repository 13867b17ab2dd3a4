import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { equalValues } from '../../attendance/equal-values';
import { emptyRowForm, type RowForm } from '../../attendance/filter/row-form';
import { text } from '../../attendance/text';
import type { PanelQuery } from '../protocol/query';
import type { PanelSnapshot } from '../protocol/snapshot';
import './chips';
import type { ChipAct } from './chips';
import type { FilterChosen } from './filter-json';
import './filter-json';
import './filter-rows';
import type { ThresholdChosen } from './filter-threshold';
import './filter-threshold';
import { timeContextOf, type WindowChosen } from './filter-window';
import './filter-window';
import { HostActs } from './host-acts';
import './id-picker';
import { say } from '../../shell/webview/page-words';
import { PanelPart, type QueryChange } from './panel-part';
import { partStyles } from '../../shell/webview/part-styles';
import { withoutPart, withRowFilter, withThreshold, withWindow } from './query-parts';
import { base } from '../../shell/webview/styles';

const noWindow: NonNullable<PanelQuery['window']> = {};
const noFilter = {};

/** The three separate things that narrow, each in its own place, and what of them is in force. */
export class FilterBar extends PanelPart {
  static override properties: PropertyDeclarations = { wanted: { state: true } };
  /** What was asked for last, until a snapshot shows it: a second change must not undo the first. */
  declare private wanted: PanelQuery | undefined;

  static override styles = [
    base,
    partStyles,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 2.2fr) minmax(0, 1.3fr) minmax(0, 1.1fr);
        border: var(--frame);
        border-radius: 3px;
      }
      .parts > fieldset {
        padding: 10px 14px 12px;
      }
      .parts > fieldset + fieldset {
        border-inline-start: var(--frame);
      }
      @media (max-width: 860px) {
        .parts {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        .parts > fieldset:first-child {
          grid-column: 1 / -1;
        }
        .parts > fieldset + fieldset {
          border-top: var(--frame);
        }
        .parts > fieldset:nth-child(2) {
          border-inline-start: 0;
        }
      }
      @media (max-width: 520px) {
        .parts {
          grid-template-columns: minmax(0, 1fr);
        }
        .parts > fieldset + fieldset {
          border-inline-start: 0;
        }
      }
      legend {
        float: inline-start;
        width: 100%;
        padding: 0;
        font-weight: 600;
      }
      legend + * {
        clear: both;
      }
      .what {
        margin: 0;
      }
      .force {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        margin-top: 8px;
      }
    `,
  ];

  readonly #acts = new HostActs(this);
  #chosenForm: RowForm | null = null;
  #asked = 0;
  #accepted = false;

  constructor() {
    super();
    this.wanted = undefined;
  }

  /** Changes the query from elsewhere on the page. */
  change(change: QueryChange): void {
    void this.#want(change);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot === undefined) return nothing;
    const query = this.wanted ?? snapshot.query;
    return html`
      <section aria-label=${say(text('Filters'))}>
        <div class="parts">
          ${this.#rows(query, snapshot)} ${this.#window(query, snapshot)} ${this.#threshold(query)}
        </div>
        <div class="force">
          <rollcall-chips
            .chips=${snapshot.chips}
            @chip-clear=${this.#clear}
            @chip-copy=${this.#copy}
          ></rollcall-chips>
          ${this.#acts.status()}
        </div>
      </section>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot') || this.wanted === undefined || this.snapshot === undefined) return;
    if (this.#accepted || equalValues(this.wanted, this.snapshot.query)) this.wanted = undefined;
  }

  #rows(query: PanelQuery, snapshot: PanelSnapshot): TemplateResult {
    return html`<fieldset>
      <legend>${say(text('Rows'))}</legend>
      <p class="what muted">${say(text('Chooses rows by what Stream reported; never clips their time.'))}</p>
      <rollcall-filter-rows
        .client=${this.client}
        .filter=${query.rowFilter ?? noFilter}
        .form=${this.#formOf(query, snapshot)}
        @filter-chosen=${({ filter, form }: FilterChosen) => {
          this.#chosenForm = form;
          void this.#want((current) => withRowFilter(current, filter));
        }}
      ></rollcall-filter-rows>
    </fieldset>`;
  }

  /** The host tells the form of the filter in force; of one that is only wished for we know what was chosen. */
  #formOf({ rowFilter }: PanelQuery, snapshot: PanelSnapshot): RowForm | null {
    if (equalValues(rowFilter, snapshot.query.rowFilter)) return snapshot.form;
    return rowFilter === undefined ? emptyRowForm : this.#chosenForm;
  }

  #window(query: PanelQuery, snapshot: PanelSnapshot): TemplateResult {
    return html`<fieldset>
      <legend>${say(text('Window'))}</legend>
      <p class="what muted">${say(text('Clips everybody’s time to a stretch; chooses no rows.'))}</p>
      <rollcall-filter-window
        .window=${query.window ?? noWindow}
        .context=${timeContextOf(snapshot)}
        @window-chosen=${({ from, to }: WindowChosen) => {
          void this.#want((current) => withWindow(current, from, to));
        }}
      ></rollcall-filter-window>
    </fieldset>`;
  }

  #threshold(query: PanelQuery): TemplateResult {
    return html`<fieldset>
      <legend>${say(text('People present at least'))}</legend>
      <p class="what muted">
        ${say(
          text(
            'Judges each person after all their rows are put together; a row filter by duration cannot stand for it.',
          ),
        )}
      </p>
      <rollcall-filter-threshold
        .threshold=${query.threshold}
        @threshold-chosen=${({ threshold }: ThresholdChosen) => {
          void this.#want((current) => withThreshold(current, threshold));
        }}
      ></rollcall-filter-threshold>
    </fieldset>`;
  }

  async #want(change: QueryChange): Promise<void> {
    if (this.snapshot === undefined) return;
    const asked = ++this.#asked;
    const query = change(this.wanted ?? this.snapshot.query);
    this.wanted = query;
    this.#accepted = false;
    const answer = await this.#acts.ask({ method: 'setQuery', query });
    if (asked !== this.#asked) return;
    this.#accepted = true;
    // Refused: what is in force is shown again, and why is said.
    if (answer === undefined || equalValues(this.snapshot.query, query)) this.wanted = undefined;
  }

  readonly #clear = ({ part }: ChipAct): void => {
    void this.#want((current) => (part === 'all' ? {} : withoutPart(current, part)));
  };

  readonly #copy = ({ part }: ChipAct): void => {
    if (part !== 'all') this.#acts.run({ method: 'copyPart', part });
  };
}
customElements.define('rollcall-filters', FilterBar);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-filters': FilterBar;
  }
}
