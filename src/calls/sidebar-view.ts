import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SessionRef } from '../attendance/call';
import { text } from '../attendance/text';
import { requestsToAskFor } from '../book/plan/affordable';
import { contextKeys, views, type Revealed } from '../shell/commands';
import { pausing } from '../shell/pausing';
import type { Shell } from '../shell/shell';
import type { OpenApp } from '../stream-apps/active-app';
import { viewChrome } from './model/chrome';
import type { TreeNode } from './model/node';
import { Tree } from './model/tree';
import type { RecentChoice } from './model/recent-range';
import type { Words } from './model/words';
import { TreeProvider } from './provider';

/** A node that is being drawn is looked for so often, ms apart: half a second in all. */
const [revealAttempts, revealPauseMs] = [10, 50];

export interface SidebarParts {
  readonly shell: Shell;
  readonly words: () => Words;
  /** What Recent shows; for its description. */
  readonly recentChoice: () => RecentChoice;
}

/** One view of the sidebar: VS Code's tree, what stands around it, and the tree of the active app. */
export class SidebarView {
  readonly root: 'calls' | 'recent';
  readonly view: vscode.TreeView<TreeNode>;
  readonly #provider = new TreeProvider();
  readonly #parts: SidebarParts;
  readonly #owned: vscode.Disposable[];
  readonly #expanded = new Set<string>();
  #app: OpenApp | undefined;
  #tree: Tree | undefined;
  #unlisten: () => void = () => undefined;
  #contexts = new Map<string, unknown>();
  #progressEnd: (() => void) | undefined;
  #ticker: NodeJS.Timeout | undefined;

  constructor(root: 'calls' | 'recent', parts: SidebarParts) {
    this.root = root;
    this.#parts = parts;
    this.view = vscode.window.createTreeView(views[root], {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
      canSelectMany: false,
    });
    this.#owned = [
      this.view,
      new vscode.Disposable(() => {
        this.#provider.dispose();
      }),
      this.view.onDidExpandElement(({ element }) => this.#expanded.add(element.id)),
      this.view.onDidCollapseElement(({ element }) => {
        this.#expanded.delete(element.id);
        this.#leave(element);
      }),
      this.view.onDidChangeVisibility(() => {
        this.#tick();
      }),
    ];
  }

  get tree(): Tree | undefined {
    return this.#tree;
  }

  /** Shows another app, or none. The old book is disposed by its owner. */
  attach(app: OpenApp | undefined): void {
    if (app === this.#app && app !== undefined) return;
    this.#unlisten();
    this.#unlisten = () => undefined;
    this.#app = app;
    this.#expanded.clear();
    this.#tree =
      app &&
      new Tree(this.root, {
        book: app.book,
        words: this.#parts.words,
        names: () => (this.#parts.shell.settings.names ? app.book.names : undefined),
        grouping: () => this.#parts.shell.settings.groupBy,
        mayRead: (rows) => !app.production || rows <= requestsToAskFor * this.#parts.shell.settings.pageSize,
        measuring: {
          load: () => import('./model/measured-session'),
          pausing,
          anonymousRoles: () => this.#parts.shell.settings.anonymousRoles,
        },
        redraw: (what) => {
          this.#provider.redraw(what);
          this.#drawChrome();
        },
        warn: (message) => {
          this.#parts.shell.log.warn(message);
        },
      });
    const tree = this.#tree;
    if (tree !== undefined) {
      const stopChanges = tree.book.onDidChange((change) => {
        this.#provider.redraw(tree.affected(change));
        this.#drawChrome();
      });
      const stopNames = tree.book.names.onDidChange(() => {
        this.#provider.redraw(tree.withPeople);
      });
      this.#unlisten = () => {
        stopChanges();
        stopNames();
      };
    }
    this.#provider.show(tree);
    this.#drawChrome();
  }

  /** Draws everything again: other words, another zone, another form of time, another grouping. */
  redrawAll(): void {
    this.#tree?.regroup();
    this.#provider.redraw('all');
    this.#drawChrome();
  }

  /** The node as this view shows it now, if the argument is one of its nodes. */
  nodeOf(argument: unknown): TreeNode | undefined {
    if (typeof argument !== 'object' || argument === null || this.#tree === undefined) return undefined;
    for (const node of this.#tree.drawn) if (node === argument) return node;
    return undefined;
  }

  /** Nodes that are open, as far as they are drawn. */
  get expanded(): readonly TreeNode[] {
    return [...(this.#tree?.drawn ?? [])].filter((node) => this.#expanded.has(node.id));
  }

  /**
   * Reads the next page (or again what failed) and puts the keyboard's focus on the first new node. A fresh id for the
   * *Load more* row and `reveal` after `fire(parent)` are what keeps VS Code at the user's place.
   */
  async goOn(node: TreeNode, how: 'more' | 'retry'): Promise<void> {
    const tree = this.#tree;
    if (tree === undefined || !('list' in node)) return;
    const [before] = this.view.selection;
    const reading = how === 'more' ? tree.more(node.list) : tree.retry(node.list);
    this.#provider.redraw([node]);
    const first = await reading;
    if (tree !== this.#tree) return;
    this.#provider.redraw(node.parent === undefined ? 'all' : [node.parent]);
    this.#drawChrome();
    if (first !== undefined && this.#stillThere(node, before)) await this.reveal(first);
  }

  /** Reads again what is shown; depth, expansion and selection stay. */
  async refresh(): Promise<void> {
    await this.#tree?.refresh(this.expanded);
    this.redrawAll();
  }

  /** Stops the read that a row tells of. VS Code keeps what it was told: the node above is drawn again. */
  stop(node: TreeNode): void {
    if (!('list' in node)) return;
    this.#tree?.reads.stop(node.list);
    this.#provider.redraw(node.parent === undefined ? 'all' : [node.parent]);
    this.#drawChrome();
  }

  /** Shows a session, also one that no list has. */
  async showSession(session: SessionRef): Promise<Extract<Revealed, 'session' | false>> {
    const drawn = new Set(this.#tree?.drawn);
    const node = this.#tree?.open(session);
    if (node === undefined) return false;
    // Whatever stands there already stays as it is.
    if (!drawn.has(node)) this.#provider.redraw('all');
    await this.reveal(node, true);
    return 'session';
  }

  /** Shows a row of a session that is held, or at least its session. */
  async showRow(session: SessionRef, rowKey: string): Promise<Revealed> {
    const tree = this.#tree;
    if ((await this.showSession(session)) === false || tree !== this.#tree) return false;
    const node = tree?.openRow(session, rowKey);
    if (node?.kind !== 'row' || node.parent === undefined) return node === undefined ? false : 'session';
    this.#provider.redraw([node.parent]);
    await this.reveal(node);
    return 'row';
  }

  /** Shows a node with its parents open, and puts selection and focus there. */
  async reveal(node: TreeNode, expand = false): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.view.reveal(node, { select: true, focus: true, expand });
        return;
      } catch (error) {
        // VS Code finds no node while it draws those beside it anew: that is over soon.
        if (attempt === revealAttempts) throw error;
        await pause(revealPauseMs);
      }
    }
  }

  dispose(): void {
    this.#unlisten();
    clearInterval(this.#ticker);
    this.#progressEnd?.();
    for (const each of this.#owned) each.dispose();
  }

  /**
   * False: the user went elsewhere while the page was read, and the focus is theirs. VS Code may tell of the selection that
   * Enter made after it ran the command: the one from before is no sign of going elsewhere.
   */
  #stillThere(node: TreeNode, before: TreeNode | undefined): boolean {
    const [selected] = this.view.selection;
    const same = selected === undefined || selected.id === node.id || selected.id === before?.id;
    return this.view.visible && same;
  }

  #leave(node: TreeNode): void {
    const list = this.#tree?.listOf(node);
    if (list !== undefined && this.#tree?.reads.leave(list) === true) this.#provider.redraw([node]);
  }

  #drawChrome(): void {
    const { shell } = this.#parts;
    const words = this.#parts.words();
    const chrome = viewChrome(this.root, this.#app, this.#parts.recentChoice(), words);
    this.view.description = chrome.description;
    setMessage(this.view, chrome.message);
    this.#context(this.root === 'calls' ? contextKeys.callsEmpty : contextKeys.recentEmpty, chrome.emptiness);
    if (this.root === 'calls') this.#context(contextKeys.callFilter, chrome.filtered);
    this.#progress(chrome.reading || this.#tree?.readsWhole === true, shell.say(text('Reading from Stream')));
    this.#tick();
  }

  #context(key: string, value: unknown): void {
    if (this.#contexts.get(key) === value) return;
    this.#contexts.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  /** VS Code's bar along the top of the view, while its list is being read. */
  #progress(reading: boolean, title: string): void {
    if (!reading) {
      this.#progressEnd?.();
      this.#progressEnd = undefined;
      return;
    }
    if (this.#progressEnd !== undefined) return;
    void vscode.window.withProgress(
      { location: { viewId: views[this.root] }, title },
      () =>
        new Promise<void>((resolve) => {
          this.#progressEnd = resolve;
        }),
    );
  }

  /** Counts the seconds of waits that are in sight. */
  #tick(): void {
    const waits = this.view.visible && (this.#tree?.waiting.length ?? 0) > 0;
    if (!waits) {
      clearInterval(this.#ticker);
      this.#ticker = undefined;
      return;
    }
    this.#ticker ??= setInterval(() => {
      this.#provider.redraw(this.#tree?.waiting ?? []);
      this.#tick();
    }, 1000);
  }
}

/** VS Code takes undefined for no message; its type says so only to those who do not ask for exact optional properties. */
function setMessage(view: { message?: string | undefined }, message: string | undefined): void {
  view.message = message;
}
