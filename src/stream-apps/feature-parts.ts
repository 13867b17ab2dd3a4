import type * as vscode from 'vscode';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from './active-app';

/** What `extension.ts` builds once and hands to each feature. */
export interface FeatureParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version: what leaves Rollcall names it. */
  readonly version: string;
}
