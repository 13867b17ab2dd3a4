import * as vscode from 'vscode';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Exports to files, copies as code and Markdown, comparing sessions. */
export function registerExports(_parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from();
}
