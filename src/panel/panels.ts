import * as vscode from 'vscode';
import type { SessionRef } from '../attendance/call';
import type { AttendanceQuery } from '../book/book';
import type { OpenApp } from '../stream-apps/active-app';
import { AttendancePanel, titleOf, type PanelSurroundings } from './attendance-panel';
import { readSavedState, type SavedState } from './model/saved-state';
import { messageHtml } from './page-html';
import { panelType } from './panel-type';

/** All Attendance panels of this window: one a session. */
export class Panels implements vscode.Disposable {
  readonly #parts: PanelSurroundings;
  readonly #open = new Map<string, AttendancePanel>();

  constructor(parts: PanelSurroundings) {
    this.#parts = parts;
  }

  /**
   * Opens the panel of a session, or reveals it where it is open.
   * @param asks a row to be shown, by its key; a query in place of the panel's own
   */
  show(
    app: OpenApp,
    session: SessionRef,
    asks: { readonly rowKey?: string | undefined; readonly query?: AttendanceQuery | undefined } = {},
  ): void {
    const { rowKey, query } = asks;
    const saved: SavedState = {
      version: 1,
      appId: app.id,
      appName: app.name,
      session,
      query: query ?? {},
      sort: null,
      time: null,
      lanes: { order: 'firstJoin', choice: 'all' },
    };
    let held = this.#open.get(keyOf(saved));
    if (held === undefined) {
      const panel = vscode.window.createWebviewPanel(panelType, titleOf(saved), vscode.ViewColumn.Active);
      held = this.#keep(new AttendancePanel(this.#parts, panel, saved));
    } else {
      held.panel.reveal();
      if (query !== undefined) held.ask(query);
    }
    if (rowKey !== undefined) held.showRow(rowKey);
  }

  /**
   * Brings a panel back that VS Code kept over a restart. VS Code does so when its tab is first shown: where the session was
   * opened again meanwhile, that panel is shown instead.
   */
  restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const saved = readSavedState(kept);
    if (saved === undefined) {
      this.#parts.shell.log.warn('panel: what was kept of a panel could not be read');
      panel.webview.html = messageHtml(
        vscode.env.language,
        vscode.l10n.t('This panel cannot be brought back. Open it again from its session in the sidebar.'),
      );
      return;
    }
    const held = this.#open.get(keyOf(saved));
    if (held === undefined) {
      this.#keep(new AttendancePanel(this.#parts, panel, saved));
      return;
    }
    panel.dispose();
    held.panel.reveal();
  }

  dispose(): void {
    for (const each of [...this.#open.values()]) each.panel.dispose();
  }

  #keep(made: AttendancePanel): AttendancePanel {
    const key = keyOf(made.saved);
    this.#open.set(key, made);
    made.panel.onDidDispose(() => {
      this.#open.delete(key);
      made.dispose();
    });
    return made;
  }
}

function keyOf({ appId, session }: Pick<SavedState, 'appId' | 'session'>): string {
  return JSON.stringify([appId, session.callType, session.callId, session.sessionId]);
}
