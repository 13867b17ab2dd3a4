import * as vscode from 'vscode';
import { withReadProgress } from '../shell/reading-progress';
import type { Settings } from '../shell/settings';
import type { Shell } from '../shell/shell';
import type { OpenApp } from '../stream-apps/active-app';
import { askForLargeRead } from '../stream-apps/ask-for-large-read';
import { rowOf, type FoundRow, type RowParts, type RowTarget } from './row-of-target';

/** What reading up to a row needs of an app: a large read of one that is marked production is asked for first. */
export function rowParts({ book, name, production }: OpenApp, { pageSize }: Settings): RowParts {
  return { book, production, pageSize, mayRead: (requests) => askForLargeRead(name, requests) };
}

/**
 * {@link rowOf} with progress and Cancel.
 * @throws StreamFailure, `cancelled` too; Problem when the session has no such row any more
 */
export async function findRow(
  { say, settings }: Shell,
  app: OpenApp,
  target: RowTarget,
): Promise<FoundRow | undefined> {
  return await withReadProgress(say, vscode.l10n.t('Rollcall: reading participant sessions'), (options) =>
    rowOf(rowParts(app, settings), target, options),
  );
}
