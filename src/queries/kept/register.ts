import * as vscode from 'vscode';
import { commands, views, type CommandId } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';
import type { Kept } from './kept';
import type { KeptQueries } from './kept-query';
import type { QueryNode } from './query-nodes';

export interface KeptParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
}

/** Commands on kept queries; each takes a node of the view, or asks which query. */
const ofQueries = [
  commands.refreshQueries,
  commands.runQuery,
  commands.saveQuery,
  commands.pinQuery,
  commands.unpinQuery,
  commands.renameQuery,
  commands.deleteQuery,
  commands.copyQuery,
] as const satisfies readonly CommandId[];
export type QueryCommand = (typeof ofQueries)[number];

/** Saved, recent and pinned queries: the view Queries and its commands. Reads nothing before somebody looks or asks. */
export function registerKeptQueries(parts: KeptParts): vscode.Disposable & { readonly queries: KeptQueries } {
  const redraws = new vscode.EventEmitter<QueryNode | undefined>();
  const listeners = new Set<() => void>();
  let opening: Promise<Kept> | undefined;
  const open = (): Promise<Kept> =>
    (opening ??= import('./kept')
      .then(({ openKept }) => {
        const kept = openKept(parts, view, () => {
          redraws.fire(undefined);
        });
        kept.store.onDidChange(() => {
          for (const listener of [...listeners]) listener();
        });
        return kept;
      })
      .catch((error: unknown) => {
        // The next time it is tried again.
        opening = undefined;
        throw error;
      }));
  const view: vscode.TreeView<QueryNode> = vscode.window.createTreeView(views.queries, {
    showCollapseAll: true,
    canSelectMany: false,
    treeDataProvider: {
      onDidChangeTreeData: redraws.event,
      getChildren: async (node) => (await open()).children(node),
      getTreeItem: async (node) => (await open()).item(node),
      getParent: () => undefined,
    },
  });
  const registered = vscode.Disposable.from(
    view,
    redraws,
    ...ofQueries.map((id) => parts.shell.command(id, async (argument) => (await open()).run(id, argument))),
    new vscode.Disposable(() => {
      opening?.then(
        (kept) => {
          kept.dispose();
        },
        () => undefined,
      );
    }),
  );
  const queries: KeptQueries = {
    of: async (appId) => (await open()).store.of(appId),
    noteRecent(appId, question) {
      open().then(
        (kept) => {
          kept.store.noteRecent(appId, question);
        },
        (error: unknown) => {
          parts.shell.log.warn(`a question could not be remembered: ${failureLine(error)}`);
        },
      );
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return Object.assign(registered, { queries });
}
