import * as vscode from 'vscode';
import { shownWithoutIcons } from '../attendance/shown-text';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { targetOfCommand } from '../stream-apps/target-of-command';
import { findRow } from './find-row';

/** Copies the id of a call (its cid), of a session, or of a row: there are two of a row, so it asks which. */
export async function copyId(apps: ActiveApp, shell: Shell, argument: unknown): Promise<void> {
  const chosen = await targetOfCommand(apps, argument);
  if (chosen === undefined) return;
  const { app, target } = chosen;
  switch (target.kind) {
    case 'call':
      await copy(target.cid);
      return;
    case 'session':
      await copy(target.session.sessionId);
      return;
    case 'row': {
      const found = await findRow(shell, app, target);
      if (found === undefined) return;
      const { table, row } = found;
      const id = await vscode.window.showQuickPick(
        [
          {
            label: vscode.l10n.t('User ID'),
            description: shownWithoutIcons(table.userId(row)),
            id: table.userId(row),
          },
          {
            label: vscode.l10n.t('User session ID'),
            description: shownWithoutIcons(table.userSessionId(row)),
            id: table.userSessionId(row),
          },
        ],
        { title: vscode.l10n.t('Copy ID'), placeHolder: vscode.l10n.t('Which id do you want to copy?') },
      );
      if (id !== undefined) await copy(id.id);
    }
  }
}

async function copy(id: string): Promise<void> {
  await vscode.env.clipboard.writeText(id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3000);
}
