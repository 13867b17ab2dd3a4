import * as vscode from 'vscode';
import { text } from '../attendance/text';
import { commands, internalCommands } from '../shell/commands';
import { Problem } from '../shell/problem';
import type { Shell } from '../shell/shell';
import { readTarget } from '../shell/targets';
import type { ActiveApp } from '../stream-apps/active-app';
import { isOfSession, targetOfCommand } from '../stream-apps/target-of-command';
import { panelType } from './panel-type';
import type { Panels } from './panels';

/** *Open Attendance*, and panels that come back after a restart. The panel's code is loaded at its first use. */
export function registerPanel(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  const { shell, apps, context, version } = parts;
  let loading: Promise<Panels> | undefined;
  const panels = (): Promise<Panels> =>
    (loading ??= import('./panels').then(
      (loaded) => new loaded.Panels({ shell, apps, version, extensionUri: context.extensionUri }),
      (error: unknown) => {
        // The next time it is tried again.
        loading = undefined;
        throw error;
      },
    ));

  /** @param extra `{question}`, a `Question` as data: the query in place of the panel's own. VS Code's menus give other things */
  async function open(argument: unknown, extra?: unknown): Promise<void> {
    const asked =
      typeof extra === 'object' && extra !== null && 'question' in extra ? extra.question : undefined;
    const chosen = await targetOfCommand(apps, argument, isOfSession);
    if (chosen === undefined) return;
    const { app } = chosen;
    const target =
      chosen.target.kind === 'call'
        ? readTarget(
            await vscode.commands.executeCommand(internalCommands.askSession, { call: chosen.target.cid }),
          )
        : chosen.target;
    if (target === undefined || target.kind === 'call') return;
    const { session } = target;
    const shown = await panels();
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
      await (await panels()).openArchive(vscode.Uri.parse(argument, true));
    }),
    shell.command(internalCommands.activePanel, async () => (await loading)?.active),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      async deserializeWebviewPanel(panel, kept: unknown) {
        (await panels()).restore(panel, kept);
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
