import * as vscode from 'vscode';
import { cidOf, splitCid, type SessionRef } from '../attendance/call';
import { numberText } from '../attendance/number-text';
import { shownInNotification, shownText, shownWithoutIcons } from '../attendance/shown-text';
import { idsInText } from '../formats/ids-in-text';
import { commands, internalCommands } from '../shell/commands';
import type { Shell } from '../shell/shell';
import type { Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { askSessionOf } from './ask/ask-session-of-call';
import { sessionTarget } from './ask-session';
import { knownCids } from './known-sessions';
import { locate, lookUp, withoutSubsumed, type Ids, type Lookup } from './locate-session';
import { pickOne, type PickItem } from './pick';

type SessionTarget = Extract<Target, { kind: 'session' }>;

/** Opens a session by what somebody pasted, shows it in the sidebar, and offers its JSON. */
export async function openSessionById(shell: Shell, apps: ActiveApp, argument: unknown): Promise<void> {
  const app = await openedApp(apps);
  if (app === undefined) return;
  const target = await askSessionById(shell, app, typeof argument === 'string' ? argument : undefined);
  if (target === undefined) return;
  const shown = await vscode.commands.executeCommand(internalCommands.revealSession, target);
  if (shown !== 'session') {
    await vscode.commands.executeCommand(commands.openAsJson, target);
    return;
  }
  const open = vscode.l10n.t('Open as JSON');
  const rows = app.book.rows(target.session);
  const answer = await vscode.window.showInformationMessage(
    shownInNotification(
      openedText(
        shownText(cidOf(target.session)),
        rows.totalSessions ?? rows.table.length,
        shell.say(app.book.state(target.session).text),
      ),
    ),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand(commands.openAsJson, target);
}

function openedText(call: string, rows: number, state: string): string {
  return rows === 1
    ? vscode.l10n.t('Opened a session of {call}: 1 participant session, {state}.', { call, state })
    : vscode.l10n.t('Opened a session of {call}: {rows} participant sessions, {state}.', {
        call,
        rows: numberText(rows, vscode.env.language),
        state,
      });
}

/**
 * Asks for a session by its id, by `<cid>/<session>`, by a cid, or by a log line that holds one, and looks for it at
 * Stream. A user session id is recognised and its session offered. Undefined: given up.
 * @throws StreamFailure when there is no such session, or it could not be read
 */
export async function askSessionById(
  shell: Shell,
  app: OpenApp,
  pasted: string | undefined,
): Promise<SessionTarget | undefined> {
  const words =
    pasted ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('Open a call session of {app}', { app: app.name }),
      prompt: vscode.l10n.t(
        'A session id, a call’s cid, <cid>/<session id>, an address of Stream’s dashboard, or a log line with one of them',
      ),
      placeHolder: 'default:daily-standup/2f0c4c1e-…',
      ignoreFocusOut: true,
      validateInput: (value) => {
        if (value.trim() === '')
          return vscode.l10n.t('Paste a session id, a cid, or a line with one of them.');
        return idsInText(value).length > 0
          ? undefined
          : vscode.l10n.t('There is no session id and no cid in this text.');
      },
    }));
  if (words === undefined) return undefined;
  const ids = await chooseIds(withoutSubsumed(idsInText(words)));
  return ids === undefined ? undefined : await askSessionByIds(shell, app, ids);
}

/**
 * Asks for what ids leave open (the call of a session id, the session of a call), and looks for the session at Stream.
 * A user session id is recognised and its session offered. Undefined: given up.
 * @throws StreamFailure when there is no such session, or it could not be read
 */
export async function askSessionByIds(
  shell: Shell,
  app: OpenApp,
  ids: Ids,
): Promise<SessionTarget | undefined> {
  const session = await completeIds(shell, app, ids);
  if (session === undefined) return undefined;
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Rollcall: looking for the session'),
      cancellable: true,
    },
    (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      return lookUp(app.book, session, { signal: abort.signal });
    },
  );
  return await accept(app, found);
}

/** A line with several ids in it: which one is meant? */
async function chooseIds(found: readonly Ids[]): Promise<Ids | undefined> {
  if (found.length <= 1) return found[0];
  return await pickOne<Ids>({
    title: vscode.l10n.t('Which of these?'),
    placeholder: vscode.l10n.t('The text holds several ids.'),
    items: found.map((ids) => ({
      label: shownWithoutIcons(ids.cid ?? ids.sessionId ?? ''),
      ...(ids.cid === undefined || ids.sessionId === undefined
        ? {}
        : { description: shownWithoutIcons(ids.sessionId) }),
      value: ids,
    })),
  });
}

/** Asks for what is missing: the call of a session id, the session of a call. */
async function completeIds(shell: Shell, app: OpenApp, ids: Ids): Promise<SessionRef | undefined> {
  const located = locate(app.book, ids);
  switch (located?.kind) {
    case undefined:
      return undefined;
    case 'session':
      return located.session;
    case 'call':
      return await askSessionOfCall(shell, app, located.cid);
    case 'id': {
      const cid = await askCid(app);
      const call = cid === undefined ? undefined : splitCid(cid);
      return call === undefined ? undefined : { ...call, sessionId: located.sessionId };
    }
  }
}

/** Lets the user choose among the sessions of a call, newest first. Undefined: none was chosen. */
export async function askSessionOfCall(
  shell: Shell,
  app: OpenApp,
  cid: string,
): Promise<SessionRef | undefined> {
  const answered = await askSessionOf({ shell, app }, cid, {});
  return answered.kind === 'answer' ? answered.value : undefined;
}

async function askCid(app: OpenApp): Promise<string | undefined> {
  const cidItem = (cid: string): PickItem<string> => ({ label: shownWithoutIcons(cid), value: cid });
  return await pickOne<string>({
    title: vscode.l10n.t('Which call is this a session of?'),
    placeholder: vscode.l10n.t(
      'Stream finds a session only by its call. Choose one, or type its cid (type:id).',
    ),
    items: knownCids(app.book).map(cidItem),
    typed: (words) =>
      splitCid(words) === undefined
        ? undefined
        : { label: shownWithoutIcons(words), description: vscode.l10n.t('use this cid'), value: words },
  });
}

/** A user session id is not what was asked for: its session is offered, not silently taken. */
async function accept(app: OpenApp, found: Lookup): Promise<SessionTarget | undefined> {
  const { callType, callId, sessionId } = found.session;
  const target = sessionTarget(app, { callType, callId, sessionId });
  if (found.kind === 'found') return target;
  const open = vscode.l10n.t('Open Its Session');
  const answer = await vscode.window.showInformationMessage(
    shownInNotification(
      vscode.l10n.t('This is a user session id: one connection of one person in a session of {call}.', {
        call: shownText(cidOf(found.session)),
      }),
    ),
    { modal: true },
    open,
  );
  return answer === open ? target : undefined;
}
