import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Filter } from '../../attendance/filter/filter';
import { documentName, type FilterKind } from './document-kind';

/** Opens a new filter document, not saved yet, with a filter in it and the cursor where one goes on. */
export async function openFilterDocument(kind: FilterKind, filter: Filter): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await freeUri(kind));
  if (document.languageId !== 'json') await vscode.languages.setTextDocumentLanguage(document, 'json');
  const isEmpty = Object.keys(filter).length === 0;
  const content = isEmpty ? '{\n  \n}\n' : `${JSON.stringify(filter, null, 2)}\n`;
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  const cursor = isEmpty ? new vscode.Position(1, 2) : new vscode.Position(0, 1);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(cursor, cursor) });
}

/**
 * In the first folder of the workspace, else at home, since VS Code saves a document that has a path there without a
 * question; of a name that no file and no open document has.
 */
async function freeUri(kind: FilterKind): Promise<vscode.Uri> {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  const folder = first?.scheme === 'file' ? first : vscode.Uri.file(homedir());
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  for (let nth = 1; ; nth++) {
    const file = vscode.Uri.joinPath(folder, documentName(kind, nth));
    if (!open.has(file.path) && !(await isThere(file))) return file.with({ scheme: 'untitled' });
  }
}

async function isThere(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
