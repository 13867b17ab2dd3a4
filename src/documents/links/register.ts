import * as vscode from 'vscode';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Links to calls, sessions and panels: copied, and opened after a question. */
export function registerLinks(_parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from();
}
