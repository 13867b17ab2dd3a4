import * as v from 'valibot';
import * as vscode from 'vscode';
import { JsonFiles } from './json-files';

const reportSchema = v.object({ name: v.pipe(v.string(), v.nonEmpty()), markdown: v.string() });

/** Opens a Markdown report as a read-only document that can be saved or copied from. */
export async function openReport(files: JsonFiles, argument: unknown): Promise<void> {
  const report = v.parse(reportSchema, argument);
  const uri = vscode.Uri.from({ scheme: JsonFiles.scheme, path: `/${report.name}.md`, query: 'report' });
  files.put(uri, report.markdown);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}
