import { LitElement, type PropertyDeclarations } from 'lit';
import type { PanelQuery } from '../protocol/query';
import type { PanelSnapshot } from '../protocol/snapshot';
import type { HostClient } from './host-client';

/** A part of the page: it gets every snapshot, and asks the host by the client. */
export abstract class PanelPart extends LitElement {
  static override properties: PropertyDeclarations = {
    snapshot: { attribute: false },
    client: { attribute: false },
  };
  declare snapshot: PanelSnapshot | undefined;
  declare client: HostClient | undefined;

  constructor() {
    super();
    this.snapshot = undefined;
    this.client = undefined;
  }
}

/** From one query to the next: of what is in force, or was asked for last. */
export type QueryChange = (query: PanelQuery) => PanelQuery;

/** Asks the page's root for another query. */
export function changeQuery(from: EventTarget, change: QueryChange): void {
  const detail = { change };
  from.dispatchEvent(new CustomEvent('rollcall-change-query', { bubbles: true, composed: true, detail }));
}

/** Asks the page's root to bring the table into sight. */
export function showTable(from: EventTarget): void {
  from.dispatchEvent(new CustomEvent('rollcall-show-table', { bubbles: true, composed: true }));
}
