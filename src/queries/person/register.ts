import * as vscode from 'vscode';
import { commands } from '../../shell/commands';
import { LoadOnce } from '../../shell/load-once';
import type { FeatureParts } from '../../stream-apps/feature-parts';
import { personType } from './person-type';

/** *Find a Person*, and its tabs that come back after a restart. Its code is loaded at the first use. */
export function registerPerson({ shell, apps, context, version }: FeatureParts): vscode.Disposable {
  const people = new LoadOnce(
    async () => {
      const { People } = await import('./finding-people');
      return new People({ shell, apps, version, extensionUri: context.extensionUri });
    },
    (loaded) => {
      loaded.dispose();
    },
  );
  return vscode.Disposable.from(
    shell.command(commands.findPerson, async (argument) => {
      await (await people.get()).find(argument);
    }),
    vscode.window.registerWebviewPanelSerializer(personType, {
      async deserializeWebviewPanel(panel, kept: unknown) {
        await (await people.get()).restore(panel, kept);
      },
    }),
    people,
  );
}
