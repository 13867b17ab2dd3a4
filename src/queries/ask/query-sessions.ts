import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../../attendance/call';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceQuery } from '../../book/book';
import { newest, type Question } from '../../formats/question';
import { Problem, switchAppAct } from '../../shell/problem';
import type { Shell } from '../../shell/shell';
import type { ActiveApp, OpenApp } from '../../stream-apps/active-app';
import { openedApp, refuseOtherApp } from '../../stream-apps/opened-app';
import type { KeptQueries } from '../kept/kept-query';
import { locate } from '../locate-session';
import { runSteps, type Step } from '../steps';
import { askCall, type AskParts } from './ask-call';
import { askSessionOf, sessionNamed } from './ask-session-of-call';
import { askWhat } from './ask-what';
import { askResult, giveResult } from './give-result';
import { bareRef } from './newest-session';
import { readGiven, type GivenQuery, type ResultKind } from './query-arguments';

/** What a query is made from. */
export interface QueryParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly kept: KeptQueries;
  /** Rollcall's own version. */
  readonly version: string;
}

/** What was answered until now. */
interface Draft {
  readonly cid: string | undefined;
  /** An id, or {@link newest}. */
  readonly sessionId: string | undefined;
  readonly session: SessionRef | undefined;
  readonly query: AttendanceQuery;
  readonly result: ResultKind | undefined;
}

/**
 * *Query Participant Sessions…*: call, session, what is asked, where the answer goes; what the argument tells is not asked.
 * @throws Problem for an argument that is no query; StreamFailure
 */
export async function querySessions(parts: QueryParts, argument: unknown): Promise<void> {
  const reading = readGiven(argument);
  if (!reading.ok) throw new Problem(reading.text);
  const { given } = reading;
  const app = await openedApp(parts.apps);
  if (app === undefined) return;
  refuseOther(app, given);
  const asking: AskParts & { readonly version: string } = {
    shell: parts.shell,
    app,
    kept: parts.kept,
    version: parts.version,
  };
  const draft = await runSteps(stepsOf(asking, given), draftOf(app, given));
  if (draft === undefined) return;
  const { cid, sessionId, query } = draft;
  if (cid === undefined || sessionId === undefined) return;
  const session = draft.session ?? (await sessionNamed(asking, cid, sessionId));
  if (session === undefined) return;
  parts.kept.noteRecent(app.id, questionOf(cid, sessionId, query));
  await giveResult(asking, { session, query, result: draft.result ?? 'panel' });
}

/** @throws Problem: the query names another app than the one that is open */
export function refuseOther(app: OpenApp, { appId, app: named }: Pick<GivenQuery, 'appId' | 'app'>): void {
  if (appId !== undefined) refuseOtherApp(app, { kind: 'call', appId, cid: '' });
  if (named === undefined || named === app.id || named === app.name) return;
  throw new Problem(
    text('This asks the Stream app {named}, and {app} is open. Switch to its app and try again.', {
      named: shownText(named),
      app: app.name,
    }),
    { acts: [switchAppAct] },
  );
}

/** A session id alone names its call where the book knows it. */
function draftOf({ book }: OpenApp, { question, result }: GivenQuery): Draft {
  const { call, session: sessionId, rowFilter, window, threshold } = question;
  const query: AttendanceQuery = { rowFilter, window, threshold };
  const located =
    call === undefined && sessionId !== undefined && sessionId !== newest
      ? locate(book, { sessionId })
      : undefined;
  const cid = call ?? (located?.kind === 'session' ? cidOf(located.session) : undefined);
  return { cid, sessionId, session: undefined, query, result };
}

function stepsOf(parts: AskParts, given: GivenQuery): readonly Step<Draft>[] {
  const start = draftOf(parts.app, given);
  return [
    {
      isAsked: () => start.cid === undefined,
      async ask(soFar, position) {
        const answered = await askCall(parts, {
          title: vscode.l10n.t('Query participant sessions of {app}: which call?', { app: parts.app.name }),
          position,
          cid: soFar.cid,
        });
        if (answered.kind !== 'answer') return answered;
        const { cid } = answered.value;
        // Of another call the session that was chosen is none.
        const session = cid === soFar.cid ? soFar.session : undefined;
        const sessionId = start.sessionId ?? session?.sessionId;
        return { kind: 'answer', value: { ...soFar, cid, session, sessionId } };
      },
    },
    {
      isAsked: () => start.sessionId === undefined,
      async ask(soFar, position) {
        const answered = await askSessionOf(parts, soFar.cid ?? '', { position, sessionId: soFar.sessionId });
        if (answered.kind !== 'answer') return answered;
        const session = bareRef(answered.value);
        const { sessionId } = session;
        // A window is of one session.
        const query =
          sessionId === soFar.sessionId ? soFar.query : { ...soFar.query, window: start.query.window };
        return { kind: 'answer', value: { ...soFar, session, sessionId, query } };
      },
    },
    {
      isAsked: () => !given.hasConditions,
      async ask(soFar, position) {
        const { cid = '', sessionId = '' } = soFar;
        const session = soFar.session ?? (await sessionNamed(parts, cid, sessionId));
        if (session === undefined) return { kind: 'cancelled' };
        const answered = await askWhat(parts, session, soFar.query, position);
        return answered.kind === 'answer'
          ? { kind: 'answer', value: { ...soFar, session, query: answered.value } }
          : answered;
      },
    },
    {
      isAsked: () => given.result === undefined,
      async ask(soFar, position) {
        const answered = await askResult(position);
        return answered.kind === 'answer'
          ? { kind: 'answer', value: { ...soFar, result: answered.value } }
          : answered;
      },
    },
  ];
}

/** As it is remembered. */
function questionOf(
  call: string,
  session: string,
  { rowFilter, window, threshold }: AttendanceQuery,
): Question {
  return {
    call,
    session,
    ...(rowFilter !== undefined && { rowFilter }),
    ...(window !== undefined && { window }),
    ...(threshold !== undefined && { threshold }),
  };
}
