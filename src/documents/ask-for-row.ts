import * as vscode from 'vscode';
import { shownWithoutIcons } from '../attendance/shown-text';
import type { Translate } from '../attendance/text';
import { listTime } from '../shell/list-time';
import type { Settings } from '../shell/settings';
import { withReadProgress } from '../shell/reading-progress';
import type { AppTarget } from '../stream-apps/target-of-command';
import type { RowTarget } from './row-of-target';

/**
 * The row that a command is about: the target itself, or one that the user chooses from the rows of its session that
 * are read (the first page is read if none is). Undefined: none was chosen.
 */
export async function askForRow(
  { app, target }: AppTarget,
  settings: Settings,
  say: Translate,
  title = vscode.l10n.t('Copy Participant Session JSON'),
): Promise<RowTarget | undefined> {
  if (target.kind === 'row') return target;
  if (target.kind === 'call') return undefined;
  const rows = app.book.rows(target.session);
  if (!rows.loaded) {
    await withReadProgress(say, vscode.l10n.t('Rollcall: reading participant sessions'), (options) =>
      rows.load(options),
    );
  }
  const { table } = rows;
  const items = Array.from({ length: table.length }, (_, row) => {
    const joined = table.joined(row);
    return {
      label: shownWithoutIcons(table.userId(row)),
      description: joined.kind === 'at' ? listTime(joined.ms, settings) : vscode.l10n.t('no join time'),
      detail: shownWithoutIcons(table.userSessionId(row)),
      rowKey: table.key(row),
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: rows.hasMore
      ? vscode.l10n.t('Whose participant session? Only the {read} rows read so far are listed.', {
          read: table.length,
        })
      : vscode.l10n.t('Whose participant session?'),
    matchOnDetail: true,
  });
  return chosen === undefined
    ? undefined
    : { kind: 'row', appId: target.appId, session: target.session, rowKey: chosen.rowKey };
}
