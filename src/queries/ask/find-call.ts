import * as vscode from 'vscode';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { newest } from '../../formats/question';
import { commands, internalCommands } from '../../shell/commands';
import { Problem } from '../../shell/problem';
import { openedApp } from '../../stream-apps/opened-app';
import { askCall } from './ask-call';
import { sessionNamed } from './ask-session-of-call';
import type { QueryParts } from './query-sessions';

/**
 * *Find Call…*: looks for a call and shows its newest session in the sidebar; by the buttons of its line it opens the
 * attendance of that session, or copies the cid.
 * @throws Problem where the call has no session that anybody knows of; StreamFailure
 */
export async function findCall({ shell, apps, kept }: QueryParts): Promise<void> {
  const app = await openedApp(apps);
  if (app === undefined) return;
  const attendance: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('graph-line'),
    tooltip: vscode.l10n.t('Open Attendance of the Newest Session'),
  };
  const sidebar: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('list-tree'),
    tooltip: vscode.l10n.t('Show in Sidebar'),
  };
  const copy: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('copy'),
    tooltip: vscode.l10n.t('Copy cid'),
  };
  const answered = await askCall(
    { shell, app, kept },
    {
      title: vscode.l10n.t('Find a call of {app}', { app: app.name }),
      buttons: [attendance, sidebar, copy],
    },
  );
  if (answered.kind !== 'answer') return;
  const { cid, button } = answered.value;
  if (button === copy) {
    await vscode.env.clipboard.writeText(cid);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3000);
    return;
  }
  const session = await sessionNamed({ shell, app }, cid, newest);
  if (session === undefined) return;
  kept.noteRecent(app.id, { call: cid, session: newest });
  const target = { kind: 'session', appId: app.id, session };
  if (button === attendance) {
    await vscode.commands.executeCommand(commands.openAttendance, target);
    return;
  }
  const shown = await vscode.commands.executeCommand(internalCommands.revealSession, target);
  if (shown === 'session') return;
  throw new Problem(text('The sidebar could not show {call}.', { call: shownText(cid) }), {
    acts: [
      { kind: 'command', title: text('Open Attendance'), command: commands.openAttendance, args: [target] },
    ],
  });
}
