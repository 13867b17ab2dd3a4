import * as vscode from 'vscode';
import { commands, internalCommands } from '../shell/commands';
import type { FeatureParts } from '../stream-apps/feature-parts';
import { copyId } from './copy-id';
import { registerExports } from './exports/register';
import { registerLinks } from './links/register';
import { registerSavedSessions } from './saved/register';
import { JsonDocuments } from './json-documents';
import { openReport } from './open-report';
import { whyDidTheyLeave } from './timeline/why-did-they-leave';

/** Session JSON: copies, read-only documents, files. */
export function registerDocuments(parts: FeatureParts): vscode.Disposable {
  const { shell, apps } = parts;
  const json = new JsonDocuments(parts);
  return vscode.Disposable.from(
    registerExports({ ...parts, heldJson: (chosen) => json.held(chosen) }),
    registerSavedSessions(parts),
    registerLinks(parts),
    json,
    shell.command(commands.openAsJson, (argument) => json.open(argument)),
    shell.command(commands.saveJsonToFile, (argument) => json.save(argument)),
    shell.command(commands.copyCallSessionJson, (argument) => json.copySession(argument, 'iso')),
    shell.command(commands.copyWireJson, (argument) => json.copySession(argument, 'wire')),
    shell.command(commands.copyParticipantSessionJson, (argument) => json.copyRow(argument)),
    shell.command(commands.whyDidTheyLeave, (argument) => whyDidTheyLeave(parts, argument)),
    shell.command(commands.copyId, (argument) => copyId(apps, shell, argument)),
    shell.command(internalCommands.openReport, (argument) => openReport(json.files, argument)),
  );
}
