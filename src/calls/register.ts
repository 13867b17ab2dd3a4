import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../attendance/call';
import { text } from '../attendance/text';
import type { AttendanceBook } from '../book/book';
import { commands, contextKeys, internalCommands } from '../shell/commands';
import { Problem } from '../shell/problem';
import type { Shell } from '../shell/shell';
import { readTarget, type Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { pickTimeDisplay, showEvidence } from './information-pickers';
import type { TreeNode } from './model/node';
import { defaultChoice, rangeOf, type RecentChoice } from './model/recent-range';
import { sessionView } from './model/session-look';
import { dataStateLines } from './model/session-tooltip';
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
  #opening = false;

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
        this.#attach(app);
      }),
      new vscode.Disposable(
        shell.settings.onDidChange(() => {
          for (const view of this.#views) view.redrawAll();
        }),
      ),
      ...this.#views.map((view) => view.view.onDidChangeVisibility(() => this.#look())),
      ...this.#commands(),
    ];
    // Until the app is open, nothing is said about it: "Connect" must not flash.
    void vscode.commands.executeCommand('setContext', contextKeys.app, 'opening');
    this.#attach(apps.current);
    void this.#look();
  }

  dispose(): void {
    for (const each of this.#owned) each.dispose();
  }

  get #views(): readonly SidebarView[] {
    return [this.#recent, this.#calls];
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

  /** Opens the app when there is something to look at it with. */
  async #look(): Promise<void> {
    if (this.#opening || this.#apps.current !== undefined || !this.#views.some(({ view }) => view.visible))
      return;
    try {
      await this.#open();
    } catch (error) {
      await this.#shell.showFailure(error);
    }
  }

  /** The open app; opens one where there is none. Undefined: there is none, and the views say why. */
  async #open(): Promise<OpenApp | undefined> {
    if (this.#apps.current !== undefined) return this.#apps.current;
    this.#opening = true;
    try {
      const opened = await this.#apps.open();
      if ('book' in opened) {
        await vscode.commands.executeCommand('setContext', contextKeys.app, opened.kind);
        this.#attach(opened);
        return opened;
      }
      const failed = opened.reason === 'failed';
      // An app that could not be opened is not "no app": to connect another one would not help.
      await vscode.commands.executeCommand('setContext', contextKeys.app, failed ? 'app' : 'none');
      if (failed) for (const view of this.#views) view.notice(this.#shell.say(opened.text));
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
        onNode((node) => this.#refreshNode(node)),
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

  async #refreshNode(node: TreeNode): Promise<void> {
    if (node.kind === 'call') await this.#calls.tree?.refreshCall(node.cid);
    else if (node.kind === 'session')
      await (this.#calls.tree ?? this.#recent.tree)?.refreshSession(node.session);
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
    await vscode.workspace
      .getConfiguration('rollcall')
      .update('time', display, vscode.ConfigurationTarget.Global);
  }

  async #showDataState(argument: unknown): Promise<void> {
    const target = await this.#sessionTarget(argument);
    if (target === undefined) return;
    const tree = this.#calls.tree;
    if (tree?.book.appId !== target.appId) {
      throw new Problem(text('This session belongs to another Stream app. Switch to that app first.'));
    }
    const words = this.#words();
    const view = sessionView(target.session, tree.book, tree.reads);
    await showEvidence(titleOf(target.session), dataStateLines(view, words), words);
  }

  /** The session that a command is about: its argument, the one selected in the sidebar, or the user's answer. */
  async #sessionTarget(
    argument: unknown,
  ): Promise<{ readonly appId: string; readonly session: SessionRef } | undefined> {
    const target = readTarget(argument) ?? this.#selected();
    if (target !== undefined && target.kind !== 'call') return target;
    const asked = readTarget(await vscode.commands.executeCommand(internalCommands.askSession));
    return asked === undefined || asked.kind === 'call' ? undefined : asked;
  }

  #selected(): Target | undefined {
    for (const { view } of this.#views) {
      const target = view.visible ? readTarget(view.selection[0]) : undefined;
      if (target !== undefined) return target;
    }
    return undefined;
  }

  /** Shows a session in *Calls*; true if it could. */
  async #revealSession(argument: unknown): Promise<boolean> {
    const target = readTarget(argument);
    if (target === undefined || target.kind === 'call') return false;
    await this.#open();
    if (this.#calls.tree?.book.appId !== target.appId) return false;
    return this.#calls.showSession(target.session);
  }
}

function disposable(owned: { dispose(): void }): vscode.Disposable {
  return new vscode.Disposable(() => {
    owned.dispose();
  });
}

function titleOf(session: SessionRef): string {
  return shownText(cidOf(session));
}
