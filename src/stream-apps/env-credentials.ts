import * as vscode from 'vscode';
import { shownInNotification } from '../attendance/shown-text';
import { commands } from '../shell/commands';
import { failureLine } from '../shell/failure-message';
import { credentialsIn, type EnvCredentials } from './env-file';
import type { Log } from '../shell/shell';

interface Found {
  readonly folder: vscode.WorkspaceFolder;
  readonly credentials: EnvCredentials;
}

const largestEnvFile = 1_000_000;

/** What a `.env` file gave, with the name of its folder. */
export interface EnvFinding extends EnvCredentials {
  readonly folderName: string;
}

/**
 * Key and secret from the `.env` file of a trusted workspace, after a question that names the file and the key. The
 * secret is never shown. Undefined: there was nothing to take, or the user said no.
 */
export async function takeFromEnv(log: Log): Promise<EnvFinding | undefined> {
  if (!vscode.workspace.isTrusted) {
    await askForTrust();
    return undefined;
  }
  const found = await findCredentials(log);
  const chosen = found.length > 1 ? await chooseFolder(found) : found[0];
  if (chosen === undefined) {
    if (found.length === 0) await offerTyping();
    return undefined;
  }
  const { folder, credentials } = chosen;
  const connect = vscode.l10n.t('Connect');
  const answer = await vscode.window.showInformationMessage(
    shownInNotification(
      vscode.l10n.t('Connect a Stream app with the key {key} from the file .env of the folder “{folder}”?', {
        key: credentials.key,
        folder: folder.name,
      }),
    ),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The secret is taken from {variable} and copied into the secret storage of VS Code. The file stays as it is.',
        { variable: credentials.secretName },
      ),
    },
    connect,
  );
  return answer === connect ? { ...credentials, folderName: folder.name } : undefined;
}

async function findCredentials(log: Log): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const content = await readSmallFile(vscode.Uri.joinPath(folder.uri, '.env'), (error) => {
      log.warn(`a .env file could not be read: ${failureLine(error)}`);
    });
    const credentials = content === undefined ? undefined : credentialsIn(content);
    if (credentials !== undefined) found.push({ folder, credentials });
  }
  return found;
}

async function readSmallFile(
  file: vscode.Uri,
  onFailure: (error: unknown) => void,
): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > largestEnvFile) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) onFailure(error);
    return undefined;
  }
}

async function chooseFolder(found: readonly Found[]): Promise<Found | undefined> {
  const items = found.map((each) => ({ label: each.folder.name, description: each.credentials.key, each }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Connect Stream App from .env'),
    placeHolder: vscode.l10n.t('Which folder’s .env file?'),
  });
  return chosen?.each;
}

async function askForTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Rollcall takes a key from a .env file only in a workspace that you trust. Connecting by hand works in any.',
    ),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

async function offerTyping(): Promise<void> {
  const byHand = vscode.l10n.t('Enter Key and Secret…');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'No .env file at the top of a workspace folder holds STREAM_API_KEY together with STREAM_API_SECRET or STREAM_SECRET.',
    ),
    byHand,
  );
  if (answer === byHand) await vscode.commands.executeCommand(commands.connectApp);
}
