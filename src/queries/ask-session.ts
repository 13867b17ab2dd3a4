import * as vscode from 'vscode';
import type { SessionRef } from '../attendance/call';
import { shownWithoutIcons } from '../attendance/shown-text';
import type { Session } from '../book/book';
import { listTime } from '../shell/list-time';
import type { Settings } from '../shell/settings';
import type { Target } from '../shell/targets';
import type { OpenApp } from '../stream-apps/active-app';
import { knownSessions } from './known-sessions';
import { pickOne, type PickItem } from './pick';

type Choice = { readonly kind: 'session'; readonly session: SessionRef } | { readonly kind: 'by-id' };

/**
 * Lets the user choose a session: those the book holds, newest first (the newest of the app are read if none is held),
 * or one by its id. Undefined: none.
 * @param askId asks for a session by its id
 */
export async function askSession(
  app: OpenApp,
  settings: Settings,
  askId: () => Promise<Target | undefined>,
): Promise<Target | undefined> {
  const items = (): readonly PickItem<Choice>[] => [
    ...knownSessions(app.book).map((session) => sessionItem(session, settings)),
    // Last: what is typed shall find sessions first.
    {
      label: `$(search) ${vscode.l10n.t('Open Session by ID…')}`,
      value: { kind: 'by-id' },
      alwaysShow: true,
    },
  ];
  const choice = await pickOne<Choice>({
    title: vscode.l10n.t('Choose a call session of {app}', { app: app.name }),
    placeholder: vscode.l10n.t('Newest first. Type a call, a date or a session id to narrow the list.'),
    items: items(),
    ...(app.book.recent.loaded
      ? {}
      : {
          more: async (signal: AbortSignal) => {
            await app.book.recent.load({ signal });
            return items();
          },
        }),
  });
  if (choice === undefined) return undefined;
  return choice.kind === 'by-id' ? await askId() : sessionTarget(app, choice.session);
}

export function sessionTarget(
  app: OpenApp,
  { callType, callId, sessionId }: SessionRef,
): Extract<Target, { kind: 'session' }> {
  return { kind: 'session', appId: app.id, session: { callType, callId, sessionId } };
}

/** A session as a line of a list: its call, its start, its id. */
export function sessionItem(session: Session, settings: Settings): PickItem<Choice> {
  return {
    label: shownWithoutIcons(session.cid),
    description:
      session.startedAt === undefined
        ? vscode.l10n.t('start unknown')
        : listTime(session.startedAt, settings),
    detail: shownWithoutIcons(session.sessionId),
    value: { kind: 'session', session },
  };
}
