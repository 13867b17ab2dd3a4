import * as vscode from 'vscode';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Sessions saved whole to a file, and opened again as an archived copy. */
export function registerSavedSessions(_parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from();
}
