import * as vscode from 'vscode';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import { registerDebugging } from './debug/register';

/** Calls and sessions beside the code: hovers, links, terminal links, and variables while debugging. */
export function registerCode(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
}): vscode.Disposable {
  return vscode.Disposable.from(registerDebugging(parts));
}
