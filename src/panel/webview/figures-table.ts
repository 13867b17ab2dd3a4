import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { FigureCell, FigureLine, PanelResult } from '../protocol/snapshot';
import './explain-dialog';
import { notesOf, type FigureNotes } from './figure-notes';
import { HostActs } from './host-acts';
import { figuresStyles } from './figures-styles';
import { icon } from '../../shell/webview/icons';
import { say } from '../../shell/webview/page-words';
import { PanelPart } from './panel-part';
import { partStyles } from '../../shell/webview/part-styles';
import { base } from '../../shell/webview/styles';

/** Main figures that are told when they change. */
const mostTold = 4;

/** The two columns: Stream's figures of the whole session, and ours of the filter; each opens how it was computed. */
export class FiguresTable extends PanelPart {
  static override properties: PropertyDeclarations = {
    explained: { state: true },
    told: { state: true },
    hidesExact: { state: true },
  };
  /** The figure whose explanation is open. */
  declare private explained: string | undefined;
  /** What is told of the totals: empty until they change. */
  declare private told: string;
  /** Escape hides the exact value until another figure has the focus. */
  declare private hidesExact: boolean;

  static override styles = [base, partStyles, figuresStyles];

  readonly #acts = new HostActs(this);
  #totals: string | undefined;

  constructor() {
    super();
    this.explained = undefined;
    this.told = '';
    this.hidesExact = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    const result = snapshot?.result;
    if (snapshot === undefined || result === undefined || result === null) return nothing;
    return html`
      <section aria-labelledby="title">
        <div class="title">
          <h2 id="title">${say(text('Figures'))}</h2>
          <div class="row">
            ${this.#acts.status()}
            <button
              type="button"
              @click=${() => {
                this.#acts.run({ method: 'copyFigures', answer: result.answer });
              }}
            >
              ${say(text('Copy Figures'))}
            </button>
          </div>
        </div>
        ${note(result.empty)} ${this.#table(result)}
        <p class="coverage muted small"><bdi>${result.coverage}</bdi></p>
        <div class="unseen" role="status">${this.told}</div>
        <rollcall-explain
          .client=${this.client}
          .answer=${result.answer}
          .locale=${snapshot.time.locale}
          .figure=${this.explained}
          @explain-closed=${() => {
            this.explained = undefined;
          }}
        ></rollcall-explain>
      </section>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot') || this.snapshot === undefined) return;
    const { result } = this.snapshot;
    if (result === null) return;
    const totals = totalsOf(result);
    // The first ones are read where they stand.
    if (this.#totals !== undefined && totals !== this.#totals) this.told = totals;
    this.#totals = totals;
  }

  #table({ figures }: PanelResult): TemplateResult {
    const notes = notesOf(figures);
    return html`<table
        class=${this.hidesExact ? 'hides-exact' : ''}
        aria-labelledby="title"
        @focusin=${this.#showsExact}
        @pointerover=${this.#showsExact}
        @keydown=${this.#onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">${say(text('Figure'))}</th>
            <th scope="col">${say(text('Whole session (Stream)'))}</th>
            <th scope="col">${say(text('This filter (computed)'))}</th>
          </tr>
        </thead>
        <tbody>
          ${figures.map((line, at) => this.#line(line, at, notes))}
        </tbody>
      </table>
      ${below(notes)}`;
  }

  #line(line: FigureLine, at: number, notes: FigureNotes): TemplateResult {
    const looks = line.minor ? 'minor' : at === 0 ? 'head' : '';
    return html`<tr class=${looks} data-figure=${line.id}>
      <th scope="row">${line.name}</th>
      ${this.#cell(line.name, line.stream, `s${at}`, notes)}
      ${this.#cell(line.name, line.computed, `c${at}`, notes)}
    </tr>`;
  }

  #cell(name: string, cell: FigureCell | null, id: string, all: FigureNotes): TemplateResult {
    if (cell === null)
      return html`<td class="muted">
        <span aria-hidden="true">–</span><span class="unseen">${say(text('none'))}</span>
      </td>`;
    const { figure, value, exact } = cell;
    const { notes, letters } = all.at(cell);
    const hasExact = exact !== value;
    const described = [
      ...(hasExact ? [`${id}-exact`] : []),
      ...letters.map((letter) => `below-${letter}`),
    ].join(' ');
    return html`<td>
      <span class="value"
        ><button
          type="button"
          class="figure"
          aria-haspopup="dialog"
          aria-label=${say(text('{name}: {value}. How was this computed?', { name, value }))}
          aria-describedby=${described === '' ? nothing : described}
          @click=${() => {
            this.explained = figure;
          }}
        >
          <bdi>${value}</bdi></button
        >${
          hasExact
            ? html`<span id="${id}-exact" class="exact" role="tooltip"><bdi>${exact}</bdi></span>`
            : nothing
        }</span
      >
      ${
        notes.length + letters.length === 0
          ? nothing
          : html`<ul class="notes">
              ${notes.map((one) => html`<li><bdi>${one}</bdi></li>`)}
              ${letters.map((letter) => html`<li>${say(text('note {letter}', { letter }))}</li>`)}
            </ul>`
      }
    </td>`;
  }

  readonly #showsExact = (): void => {
    this.hidesExact = false;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.hidesExact = true;
  };
}
customElements.define('rollcall-figures', FiguresTable);

function below({ below: notes }: FigureNotes): TemplateResult | typeof nothing {
  return notes.length === 0
    ? nothing
    : html`<ol class="below">
        ${notes.map(
          ({ letter, note }) =>
            html`<li id="below-${letter}">${say(text('Note {letter}: {note}', { letter, note }))}</li>`,
        )}
      </ol>`;
}

function note(words: string): TemplateResult | typeof nothing {
  return words === '' ? nothing : html`<div class="note">${icon('info')}<bdi>${words}</bdi></div>`;
}

/** The first main figures of ours, to be heard. */
function totalsOf({ figures }: PanelResult): string {
  return figures
    .flatMap(({ minor, name, computed }) =>
      minor || computed === null ? [] : [{ name, value: computed.value }],
    )
    .slice(0, mostTold)
    .map((one) => say(text('{name}: {value}.', one)))
    .join(' ');
}
