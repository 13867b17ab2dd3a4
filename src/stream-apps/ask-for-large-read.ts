import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';

/** Asks whether so many requests may be sent to an app that is marked production. */
export async function askForLargeRead(app: string, requests: number): Promise<boolean> {
  const read = vscode.l10n.t('Read All');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(vscode.l10n.t('This takes about {requests} requests.', { requests })),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{app} is marked production: the requests count against the rate limit that its own backend uses. Rollcall slows down before the limit is near.',
        { app },
      ),
    },
    read,
  );
  return answer === read;
}
