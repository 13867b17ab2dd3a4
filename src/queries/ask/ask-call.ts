import * as vscode from 'vscode';
import { splitCid, type Call } from '../../attendance/call';
import { shownWithoutIcons } from '../../attendance/shown-text';
import type { Text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import type { Answered, Position } from '../../stream-apps/asking';
import type { OpenApp } from '../../stream-apps/active-app';
import { failureLine } from '../../shell/failure-message';
import { listTime } from '../../shell/list-time';
import type { Shell } from '../../shell/shell';
import type { KeptQueries, KeptQuery } from '../kept/kept-query';
import { knownCallTypes } from '../known-call-types';
import { knownCids } from '../known-sessions';
import { askFromList, type PickItem, type Shown } from '../pick';
import { createCallSearch, type CallList, type ListedCall } from './call-search';

/** Types for which one request asks for the exact id. */
const mostTypes = 50;

/** What is needed to ask for calls and sessions. */
export interface AskParts {
  readonly shell: Shell;
  readonly app: OpenApp;
  /** What was asked, saved and pinned before. */
  readonly kept: KeptQueries;
}

/** A call that was chosen, and by which button of its line; undefined: by the line itself. */
export interface ChosenCall {
  readonly cid: string;
  readonly button?: vscode.QuickInputButton | undefined;
}

export interface AskCallOptions {
  readonly title: string;
  readonly position?: Position | undefined;
  /** The call to begin at. */
  readonly cid?: string | undefined;
  /** Of each line. */
  readonly buttons?: readonly vscode.QuickInputButton[] | undefined;
}

/**
 * Asks for a call. While the box is empty: pinned and recent ones, then those that the book holds, with no request. What
 * is typed is looked for in these at once, and after a pause at Stream; a cid can be used as it is typed.
 */
export async function askCall(
  { shell, app, kept }: AskParts,
  options: AskCallOptions,
): Promise<Answered<ChosenCall>> {
  const { buttons } = options;
  const queries = await kept.of(app.id).catch((error: unknown): readonly KeptQuery[] => {
    // The list works without them.
    shell.log.warn(`queries: what was kept could not be read: ${failureLine(error)}`);
    return [];
  });
  const item = (listed: ListedCall): PickItem<ChosenCall> => ({
    label: shownWithoutIcons(listed.cid),
    description: aboutCall(listed, shell),
    value: { cid: listed.cid },
    // Found by our own rules, in our own order.
    alwaysShow: true,
    ...(buttons === undefined ? {} : { buttons }),
  });
  const shownOf = ({ calls, notes, busy }: CallList): Shown<ChosenCall> => ({
    items: [...groups(calls, item), ...notes.map((note) => noteItem(note, shell))],
    busy,
  });
  return await askFromList<ChosenCall>({
    title: options.title,
    placeholder: vscode.l10n.t('Type the beginning of a call’s id, or its cid (type:id).'),
    position: options.position,
    items: [],
    isActive: ({ cid }) => cid === options.cid,
    typed: (words) =>
      splitCid(words) === undefined
        ? undefined
        : {
            label: shownWithoutIcons(words),
            description: vscode.l10n.t('use this cid'),
            value: { cid: words },
            ...(buttons === undefined ? {} : { buttons }),
          },
    pressed: ({ cid }, button) => ({ cid, button }),
    feed(show) {
      const search = createCallSearch({
        book: app.book,
        types: knownCallTypes(app.book).slice(0, mostTypes),
        setTimer(ms, run) {
          const timer = setTimeout(run, ms);
          return () => {
            clearTimeout(timer);
          };
        },
        now: Date.now,
        show: (list) => {
          show(shownOf(list));
        },
      });
      search.know(knownCalls(app.book, queries));
      return search;
    },
  });
}

/** Calls at hand: pinned, then recent, then those that the book holds, each once. */
export function knownCalls(book: AttendanceBook, queries: readonly KeptQuery[]): readonly ListedCall[] {
  const found = new Map<string, ListedCall>();
  const take = (cid: string | undefined, from: ListedCall['from']): void => {
    if (cid !== undefined && !found.has(cid)) found.set(cid, { cid, from, call: book.call(cid) });
  };
  for (const { pinned, question } of queries) if (pinned) take(question.call, 'pinned');
  for (const { question } of queries) take(question.call, 'recent');
  for (const cid of knownCids(book)) take(cid, 'known');
  return [...found.values()];
}

function groups(
  calls: readonly ListedCall[],
  item: (listed: ListedCall) => PickItem<ChosenCall>,
): readonly PickItem<ChosenCall>[] {
  const names = {
    pinned: vscode.l10n.t('Pinned'),
    recent: vscode.l10n.t('Asked before'),
    known: vscode.l10n.t('In this window'),
    found: vscode.l10n.t('Found by Stream'),
  };
  const items: PickItem<ChosenCall>[] = [];
  let from: ListedCall['from'] | undefined;
  for (const listed of calls) {
    if (listed.from !== from) {
      const kind = vscode.QuickPickItemKind.Separator;
      items.push({ label: names[listed.from], kind, value: { cid: '' } });
    }
    ({ from } = listed);
    items.push(item(listed));
  }
  return items;
}

/** A line that says something; choosing it does nothing. */
function noteItem(note: Text, { say }: Shell): PickItem<ChosenCall> {
  return {
    label: `$(info) ${shownWithoutIcons(say(note))}`,
    alwaysShow: true,
    value: { cid: '' },
    run: () => undefined,
  };
}

function aboutCall({ call }: ListedCall, shell: Shell): string {
  if (call === undefined) return '';
  if ((call.currentSessionId ?? '') !== '') return vscode.l10n.t('live now');
  return latestWords(call, shell);
}

function latestWords({ session }: Call, { settings }: Shell): string {
  return session?.startedAt === undefined
    ? ''
    : vscode.l10n.t('latest session {time}', { time: listTime(session.startedAt, settings) });
}
