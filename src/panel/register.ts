import * as vscode from 'vscode';
import { text } from '../attendance/text';
import { commands, internalCommands } from '../shell/commands';
import { LoadOnce } from '../shell/load-once';
import { Problem } from '../shell/problem';
import { readTarget } from '../shell/targets';
import type { FeatureParts } from '../stream-apps/feature-parts';
import { sessionOfCommand } from '../stream-apps/target-of-command';
import { panelType } from './panel-type';

/** *Open Attendance*, and panels that come back after a restart. The panel's code is loaded at its first use. */
export function registerPanel({ shell, apps, context, version }: FeatureParts): vscode.Disposable {
  const panels = new LoadOnce(
    async () => {
      const { Panels } = await import('./panels');
      return new Panels({ shell, apps, version, extensionUri: context.extensionUri });
    },
    (loaded) => {
      loaded.dispose();
    },
  );

  /** @param extra `{question}`, a `Question` as data: the query in place of the panel's own. VS Code's menus give other things */
  async function open(argument: unknown, extra?: unknown): Promise<void> {
    const asked =
      typeof extra === 'object' && extra !== null && 'question' in extra ? extra.question : undefined;
    const chosen = await sessionOfCommand(apps, argument);
    if (chosen === undefined) return;
    const { app, target } = chosen;
    const { session } = target;
    const shown = await panels.get();
    shown.show(app, session, {
      rowKey: target.kind === 'row' ? target.rowKey : undefined,
      query: asked === undefined ? undefined : shown.queryOf(asked, session),
    });
  }

  return vscode.Disposable.from(
    shell.command(commands.openAttendance, open),
    shell.command(commands.openFocused, async () => {
      // What Enter does in any list, which also tells us what it was pressed on.
      await vscode.commands.executeCommand('list.select');
      const target = readTarget(await vscode.commands.executeCommand(internalCommands.selectedTarget));
      if (target?.kind === 'session') await open(target);
    }),
    shell.command(internalCommands.openArchive, async (argument) => {
      if (typeof argument !== 'string') throw new Problem(text('This names no file.'));
      await (await panels.get()).openArchive(vscode.Uri.parse(argument, true));
    }),
    shell.command(internalCommands.activePanel, async () => (await panels.held)?.active),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      async deserializeWebviewPanel(panel, kept: unknown) {
        (await panels.get()).restore(panel, kept);
      },
    }),
    panels,
  );
}
