import * as vscode from 'vscode';
import { runInSlices } from '../../attendance/figures/slices';
import { shownInNotification, shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import type { AttendanceAnswer, AttendanceQuery } from '../../book/book';
import { answerData, rowsData, type AnswerData, type PlainRow } from '../../book/plan/answer-data';
import { rowsWords } from '../../book/telling/query-words';
import { newest } from '../../formats/question';
import { commands } from '../../shell/commands';
import { failureLine } from '../../shell/failure-message';
import { pausing } from '../../shell/pausing';
import { isProblem, Problem } from '../../shell/problem';
import { isStreamFailure } from '../../stream/errors';
import type { OpenApp } from '../../stream-apps/active-app';
import { openedApp } from '../../stream-apps/opened-app';
import { newestSession, refOf } from './newest-session';
import { readOutside, type OutsideQuestion } from './outside-question';
import { refuseOther, type QueryParts } from './query-sessions';
import { tellingOf } from '../../shell/telling';

/** More rows are no answer but an export. */
const mostRows = 10_000;

/** Production apps that the user was asked about, by id, and what the answer was: one question a window. */
export type Allowances = Map<string, Promise<boolean>>;

/**
 * Answers a question of another extension as plain data. The user is asked nothing but to open the app, and for one that is
 * marked production whether other extensions may ask it, once in a window. There is no notification.
 * @throws Error with a short message for whoever asked, and the kind of failure as `code` where Stream failed
 */
export async function answerOutside(
  parts: QueryParts & { readonly allowed: Allowances },
  argument: unknown,
): Promise<AnswerData> {
  const { log, say } = parts.shell;
  const began = performance.now();
  const took = (): string => `${Math.round(performance.now() - began)} ms`;
  try {
    const answer = await answerTo(parts, argument);
    log.info(`${commands.query}: done in ${took()}`);
    return answer;
  } catch (error) {
    log.warn(`${commands.query}: failed after ${took()}: ${failureLine(error)}`);
    if (isStreamFailure(error)) throw Object.assign(new Error(say(error.text)), { code: error.kind });
    throw new Error(
      isProblem(error) ? say(error.text) : vscode.l10n.t('Rollcall failed to answer. Its log tells more.'),
    );
  }
}

async function answerTo(
  parts: QueryParts & { readonly allowed: Allowances },
  argument: unknown,
): Promise<AnswerData> {
  const reading = readOutside(argument);
  if (!reading.ok) throw new Problem(reading.text);
  const { asked } = reading;
  const app = await openedApp(parts.apps);
  if (app === undefined) throw refusal(text('The Stream app was not opened.'));
  refuseOther(app, asked.given);
  if (app.production && !(await isAllowed(parts, app, asked)))
    throw refusal(text('Other extensions were not allowed to ask this Stream app.'));
  const { rowFilter, window, threshold } = asked.given.question;
  const query: AttendanceQuery = { rowFilter, window, threshold };
  const session =
    asked.session === newest
      ? await newestSession(app.book, asked.call, {})
      : refOf(asked.call, asked.session);
  const answer = await app.book.attendance(session, query, {
    anonymousRoles: parts.shell.settings.anonymousRoles,
    // Over so many requests the user would have to be asked: what was read already answers, or nothing does.
    ...(app.production && { mayRead: () => Promise.resolve(false) }),
  });
  if (answer.failure !== undefined) throw answer.failure;
  if (answer.basis.coverage.read === 0 && !answer.basis.coverage.exhaustive && answer.totals.rows !== 0)
    throw refusal(
      text('Reading this session takes over 50 requests to a production app. Open its attendance first.'),
    );
  return answerData(answer, app.name, asked.withRows ? await rowsOf(answer) : undefined);
}

async function rowsOf(answer: AttendanceAnswer): Promise<readonly PlainRow[]> {
  const { selected } = answer.measures.input;
  const count = selected?.length ?? answer.rows.length;
  if (count > mostRows)
    throw refusal(
      text('These are {n} rows: at most {most} are handed out. Ask for fewer, or export them.', {
        n: count,
        most: mostRows,
      }),
    );
  return await runInSlices(rowsData(answer), pausing);
}

/** Asked once in a window for each app, whatever the answer; questions that come meanwhile wait for it. */
function isAllowed(
  { shell, allowed }: QueryParts & { readonly allowed: Allowances },
  app: OpenApp,
  { call, session, given }: OutsideQuestion,
): Promise<boolean> {
  const known = allowed.get(app.id);
  if (known !== undefined) return known;
  const allow = vscode.l10n.t('Allow in This Window');
  const { rowFilter } = given.question;
  const asking = Promise.resolve(
    vscode.window.showWarningMessage(
      shownInNotification(
        vscode.l10n.t('Another extension asks for the attendance of {call}.', { call: shownText(call) }),
      ),
      {
        modal: true,
        detail: vscode.l10n.t(
          'It wants {rows} of the session {session} of {app}, which is marked production. If you allow it, extensions may ask this app until the window is closed; they get the attendance, never the secret.',
          {
            rows: rowsWords({ rowFilter }, tellingOf(shell, undefined)),
            session: shownText(session),
            app: app.name,
          },
        ),
      },
      allow,
    ),
  ).then((answer) => answer === allow);
  allowed.set(app.id, asking);
  return asking;
}

function refusal(words: Text): Problem {
  return new Problem(words);
}
