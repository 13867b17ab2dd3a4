import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../../attendance/call';
import { shownText, shownWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import { internalCommands } from '../../shell/commands';
import { listTime } from '../../shell/list-time';
import { Problem } from '../../shell/problem';
import { withReadProgress } from '../../shell/reading-progress';
import type { Shell } from '../../shell/shell';
import { readTarget } from '../../shell/targets';
import type { OpenApp } from '../../stream-apps/active-app';
import { refuseOtherApp } from '../../stream-apps/opened-app';
import type { AppTarget } from '../../stream-apps/target-of-command';
import { compareTitle, sideName, type ComparedSide } from './compare-title';
import { isSameSession, othersByNearness } from './sessions-near';

/** Larger documents make a diff editor slow. */
const mostToCompare = 5 * 1024 * 1024;

/** Makes the read-only JSON document of a session. Undefined: the user cancelled. */
export type HeldJson = (
  chosen: AppTarget,
) => Promise<{ readonly uri: vscode.Uri; readonly bytes: number } | undefined>;

/**
 * *Compare Sessions…*: a diff editor on the JSON of two sessions, both read whole.
 * @param extra the other session's target, or a list that holds it, as VS Code's menus give; else the user is asked
 * @throws StreamFailure, Problem
 */
export async function compareSessions(
  shell: Shell,
  heldJson: HeldJson,
  app: OpenApp,
  session: SessionRef,
  extra: unknown,
): Promise<void> {
  const other = givenOther(app, session, extra) ?? (await askOther(shell, app, session));
  if (other === undefined) return;
  if (isSameSession(session, other)) throw new Problem(text('This is the same session. Choose another one.'));
  const [one, two] = inTime(app, session, other);
  const documents = [];
  for (const each of [one, two]) {
    const target = { kind: 'session', appId: app.id, session: each } as const;
    const held = await heldJson({ app, target });
    if (held === undefined) return;
    documents.push(held);
  }
  const [left, right] = documents;
  if (left === undefined || right === undefined) return;
  if (Math.max(left.bytes, right.bytes) > mostToCompare && !(await compareAnyway())) return;
  const title = shell.say(
    compareTitle(sideOf(shell, app, one, true), sideOf(shell, app, two, true), shell.say),
  );
  await vscode.commands.executeCommand('vscode.diff', left.uri, right.uri, title, { preview: false });
}

function givenOther(app: OpenApp, session: SessionRef, extra: unknown): SessionRef | undefined {
  const given: readonly unknown[] = Array.isArray(extra) ? extra : [extra];
  for (const one of given) {
    const target = readTarget(one);
    if (target === undefined || target.kind === 'call') continue;
    refuseOtherApp(app, target);
    if (!isSameSession(target.session, session)) return target.session;
  }
  return undefined;
}

/** The sessions of the same call, the one before it first; any other session by the last line. */
async function askOther(shell: Shell, app: OpenApp, session: SessionRef): Promise<SessionRef | undefined> {
  const list = app.book.sessionsOf(cidOf(session));
  if (!list.loaded) {
    await withReadProgress(
      shell.say,
      vscode.l10n.t('Rollcall: reading the sessions of the call'),
      (options) => list.load(options),
    );
  }
  const others = othersByNearness(list.items, session, app.book.session(session)?.startedAt);
  const chosen = await vscode.window.showQuickPick(
    [
      ...others.map((one) => ({
        label:
          one.startedAt === undefined
            ? vscode.l10n.t('start unknown')
            : listTime(one.startedAt, shell.settings),
        description: shownWithoutIcons(shell.say(app.book.state(one).text)),
        detail: shownWithoutIcons(one.sessionId),
        session: one,
      })),
      { label: `$(search) ${vscode.l10n.t('Another Session…')}`, alwaysShow: true, session: undefined },
    ],
    {
      title: vscode.l10n.t('Compare {session} with…', {
        session: shell.say(sideName(sideOf(shell, app, session, false))),
      }),
      placeHolder: vscode.l10n.t('The session before it comes first.'),
      matchOnDetail: true,
    },
  );
  if (chosen === undefined) return undefined;
  if (chosen.session !== undefined) return chosen.session;
  const target = readTarget(await vscode.commands.executeCommand(internalCommands.askSession));
  if (target === undefined || target.kind === 'call') return undefined;
  refuseOtherApp(app, target);
  return target.session;
}

/** The earlier one stands left. */
function inTime(app: OpenApp, one: SessionRef, other: SessionRef): readonly [SessionRef, SessionRef] {
  const start = (ref: SessionRef): number => app.book.session(ref)?.startedAt ?? Infinity;
  return start(other) < start(one) ? [other, one] : [one, other];
}

/** @param wasRead its rows were to be read: it says where they were not all had */
function sideOf({ say, settings }: Shell, app: OpenApp, session: SessionRef, wasRead: boolean): ComparedSide {
  const startedAt = app.book.session(session)?.startedAt;
  const call = shownText(cidOf(session));
  const { text: state, provisional } = app.book.state(session);
  return {
    name:
      startedAt === undefined
        ? vscode.l10n.t('{call}, start unknown', { call })
        : vscode.l10n.t('{call}, {time}', { call, time: listTime(startedAt, settings) }),
    state: say(state),
    provisional,
    whole: !wasRead || app.book.rows(session).complete,
  };
}

async function compareAnyway(): Promise<boolean> {
  const compare = vscode.l10n.t('Compare Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('One of the two is over 5 MB. A diff of this size makes VS Code slow.'),
    { modal: true },
    compare,
  );
  return answer === compare;
}
