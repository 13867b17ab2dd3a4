import * as vscode from 'vscode';
import type { SessionRef } from '../../attendance/call';
import type { AttendanceAnswer, AttendanceQuery } from '../../book/book';
import { withReadProgress } from '../../shell/reading-progress';
import type { Shell } from '../../shell/shell';
import type { OpenApp } from '../../stream-apps/active-app';
import { askForLargeRead } from '../../stream-apps/ask-for-large-read';
import { isCancelled } from '../../stream/errors';

/**
 * What the book answers, read with progress. Undefined: the user cancelled; what was read stays in the book.
 * @throws StreamFailure
 */
export async function readAnswer(
  shell: Shell,
  app: OpenApp,
  session: SessionRef,
  query: AttendanceQuery,
): Promise<AttendanceAnswer | undefined> {
  const { anonymousRoles } = shell.settings;
  const answer = await withReadProgress(
    shell.say,
    vscode.l10n.t('Rollcall: reading participant sessions'),
    (options) =>
      app.book.attendance(session, query, {
        ...options,
        anonymousRoles,
        ...(app.production && { mayRead: (requests: number) => askForLargeRead(app.name, requests) }),
      }),
  );
  return answer.failure !== undefined && isCancelled(answer.failure) ? undefined : answer;
}
