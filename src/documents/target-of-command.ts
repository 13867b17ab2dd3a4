import * as vscode from 'vscode';
import { internalCommands } from '../shell/commands';
import { readTarget, type Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { openedApp, refuseOtherApp } from '../stream-apps/opened-app';

/** A target together with the app that it belongs to, open. */
export interface AppTarget {
  readonly app: OpenApp;
  readonly target: Target;
}

/**
 * What a command is about: the node or target it was given, else a session that the user chooses.
 * Undefined: the user chose none, or said no to opening an app.
 * @throws Problem for a target of another app than the active one, and when no app can be opened
 */
export async function targetOfCommand(apps: ActiveApp, argument: unknown): Promise<AppTarget | undefined> {
  const app = await openedApp(apps);
  if (app === undefined) return undefined;
  const target =
    readTarget(argument) ?? readTarget(await vscode.commands.executeCommand(internalCommands.askSession));
  if (target === undefined) return undefined;
  refuseOtherApp(app, target);
  return { app, target };
}
