import * as vscode from 'vscode';
import { commands, internalCommands } from '../../shell/commands';
import type { FeatureParts } from '../../stream-apps/feature-parts';
import { sessionOfCommand } from '../../stream-apps/target-of-command';

/** Sessions saved whole to a file, and opened again as an archived copy. */
export function registerSavedSessions(parts: FeatureParts): vscode.Disposable {
  const { shell, apps } = parts;

  async function save(argument: unknown): Promise<void> {
    const chosen = await sessionOfCommand(apps, argument);
    if (chosen === undefined) return;
    const { saveSession } = await import('./save-session');
    await saveSession(parts, chosen.app, chosen.target);
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
