import * as vscode from 'vscode';
import { JsonFiles } from './json-files';
import { readReport } from './report';

/** Opens a report, in Markdown or JSON, as a read-only document that can be saved or copied from. */
export async function openReport(files: JsonFiles, argument: unknown): Promise<void> {
  const { content, path, query } = readReport(argument);
  const uri = vscode.Uri.from({ scheme: JsonFiles.scheme, path, query });
  files.put(uri, content);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}
