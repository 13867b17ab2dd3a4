// A bundle of its own, loaded by the first search for a person: `activate()` needs none of it. Import it by
// `await import('./finding-people')` only.
import * as vscode from 'vscode';
import type { AttendanceBook } from '../../book/book';
import { OpenTabs } from '../../shell/open-tabs';
import { Problem } from '../../shell/problem';
import { withReadProgress } from '../../shell/reading-progress';
import { showMessage } from '../../shell/show-page';
import { openedApp, refuseOtherApp } from '../../stream-apps/opened-app';
import type { TabSurroundings } from '../../stream-apps/page-tab';
import type { Target } from '../../shell/targets';
import { text } from '../../attendance/text';
import { askPerson } from './ask-person';
import { readPersonArgument, type GivenPerson, type PersonArgument } from './person-argument';
import { PersonPanel, titleOf } from './person-panel';
import { personType } from './person-type';
import { readSavedPerson, type SavedPerson } from './saved-person';

/** All tabs of *Find a Person* of this window: one for each person of an app. */
export class People implements vscode.Disposable {
  readonly #parts: TabSurroundings;
  readonly #open = new OpenTabs<SavedPerson, PersonPanel>(keyOf);

  constructor(parts: TabSurroundings) {
    this.#parts = parts;
  }

  /**
   * Asks for what was not given, and looks for the person.
   * @throws Problem for what cannot be read; StreamFailure where a row had to be read again and could not
   */
  async find(argument: unknown): Promise<void> {
    const { shell, apps } = this.#parts;
    const app = await openedApp(apps);
    if (app === undefined) return;
    const read = readPersonArgument(argument);
    if (read.kind === 'row') refuseOtherApp(app, read.target);
    const given = await this.#given(read, app.book);
    const asked = await askPerson(shell, app, given);
    if (asked === undefined) return;
    // The app may have been switched while the user was asked.
    if (apps.current?.book !== app.book)
      throw new Problem(text('The Stream app was switched meanwhile. Ask again.'));
    const { userId, name, range, callType } = asked;
    const saved: SavedPerson = {
      version: 1,
      appId: app.id,
      appName: app.name,
      userId,
      range,
      ...(name !== undefined && { name }),
      ...(callType !== undefined && { callType }),
    };
    const before = this.#open.reveal(saved);
    if (before !== undefined) {
      before.ask(app, saved);
      return;
    }
    const panel = vscode.window.createWebviewPanel(personType, titleOf(saved), vscode.ViewColumn.Active);
    this.#open.keep(new PersonPanel(this.#parts, panel, saved)).ask(app);
  }

  /** Brings a tab back that VS Code kept over a restart. It asks nothing by itself. */
  async restore(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const saved = readSavedPerson(kept);
    if (saved !== undefined) {
      await this.#open.restore(panel, saved, () => new PersonPanel(this.#parts, panel, saved))?.wait();
      return;
    }
    this.#parts.shell.log.warn('person: what was kept of a tab could not be read');
    showMessage(panel, vscode.l10n.t('This tab cannot be brought back. Find the person again.'));
  }

  dispose(): void {
    this.#open.dispose();
  }

  async #given(read: PersonArgument, book: AttendanceBook): Promise<GivenPerson> {
    switch (read.kind) {
      case 'wrong':
        throw new Problem(read.text);
      case 'given':
        return read.given;
      case 'row': {
        const userId = await this.#userOf(read.target, book);
        const again = readPersonArgument(userId);
        if (again.kind === 'wrong') throw new Problem(again.text);
        return { userId };
      }
    }
  }

  /** The user of a row. Rows leave memory when they were not used for long: then the first page is read again. */
  async #userOf(target: Extract<Target, { kind: 'row' }>, book: AttendanceBook): Promise<string> {
    const rows = book.rows(target.session);
    let row = rows.table.find(target.rowKey);
    if (row === undefined) {
      await withReadProgress(
        this.#parts.shell.say,
        vscode.l10n.t('Rollcall: reading participant sessions'),
        (options) => rows.load(options),
      );
      row = rows.table.find(target.rowKey);
    }
    if (row === undefined)
      throw new Problem(
        text('This row is not held any more. Refresh its session, or find the person by the user id.'),
      );
    return rows.table.userId(row);
  }
}

function keyOf({ appId, userId }: SavedPerson): string {
  return JSON.stringify([appId, userId]);
}
