import * as vscode from 'vscode';
import { shownInNotification, wordsWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { askedWords } from '../../book/telling/query-words';
import { summaryMarkdown } from '../../book/telling/summary-markdown';
import type { Question } from '../../formats/question';
import { curlSnippet } from '../../formats/snippets/curl';
import { nodeSnippet } from '../../formats/snippets/node';
import { pythonSnippet } from '../../formats/snippets/python';
import { rowsRequest, type RowsRequest } from '../../formats/snippets/rows-request';
import { pausing } from '../../shell/pausing';
import { Problem } from '../../shell/problem';
import type { Shell } from '../../shell/shell';
import { tellingOf } from '../../shell/telling';
import type { OpenApp } from '../../stream-apps/active-app';
import { readAnswer } from '../../stream-apps/read-answer';
import type { RowsTarget } from '../../stream-apps/target-of-command';
import { isCancelled } from '../../stream/errors';
import { sessionPath } from '../../stream/path-ids';
import { findRow } from '../find-row';
import { readExtraQuestion, refuseOtherSession } from './export-arguments';

/** A way to copy a question as code. */
export type Snippet = 'curl' | 'node' | 'python';

const snippets: Readonly<
  Record<Snippet, { readonly write: (request: RowsRequest) => string; readonly name: string }>
> = {
  curl: { write: curlSnippet, name: 'cURL' },
  node: { write: nodeSnippet, name: 'Node' },
  python: { write: pythonSnippet, name: 'Python' },
};

/**
 * Copies code that makes this very query and pages through it; of a row that of its person. Sends nothing, but for a row
 * that is no longer held.
 * @param extra `{question}`
 * @throws Problem, StreamFailure
 */
export async function copyAsCode(
  shell: Shell,
  app: OpenApp,
  target: RowsTarget,
  extra: unknown,
  snippet: Snippet,
): Promise<void> {
  const question = await questionAbout(shell, app, target, extra);
  if (question === undefined) return;
  // An id that Stream cannot be asked by stands in no path.
  sessionPath('QueryCallParticipantSessions', target.session);
  const request = rowsRequest(target.session, app, question);
  if (request === undefined)
    throw new Problem(
      text('The row filter contradicts itself: no row can pass it, so there is nothing to ask.'),
    );
  const { write, name } = snippets[snippet];
  const { startedAt } = app.book.session(target.session) ?? {};
  const asked = askedWords(target.session, question, tellingOf(shell, startedAt));
  await vscode.env.clipboard.writeText(write(request));
  if (request.leftOut.length === 0) {
    copied(
      vscode.l10n.t('Copied as {name}: it reads its key and secret from environment variables. {asked}', {
        name,
        asked,
      }),
    );
    return;
  }
  void vscode.window.showWarningMessage(
    shownInNotification(
      vscode.l10n.t(
        'Copied as {name}, but Stream cannot evaluate all of what is asked: its first lines say what is not applied. {asked}',
        { name, asked },
      ),
    ),
  );
}

/**
 * Copies the attendance of a session, or of the person of a row, as Markdown for a ticket.
 * @throws Problem, StreamFailure
 */
export async function copyAsMarkdown(
  shell: Shell,
  app: OpenApp,
  target: RowsTarget,
  extra: unknown,
): Promise<void> {
  const question = await questionAbout(shell, app, target, extra);
  if (question === undefined) return;
  const { rowFilter, window, threshold } = question;
  const answer = await readAnswer(shell, app, target.session, { rowFilter, window, threshold });
  if (isCancelled(answer.failure)) return;
  const telling = tellingOf(shell, answer.measures.input.context.sessionStart);
  await vscode.env.clipboard.writeText(await summaryMarkdown(answer, app.name, telling, pausing));
  const asked = askedWords(target.session, question, telling);
  copied(vscode.l10n.t('Copied a summary as Markdown. {asked}', { asked }));
}

function copied(words: string): void {
  vscode.window.setStatusBarMessage(wordsWithoutIcons(words), 5000);
}

/** What was given, else all rows of the session, or of the person of a row. Undefined: the user said no to a large read. */
async function questionAbout(
  shell: Shell,
  app: OpenApp,
  target: RowsTarget,
  extra: unknown,
): Promise<Question | undefined> {
  const given = readExtraQuestion(extra);
  if (given !== undefined) refuseOtherSession(given, target.session);
  if (given !== undefined || target.kind === 'session') return given ?? {};
  const found = await findRow(shell, app, target);
  return found && { rowFilter: { user_id: found.table.userId(found.row) } };
}
