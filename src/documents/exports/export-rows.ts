import * as vscode from 'vscode';
import type { SessionRef } from '../../attendance/call';
import { shownInNotification } from '../../attendance/shown-text';
import type { AttendanceAnswer } from '../../book/book';
import { rowsFileNameOf } from '../../book/telling/rows-file-name';
import { hasConditions } from '../../formats/question';
import { pausing } from '../../shell/pausing';
import type { Shell } from '../../shell/shell';
import { tellingOf } from '../../shell/telling';
import type { OpenApp } from '../../stream-apps/active-app';
import { readAnswer } from '../../stream-apps/read-answer';
import { isCancelled } from '../../stream/errors';
import { askFormat, askForPart, askRows } from './ask-export';
import { readExportArguments, refuseOtherSession } from './export-arguments';
import { exportDocument } from './export-document';
import { askForPlace, nameOfFile, placeOf } from './export-place';
import { writeExport } from './write-export';

/**
 * *Export Participant Sessions…*: asks for what it was not given (format, rows, file), reads, and writes the file with the
 * one beside it. A cancel at any step leaves nothing behind.
 * @param extra `{question, format, to, overwrite}`
 * @throws Problem, StreamFailure
 */
export async function exportRows(
  { shell, version }: { readonly shell: Shell; readonly version: string },
  app: OpenApp,
  session: SessionRef,
  extra: unknown,
): Promise<void> {
  const given = readExportArguments(extra);
  if (given.question !== undefined) refuseOtherSession(given.question, session);
  const format = given.format ?? (await askFormat());
  if (format === undefined) return;
  const asked = given.question ?? (await askRows(shell.say));
  if (asked === undefined) return;
  const { rowFilter, window, threshold } = asked;
  const question = { rowFilter, window, threshold };
  const startedAt = app.book.session(session)?.startedAt;
  const place =
    given.to === undefined
      ? await askForPlace(
          format,
          rowsFileNameOf(session, {
            startedAt,
            isFiltered: hasConditions({ rowFilter }),
            zone: shell.settings.time === 'utc' ? 'utc' : 'local',
            format,
          }),
        )
      : await placeOf(given.to, given.overwrite);
  if (place === undefined) return;

  const answer = await readAnswer(shell, app, session, question);
  if (isCancelled(answer.failure)) return;
  const { coverage } = answer.basis;
  if (!coverage.exhaustive && !(await askForPart(coverage, whyPart(answer, shell)))) return;
  const document = await exportDocument(
    answer,
    format,
    {
      telling: tellingOf(shell, startedAt ?? answer.measures.input.context.sessionStart),
      appName: app.name,
      version,
      addRollcallKey: shell.settings.addRollcallKey,
      envelope: app.book.rows(session).envelope,
    },
    pausing,
  );
  const name = nameOfFile(place.to);
  await writeExport(
    place,
    (signal) => document.slices(signal),
    (content) => document.side(name, content),
    shell.say,
  );
  offerToOpen(place.to, document.saved(name));
}

/** What kept rows from being read. */
function whyPart({ failure, basis }: AttendanceAnswer, { say }: Shell): string {
  const notes = failure === undefined ? basis.coverage.notes : [failure.text];
  return notes.map((note) => say(note)).join(' ');
}

/** Nobody waits for the answer: the command is done. */
function offerToOpen(to: vscode.Uri, said: string): void {
  const open = vscode.l10n.t('Open');
  void vscode.window.showInformationMessage(shownInNotification(said), open).then(async (answer) => {
    if (answer === open) await vscode.commands.executeCommand('vscode.open', to);
  });
}
