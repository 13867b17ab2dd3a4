import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import { LoadOnce } from '../../shell/load-once';
import type { FeatureParts } from '../../stream-apps/feature-parts';

/** Links to calls, sessions and panels: copied, and opened after a question. */
export function registerLinks(parts: FeatureParts): vscode.Disposable {
  const { shell } = parts;
  // One for all: it knows whether a link waits for its answer.
  const links = new LoadOnce(async () => {
    const { Links } = await import('./links');
    return new Links(parts);
  });
  return vscode.Disposable.from(
    shell.command(commands.copyLink, async (argument, extra) => (await links.get()).copy(argument, extra)),
    shell.command(commands.openLink, async (argument) => (await links.get()).paste(argument)),
    vscode.window.registerUriHandler({
      async handleUri({ path, query }) {
        try {
          await (await links.get()).openParts(path, query);
        } catch (error) {
          await shell.showFailure(error);
        }
      },
    }),
  );
}
