import * as vscode from 'vscode';
import { commands, internalCommands } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { askSession } from './ask-session';
import { clearCallFilter, filterCalls } from './filter-calls';
import { askSessionById, openSessionById } from './open-session';
import { runCheck } from './run-check';

/** Command-palette queries: filter the calls, open a session by its id, check what an app answers. */
export function registerQueries(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
}): vscode.Disposable {
  const { shell, apps } = parts;
  return vscode.Disposable.from(
    shell.command(commands.filterCalls, () => filterCalls(shell, apps)),
    shell.command(commands.clearCallFilter, () => clearCallFilter(apps)),
    shell.command(commands.openSessionById, (argument) => openSessionById(shell, apps, argument)),
    shell.command(commands.checkApp, () => runCheck(shell, apps)),
    shell.command(internalCommands.askSession, async () => {
      const app = await openedApp(apps);
      return app === undefined
        ? undefined
        : await askSession(app, shell.settings, () => askSessionById(shell, app, undefined));
    }),
  );
}
