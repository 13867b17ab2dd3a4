import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Stage } from './stage';

/** A node of the extension's own, as its provider hands it to VS Code. */
export type DrawnNode = object;

type Tree = vscode.TreeDataProvider<unknown>;

/** The tree that the packaged extension draws in a view. */
export function treeOf({ window }: Stage, view: string): Tree {
  const tree = window.trees.get(view);
  assert.ok(tree, `Nothing is drawn in ${view}.`);
  return tree;
}

/** The nodes below a node, or the topmost ones: the question that VS Code asks when somebody opens it. */
export async function nodes(tree: Tree, parent?: unknown): Promise<readonly unknown[]> {
  return (await tree.getChildren(parent)) ?? [];
}

/** The node below another that a condition holds for; pages are loaded until it comes. */
export async function nodeOf(
  tree: Tree,
  parent: unknown,
  is: (node: unknown) => boolean,
): Promise<DrawnNode> {
  for (;;) {
    const all = await nodes(tree, parent);
    const found = all.find(is);
    if (typeof found === 'object' && found !== null) return found;
    const more = all.find((node) => kindOf(node) === 'more');
    assert.ok(more !== undefined, `No such node among ${all.length}.`);
    await actOf(await drawn(tree, more));
  }
}

/** A node as VS Code draws it. */
export async function drawn(tree: Tree, node: unknown): Promise<vscode.TreeItem> {
  return await tree.getTreeItem(node);
}

/** What a node is: `call`, `session`, `row`, `more`, `failure`, … */
export function kindOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'kind' in node ? node.kind : undefined;
}

/** The words of a node. */
export function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'object' ? label.label : (label ?? '');
}

/** Does what Enter on a node does. */
export async function actOf(item: vscode.TreeItem): Promise<void> {
  assert.ok(item.command, 'Enter does nothing on this node.');
  const args: readonly unknown[] = item.command.arguments ?? [];
  await vscode.commands.executeCommand(item.command.command, ...args);
}
