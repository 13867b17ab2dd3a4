import * as vscode from 'vscode';
import { text } from '../../attendance/text';
import { commands, internalCommands } from '../../shell/commands';
import type { Shell } from '../../shell/shell';
import { readTarget, type Target } from '../../shell/targets';
import type { ActiveApp, OpenApp } from '../../stream-apps/active-app';
import { refuseOtherApp } from '../../stream-apps/opened-app';
import { isOfSession, targetOfCommand } from '../../stream-apps/target-of-command';
import { withPanelQuestion } from '../panel-question';
import { shownByPanel } from '../shown-by-panel';
import type { HeldJson } from './compare';
import type { Snippet } from './copy-as';
import type { exporting } from './exporting';

type RowsTarget = Exclude<Target, { kind: 'call' }>;

/**
 * Exports to files, copies as code and Markdown, comparing sessions. What they do is loaded at the first of them. What
 * leaves Rollcall is what the active panel shows, with its query, unless a node or a target was given.
 */
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
    extra: unknown,
    run: (work: typeof exporting, app: OpenApp, target: RowsTarget, extra: unknown) => Promise<void>,
  ): Promise<void> => {
    const shown = await shownByPanel(
      argument,
      text(
        'The active panel shows an archived copy, which Stream is not asked about. Use the panel’s own Copy and Export, or the session in the sidebar.',
      ),
    );
    const chosen = await sessionOrRow(apps, shown?.target ?? argument);
    if (chosen === undefined) return;
    await run(await loaded(), chosen.app, chosen.target, withPanelQuestion(extra, shown?.question));
  };
  const copying = (snippet: Snippet) => (argument: unknown, extra: unknown) =>
    about(argument, extra, (work, app, target, asked) => work.copyAsCode(shell, app, target, asked, snippet));
  return vscode.Disposable.from(
    shell.command(commands.exportParticipantSessions, (argument, extra) =>
      about(argument, extra, (work, app, { session }, asked) => work.exportRows(parts, app, session, asked)),
    ),
    shell.command(commands.copyAsCurl, copying('curl')),
    shell.command(commands.copyAsNode, copying('node')),
    shell.command(commands.copyAsPython, copying('python')),
    shell.command(commands.copyAsMarkdown, (argument, extra) =>
      about(argument, extra, (work, app, target, asked) => work.copyAsMarkdown(shell, app, target, asked)),
    ),
    shell.command(commands.compareSessions, async (argument, extra) => {
      const chosen = await sessionOrRow(apps, argument);
      if (chosen === undefined) return;
      const { app, target } = chosen;
      await (await loaded()).compareSessions(shell, heldJson, app, target.session, extra);
    }),
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
