import * as vscode from 'vscode';
import { commands, internalCommands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import { readTarget } from '../../shell/targets';
import type { ActiveApp } from '../../stream-apps/active-app';
import { isOfSession, targetOfCommand } from '../../stream-apps/target-of-command';

/** Sessions saved whole to a file, and opened again as an archived copy. */
export function registerSavedSessions(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  const { shell, apps } = parts;

  async function save(argument: unknown): Promise<void> {
    const chosen = await targetOfCommand(apps, argument, isOfSession);
    if (chosen === undefined) return;
    const { app, target: given } = chosen;
    const target =
      given.kind === 'call'
        ? readTarget(await vscode.commands.executeCommand(internalCommands.askSession, { call: given.cid }))
        : given;
    if (target === undefined || target.kind === 'call') return;
    const { saveSession } = await import('./save-session');
    await saveSession(parts, app, target);
  }

  /** @param argument the file's address; asked for where there is none */
  async function open(argument: unknown): Promise<void> {
    const uri = argument instanceof vscode.Uri ? argument : await askForSaved();
    if (uri !== undefined) await vscode.commands.executeCommand(internalCommands.openArchive, uri.toString());
  }

  return vscode.Disposable.from(
    shell.command(commands.saveSession, save),
    shell.command(commands.openSavedSession, open),
  );
}

async function askForSaved(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open Saved Session'),
    openLabel: vscode.l10n.t('Open'),
    filters: { [vscode.l10n.t('Saved Session')]: ['json'] },
  });
  return chosen?.[0];
}
