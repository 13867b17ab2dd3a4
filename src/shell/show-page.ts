import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { messageHtml, pageHtml, type PageSources } from './page-html';

/** A page of ours, as an editor tab shows it. */
export interface TabPage extends Pick<PageSources, 'element' | 'title'> {
  /** The file name of its script, in `dist/`. */
  readonly script: string;
}

/** Fills an editor tab with a page of ours and gives it our icon. The page may load nothing but what stands in `dist/`. */
export function showPage(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, page: TabPage): void {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  const icon = (kind: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media', `attendance-${kind}.svg`);
  panel.iconPath = { dark: icon('dark'), light: icon('light') };
  webview.html = pageHtml({
    ...page,
    script: webview.asWebviewUri(vscode.Uri.joinPath(dist, page.script)).toString(),
    nonce: randomUUID().replaceAll('-', ''),
    language: vscode.env.language,
  });
}

/** Says one thing in a tab whose page cannot be shown. */
export function showMessage({ webview }: vscode.WebviewPanel, words: string): void {
  webview.html = messageHtml(vscode.env.language, words);
}
