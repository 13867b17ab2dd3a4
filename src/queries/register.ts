import * as vscode from 'vscode';
import { commands, internalCommands } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { registerFilterDocuments } from './filters/register';
import { registerKeptQueries } from './kept/register';
import { registerPerson } from './person/register';
import { runCheck } from './run-check';

/** Command-palette queries: filter the calls, open a session by its id, check what an app answers. */
export function registerQueries(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  const { shell, apps } = parts;
  return vscode.Disposable.from(
    registerPerson(parts),
    registerKeptQueries(parts),
    registerFilterDocuments(parts),
    shell.command(commands.filterCalls, async () => (await asking()).filterCalls(shell, apps)),
    shell.command(commands.clearCallFilter, async () => (await asking()).clearCallFilter(apps)),
    shell.command(commands.openSessionById, async (argument) =>
      (await asking()).openSessionById(shell, apps, argument),
    ),
    shell.command(commands.checkApp, () => runCheck(shell, apps)),
    shell.command(internalCommands.askSession, async () => {
      const app = await openedApp(apps);
      if (app === undefined) return undefined;
      const { askSession, askSessionById } = await asking();
      return await askSession(app, shell.settings, () => askSessionById(shell, app, undefined));
    }),
  );
}

const asking = () => import('./asking');
