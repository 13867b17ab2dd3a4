import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { contextKeys } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import { filesIn } from '../../stream-apps/files';
import { BrokenFiles, openAt } from './broken-files';
import { createKeptStore, type AllKept, type KeptStore } from './kept-store';
import { QueryCommands } from './query-commands';
import { queriesFile, queryFolders } from './query-folders';
import { queryLook, queryNodes, type QueryNode } from './query-nodes';
import { RecentQuestions } from './recent-questions';
import type { KeptParts, QueryCommand } from './register';
import { createUserRecords } from './user-records';

/** The kept queries with what the view and its commands do, loaded when somebody looks or asks. */
export interface Kept {
  readonly store: KeptStore;
  children(node: QueryNode | undefined): Promise<QueryNode[]>;
  item(node: QueryNode): vscode.TreeItem;
  run(command: QueryCommand, argument: unknown): Promise<void>;
  dispose(): void;
}

/**
 * @param view the view Queries
 * @param redraw has the view ask for its nodes anew
 */
export function openKept(
  { shell, apps, context }: KeptParts,
  view: vscode.TreeView<QueryNode>,
  redraw: () => void,
): Kept {
  const { say } = shell;
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'queries').fsPath;
  const store = createKeptStore({
    records: createUserRecords(filesIn(folder, randomUUID), shell.log),
    recents: new RecentQuestions(context.workspaceState),
    folders: queryFolders,
    app: (id) => apps.find(id),
    appNamed: (name) => apps.named(name),
    log: shell.log,
    newId: randomUUID,
  });
  const broken = new BrokenFiles();
  let drawn: readonly QueryNode[] = [];
  const commands = new QueryCommands({ shell, apps, store, view, drawn: () => drawn });
  const owned: { dispose(): unknown }[] = [broken];
  let watched = false;
  /** What the view was drawn from. */
  let drawnFrom = '';
  const printOf = (all: AllKept): string => JSON.stringify([all, apps.current?.id]);

  /** Once somebody has looked: files that change, windows that come back, another app. */
  function watch(): void {
    if (watched) return;
    watched = true;
    const changed = (): void => {
      store.changed();
    };
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${queriesFile}`);
    owned.push(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused && view.visible) changed();
      }),
      apps.onDidChange(changed),
      new vscode.Disposable(
        store.onDidChange(() => {
          void redrawChanged();
        }),
      ),
    );
  }

  /** While VS Code draws anew, a click on a row reaches no query: the file that we wrote ourselves is no reason to. */
  async function redrawChanged(): Promise<void> {
    if (printOf(await read()) !== drawnFrom) redraw();
  }

  async function read(): Promise<AllKept> {
    try {
      return await store.all(apps.current?.id);
    } catch (error) {
      shell.log.error(`the queries cannot be read: ${failureLine(error)}`);
      void shell.showFailure(error);
      return { queries: [], files: [] };
    }
  }

  return {
    store,
    async children(node) {
      if (node !== undefined) return node.kind === 'group' ? [...node.children] : [];
      watch();
      const all = await read();
      broken.show(all.files, say);
      drawn = queryNodes(all);
      drawnFrom = printOf(all);
      void vscode.commands.executeCommand('setContext', contextKeys.queriesEmpty, drawn.length === 0);
      return [...drawn];
    },
    item(node) {
      const folders = queryFolders();
      const nameOf = (id: string): string | undefined =>
        folders.length > 1 ? folders.find((each) => each.id === id)?.name : undefined;
      const look = queryLook(node, say, apps.current?.id, nameOf);
      const state =
        node.kind === 'group'
          ? vscode.TreeItemCollapsibleState.Expanded
          : vscode.TreeItemCollapsibleState.None;
      const item = new vscode.TreeItem(look.label, state);
      item.id = node.id;
      item.description = look.description;
      item.tooltip = look.tooltip;
      item.contextValue = look.contextValue;
      item.iconPath = new vscode.ThemeIcon(look.icon);
      item.accessibilityInformation = { label: look.accessibility };
      // Opening a file asks nobody for anything; queries have no such command.
      if (node.kind === 'broken') item.command = openAt(node.folder, node.problem);
      return item;
    },
    run: (command, argument) => commands.run(command, argument),
    dispose() {
      for (const each of owned.splice(0)) each.dispose();
    },
  };
}
