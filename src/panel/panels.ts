import * as vscode from 'vscode';
import type { SessionRef } from '../attendance/call';
import type { AttendanceQuery } from '../book/book';
import { otherSession, questionData, readQuestion } from '../formats/question';
import { OpenTabs } from '../shell/open-tabs';
import { Problem } from '../shell/problem';
import { showMessage } from '../shell/show-page';
import type { OpenApp } from '../stream-apps/active-app';
import type { TabSurroundings } from '../stream-apps/page-tab';
import { AttendancePanel, titleOf } from './attendance-panel';
import type { PanelApp } from './model/panel-app';
import { readSavedState, type SavedState } from './model/saved-state';
import { openArchive, type OpenedArchive } from './open-archive';
import { panelType } from './panel-type';

/** All Attendance panels of this window: one a session. */
export class Panels implements vscode.Disposable {
  readonly #parts: TabSurroundings;
  readonly #open = new OpenTabs<SavedState, AttendancePanel>(keyOf);

  constructor(parts: TabSurroundings) {
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
    const saved = stateOf(app, session, query);
    const held = this.#open.reveal(saved);
    const panel = held ?? this.#make(saved);
    if (held !== undefined && query !== undefined) held.ask(query);
    if (rowKey !== undefined) panel.showRow(rowKey);
  }

  /** Opens an archived copy, or reveals it where the same content is open. */
  #showArchive({ app, session, archive }: OpenedArchive): void {
    const saved: SavedState = { ...stateOf(app, session), archive };
    if (this.#open.reveal(saved) === undefined) this.#make(saved, app);
  }

  /** Reads a saved session and shows it. @throws Problem: what is wrong with the file */
  async openArchive(uri: vscode.Uri): Promise<void> {
    this.#showArchive(await openArchive(uri, this.#parts.shell.say));
  }

  /** What other rooms may know of the panel that is the active editor; undefined: none is active. */
  get active(): Readonly<Record<string, unknown>> | undefined {
    const saved = this.#open.all.find(({ panel }) => panel.active)?.saved;
    if (saved === undefined) return undefined;
    const { appId, session, query, archive } = saved;
    if (archive !== undefined) return { archived: true };
    return { target: { kind: 'session', appId, session }, question: questionData(query) };
  }

  /**
   * The query that a `Question` as data holds.
   * @throws Problem: what is wrong with it, or that it is about another session
   */
  queryOf(data: unknown, session: SessionRef): AttendanceQuery {
    const reading = readQuestion(data);
    if (!reading.ok) throw new Problem(reading.text);
    const other = otherSession(reading.question, session);
    if (other !== undefined) throw new Problem(other);
    const { rowFilter, window, threshold } = reading.question;
    return { rowFilter, window, threshold };
  }

  #make(saved: SavedState, copy?: PanelApp): AttendancePanel {
    const panel = vscode.window.createWebviewPanel(panelType, titleOf(saved), vscode.ViewColumn.Active);
    return this.#open.keep(new AttendancePanel(this.#parts, panel, saved, copy));
  }

  /** Brings a panel back that VS Code kept over a restart. */
  restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const saved = readSavedState(kept);
    if (saved !== undefined) {
      this.#open.restore(panel, saved, () => new AttendancePanel(this.#parts, panel, saved));
      return;
    }
    this.#parts.shell.log.warn('panel: what was kept of a panel could not be read');
    showMessage(
      panel,
      vscode.l10n.t('This panel cannot be brought back. Open it again from its session in the sidebar.'),
    );
  }

  dispose(): void {
    this.#open.dispose();
  }
}

/** How a panel begins. */
function stateOf(app: PanelApp, session: SessionRef, query: AttendanceQuery = {}): SavedState {
  return {
    version: 1,
    appId: app.id,
    appName: app.name,
    session,
    query,
    sort: null,
    time: null,
    lanes: { order: 'firstJoin', choice: 'all' },
  };
}

function keyOf({ appId, session }: Pick<SavedState, 'appId' | 'session'>): string {
  return JSON.stringify([appId, session.callType, session.callId, session.sessionId]);
}
