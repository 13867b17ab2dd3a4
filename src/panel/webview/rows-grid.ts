import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { PanelResult, PanelSnapshot } from '../protocol/snapshot';
import { headerRow } from './grid-keys';
import { countOf, isSelected, noSelection, type Selection } from './grid-selection';
import type { GridListener, GridTable } from './grid-table';
import { HostActs } from './host-acts';
import { say } from '../../shell/webview/page-words';
import { changeQuery, PanelPart } from './panel-part';
import './pop-menu';
import type { MenuItem, Point } from './pop-menu';
import { withoutPart } from './query-parts';
import { RowActs, copyFormats, exportFormats, type ExportFormat } from './row-acts';
import './virtual-grid';
import type { VirtualGrid } from './virtual-grid';
import { tableStyles } from './rows-grid-styles';
import { RowsWords } from './rows-words';
import { base } from '../../shell/webview/styles';
import { tableChange } from './table-change';
import { whyNoRows } from './why-no-rows';

const exportNames = { csv: text('CSV…'), json: text('JSON…'), ndjson: text('NDJSON…') } as const;

/** The table of rows with what can be done with them. It fires `rollcall-show-lane` {lane, row}. */
export class RowsGrid extends PanelPart {
  static override properties = {
    ...PanelPart.properties,
    selection: { state: true },
    dropped: { state: true },
    focused: { state: true },
  };
  static override styles = [base, tableStyles];
  declare selection: Selection;
  /** Why nothing is selected any more; empty: nothing was, or it is. */
  declare dropped: string;
  /** Position of the row in focus. */
  declare focused: number;
  #shown: PanelSnapshot | undefined;
  #table: GridTable | undefined;
  #hadFocus = false;
  readonly #host = new HostActs(this);
  readonly #acts = new RowActs({
    acts: this.#host,
    snapshot: () => this.snapshot,
    showLane: (lane, row) => {
      const detail = { lane, row };
      this.dispatchEvent(new CustomEvent('rollcall-show-lane', { detail, bubbles: true, composed: true }));
    },
  });
  readonly #listener: GridListener = {
    selected: (selection) => {
      this.selection = selection;
      this.dropped = '';
      this.#host.tell('');
    },
    placed: ({ row }) => {
      this.focused = Math.max(0, row);
    },
    sort: (column) => void this.#acts.sort(column),
    copy: () => {
      const rows = this.#rowsMeant;
      if (rows.length > 0) void this.#acts.copy('csv', rows);
    },
    jump: () => {
      const row = this.#grid?.row;
      if (row !== undefined) void this.#acts.showLane(row);
    },
    menu: (at) => {
      this.#openMenu(this.#rowItems, at, this.#grid?.cell);
    },
  };

  constructor() {
    super();
    this.selection = noSelection;
    this.dropped = '';
    this.focused = 0;
  }

  /** Scrolls to a row of the table, chooses it and puts the focus on it. */
  showRow(position: number): void {
    void this.updateComplete.then(() => {
      this.#grid?.showRow(position);
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { snapshot } = this;
    this.#hadFocus = this.#focusedPart !== null;
    if (!changed.has('snapshot') || snapshot === undefined) return;
    const before = this.#shown;
    this.#shown = snapshot;
    const change = tableChange(before, snapshot);
    if (change === 'none') {
      if (before?.result?.answer !== snapshot.result?.answer) this.#grid?.renewed();
      return;
    }
    if (change !== 'cells' && this.selection.length > 0) {
      this.selection = noSelection;
      const why =
        change === 'order'
          ? text('Nothing is selected any more: other rows stand here, or in another order.')
          : text('Nothing is selected any more: the rows were computed anew.');
      this.dropped = say(why);
    }
    const table = snapshot.result?.table;
    this.#table = table && {
      rows: table.rows,
      first: table.first,
      ask: (from, count, signal) => this.#rowsOf(from, count, signal),
      keeps: ({ cells: 'selection', rows: 'place', order: 'nothing' } as const)[change],
    };
  }

  protected override updated(): void {
    if (this.#hadFocus && this.#focusedPart === null) void this.#focusWhatIsLeft();
  }

  override render(): TemplateResult {
    const { snapshot } = this;
    return html`${
        snapshot === undefined || snapshot.result === null
          ? html`<h2>${say(text('Rows'))}</h2>
              <div class="nothing muted">${say(text('Rows stand here once they are read.'))}</div>`
          : this.#withResult(snapshot.result, snapshot)
      } <rollcall-menu></rollcall-menu>`;
  }

  #withResult(result: PanelResult, { time }: PanelSnapshot): TemplateResult {
    const { table } = result;
    const words = new RowsWords(time.locale);
    return html`<div class="above">
        <h2>${say(text('Rows'))}</h2>
        <bdi class="numbers">${words.count(table.rows, table.narrowed)}</bdi>
        ${
          table.narrowed === ''
            ? nothing
            : html`<button class="link" @click=${() => void this.#acts.showAll()}>
                ${say(text('Show All Rows'))}
              </button>`
        }
        <span class="numbers" role="status">${words.selected(countOf(this.selection))}</span>
        ${table.rows === 0 ? nothing : this.#buttons(words, table.rows)}
      </div>
      <p class="muted numbers"><bdi>${result.coverage}</bdi></p>
      ${
        table.rows === 0
          ? this.#nothing(result)
          : html`<rollcall-grid
              .table=${this.#table}
              .sort=${table.sort}
              .label=${say(text('Rows of the session'))}
              .listener=${this.#listener}
            ></rollcall-grid>`
      }
      <p class="told muted"><span role="status">${this.dropped}</span> ${this.#host.status()}</p>`;
  }

  #buttons(words: RowsWords, rows: number): TemplateResult {
    const button = (name: string, items: () => readonly MenuItem[]): TemplateResult =>
      html`<button
        class="opens"
        aria-haspopup="menu"
        @click=${({ currentTarget: opener }: Event) => {
          if (!(opener instanceof HTMLElement)) return;
          const { left: x, bottom: y } = opener.getBoundingClientRect();
          this.#openMenu(items, { x, y }, opener);
        }}
      >
        ${name}
      </button>`;
    return html`<span class="acts" role="group" aria-label=${say(text('What to do with rows'))}>
      ${button(words.copy(countOf(this.selection), rows), () =>
        this.#copyItems(this.selection.length > 0 ? this.selection : 'all'),
      )}
      ${button(words.export(rows), () => exportFormats.map((format) => this.#exportItem(format)))}
      ${button(words.row(this.focused), this.#rowItems)}
    </span>`;
  }

  #nothing(result: PanelResult): TemplateResult {
    const isNarrowed = result.table.narrowed !== '';
    return html`<div class="nothing" tabindex="-1">
      ${whyNoRows(result).map((words) => html`<bdi>${words}</bdi>`)}
      ${
        result.query.rowFilter !== undefined && !isNarrowed
          ? html`<button @click=${this.#clearRowFilter}>${say(text('Clear the Row Filter'))}</button>`
          : nothing
      }
    </div>`;
  }

  readonly #clearRowFilter = (): void => {
    changeQuery(this, (query) => withoutPart(query, 'rows'));
  };

  get #focusedPart(): Element | null {
    return this.shadowRoot?.activeElement ?? null;
  }

  /** What had the focus is gone, a button after it was pressed: the rows have it now, or what stands in their place. */
  async #focusWhatIsLeft(): Promise<void> {
    await this.#grid?.updateComplete;
    const next = this.#grid?.cell ?? this.renderRoot.querySelector<HTMLElement>('.nothing');
    next?.focus({ preventScroll: true });
  }

  async #rowsOf(from: number, count: number, signal: AbortSignal): Promise<GridTable['first']> {
    const { client, snapshot } = this;
    const answer = snapshot?.result?.answer;
    if (client === undefined || answer === undefined) return [];
    const found = await client.ask({ method: 'rows', answer, from, count }, { signal });
    return found.answer === answer && found.from === from ? found.rows : [];
  }

  get #grid(): VirtualGrid | null {
    return this.renderRoot.querySelector('rollcall-grid');
  }

  /** What is copied without saying more: the selected rows, else the one in focus; on a header none. */
  get #rowsMeant(): Selection {
    const position = this.#grid?.place.row ?? headerRow;
    return this.selection.length > 0 || position === headerRow
      ? this.selection
      : [{ from: position, to: position + 1 }];
  }

  #openMenu(items: () => readonly MenuItem[], at: Point, opener: HTMLElement | undefined): void {
    const menu = this.renderRoot.querySelector('rollcall-menu');
    void menu?.open(items(), at, opener);
  }

  #copyItems(rows: Selection | 'all'): readonly MenuItem[] {
    const words = new RowsWords(this.snapshot?.time.locale ?? 'en');
    const n = rows === 'all' ? (this.snapshot?.result?.table.rows ?? 0) : countOf(rows);
    return copyFormats.map((format) => ({
      name: words.copyAs(format, n),
      run: () => void this.#acts.copy(format, rows),
    }));
  }

  #exportItem(format: ExportFormat): MenuItem {
    return { name: say(exportNames[format]), run: () => void this.#acts.export(format) };
  }

  /** For the row in focus; copying takes all that are selected with it. */
  readonly #rowItems = (): readonly MenuItem[] => {
    const grid = this.#grid;
    const row = grid?.row;
    const position = Math.max(0, grid?.place.row ?? 0);
    if (row === undefined) return [{ name: say(text('Loading…')), isDisabled: true, run: () => undefined }];
    return [
      ...this.#copyItems(
        isSelected(this.selection, position) ? this.selection : [{ from: position, to: position + 1 }],
      ),
      { name: say(text('Reveal in Sidebar')), isApart: true, run: () => void this.#acts.reveal(row) },
      { name: say(text('Show on the Timeline')), run: () => void this.#acts.showLane(row) },
      {
        name: say(text('Only This Person')),
        isDisabled: row.kind === 'anonymous',
        run: () => void this.#acts.onlyPerson(row),
      },
    ];
  };
}

customElements.define('rollcall-rows', RowsGrid);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-rows': RowsGrid;
  }
}
