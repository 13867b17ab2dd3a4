import * as vscode from 'vscode';
import { cidOf, splitCid, type SessionRef } from '../attendance/call';
import type { DataState } from '../attendance/data-state';
import { numberText } from '../attendance/number-text';
import { shownInNotification, shownText, shownWithoutIcons } from '../attendance/shown-text';
import { text } from '../attendance/text';
import type { PagedList, Session, SessionRows } from '../book/book';
import { commands, internalCommands } from '../shell/commands';
import { listTime } from '../shell/list-time';
import { Problem } from '../shell/problem';
import { withReadProgress } from '../shell/reading-progress';
import type { Shell } from '../shell/shell';
import { readTarget, type Target } from '../shell/targets';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { readNamed, sessionNamed, type Named } from './named';
import type { CodeSight } from './sight';

export interface OpeningParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly sight: CodeSight;
}

/**
 * Opens the attendance of what a link names, or of what stands at the cursor. A call: one of its sessions is chosen; a
 * session id whose call nobody knows: the call is asked for.
 * @param argument a link's `Named`, or the address of the document whose menu it was chosen from
 * @throws Problem when nothing is named
 */
export async function openHere(parts: OpeningParts, argument: unknown): Promise<void> {
  const app = await openedApp(parts.apps);
  if (app === undefined) return;
  const named = readNamed(argument) ?? (await namedAtCursor(parts.sight, argument));
  if (named === undefined) return;
  const target = await targetOf(app, named, parts.sight);
  if (target !== undefined) await vscode.commands.executeCommand(commands.openAttendance, target);
}

async function targetOf(app: OpenApp, named: Named, sight: CodeSight): Promise<Target | undefined> {
  if (named.session === undefined)
    return named.call === undefined ? undefined : { kind: 'call', appId: app.id, cid: named.call };
  const { sessions } = sight.known();
  const session = sessionNamed(named, { sessions });
  if (session !== undefined) return sessionTarget(app, session);
  const held = sessions.get(named.session) ?? [];
  if (held.length === 0)
    return readTarget(
      await vscode.commands.executeCommand(internalCommands.askSession, { text: named.session }),
    );
  const chosen = await chooseOne(held.map((ref) => ({ call: cidOf(ref), session: ref.sessionId })));
  return chosen && (await targetOf(app, chosen, sight));
}

function sessionTarget(app: OpenApp, { callType, callId, sessionId }: SessionRef): Target {
  return { kind: 'session', appId: app.id, session: { callType, callId, sessionId } };
}

/** A menu takes the focus away: in the output view the active editor is another one then. */
function editorOf(address: unknown): vscode.TextEditor | undefined {
  const active = vscode.window.activeTextEditor;
  if (!(address instanceof vscode.Uri)) return active;
  const has = (editor: vscode.TextEditor | undefined): boolean =>
    editor?.document.uri.toString() === address.toString();
  return has(active) ? active : vscode.window.visibleTextEditors.find(has);
}

async function namedAtCursor(sight: CodeSight, address: unknown): Promise<Named | undefined> {
  const editor = editorOf(address);
  const found = editor === undefined ? [] : sight.namedIn(editor);
  if (found.length === 0)
    throw new Problem(
      text('There is no call and no session at the cursor. Select an id, or a line with one in it.'),
      {
        acts: [{ kind: 'command', title: text('Open Session by ID…'), command: commands.openSessionById }],
      },
    );
  return await chooseOne(found);
}

async function chooseOne(found: readonly Named[]): Promise<Named | undefined> {
  if (found.length <= 1) return found[0];
  const items = found.map((named) => ({
    label: shownWithoutIcons(named.call ?? named.session ?? ''),
    description:
      named.call === undefined || named.session === undefined ? '' : shownWithoutIcons(named.session),
    named,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which of these?'),
    placeHolder: vscode.l10n.t('The text holds several ids.'),
  });
  return chosen?.named;
}

/**
 * Asks Stream for what a hover names, then offers where to look at it. Of a session the first rows are
 * read, of a call its sessions; of a session id alone the call is asked for.
 * @param argument a `Named`
 * @throws Problem when it is none; StreamFailure
 */
export async function lookUp({ shell, apps, sight }: OpeningParts, argument: unknown): Promise<void> {
  const named = readNamed(argument);
  if (named === undefined)
    throw new Problem(text('This link names no call and no session. Hover the id again.'));
  const app = await openedApp(apps);
  if (app === undefined) return;
  const session = sessionNamed(named, sight.known());
  if (session !== undefined) await lookUpSession(shell, app, session);
  else if (named.session !== undefined)
    await vscode.commands.executeCommand(commands.openSessionById, named.session);
  else if (named.call !== undefined) await lookUpCall(shell, app, named.call);
}

async function lookUpSession(shell: Shell, app: OpenApp, session: SessionRef): Promise<void> {
  const rows = app.book.rows(session);
  const call = shownText(cidOf(session));
  await withReadProgress(
    shell.say,
    vscode.l10n.t('Rollcall: looking up a session of {call}', { call }),
    (options) => (rows.loaded ? rows.refresh(options) : rows.load(options)),
  );
  const answer = await offer(sessionText(shell, call, rows, app.book.state(session)));
  if (answer === 'open')
    await vscode.commands.executeCommand(commands.openAttendance, sessionTarget(app, session));
  else if (answer === 'show')
    await vscode.commands.executeCommand(internalCommands.revealSession, sessionTarget(app, session));
}

function sessionText(shell: Shell, call: string, rows: SessionRows, state: DataState): string {
  const words = shell.say(state.text);
  const last = state.provisional ? ` ${vscode.l10n.t('The figures may still change.')}` : '';
  // An empty list is not "nobody came" (rule 11).
  if (state.empty !== undefined)
    return (
      vscode.l10n.t('A session of {call}: {why} Data state: {state}.', {
        call,
        why: shell.say(state.empty.text),
        state: words,
      }) + last
    );
  const count = numberText(rows.totalSessions ?? rows.table.length, vscode.env.language);
  const n =
    rows.totalSessions === undefined && rows.readToEnd !== true
      ? vscode.l10n.t('at least {n}', { n: count })
      : count;
  return (
    vscode.l10n.t('A session of {call}: participant sessions: {n}. Data state: {state}.', {
      call,
      n,
      state: words,
    }) + last
  );
}

/** Says what was found, and where it can be looked at. */
async function offer(words: string): Promise<'open' | 'show' | undefined> {
  const open = vscode.l10n.t('Open Attendance');
  const show = vscode.l10n.t('Show in Sidebar');
  const answer = await vscode.window.showInformationMessage(shownInNotification(words), open, show);
  return answer === open ? 'open' : answer === show ? 'show' : undefined;
}

async function lookUpCall(shell: Shell, app: OpenApp, cid: string): Promise<void> {
  if (splitCid(cid) === undefined) return;
  const sessions = app.book.sessionsOf(cid);
  await withReadProgress(
    shell.say,
    vscode.l10n.t('Rollcall: looking up {call}', { call: shownText(cid) }),
    (options) => (sessions.loaded ? sessions.refresh(options) : sessions.load(options)),
  );
  const [newest] = sessions.items;
  if (newest === undefined)
    throw new Problem(text('{call}: Stream knows the call, and no session of it.', { call: shownText(cid) }));
  const answer = await offer(foundText(shell, cid, sessions, app.book.state(newest)));
  if (answer === 'open')
    await vscode.commands.executeCommand(commands.openAttendance, { kind: 'call', appId: app.id, cid });
  else if (answer === 'show')
    await vscode.commands.executeCommand(internalCommands.revealSession, sessionTarget(app, newest));
}

function foundText(
  shell: Shell,
  cid: string,
  { items, hasMore }: PagedList<Session>,
  newest: DataState,
): string {
  const call = shownText(cid);
  const startedAt = items[0]?.startedAt;
  const count = numberText(items.length, vscode.env.language);
  const n = hasMore ? vscode.l10n.t('over {n}', { n: count }) : count;
  const state = shell.say(newest.text);
  if (startedAt === undefined)
    return vscode.l10n.t('{call}: sessions known: {n}. When the newest began is not known: {state}.', {
      call,
      n,
      state,
    });
  const time = listTime(startedAt, shell.settings);
  return vscode.l10n.t('{call}: sessions known: {n}. The newest began {time}: {state}.', {
    call,
    n,
    time,
    state,
  });
}
