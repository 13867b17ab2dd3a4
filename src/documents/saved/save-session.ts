import * as path from 'node:path';
import * as vscode from 'vscode';
import { cidOf } from '../../attendance/call';
import { coverageText } from '../../attendance/figures/figure-text';
import { shownInNotification, shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { sessionToSave } from '../../book/archived/session-to-save';
import type { AttendanceAnswer } from '../../book/book';
import { documentName, fileName } from '../../formats/document-name';
import { writeSavedSession } from '../../formats/saved-session';
import { commands, internalCommands } from '../../shell/commands';
import { failureMessage } from '../../shell/failure-message';
import { Problem } from '../../shell/problem';
import { askForFile } from '../../shell/save-dialog';
import { saveSlices } from '../../shell/save-slices';
import type { Shell } from '../../shell/shell';
import { tellingOf } from '../../shell/telling';
import type { OpenApp } from '../../stream-apps/active-app';
import { readAnswer } from '../../stream-apps/read-answer';
import { isCancelled } from '../../stream/errors';
import type { Target } from '../../shell/targets';

/**
 * *Save Session…*: reads a session whole and writes all that is held of it to a file that *Open Saved Session…* opens as an
 * archived copy. What could not be read whole is saved only when the user agrees, and says so.
 * @throws StreamFailure, Problem
 */
export async function saveSession(
  { shell, version }: { readonly shell: Shell; readonly version: string },
  app: OpenApp,
  { session }: Extract<Target, { kind: 'session' | 'row' }>,
): Promise<void> {
  const answer = await readAnswer(shell, app, session, {});
  // The user's own cancel: what was read stays, nothing is written.
  if (isCancelled(answer.failure)) return;
  if (!answer.basis.coverage.complete && !(await agrees(answer, shell))) return;
  const whole = sessionToSave(app.book, answer, { app, savedAt: app.book.now(), version });
  const name = documentName(
    cidOf(session),
    whole.startedAt,
    shell.settings.time === 'utc' ? 'utc' : 'local',
    '.session.json',
  );
  const to = await askForFile(vscode.l10n.t('Save Session'), savedFilter(), fileName(name));
  if (to === undefined) return;
  try {
    await saveSlices(to, (signal) => writeSavedSession(whole, { signal }), {
      title: vscode.l10n.t('Rollcall: saving the session'),
      tooLargeActs: [
        {
          kind: 'command',
          title: text('Save Session…'),
          command: commands.saveSession,
          args: [{ kind: 'session', appId: app.id, session }],
        },
      ],
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'TooLargeToSave') {
      throw new Problem(
        text('A row of this session, or what Stream says beside its rows, is too large for a saved session.'),
        { cause: error },
      );
    }
    throw error;
  }
  tell(to, answer);
}

/** The kind of file that dialogs offer. */
function savedFilter(): Record<string, string[]> {
  return { [vscode.l10n.t('Saved Session')]: ['json'] };
}

/** Asks before a copy is written that is not whole. */
async function agrees({ basis, failure }: AttendanceAnswer, shell: Shell): Promise<boolean> {
  const { say } = shell;
  const save = vscode.l10n.t('Save Incomplete Copy');
  const why = failure === undefined ? undefined : failureMessage(failure, false);
  const detail = [
    coverageText(basis.coverage, tellingOf(shell, undefined)),
    say(basis.state.text),
    ...(why === undefined ? [] : [say(why.text)]),
    vscode.l10n.t('The copy will say that it is incomplete, wherever it is opened.'),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('This session was not read whole. Save what was read?'),
    { modal: true, detail: detail.join('\n') },
    save,
  );
  return answer === save;
}

/** Nobody waits for the answer. */
function tell(to: vscode.Uri, { rows, basis }: AttendanceAnswer): void {
  const args = { file: shownText(path.posix.basename(to.path)), n: rows.length };
  const words = basis.state.provisional
    ? vscode.l10n.t(
        'Saved the session with {n} rows to {file}. Its figures are provisional: save it again once they are final.',
        args,
      )
    : vscode.l10n.t('Saved the session with {n} rows to {file}.', args);
  const open = vscode.l10n.t('Open Archived Copy');
  void vscode.window.showInformationMessage(shownInNotification(words), open).then(async (answer) => {
    if (answer === open) await vscode.commands.executeCommand(internalCommands.openArchive, to.toString());
  });
}
