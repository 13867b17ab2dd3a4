import * as vscode from 'vscode';
import { appendWords } from '../shell/append-words';
import { commands, type CommandId } from '../shell/commands';
import { contextValue } from './model/context-value';
import type { Icon } from './model/icons';
import type { Look, Tooltip, TreeNode } from './model/node';
import type { Redraw } from './model/redraws';
import type { Tree } from './model/tree';

/**
 * A first read gets this long (ms) before the node says "Loading…" below itself; until then VS Code shows its own sign.
 * Most pages come sooner: rows that are there at once need no second drawing, which VS Code holds back for 200 ms, and a
 * keyboard's focus on "Loading…" would be lost with it.
 */
const patienceMs = 1000;

/** Commands that get the node they stand on. */
const nodeCommands: ReadonlySet<CommandId> = new Set([commands.loadMore, commands.retry]);

/** Draws a tree: its nodes as TreeItems, tooltips when asked for. */
export class TreeProvider implements vscode.TreeDataProvider<TreeNode> {
  readonly #changed = new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>();
  /** Nodes whose first read is awaited, with what ends the waiting. */
  readonly #firstReads = new Map<TreeNode | undefined, () => void>();
  #tree: Tree | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** Draws another tree, or none. */
  show(tree: Tree | undefined): void {
    this.#tree = tree;
    this.#firstReads.clear();
    this.#changed.fire(undefined);
  }

  redraw(what: Redraw): void {
    if (what === 'all') {
      if (!this.#awaits(undefined)) this.#changed.fire(undefined);
      return;
    }
    const nodes = what.filter((node) => !this.#awaits(node));
    if (nodes.length > 0) this.#changed.fire(nodes);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const tree = this.#tree;
    if (tree === undefined) return [];
    const reading = tree.begin(node);
    if (reading !== undefined) {
      await this.#awaitFirstRead(node, reading);
      // Another app may have become the active one meanwhile.
      if (tree !== this.#tree) return [];
    }
    return [...tree.children(node)];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const look = this.#tree?.look(node);
    if (look === undefined) return new vscode.TreeItem('');
    const item = new vscode.TreeItem(look.label, foldings[look.folding]);
    item.id = node.id;
    item.description = look.description;
    item.iconPath = themeIcon(look.icon);
    item.contextValue = contextValue(look.tokens);
    item.accessibilityInformation = { label: look.accessibility };
    if (look.act !== undefined) {
      const { command, title } = look.act;
      item.command = { command, title, ...(nodeCommands.has(command) ? { arguments: [node] } : {}) };
    }
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const { tooltipOf } = await import('./model/tooltips');
    const tooltip = this.#tree && tooltipOf(node, this.#tree.close);
    item.tooltip = tooltip === undefined ? undefined : markdownOf(tooltip);
    return item;
  }

  /** A node whose first read is awaited answers by itself; one that has to wait for Stream says so at once. */
  #awaits(node: TreeNode | undefined): boolean {
    const answer = this.#firstReads.get(node);
    if (answer === undefined) return false;
    const list = this.#tree?.listOf(node);
    if (list !== undefined && this.#tree?.reads.reading(list).wait !== undefined) answer();
    return true;
  }

  async #awaitFirstRead(node: TreeNode | undefined, reading: Promise<void>): Promise<void> {
    const before = this.#descriptionOf(node);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
      this.#firstReads.set(node, resolve);
    });
    try {
      await Promise.race([reading, patience]);
    } finally {
      clearTimeout(timer);
      this.#firstReads.delete(node);
    }
    // The node itself may say other things now: how many, how sure. And a read that was given up half-way leaves an answer
    // that VS Code would keep for good.
    if (node !== undefined && (this.#descriptionOf(node) !== before || this.#tree?.isHollow(node) === true)) {
      setTimeout(() => {
        this.redraw([node]);
      }, 0);
    }
  }

  #descriptionOf(node: TreeNode | undefined): string | undefined {
    return node && this.#tree?.look(node).description;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const foldings: Readonly<Record<Look['folding'], vscode.TreeItemCollapsibleState>> = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

function themeIcon(icon: Icon | 'spinner'): vscode.ThemeIcon {
  if (icon === 'spinner') return new vscode.ThemeIcon('loading~spin');
  return new vscode.ThemeIcon(
    icon.name,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
}

/** Text from Stream is hostile: every word goes in as text, nothing is trusted, no picture is fetched. */
function markdownOf({ title, facts, notes }: Tooltip): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
  appendLines(markdown, facts);
  if (facts.length > 0 && notes.length > 0) markdown.appendMarkdown('\n\n---\n\n');
  appendLines(markdown, notes);
  return markdown;
}

function appendLines(markdown: vscode.MarkdownString, lines: readonly string[]): void {
  for (const [at, line] of lines.entries()) {
    if (at > 0) markdown.appendMarkdown('  \n');
    appendWords(markdown, line);
  }
}
