import * as vscode from 'vscode';
import { isAnonymous } from '../../attendance/people';
import { text } from '../../attendance/text';
import { nameOf } from '../../formats/document-name';
import { internalCommands } from '../../shell/commands';
import { pausing } from '../../shell/pausing';
import { Problem } from '../../shell/problem';
import { withReadProgress } from '../../shell/reading-progress';
import type { Shell } from '../../shell/shell';
import type { ActiveApp } from '../../stream-apps/active-app';
import { isOfSession, targetOfCommand } from '../../stream-apps/target-of-command';
import { isCancelled, isStreamFailure } from '../../stream/errors';
import { askForRow } from '../ask-for-row';
import { rowParts } from '../find-row';
import { rowOf } from '../row-of-target';

/** Asks for the timeline of one connection, once, and opens what Stream says as a read-only document. */
export async function whyDidTheyLeave(
  { shell, apps }: { readonly shell: Shell; readonly apps: ActiveApp },
  argument: unknown,
): Promise<void> {
  const chosen = await targetOfCommand(apps, argument, isOfSession);
  if (chosen === undefined) return;
  const { settings, say } = shell;
  try {
    const target = await askForRow(chosen, settings, say, vscode.l10n.t('Why Did They Leave?'));
    if (target === undefined) return;
    const { book } = chosen.app;
    await withReadProgress(say, vscode.l10n.t('Rollcall: asking for the timeline'), async (options) => {
      const found = await rowOf(rowParts(chosen.app, settings), target, options);
      if (found === undefined) return;
      // Rows that are read meanwhile may move it.
      const rows = found.table.snapshot();
      const { row } = found;
      const userId = rows.userId(row);
      if (isAnonymous(userId)) throw new Problem(anonymousText);
      const { session } = target;
      const timeline = await book.stream
        .participantTimeline(session, userId, rows.userSessionId(row), {
          signal: options.signal,
          onWait: (wait) => options.onProgress?.({ read: 0, of: undefined, wait }),
        })
        .catch((error: unknown) => {
          if (!isStreamFailure(error) || error.kind !== 'not-found') throw error;
          throw new Problem(book.state(session).kind === 'rows-expired' ? expiredText : missingText, {
            cause: error,
          });
        });
      // Its own bundle: loaded when somebody asks.
      const { timelineAbout, timelineDocument } = await import('./timeline-document');
      const { readAt, value } = timeline;
      const markdown = await timelineDocument(
        {
          session,
          rows,
          row,
          say,
          show: {
            display: settings.time,
            locale: vscode.env.language,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            since: book.session(session)?.startedAt,
          },
          askedAt: readAt.server ?? readAt.local,
        },
        value,
        pausing,
      );
      if (options.signal?.aborted === true) return;
      await vscode.commands.executeCommand(internalCommands.openReport, {
        name: vscode.l10n.t('Timeline of {person}', { person: nameOf(userId) }),
        about: timelineAbout({ session, rows, row }),
        markdown,
      });
    });
  } catch (error) {
    // The user's own cancel.
    if (!isCancelled(error)) throw error;
  }
}

const anonymousText = text(
  'This row has no user id of its own: Stream’s timelines are asked for by user, so there is none for it.',
);
const missingText = text(
  'Stream has no timeline of this connection (404). It may not be computed yet, or not be kept any more.',
);
const expiredText = text(
  'Stream has no timeline of this connection (404): the session ended over 90 days ago, and Stream keeps its rows no longer than that.',
);
