import * as vscode from 'vscode';
import { text } from '../../attendance/text';
import { commands } from '../../shell/commands';
import type { OpenApp } from '../../stream-apps/active-app';
import type { FeatureParts } from '../../stream-apps/feature-parts';
import { sessionOfCommand, type RowsTarget } from '../../stream-apps/target-of-command';
import { withPanelQuestion } from '../panel-question';
import { shownByPanel } from '../shown-by-panel';
import type { HeldJson } from './compare';
import type { Snippet } from './copy-as';
import type { exporting } from './exporting';

/**
 * Exports to files, copies as code and Markdown, comparing sessions. What they do is loaded at the first of them. What
 * leaves Rollcall is what the active panel shows, with its query, unless a node or a target was given.
 */
export function registerExports(parts: FeatureParts & { readonly heldJson: HeldJson }): vscode.Disposable {
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
    const chosen = await sessionOfCommand(apps, shown?.target ?? argument);
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
      const chosen = await sessionOfCommand(apps, argument);
      if (chosen === undefined) return;
      const { app, target } = chosen;
      await (await loaded()).compareSessions(shell, heldJson, app, target.session, extra);
    }),
  );
}
