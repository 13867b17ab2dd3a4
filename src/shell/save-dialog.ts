import { homedir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Asks where to save a file, by default in the first folder of the workspace, else at home. Undefined: the user changed
 * their mind.
 * @param name what is suggested; one that every file system takes (`fileName`)
 */
export function askForFile(
  title: string,
  filters: Record<string, string[]>,
  name: string,
): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({ title, filters, defaultUri: vscode.Uri.joinPath(folder, name) });
}
