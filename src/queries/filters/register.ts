import * as vscode from 'vscode';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';

/** Filters as JSON documents: completion, hover, diagnostics, Run and Save. */
export function registerFilterDocuments(_parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from();
}
