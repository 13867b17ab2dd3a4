import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../attendance/call';
import type { AttendanceBook } from '../book/book';
import { commands, contextKeys, internalCommands, type Revealed } from '../shell/commands';
import type { Grouping } from '../shell/settings';
import type { Shell } from '../shell/shell';
import { readTarget, type Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { openingFailed } from '../stream-apps/opened-app';
import { sessionOfCommand } from '../stream-apps/target-of-command';
import { pickTimeDisplay, showEvidence } from './information-pickers';
import type { TreeNode } from './model/node';
import { defaultChoice, rangeOf, type RecentChoice } from './model/recent-range';
import { sessionView } from './model/session-view';
import { shownText } from '../attendance/shown-text';
import { createWords, type Words } from './model/words';
import { pickRange } from './range-picker';
import { SidebarView } from './sidebar-view';

/** Creates both views of the sidebar and their commands. The first view that becomes visible opens the app. */
export function registerCalls(parts: { readonly shell: Shell; readonly apps: ActiveApp }): vscode.Disposable {
  const sidebar = new Sidebar(parts.shell, parts.apps);
  return new vscode.Disposable(() => {
    sidebar.dispose();
  });
}

class Sidebar {
  readonly #shell: Shell;
  readonly #apps: ActiveApp;
  readonly #recent: SidebarView;
  readonly #calls: SidebarView;
  readonly #owned: vscode.Disposable[];
  #choice: RecentChoice = defaultChoice;
  #toldGrouping: Grouping | undefined;
  #opening = false;
  /** No app could be opened, or the user said no: the views say so, and offer to try again. */
  #refused = false;

  constructor(shell: Shell, apps: ActiveApp) {
    this.#shell = shell;
    this.#apps = apps;
    const parts = { shell, words: () => this.#words(), recentChoice: () => this.#choice };
    this.#recent = new SidebarView('recent', parts);
    this.#calls = new SidebarView('calls', parts);
    this.#owned = [
      disposable(this.#recent),
      disposable(this.#calls),
      apps.onDidChange((app) => {
        this.#refused = false;
        this.#attach(app);
        // Why an app was closed is told to whoever looks.
        if (app === undefined) void this.#look();
      }),
      new vscode.Disposable(
        shell.settings.onDidChange(() => {
          this.#tellGrouping();
          for (const view of this.#views) view.redrawAll();
        }),
      ),
      ...this.#views.map((view) => view.view.onDidChangeVisibility(() => this.#look())),
      ...this.#commands(),
    ];
    this.#tellGrouping();
    // Without an app there is nothing to draw, and the words that it would take (ICU's zones) cost activation dearly.
    if (apps.current !== undefined) this.#attach(apps.current);
    void this.#look();
  }

  dispose(): void {
    for (const each of this.#owned) each.dispose();
  }

  get #views(): readonly SidebarView[] {
    return [this.#recent, this.#calls];
  }

  /** Menus offer the grouping that is not in use. */
  #tellGrouping(): void {
    const { groupBy } = this.#shell.settings;
    if (groupBy === this.#toldGrouping) return;
    this.#toldGrouping = groupBy;
    void vscode.commands.executeCommand('setContext', contextKeys.groupBy, groupBy);
  }

  #words(): Words {
    return createWords({
      say: this.#shell.say,
      locale: vscode.env.language,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      display: this.#shell.settings.time,
      now: () => this.#apps.current?.book.now() ?? Date.now(),
      localNow: Date.now,
    });
  }

  #attach(app: OpenApp | undefined): void {
    if (app !== undefined) this.#setRange(app.book);
    for (const view of this.#views) view.attach(app);
  }

  /** Opens the app when there is something to look at it with. Who closed a question is not asked again at each look. */
  async #look(): Promise<void> {
    if (this.#opening || this.#refused || this.#apps.current !== undefined) return;
    if (!this.#views.some(({ view }) => view.visible)) return;
    try {
      await this.#open();
    } catch (error) {
      await this.#shell.showFailure(error);
    }
  }

  /**
   * The open app; opens one where there is none. Undefined: there is none, and the welcome texts say why.
   * @throws Problem when it could not be opened
   */
  async #open(): Promise<OpenApp | undefined> {
    if (this.#apps.current !== undefined) return this.#apps.current;
    this.#opening = true;
    try {
      const opened = await this.#apps.open();
      if ('book' in opened) {
        this.#attach(opened);
        return opened;
      }
      this.#refused = opened.reason !== 'none';
      if (opened.reason === 'failed') throw openingFailed(opened.text);
      return undefined;
    } finally {
      this.#opening = false;
    }
  }

  #commands(): readonly vscode.Disposable[] {
    const shell = this.#shell;
    const command: Shell['command'] = (id, run) => shell.command(id, run);
    const onNode = (run: (node: TreeNode, view: SidebarView) => unknown) => (argument: unknown) => {
      for (const view of this.#views) {
        const node = view.nodeOf(argument);
        if (node !== undefined) return run(node, view);
      }
      return undefined;
    };
    return [
      command(commands.refreshRecent, () => this.#refreshRecent()),
      command(commands.refreshCalls, () => this.#refreshCalls()),
      command(
        commands.refreshNode,
        onNode((node, view) => this.#refreshNode(node, view)),
      ),
      command(
        commands.loadMore,
        onNode((node, view) => view.goOn(node, 'more')),
      ),
      command(
        commands.retry,
        onNode((node, view) => view.goOn(node, 'retry')),
      ),
      command(
        commands.cancelLoading,
        onNode((node, view) => {
          if ('list' in node) view.stop(node);
        }),
      ),
      command(
        commands.continueAnyway,
        onNode((node, view) => {
          if ('list' in node) view.tree?.reads.goOn(node.list);
        }),
      ),
      command(commands.chooseRecentRange, () => this.#chooseRange()),
      command(commands.showDataState, (argument) => this.#showDataState(argument)),
      command(commands.chooseTimeDisplay, () => this.#chooseTimeDisplay()),
      command(commands.groupByJoin, () => this.#setting('groupBy', 'join')),
      command(commands.groupByPerson, () => this.#setting('groupBy', 'person')),
      command(
        commands.copyUserId,
        onNode((node) => copyUserId(node)),
      ),
      command(internalCommands.selectedTarget, () => this.#selected()),
      command(internalCommands.revealSession, (argument) => this.#revealSession(argument)),
    ];
  }

  async #refreshRecent(): Promise<void> {
    const app = await this.#open();
    if (app === undefined) return;
    // "Today" may have become another day.
    this.#setRange(app.book);
    await this.#recent.refresh();
  }

  async #refreshCalls(): Promise<void> {
    if ((await this.#open()) !== undefined) await this.#calls.refresh();
  }

  async #refreshNode(node: TreeNode, view: SidebarView): Promise<void> {
    if (node.kind === 'call') await view.tree?.refreshCall(node.cid);
    else if (node.kind === 'session') await view.tree?.refreshSession(node.session);
  }

  #setRange(book: AttendanceBook): void {
    const range = rangeOf(this.#choice, book.now(), this.#words().dayZone);
    const { from, to } = book.recentRange;
    if (range.from !== from || range.to !== to) book.setRecentRange(range);
  }

  async #chooseRange(): Promise<void> {
    const app = await this.#open();
    if (app === undefined) return;
    const choice = await pickRange(this.#choice, app.book.now(), this.#words());
    if (choice === undefined) return;
    this.#choice = choice;
    this.#setRange(app.book);
    await this.#recent.refresh();
  }

  async #chooseTimeDisplay(): Promise<void> {
    const display = await pickTimeDisplay(this.#shell.settings.time, this.#words());
    if (display === undefined) return;
    await this.#setting('time', display);
  }

  /** Written where it takes effect: a workspace that has a value of its own keeps the last word. */
  async #setting(name: 'groupBy' | 'time', value: string): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('rollcall');
    const { Global, Workspace } = vscode.ConfigurationTarget;
    const own = configuration.inspect(name)?.workspaceValue;
    await configuration.update(name, value, own === undefined ? Global : Workspace);
  }

  async #showDataState(argument: unknown): Promise<void> {
    const chosen = await sessionOfCommand(this.#apps, argument);
    const { tree } = this.#calls;
    if (chosen === undefined || tree === undefined) return;
    const { session } = chosen.target;
    const words = this.#words();
    const view = sessionView(session, tree);
    const { evidenceOf } = await import('./model/tooltips');
    await showEvidence(titleOf(session), evidenceOf(view, words), words);
  }

  #selected(): Target | undefined {
    for (const { view } of this.#views) {
      const target = view.visible ? readTarget(view.selection[0]) : undefined;
      if (target !== undefined) return target;
    }
    return undefined;
  }

  /** Shows a session or a row in *Calls*. */
  async #revealSession(argument: unknown): Promise<Revealed> {
    const target = readTarget(argument);
    if (target === undefined || target.kind === 'call') return false;
    await this.#open();
    if (this.#calls.tree?.book.appId !== target.appId) return false;
    return target.kind === 'row'
      ? this.#calls.showRow(target.session, target.rowKey)
      : this.#calls.showSession(target.session);
  }
}

/** The id of somebody below a session; anonymous rows have none. */
async function copyUserId(node: TreeNode): Promise<void> {
  if (node.kind !== 'person' && node.kind !== 'ingress') return;
  await vscode.env.clipboard.writeText(node.userId);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3000);
}

function disposable(owned: { dispose(): void }): vscode.Disposable {
  return new vscode.Disposable(() => {
    owned.dispose();
  });
}

function titleOf(session: SessionRef): string {
  return shownText(cidOf(session));
}
