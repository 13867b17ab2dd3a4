import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';
import type { Links } from './links';

/** Links to calls, sessions and panels: copied, and opened after a question. */
export function registerLinks(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  const { shell } = parts;
  let loading: Promise<Links> | undefined;
  // One for all: it knows whether a link waits for its answer.
  const links = (): Promise<Links> =>
    (loading ??= import('./links').then(
      (loaded) => new loaded.Links(parts),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  return vscode.Disposable.from(
    shell.command(commands.copyLink, async (argument, extra) => (await links()).copy(argument, extra)),
    shell.command(commands.openLink, async (argument) => (await links()).paste(argument)),
    vscode.window.registerUriHandler({
      async handleUri({ path, query }) {
        try {
          await (await links()).openParts(path, query);
        } catch (error) {
          await shell.showFailure(error);
        }
      },
    }),
  );
}
