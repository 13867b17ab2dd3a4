import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { shownText } from '../attendance/shown-text';
import { text, type Text, type Translate } from '../attendance/text';
import { openArchivedBook } from '../book/archived/archived-book';
import { ArchivedRows } from '../book/archived/archived-rows';
import { mostOfSaved, readSavedSession, type SavedReading } from '../formats/read-saved-session';
import { commands } from '../shell/commands';
import { pausing } from '../shell/pausing';
import { Problem, type Act } from '../shell/problem';
import { withCancel } from '../shell/save-slices';
import type { SessionRef } from '../attendance/call';
import type { PanelApp } from './model/panel-app';
import type { SavedState } from './model/saved-state';

/** A saved session that was read, as a panel shows it. */
export interface OpenedArchive {
  /** Its id names the content of the file. */
  readonly app: PanelApp;
  readonly session: SessionRef;
  readonly archive: NonNullable<SavedState['archive']>;
}

/** Smaller files are read before anybody could cancel. */
const quickBytes = 4 * 1024 * 1024;

const openAnother: Act = {
  kind: 'command',
  title: text('Open Saved Session…'),
  command: commands.openSavedSession,
};

/**
 * Reads a saved session and checks all of it.
 * @throws Problem: what is wrong with the file, and where; an AbortError for a cancel
 */
export async function openArchive(uri: vscode.Uri, say: Translate): Promise<OpenedArchive> {
  const file = shownText(path.posix.basename(uri.path));
  const size = await reading(file, async () => (await vscode.workspace.fs.stat(uri)).size);
  if (size > mostOfSaved) {
    throw refused(text('{file} is over 200 MB: too large for a saved session.', { file }));
  }
  const rows = new ArchivedRows();
  const run = async (signal?: AbortSignal): Promise<SavedReading> => {
    const bytes = await reading(file, () =>
      uri.scheme === 'file' ? readFile(uri.fsPath) : Promise.resolve(vscode.workspace.fs.readFile(uri)),
    );
    signal?.throwIfAborted();
    return await readSavedSession(bytes, {
      onRow: (row) => {
        rows.add(row);
      },
      pause: pausing.pause,
      signal,
    });
  };
  const read =
    size < quickBytes
      ? await run()
      : await withCancel(vscode.l10n.t('Rollcall: opening a saved session'), undefined, run);
  if (!read.ok) {
    throw refused(text('{file} cannot be opened. {reason}', { file, reason: say(read.text) }));
  }
  const { head, sha256 } = read;
  return {
    app: {
      id: `saved:${sha256}`,
      name: head.app.name,
      production: head.app.production,
      book: openArchivedBook(head, rows, pausing),
    },
    session: head.session,
    archive: { uri: uri.toString(), savedAt: head.savedAt },
  };
}

/** The file of a panel that comes back was replaced by another one. */
export function otherContent(): Problem {
  return refused(
    text(
      'The file of this archived copy has changed, or is another one now. Open it anew to see what it holds.',
    ),
  );
}

async function reading<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw refused(unreadable(file, codeOf(error)), new Error(codeOf(error)));
  }
}

/** Node's codes, and those of VS Code's file systems. The system's own words name the whole path. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function unreadable(file: string, code: string): Text {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
      return text('{file} is not there any more.', { file });
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return text('{file} cannot be read: you may not read it.', { file });
    case 'EISDIR':
    case 'FileIsADirectory':
      return text('{file} is a folder.', { file });
    default:
      return text('{file} cannot be read ({code}).', { file, code });
  }
}

function refused(words: Text, cause?: unknown): Problem {
  return new Problem(words, { acts: [openAnother], cause });
}
