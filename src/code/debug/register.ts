import * as vscode from 'vscode';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Attendance of variables while a program is paused. */
export function registerDebugging(_parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from();
}
