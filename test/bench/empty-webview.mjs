// A tiny extension for the bench: what the panel's opening is measured against, and keys that run commands with no
// palette in between.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The keys that the tiny extension binds; each as Playwright presses it. */
export const keys = /** @type {const} */ ({
  empty: 'Control+Alt+Shift+F7',
  panel: 'Control+Alt+Shift+F8',
  close: 'Control+Alt+Shift+F9',
});

/** A webview whose page holds one word, under the same policy as the panel's. */
const code = `const vscode = require('vscode');
const page = (nonce) => \`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-\${nonce}'; style-src 'nonce-\${nonce}'">
<title>Empty</title>
</head>
<body><script nonce="\${nonce}">document.body.append('Empty');</script></body>
</html>\`;
exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.commands.registerCommand('rollcall-bench.empty', () => {
      const panel = vscode.window.createWebviewPanel('rollcall-bench.empty', 'Empty', vscode.ViewColumn.Active);
      panel.webview.options = { enableScripts: true, localResourceRoots: [] };
      panel.webview.html = page(require('node:crypto').randomUUID().replaceAll('-', ''));
    }),
  );
};
`;

/**
 * Writes the extension.
 * @param {string} folder where to
 * @param {{ callType: string, callId: string, sessionId: string }} session whose panel the key opens
 * @returns {string} its folder
 */
export function writeEmptyWebview(folder, session) {
  const made = join(folder, 'rollcall-bench.empty-webview-0.0.1');
  mkdirSync(made, { recursive: true });
  const manifest = {
    name: 'empty-webview',
    publisher: 'rollcall-bench',
    version: '0.0.1',
    engines: { vscode: '^1.105.0' },
    activationEvents: ['onStartupFinished'],
    main: './extension.js',
    contributes: {
      keybindings: [
        { key: bound(keys.empty), command: 'rollcall-bench.empty' },
        {
          key: bound(keys.panel),
          command: 'rollcall.openAttendance',
          args: { kind: 'session', appId: 'sample', session },
        },
        { key: bound(keys.close), command: 'workbench.action.closeAllEditors' },
      ],
    },
  };
  writeFileSync(join(made, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(made, 'extension.js'), code);
  return made;
}

/** A key as manifests write it. @param {string} key */
function bound(key) {
  return key.replace('Control', 'ctrl').toLowerCase();
}
