import * as vscode from 'vscode';
import { commands, internalCommands } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { runCheck } from './run-check';

/** Command-palette queries: filter the calls, open a session by its id, check what an app answers. */
export function registerQueries(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
}): vscode.Disposable {
  const { shell, apps } = parts;
  return vscode.Disposable.from(
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
