import * as v from 'valibot';
import * as vscode from 'vscode';
import { JsonFiles } from './json-files';

const name = v.pipe(v.string(), v.nonEmpty());
const reportSchema = v.union([
  v.object({ name, markdown: v.string() }),
  v.object({ name, json: v.string(), about: v.pipe(v.string(), v.nonEmpty()) }),
]);

/** Opens a report, in Markdown or JSON, as a read-only document that can be saved or copied from. */
export async function openReport(files: JsonFiles, argument: unknown): Promise<void> {
  const report = v.parse(reportSchema, argument);
  const [ending, content, query] =
    'json' in report ? ['json', report.json, `report:${report.about}`] : ['md', report.markdown, 'report'];
  const uri = vscode.Uri.from({ scheme: JsonFiles.scheme, path: `/${report.name}.${ending}`, query });
  files.put(uri, content);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}
