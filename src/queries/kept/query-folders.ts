import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { text } from '../../attendance/text';
import { Problem } from '../../shell/problem';
import type { QueryFolder } from './kept-store';
import { mostAttempts, sharedFile, withWords, type SharedFile } from './shared-file';
import { unlessEdited } from './unless-edited';

/** The file of queries of each folder of the workspace, below it. */
export const queriesFile = '.vscode/rollcall.json';

/** The folders of the workspace, as they are now, each with its file of queries. */
export function queryFolders(): readonly QueryFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => {
    const file = vscode.Uri.joinPath(uri, queriesFile);
    return {
      id: uri.toString(),
      name,
      file: unlessEdited(
        file.scheme === 'file' ? sharedFile(file.fsPath, lockParts) : virtualFile(file),
        queriesFile,
        () => hasUnsavedEditor(file),
      ),
    };
  });
}

function hasUnsavedEditor(file: vscode.Uri): boolean {
  const id = file.toString();
  return vscode.workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.toString() === id);
}

const lockParts = {
  now: () => performance.now(),
  pause: async (ms: number) => {
    await pause(ms);
  },
  random: Math.random,
  unique: randomUUID,
};

/** A file that is not on this computer: its file system has neither locks nor a rename that replaces, so it is compared just before it is written. */
function virtualFile(uri: vscode.Uri): SharedFile {
  const read = async (): Promise<string | undefined> => {
    try {
      return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  };
  return {
    read,
    async change(change) {
      return await withWords(queriesFile, () => changeCompared(uri, read, change));
    },
  };
}

async function changeCompared(
  uri: vscode.Uri,
  read: () => Promise<string | undefined>,
  change: (source: string | undefined) => string,
): Promise<string> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await read();
    const after = change(before);
    if (after === before) return after;
    if ((await read()) !== before) continue;
    await vscode.workspace.fs.writeFile(uri, Buffer.from(after, 'utf8'));
    return after;
  }
  throw new Problem(
    text('The file changed all the time, so nothing was written to it. Try again in a moment.'),
  );
}
