import type * as vscode from 'vscode';
import { registerCalls } from './calls/register';
import { registerDocuments } from './documents/register';
import { registerQueries } from './queries/register';
import { createShell, versionOf } from './shell/create-shell';
import { registerApps } from './stream-apps/register';

const loadedAt = performance.now();

/** What Rollcall tells other code: how long its own start took, for the bench. */
export interface RollcallApi {
  /** Milliseconds from the first line of this bundle to the end of `activate()`. */
  readonly activationMs: number;
}

/** Builds the parts, wires and registers them. Touches neither network nor disk: the first visible view opens the app. */
export function activate(context: vscode.ExtensionContext): RollcallApi {
  const shell = createShell(context);
  const apps = registerApps(shell, context);
  context.subscriptions.push(
    shell,
    apps,
    registerCalls({ shell, apps }),
    registerQueries({ shell, apps }),
    registerDocuments({ shell, apps, version: versionOf(context) }),
  );
  return { activationMs: performance.now() - loadedAt };
}
