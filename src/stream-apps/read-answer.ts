import * as vscode from 'vscode';
import type { SessionRef } from '../attendance/call';
import type { AttendanceAnswer, AttendanceQuery } from '../book/book';
import { withReadProgress } from '../shell/reading-progress';
import type { Shell } from '../shell/shell';
import type { OpenApp } from './active-app';
import { askForLargeRead } from './ask-for-large-read';

/**
 * What the book answers, read with progress and Cancel; a large read of an app that is marked production is asked for
 * first. A read that was cancelled or that failed later answers from the rows that were read: `failure` tells.
 * @throws StreamFailure where nothing can be answered
 */
export async function readAnswer(
  shell: Shell,
  app: OpenApp,
  session: SessionRef,
  query: AttendanceQuery,
): Promise<AttendanceAnswer> {
  const { anonymousRoles } = shell.settings;
  return await withReadProgress(
    shell.say,
    vscode.l10n.t('Rollcall: reading participant sessions'),
    (options) =>
      app.book.attendance(session, query, {
        ...options,
        anonymousRoles,
        mayRead: app.production ? (requests) => askForLargeRead(app.name, requests) : undefined,
      }),
  );
}
