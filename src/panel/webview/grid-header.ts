import { html, nothing, type TemplateResult } from 'lit';
import type { CellName } from '../../formats/cell-names';
import type { TableSort } from '../protocol/query';
import { allowedWidth, columns } from './columns';
import { headerRow, type GridPlace } from './grid-keys';
import { say } from '../../shell/webview/page-words';

export interface HeaderParts {
  readonly place: GridPlace;
  readonly sort: TableSort | null;
  /** In widths of a digit. */
  readonly widths: readonly number[];
  readonly sortBy: (column: CellName) => void;
  readonly widen: (column: number, width: number) => void;
}

/** The row of headers: each sorts, and its edge makes the column wider. */
export function gridHeader(parts: HeaderParts): TemplateResult {
  return html`<div class="row" role="row" aria-rowindex="1">${columns.map((_, n) => header(n, parts))}</div>`;
}

function header(n: number, { place, sort, widths, sortBy, widen }: HeaderParts): TemplateResult {
  const column = columns[n];
  if (column === undefined) return html``;
  const sorted = sort?.column === column.id ? sort : undefined;
  return html`<div
    class="cell ${column.id}"
    role="columnheader"
    aria-colindex=${n + 1}
    aria-sort=${sorted === undefined ? nothing : sorted.descending ? 'descending' : 'ascending'}
    tabindex=${place.row === headerRow && place.column === n ? 0 : -1}
    @click=${() => {
      sortBy(column.id);
    }}
  >
    <span class="name">${say(column.name)}</span>${
      sorted === undefined ? nothing : html`<span class="arrow"></span>`
    }<span
      class="grip"
      @pointerdown=${(event: PointerEvent) => {
        startWidening(event, widths[n] ?? column.width, (width) => {
          widen(n, width);
        });
      }}
      @click=${(event: Event) => {
        event.stopPropagation();
      }}
      @dblclick=${() => {
        widen(n, column.width);
      }}
    ></span>
  </div>`;
}

/** Dragging the edge of a header. */
function startWidening(event: PointerEvent, width: number, widen: (width: number) => void): void {
  const { currentTarget: grip, pointerId, clientX: start } = event;
  if (!(grip instanceof HTMLElement) || grip.parentElement === null) return;
  const digit = grip.parentElement.getBoundingClientRect().width / width;
  grip.setPointerCapture(pointerId);
  const ends = new AbortController();
  const { signal } = ends;
  const move = ({ clientX }: PointerEvent): void => {
    widen(allowedWidth(width + (clientX - start) / digit));
  };
  grip.addEventListener('pointermove', move, { signal });
  grip.addEventListener(
    'lostpointercapture',
    () => {
      ends.abort();
    },
    { signal },
  );
}
