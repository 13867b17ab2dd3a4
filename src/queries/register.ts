import * as vscode from 'vscode';
import { commands, internalCommands } from '../shell/commands';
import type { FeatureParts } from '../stream-apps/feature-parts';
import { openedApp } from '../stream-apps/opened-app';
import { registerFilterDocuments } from './filters/register';
import { registerKeptQueries } from './kept/register';
import { registerPerson } from './person/register';
import { runCheck } from './run-check';

/** Command-palette queries: filter the calls, open a session by its id, check what an app answers. */
export function registerQueries(parts: FeatureParts): vscode.Disposable {
  const { shell, apps, version } = parts;
  const kept = registerKeptQueries(parts);
  const query = { shell, apps, version, kept: kept.queries, allowed: new Map<string, Promise<boolean>>() };
  return vscode.Disposable.from(
    registerPerson(parts),
    kept,
    registerFilterDocuments(parts),
    shell.command(commands.queryParticipantSessions, async (argument) =>
      (await asking()).querySessions(query, argument),
    ),
    shell.command(commands.findCall, async () => (await asking()).findCall(query)),
    shell.command(commands.whoWasHere, async (argument) => (await asking()).whoWasHere(query, argument)),
    // Not through the wrapper: its failures are told to whoever asked, by a rejection, and to nobody else.
    vscode.commands.registerCommand(commands.query, async (argument: unknown) =>
      (await asking()).answerOutside(query, argument),
    ),
    shell.command(commands.filterCalls, async (argument) =>
      (await asking()).filterCalls(shell, apps, argument),
    ),
    shell.command(commands.clearCallFilter, async () => (await asking()).clearCallFilter(apps)),
    shell.command(commands.openSessionById, async (argument) =>
      (await asking()).openSessionById(shell, apps, argument),
    ),
    shell.command(commands.checkApp, () => runCheck(shell, apps)),
    shell.command(internalCommands.askSession, async (about) => {
      const app = await openedApp(apps);
      return app === undefined ? undefined : await (await asking()).askSessionAbout(shell, app, about);
    }),
  );
}

const asking = () => import('./asking');
