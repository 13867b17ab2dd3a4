import * as vscode from 'vscode';
import { text } from '../attendance/text';
import { internalCommands, type InternalCommandId } from '../shell/commands';
import { Problem } from '../shell/problem';
import { readTarget, type Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from './active-app';
import { openedApp, refuseOtherApp } from './opened-app';

/** A target together with the app that it belongs to, open. */
export interface AppTarget {
  readonly app: OpenApp;
  readonly target: Target;
}

/**
 * What a command is about: the node or target it was given, else what is selected in the sidebar, else a session that the
 * user chooses. Undefined: the user chose none, or said no to opening an app.
 * @param fits whether the command can do anything with what is selected
 * @throws Problem for a target of another app than the active one, for one that cannot be read, and when no app can be opened
 */
export async function targetOfCommand(
  apps: ActiveApp,
  argument: unknown,
  fits: (selected: Target) => boolean = () => true,
): Promise<AppTarget | undefined> {
  const app = await openedApp(apps);
  if (app === undefined) return undefined;
  const given = readTarget(argument);
  if (given === undefined && isMeantAsTarget(argument))
    throw new Problem(
      text('What this is about cannot be read. A call is {call}, a session is {session}.', {
        call: '{kind: "call", appId, cid}',
        session: '{kind: "session", appId, session: {callType, callId, sessionId}}',
      }),
    );
  const target = given ?? (await selected(fits)) ?? (await ask(internalCommands.askSession));
  if (target === undefined) return undefined;
  refuseOtherApp(app, target);
  return { app, target };
}

/** Somebody wrote it to name something: what is selected would be another thing. Nodes of the tree name theirs in `target`. */
function isMeantAsTarget(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'appId' in argument;
}

/** A session, or a row of one. */
export type RowsTarget = Exclude<Target, { kind: 'call' }>;

/**
 * {@link targetOfCommand} of a command that is about a session or a row: a call is asked for one of its sessions.
 * @throws Problem as {@link targetOfCommand}
 */
export async function sessionOfCommand(
  apps: ActiveApp,
  argument: unknown,
): Promise<{ readonly app: OpenApp; readonly target: RowsTarget } | undefined> {
  const chosen = await targetOfCommand(apps, argument, isOfSession);
  if (chosen === undefined) return undefined;
  const { app, target } = chosen;
  if (target.kind !== 'call') return { app, target };
  const asked = await ask(internalCommands.askSession, { call: target.cid });
  if (asked === undefined || asked.kind === 'call') return undefined;
  refuseOtherApp(app, asked);
  return { app, target: asked };
}

/** A selected call names no session: commands that need one ask for it. */
export function isOfSession(target: Target): boolean {
  return target.kind !== 'call';
}

async function selected(fits: (selected: Target) => boolean): Promise<Target | undefined> {
  const target = await ask(internalCommands.selectedTarget);
  return target !== undefined && fits(target) ? target : undefined;
}

async function ask(command: InternalCommandId, about?: object): Promise<Target | undefined> {
  return readTarget(await vscode.commands.executeCommand(command, about));
}
