import * as path from 'node:path';
import * as vscode from 'vscode';
import { shownInNotification, shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { sideFileEnding } from '../../formats/side-file';
import { Problem } from '../../shell/problem';
import { askForFile } from '../../shell/save-dialog';
import type { ExportFormat } from './export-arguments';

/** Where an export goes. */
export interface ExportPlace {
  readonly to: vscode.Uri;
  readonly side: vscode.Uri;
  /** Files of these names may be replaced: the user said so. */
  readonly mayReplace: boolean;
}

/** Lets the user choose a file. Undefined: they changed their mind. */
export async function askForPlace(format: ExportFormat, name: string): Promise<ExportPlace | undefined> {
  const ending = format === 'markdown' ? 'md' : format;
  const title = vscode.l10n.t('Export Participant Sessions');
  const label = format === 'markdown' ? 'Markdown' : format.toUpperCase();
  const to = await askForFile(title, { [label]: [ending] }, name);
  if (to === undefined) return undefined;
  const side = sideOf(to);
  // VS Code asks about the file itself.
  if ((await isTaken(side)) && !(await isTaken(to)) && !(await mayReplaceSide(side))) return undefined;
  return { to, side, mayReplace: true };
}

/**
 * The place that an argument names.
 * @throws Problem: it names none, or a file is there already that may not be replaced
 */
export async function placeOf(given: string, overwrite: boolean): Promise<ExportPlace> {
  const to = uriOf(given);
  const side = sideOf(to);
  if (!overwrite) {
    for (const each of [to, side]) if (await isTaken(each)) throw takenProblem(nameOfFile(each));
  }
  return { to, side, mayReplace: overwrite };
}

export function takenProblem(name: string): Problem {
  return new Problem(
    text('There is a file {file} already. Choose another name, or give “overwrite”: true.', {
      file: shownText(name),
    }),
  );
}

export function nameOfFile(uri: vscode.Uri): string {
  return path.posix.basename(uri.path);
}

/** @throws Problem */
function uriOf(given: string): vscode.Uri {
  if (/^[a-z][\w+.-]+:\/\//i.test(given)) return vscode.Uri.parse(given, true);
  if (path.isAbsolute(given)) return vscode.Uri.file(given);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined)
    throw new Problem(
      text('“to” has to be a whole path or a URI: no folder is open that it could stand in.'),
    );
  return vscode.Uri.joinPath(folder, given);
}

function sideOf(to: vscode.Uri): vscode.Uri {
  return to.with({ path: `${to.path}${sideFileEnding}` });
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function mayReplaceSide(side: vscode.Uri): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(
      vscode.l10n.t('There is a file {file} already. Replace it?', { file: shownText(nameOfFile(side)) }),
    ),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Rollcall writes a file of that name beside the export, which says where its rows come from.',
      ),
    },
    replace,
  );
  return answer === replace;
}
