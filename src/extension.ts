import type * as vscode from 'vscode';
import { registerCalls } from './calls/register';
import { registerCode } from './code/register';
import { registerDocuments } from './documents/register';
import { registerPanel } from './panel/register';
import { registerQueries } from './queries/register';
import { createShell, versionOf } from './shell/create-shell';
import { registerApps } from './stream-apps/register';

/** When the first line of this bundle ran, ms: `esbuild.js` puts it there. */
declare const rollcallLoadStart: number;

/** Ms that the modules of this bundle took. VS Code does other things before it calls `activate()`. */
const loadMs = performance.now() - rollcallLoadStart;

/** What Rollcall tells other code: how long its own start took, for the bench. */
export interface RollcallApi {
  /** Milliseconds of our own code: the modules of this bundle and `activate()`. */
  readonly activationMs: number;
}

/** Builds the parts, wires and registers them. Touches neither network nor disk: the first visible view opens the app. */
export function activate(context: vscode.ExtensionContext): RollcallApi {
  const began = performance.now();
  const shell = createShell(context);
  const apps = registerApps(shell, context);
  const version = versionOf(context);
  const parts = { shell, apps, context, version };
  context.subscriptions.push(
    shell,
    apps,
    registerCalls({ shell, apps }),
    registerQueries(parts),
    registerDocuments(parts),
    registerPanel(parts),
    registerCode(parts),
  );
  const activationMs = loadMs + performance.now() - began;
  shell.log.info(`activated in ${activationMs.toFixed(1)} ms`);
  return { activationMs };
}
