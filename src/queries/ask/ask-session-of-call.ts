import * as vscode from 'vscode';
import type { SessionRef } from '../../attendance/call';
import { shownText, shownWithoutIcons } from '../../attendance/shown-text';
import type { Session } from '../../book/book';
import { looksLikeSessionId } from '../../formats/likely-ids';
import { newest } from '../../formats/question';
import type { Answered, Position } from '../../stream-apps/asking';
import type { OpenApp } from '../../stream-apps/active-app';
import { withReadProgress } from '../../shell/reading-progress';
import type { Shell } from '../../shell/shell';
import { isCancelled } from '../../stream/errors';
import { askFromList, type PickItem } from '../pick';
import { bareRef, findNewest, refOf } from './newest-session';
import { sessionWords } from './session-words';
import { tellingOf } from '../../shell/telling';

/** Asks for a session of a call: newest first, with state and people; more of them page by page. */
export async function askSessionOf(
  { shell, app }: { readonly shell: Shell; readonly app: OpenApp },
  cid: string,
  options: {
    readonly position?: Position | undefined;
    /** The session to begin at; undefined: the newest. */
    readonly sessionId?: string | undefined;
    /** Why it is asked, where that is not plain. */
    readonly why?: string | undefined;
  },
): Promise<Answered<SessionRef>> {
  const list = app.book.sessionsOf(cid);
  const telling = tellingOf(shell, undefined);
  const item = (session: Session): PickItem<SessionRef> => {
    const { when, about } = sessionWords(session, app.book, telling);
    return { label: when, description: about, detail: shownWithoutIcons(session.sessionId), value: session };
  };
  const nothing = { ...refOf(cid, ''), sessionId: '' };
  return await askFromList<SessionRef>({
    title: vscode.l10n.t('Sessions of {call}', { call: shownText(cid) }),
    placeholder: options.why ?? vscode.l10n.t('The sessions that Stream’s statistics know, newest first.'),
    position: options.position,
    // What was read before may lack the newest: it is shown when the list was read anew.
    items: [],
    isActive: ({ sessionId }) => sessionId === options.sessionId,
    typed: (words) =>
      looksLikeSessionId(words) && !list.items.some(({ sessionId }) => sessionId === words)
        ? {
            label: shownWithoutIcons(words),
            description: vscode.l10n.t('use this session id'),
            value: refOf(cid, words),
          }
        : undefined,
    feed(show, fail) {
      const abort = new AbortController();
      let busy = false;
      let isReadAnew = false;
      const draw = (): void => {
        if (!isReadAnew) {
          show({ busy, items: [] });
          return;
        }
        const note = list.failure?.kind === 'cancelled' ? list.note : (list.failure?.text ?? list.note);
        show({
          busy,
          items: [
            ...list.items.map(item),
            ...(list.hasMore && list.loaded
              ? [
                  {
                    label: `$(chevron-down) ${vscode.l10n.t('Load More')}`,
                    description: vscode.l10n.t('{n} sessions are listed', { n: list.items.length }),
                    alwaysShow: true,
                    value: nothing,
                    run: () => {
                      if (!busy) read(() => list.loadMore({ signal: abort.signal }));
                    },
                  },
                ]
              : []),
            ...(note === undefined
              ? []
              : [
                  {
                    label: `$(info) ${shownWithoutIcons(shell.say(note))}`,
                    alwaysShow: true,
                    value: nothing,
                    run: () => undefined,
                  },
                ]),
          ],
          ...(list.loaded && list.items.length === 0
            ? {
                placeholder: vscode.l10n.t(
                  'Stream’s statistics know no session of this call. Type a session id.',
                ),
              }
            : {}),
        });
      };
      const read = (run: () => Promise<unknown>): void => {
        busy = true;
        draw();
        run().then(
          () => {
            busy = false;
            isReadAnew = true;
            draw();
          },
          (error: unknown) => {
            if (abort.signal.aborted) return;
            busy = false;
            isReadAnew = true;
            // What is held can be chosen all the same; the read may have been cancelled elsewhere.
            if (list.items.length > 0 || isCancelled(error)) draw();
            else fail(error);
          },
        );
      };
      // A list that was read before may lack the session that began since.
      read(() =>
        list.loaded ? list.refresh({ signal: abort.signal }) : list.load({ signal: abort.signal }),
      );
      return {
        dispose: () => {
          abort.abort();
        },
      };
    },
  });
}

/**
 * The session that a question names; `newest` is looked for, with progress. Where nobody can tell which one that is, the
 * user chooses from the list, which says why. Undefined: closed without a choice.
 * @throws Problem where the call has none that anybody knows of; StreamFailure
 */
export async function sessionNamed(
  { shell, app }: { readonly shell: Shell; readonly app: OpenApp },
  cid: string,
  sessionId: string,
): Promise<SessionRef | undefined> {
  if (sessionId !== newest) return refOf(cid, sessionId);
  const found = await withReadProgress(
    shell.say,
    vscode.l10n.t('Rollcall: looking for the newest session'),
    (options) => findNewest(app.book, cid, options),
  );
  if (found.kind === 'found') return found.session;
  const answered = await askSessionOf({ shell, app }, cid, { why: shell.say(found.why) });
  return answered.kind === 'answer' ? bareRef(answered.value) : undefined;
}
