import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';
import type { People } from './finding-people';
import { personType } from './person-type';

/** *Find a Person*, and its tabs that come back after a restart. Its code is loaded at the first use. */
export function registerPerson(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  const { shell, apps, context, version } = parts;
  let loading: Promise<People> | undefined;
  const people = (): Promise<People> =>
    (loading ??= import('./finding-people').then(
      (loaded) => new loaded.People({ shell, apps, version, extensionUri: context.extensionUri }),
      (error: unknown) => {
        // The next time it is tried again.
        loading = undefined;
        throw error;
      },
    ));
  return vscode.Disposable.from(
    shell.command(commands.findPerson, async (argument) => {
      await (await people()).find(argument);
    }),
    vscode.window.registerWebviewPanelSerializer(personType, {
      async deserializeWebviewPanel(panel, kept: unknown) {
        await (await people()).restore(panel, kept);
      },
    }),
    new vscode.Disposable(() => {
      loading?.then(
        (loaded) => {
          loaded.dispose();
        },
        () => undefined,
      );
    }),
  );
}
