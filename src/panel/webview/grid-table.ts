import type { CellName } from '../../formats/cell-names';
import type { PanelRow } from '../protocol/shown';
import type { GridPlace } from './grid-keys';
import type { Selection } from './grid-selection';
import type { Point } from './pop-menu';

/** Rows in one order, and how to get at them. */
export interface GridTable {
  readonly rows: number;
  readonly first: readonly PanelRow[];
  readonly ask: (from: number, count: number, signal: AbortSignal) => Promise<readonly PanelRow[]>;
  /** What stays of the table before: its chosen rows too, or where one is, or nothing. */
  readonly keeps: 'selection' | 'place' | 'nothing';
}

/** Whom the grid tells what was done in it. */
export interface GridListener {
  readonly selected: (selection: Selection) => void;
  /** The focus stands there now. */
  readonly placed: (place: GridPlace) => void;
  readonly sort: (column: CellName) => void;
  readonly copy: () => void;
  /** From the row in focus to its lane. */
  readonly jump: () => void;
  /** A menu for the row in focus, at a point of the window. */
  readonly menu: (at: Point) => void;
}
