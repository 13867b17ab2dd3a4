import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { text } from '../../attendance/text';
import type { TableSort } from '../protocol/query';
import type { PanelRow } from '../protocol/shown';
import { allowedWidth, columns, tracksOf } from './columns';
import { gridHeader } from './grid-header';
import { gridAct, headerRow, type GridAct, type GridPlace } from './grid-keys';
import { GridPointer } from './grid-pointer';
import { noSelection, type Selection } from './grid-selection';
import type { GridListener, GridTable } from './grid-table';
import { say } from '../../shell/webview/page-words';
import { RowScroller } from './row-scroller';
import { RowSelector } from './row-selector';
import { RowsCache } from './rows-cache';
import { gridStyles } from './virtual-grid-styles';
import { base } from '../../shell/webview/styles';

/** All rows of the table, of which those in sight are drawn. */
export class VirtualGrid extends LitElement {
  static override properties = {
    table: { attribute: false },
    sort: { attribute: false },
    label: { attribute: false },
    listener: { attribute: false },
    place: { state: true },
    widths: { state: true },
    selection: { state: true },
  };
  static override styles = [base, gridStyles];
  declare table: GridTable | undefined;
  declare sort: TableSort | null;
  declare label: string;
  declare listener: GridListener | undefined;
  declare place: GridPlace;
  /** In widths of a digit. */
  declare widths: readonly number[];
  declare selection: Selection;
  #cache: RowsCache | undefined;
  #scroller: RowScroller | undefined;
  readonly #selector = new RowSelector((selection) => {
    this.selection = selection;
    this.listener?.selected(selection);
  });
  readonly #pointer = new GridPointer({
    scroller: () => this.#scroller,
    selector: this.#selector,
    stand: (place) => {
      this.place = place;
    },
    go: (place) => {
      this.#go({ ...this.place, ...place });
    },
    menu: (at) => this.listener?.menu(at),
  });

  constructor() {
    super();
    this.table = undefined;
    this.sort = null;
    this.label = '';
    this.listener = undefined;
    this.place = { row: 0, column: 0 };
    this.widths = columns.map(({ width }) => width);
    this.selection = noSelection;
  }

  /** The row in focus, or that would be; undefined: it is not here (yet). */
  get row(): PanelRow | undefined {
    return this.#cache?.row(Math.max(0, this.place.row));
  }

  /** The cell in focus, or that would be. */
  get cell(): HTMLElement | undefined {
    return this.place.row === headerRow ? this.#headers[this.place.column] : this.#scroller?.cell(this.place);
  }

  /** Scrolls to a row, chooses it and puts the focus on it. */
  showRow(position: number): void {
    void this.updateComplete.then(() => {
      if (this.table === undefined || position >= this.table.rows) return;
      this.#selector.point(position, { extend: false, add: false });
      this.place = { row: position, column: 0 };
      this.#scroller?.reveal(this.place, 'middle');
    });
  }

  /** The same rows have another number in the host. */
  renewed(): void {
    this.#cache?.renewed();
    this.#scroller?.drawSoon();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('table');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pointer.end();
    this.#scroller?.dispose();
    this.#scroller = undefined;
    this.#cache?.close();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('table')) return;
    this.#cache?.close();
    const { table } = this;
    this.#cache =
      table &&
      new RowsCache({
        ...table,
        changed: () => {
          this.requestUpdate();
        },
      });
    const rows = table?.rows ?? 0;
    if (table?.keeps !== 'selection') {
      this.#selector.drop();
      this.selection = this.#selector.selection;
    }
    if (this.place.row !== headerRow) {
      const row = table?.keeps === 'nothing' ? 0 : Math.max(0, Math.min(this.place.row, rows - 1));
      this.place = { ...this.place, row };
    }
  }

  override render(): TemplateResult {
    const { tracks, least } = tracksOf(this.widths);
    this.style.setProperty('--tracks', tracks);
    this.style.setProperty('--least', least);
    this.style.setProperty('--first-width', `${this.widths[0] ?? 0}ch`);
    const failure = this.#cache?.failure;
    return html`<div
        class="scroller"
        role="grid"
        aria-label=${this.label}
        aria-rowcount=${(this.table?.rows ?? 0) + 1}
        aria-colcount=${columns.length}
        aria-multiselectable="true"
        @scroll=${() => this.#scroller?.drawSoon()}
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
        @copy=${this.#onCopy}
        @pointerover=${this.#pointer.over}
      >
        <div class="head" role="rowgroup">
          ${gridHeader({
            place: this.place,
            sort: this.sort,
            widths: this.widths,
            sortBy: (column) => this.listener?.sort(column),
            widen: (column, width) => {
              this.#setWidth(column, width);
            },
          })}
        </div>
        <div
          class="body"
          role="rowgroup"
          @pointerdown=${this.#pointer.down}
          @pointermove=${this.#pointer.move}
          @pointerup=${this.#pointer.end}
          @pointercancel=${this.#pointer.end}
          @contextmenu=${this.#pointer.menu}
          @dblclick=${() => this.listener?.jump()}
        >
          <div class="block"></div>
        </div>
      </div>
      ${
        failure === undefined
          ? nothing
          : html`<div class="failure error" role="alert">
              <bdi>${failure === '' ? say(text('These rows could not be read.')) : failure}</bdi>
              <button @click=${this.#retry}>${say(text('Retry'))}</button>
            </div>`
      }`;
  }

  protected override updated(changed: PropertyValues): void {
    this.#scroller ??= this.#newScroller();
    if (changed.has('table') && this.table?.keeps === 'nothing') this.#scroller?.toTop();
    if (changed.has('widths')) this.#scroller?.measure();
    const hadFocus = this.renderRoot.querySelector('.block :focus') !== null;
    this.#scroller?.draw();
    if (changed.has('place')) this.listener?.placed(this.place);
    if (hadFocus && this.place.row !== headerRow) this.cell?.focus({ preventScroll: true });
  }

  #newScroller(): RowScroller | undefined {
    const [scroller, body, block] = ['.scroller', '.body', '.block'].map((part) =>
      this.renderRoot.querySelector<HTMLElement>(part),
    );
    if (!scroller || !body || !block) return undefined;
    return new RowScroller({ scroller, body, block }, () => ({
      cache: this.#cache,
      place: this.place,
      selection: this.selection,
      waiting: say(text('Loading…')),
    }));
  }

  get #headers(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=columnheader]')];
  }

  #go(place: GridPlace): void {
    this.place = place;
    if (place.row === headerRow) void this.updateComplete.then(() => this.cell?.focus());
    else this.#scroller?.reveal(place, 'nearest');
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, shiftKey: shift, altKey: alt } = event;
    const act = gridAct({ key, shift, alt, control: event.ctrlKey || event.metaKey }, this.place, {
      rows: this.table?.rows ?? 0,
      columns: columns.length,
      page: this.#scroller?.page ?? 1,
    });
    if (act === undefined || !this.#do(act)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @returns whether there was anything to do */
  #do(act: GridAct): boolean {
    const { place, listener } = this;
    const column = columns[place.column];
    switch (act.act) {
      case 'move':
        if (act.extend) this.#selector.extend(act.to.row);
        else if (act.to.row !== place.row && act.to.row !== headerRow) this.#selector.visit(act.to.row);
        this.#go(act.to);
        return true;
      case 'widen':
        this.#setWidth(place.column, (this.widths[place.column] ?? 0) + 2 * act.steps);
        return true;
      case 'sort':
        if (column !== undefined) listener?.sort(column.id);
        return true;
      case 'toggle':
        this.#selector.point(place.row, { extend: false, add: true });
        return true;
      case 'all':
        this.#selector.all(this.table?.rows ?? 0);
        return true;
      case 'clear':
        return this.#selector.clear();
      case 'copy':
        listener?.copy();
        return true;
      case 'jump':
        listener?.jump();
        return true;
      case 'menu': {
        const box = this.cell?.getBoundingClientRect();
        listener?.menu({ x: box?.left ?? 0, y: box?.bottom ?? 0 });
        return true;
      }
    }
  }

  readonly #onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    const header = this.#headers.indexOf(target);
    const place = header >= 0 ? { row: headerRow, column: header } : this.#scroller?.placeOf(target);
    if (place === undefined) return;
    this.place = place;
    if (place.row !== headerRow && target.matches(':focus-visible')) this.#scroller?.reveal(place, 'nearest');
  };

  /** Copying by a menu of VS Code, not by a key. */
  readonly #onCopy = (event: ClipboardEvent): void => {
    if (this.place.row === headerRow && this.selection.length === 0) return;
    event.preventDefault();
    this.listener?.copy();
  };

  readonly #retry = (): void => {
    this.#cache?.retry();
    this.requestUpdate();
  };

  #setWidth(column: number, width: number): void {
    this.widths = this.widths.with(column, allowedWidth(width));
  }
}

customElements.define('rollcall-grid', VirtualGrid);

declare global {
  interface HTMLElementTagNameMap {
    'rollcall-grid': VirtualGrid;
  }
}
