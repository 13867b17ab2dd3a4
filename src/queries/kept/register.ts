import * as vscode from 'vscode';
import { commands, views, type CommandId } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import { LoadOnce } from '../../shell/load-once';
import type { FeatureParts } from '../../stream-apps/feature-parts';
import type { KeptQueries } from './kept-query';
import type { QueryNode } from './query-nodes';

export type KeptParts = Pick<FeatureParts, 'shell' | 'apps' | 'context'>;

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
  const held = new LoadOnce(
    async () => {
      const { openKept } = await import('./kept');
      const kept = openKept(parts, view, () => {
        redraws.fire(undefined);
      });
      kept.store.onDidChange(() => {
        for (const listener of [...listeners]) listener();
      });
      return kept;
    },
    (kept) => {
      kept.dispose();
    },
  );
  const view: vscode.TreeView<QueryNode> = vscode.window.createTreeView(views.queries, {
    showCollapseAll: true,
    canSelectMany: false,
    treeDataProvider: {
      onDidChangeTreeData: redraws.event,
      getChildren: async (node) => (await held.get()).children(node),
      getTreeItem: async (node) => (await held.get()).item(node),
      getParent: () => undefined,
    },
  });
  const registered = vscode.Disposable.from(
    view,
    redraws,
    ...ofQueries.map((id) =>
      parts.shell.command(id, async (argument) => (await held.get()).run(id, argument)),
    ),
    held,
  );
  const queries: KeptQueries = {
    of: async (appId) => (await held.get()).store.of(appId),
    noteRecent(appId, question) {
      held.get().then(
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
