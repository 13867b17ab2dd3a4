import * as vscode from 'vscode';
import {
  shownInNotification,
  shownText,
  shownWithoutIcons,
  wordsWithoutIcons,
} from '../../attendance/shown-text';
import type { Translate } from '../../attendance/text';
import type { Question } from '../../formats/question';
import { commands } from '../../shell/commands';
import type { KeptQuery } from './kept-query';
import type { Place, QueryFolder } from './kept-store';
import { namesPeople } from './workspace-edits';
import { longestName } from './workspace-text';
import { conditionWords, queryTitle, sessionWords } from './words-of-query';

/** Lets the user choose one of the queries. Undefined: none. */
export async function pickQuery(
  queries: readonly KeptQuery[],
  title: string,
  say: Translate,
): Promise<KeptQuery | undefined> {
  const items = queries.map((query) => ({
    label: `$(${query.pinned ? 'pinned' : query.where === 'recent' ? 'history' : 'bookmark'}) ${wordsWithoutIcons(queryTitle(query, say))}`,
    description: wordsWithoutIcons(sessionWords(query.question, say)),
    detail: query.name === '' ? '' : wordsWithoutIcons(conditionWords(query.question, say)),
    query,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose a query.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.query;
}

/** Says that there is no query to choose from, and offers to ask something. */
export async function offerToAsk(): Promise<void> {
  const ask = vscode.l10n.t('Query Participant Sessions…');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('There is no such query yet.'),
    ask,
  );
  if (answer === ask) await vscode.commands.executeCommand(commands.queryParticipantSessions);
}

/** Asks for the name of a query. Undefined: given up. */
export async function askName(title: string, value: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The name of the query'),
    value,
    ignoreFocusOut: true,
    validateInput: (words) => {
      if (words.trim() === '') return vscode.l10n.t('Type at least one character.');
      return words.trim().length > longestName
        ? vscode.l10n.t('A name has at most {limit} characters.', { limit: longestName })
        : undefined;
    },
  });
  return typed?.trim();
}

/**
 * Asks where a query is to be kept; with no folder open there is one answer, and nothing is asked. Says first that a
 * query with user ids in it would name people to everybody who has the repository.
 */
export async function askPlace(
  question: Question,
  folders: readonly QueryFolder[],
): Promise<Place | undefined> {
  const forMe: Place = { kind: 'user' };
  if (folders.length === 0) return forMe;
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: `$(account) ${vscode.l10n.t('For Me Only')}`,
        detail: vscode.l10n.t('On this computer, in all workspaces.'),
        place: forMe,
      },
      ...folders.map((folder) => ({
        label:
          folders.length === 1
            ? `$(folder) ${vscode.l10n.t('In This Workspace')}`
            : `$(folder) ${vscode.l10n.t('In the Folder {folder}', { folder: shownWithoutIcons(folder.name) })}`,
        detail: vscode.l10n.t('In .vscode/rollcall.json, to be committed and shared.'),
        place: { kind: 'workspace', folder: folder.id } as const,
      })),
    ],
    {
      title: vscode.l10n.t('Where to save the query'),
      placeHolder: vscode.l10n.t('Choose where to save the query.'),
      ignoreFocusOut: true,
    },
  );
  if (chosen === undefined || chosen.place.kind === 'user' || !namesPeople(question)) return chosen?.place;
  const [only, workspace] = [vscode.l10n.t('Save for Me Only'), vscode.l10n.t('Save to Workspace')];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('This query names people by their user ids. Save it to the workspace all the same?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The file .vscode/rollcall.json is made to be committed: everybody who has the repository would see them.',
      ),
    },
    only,
    workspace,
  );
  if (answer === only) return forMe;
  return answer === workspace ? chosen.place : undefined;
}

/** Asks before a query is deleted; what was only remembered goes without a question. */
export async function confirmDelete(query: KeptQuery, say: Translate): Promise<boolean> {
  if (query.where === 'recent') return true;
  const remove = vscode.l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(vscode.l10n.t('Delete the query “{name}”?', { name: queryTitle(query, say) })),
    {
      modal: true,
      ...(query.where === 'workspace' && {
        detail: vscode.l10n.t(
          'It is taken out of .vscode/rollcall.json, for everybody who shares that file.',
        ),
      }),
    },
    remove,
  );
  return answer === remove;
}

/** Says that a query is deleted, and offers to bring it back. */
export async function offerUndo(query: KeptQuery, say: Translate): Promise<boolean> {
  const undo = vscode.l10n.t('Undo');
  const answer = await vscode.window.showInformationMessage(
    shownInNotification(vscode.l10n.t('Deleted the query “{name}”.', { name: queryTitle(query, say) })),
    undo,
  );
  return answer === undo;
}

/** A query of an app that is not connected any more: what to do about it. */
export async function askAboutGoneApp(
  query: KeptQuery,
  say: Translate,
): Promise<'switch' | 'delete' | undefined> {
  const [change, remove] = [vscode.l10n.t('Switch App'), vscode.l10n.t('Delete')];
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(
      vscode.l10n.t(
        '“{name}” asks the Stream app “{app}”. It is not connected here, or several are of this name. Nothing was sent.',
        {
          name: queryTitle(query, say),
          app: shownText(query.appName ?? ''),
        },
      ),
    ),
    change,
    remove,
  );
  if (answer === change) return 'switch';
  return answer === remove ? 'delete' : undefined;
}

/** What makes a question before a run necessary. */
export interface RunDoubts {
  readonly app: string;
  readonly production: boolean;
  /** The query stands in a file that came with the workspace. */
  readonly fromWorkspace: boolean;
  /** Another app is open now. */
  readonly switches: boolean;
}

/** Asks before a query is run that the user did not write themselves, or that goes to another app than the open one. */
export async function confirmRun(query: KeptQuery, doubts: RunDoubts, say: Translate): Promise<boolean> {
  const args = { name: queryTitle(query, say), app: shownText(doubts.app) };
  const run = vscode.l10n.t('Run');
  const answer = await vscode.window.showWarningMessage(
    shownInNotification(
      doubts.production
        ? vscode.l10n.t('Run “{name}” with the app “{app}”, which is in production?', args)
        : vscode.l10n.t('Run “{name}” with the app “{app}”?', args),
    ),
    {
      modal: true,
      detail: [
        [sessionWords(query.question, say), conditionWords(query.question, say)]
          .filter((each) => each !== '')
          .join(' · '),
        ...(doubts.fromWorkspace ? [vscode.l10n.t('The query comes from a file of this workspace.')] : []),
        ...(doubts.switches ? [vscode.l10n.t('The sidebar switches to that app.')] : []),
      ].join('\n\n'),
    },
    run,
  );
  return answer === run;
}
