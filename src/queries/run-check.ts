import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import { internalCommands } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { waitText } from '../stream/wait-text';

/** Asks the active app the open questions about Stream's API and opens the report. */
export async function runCheck(shell: Shell, apps: ActiveApp): Promise<void> {
  const app = await openedApp(apps);
  if (app === undefined) return;
  // Its own bundle: loaded when somebody checks.
  const { checkApp, mostRequests, reportMarkdown } = await import('./check-app');
  if (app.kind === 'app' && !(await agreed(app.name, mostRequests))) return;
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: shownInNotification(vscode.l10n.t('Rollcall: checking what {app} answers', { app: app.name })),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      const watch = token.onCancellationRequested(() => {
        abort.abort();
      });
      try {
        return await checkApp(app.book.stream, {
          signal: abort.signal,
          onProgress: ({ asked, of, wait }) => {
            progress.report({
              message:
                wait === undefined
                  ? vscode.l10n.t('{asked} of at most {of} requests', { asked, of })
                  : shell.say(waitText(wait, Date.now())),
              increment: wait === undefined ? 100 / of : 0,
            });
          },
        });
      } finally {
        watch.dispose();
      }
    },
  );
  shell.log.info(`check: ${report.requests} requests, ${report.ended}`);
  await vscode.commands.executeCommand(internalCommands.openReport, {
    name: vscode.l10n.t('What this app answers'),
    markdown: reportMarkdown(report),
  });
}

async function agreed(app: string, requests: number): Promise<boolean> {
  const check = vscode.l10n.t('Check');
  const answer = await vscode.window.showInformationMessage(
    shownInNotification(vscode.l10n.t('Check what {app} answers?', { app })),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Rollcall sends at most {requests} read-only requests, each again only if it fails. The report holds shapes and yes or no only: no ids, no names, no times, no secret.',
        { requests },
      ),
    },
    check,
  );
  return answer === check;
}
