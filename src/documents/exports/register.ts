import * as vscode from 'vscode';
import { commands, internalCommands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import { readTarget, type Target } from '../../shell/targets';
import type { ActiveApp, OpenApp } from '../../stream-apps/active-app';
import { refuseOtherApp } from '../../stream-apps/opened-app';
import { isOfSession, targetOfCommand } from '../../stream-apps/target-of-command';
import type { HeldJson } from './compare';
import type { Snippet } from './copy-as';
import type { exporting } from './exporting';

type RowsTarget = Exclude<Target, { kind: 'call' }>;

/** Exports to files, copies as code and Markdown, comparing sessions. What they do is loaded at the first of them. */
export function registerExports(parts: {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly context: vscode.ExtensionContext;
  /** Rollcall's own version. */
  readonly version: string;
  readonly heldJson: HeldJson;
}): vscode.Disposable {
  const { shell, apps, heldJson } = parts;
  const loaded = async (): Promise<typeof exporting> => (await import('./exporting')).exporting;
  const about = async (
    argument: unknown,
    run: (work: typeof exporting, app: OpenApp, target: RowsTarget) => Promise<void>,
  ): Promise<void> => {
    const chosen = await sessionOrRow(apps, argument);
    if (chosen !== undefined) await run(await loaded(), chosen.app, chosen.target);
  };
  const copying = (snippet: Snippet) => (argument: unknown, extra: unknown) =>
    about(argument, (work, app, target) => work.copyAsCode(shell, app, target, extra, snippet));
  return vscode.Disposable.from(
    shell.command(commands.exportParticipantSessions, (argument, extra) =>
      about(argument, (work, app, { session }) => work.exportRows(parts, app, session, extra)),
    ),
    shell.command(commands.copyAsCurl, copying('curl')),
    shell.command(commands.copyAsNode, copying('node')),
    shell.command(commands.copyAsPython, copying('python')),
    shell.command(commands.copyAsMarkdown, (argument, extra) =>
      about(argument, (work, app, target) => work.copyAsMarkdown(shell, app, target, extra)),
    ),
    shell.command(commands.compareSessions, (argument, extra) =>
      about(argument, (work, app, { session }) => work.compareSessions(shell, heldJson, app, session, extra)),
    ),
  );
}

/** A call that was given is asked for one of its sessions. Undefined: the user chose none. */
async function sessionOrRow(
  apps: ActiveApp,
  argument: unknown,
): Promise<{ readonly app: OpenApp; readonly target: RowsTarget } | undefined> {
  const chosen = await targetOfCommand(apps, argument, isOfSession);
  if (chosen === undefined) return undefined;
  const { app, target } = chosen;
  if (target.kind !== 'call') return { app, target };
  const asked = readTarget(
    await vscode.commands.executeCommand(internalCommands.askSession, { call: target.cid }),
  );
  if (asked === undefined || asked.kind === 'call') return undefined;
  refuseOtherApp(app, asked);
  return { app, target: asked };
}
