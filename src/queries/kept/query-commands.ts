import * as vscode from 'vscode';
import { readQuestion, type Question } from '../../formats/question';
import { commands } from '../../shell/commands';
import { Problem } from '../../shell/problem';
import type { Shell } from '../../shell/shell';
import type { ActiveApp, KnownApp } from '../../stream-apps/active-app';
import { openedApp, openingFailed } from '../../stream-apps/opened-app';
import {
  askAboutGoneApp,
  askName,
  askPlace,
  confirmDelete,
  confirmRun,
  offerToAsk,
  offerUndo,
  pickQuery,
} from './ask-about-query';
import type { KeptQuery } from './kept-query';
import type { AppRef } from './kept-record';
import type { KeptStore } from './kept-store';
import { planRun, runArgument } from './may-run';
import { queryFolders } from './query-folders';
import type { QueryNode } from './query-nodes';
import type { QueryCommand } from './register';
import { queryJson } from './words-of-query';

export interface QueryCommandParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly store: KeptStore;
  readonly view: vscode.TreeView<QueryNode>;
  /** The nodes that the view shows. */
  drawn(): readonly QueryNode[];
}

/** The commands of the view Queries. From the palette each asks which query. */
export class QueryCommands {
  readonly #parts: QueryCommandParts;

  constructor(parts: QueryCommandParts) {
    this.#parts = parts;
  }

  /** @param argument a node of the view; else the user chooses */
  async run(command: QueryCommand, argument: unknown): Promise<void> {
    switch (command) {
      case commands.refreshQueries:
        this.#parts.store.changed();
        return;
      case commands.runQuery:
        await this.#run(argument);
        return;
      case commands.saveQuery:
        await this.#save(argument);
        return;
      case commands.pinQuery:
        await this.#each(argument, vscode.l10n.t('Pin a Query'), isUnpinned, (query) =>
          this.#parts.store.pin(query),
        );
        return;
      case commands.unpinQuery:
        await this.#each(argument, vscode.l10n.t('Unpin a Query'), isPinned, (query) =>
          this.#parts.store.unpin(query),
        );
        return;
      case commands.renameQuery:
        await this.#each(argument, vscode.l10n.t('Rename a Query'), isSaved, (query) => this.#rename(query));
        return;
      case commands.deleteQuery:
        await this.#each(argument, vscode.l10n.t('Delete a Query'), isAny, (query) => this.#delete(query));
        return;
      case commands.copyQuery:
        await this.#each(argument, vscode.l10n.t('Copy a Query as JSON'), isAny, (query) => copy(query));
    }
  }

  async #each(
    argument: unknown,
    title: string,
    fits: (query: KeptQuery) => boolean,
    act: (query: KeptQuery) => Promise<void>,
  ): Promise<void> {
    const query = this.#queryOf(argument) ?? (await this.#choose(title, fits));
    if (query !== undefined) await act(query);
  }

  /** The query of a node as the view shows it now. */
  #queryOf(argument: unknown): KeptQuery | undefined {
    if (typeof argument !== 'object' || argument === null || !('id' in argument)) return undefined;
    for (const node of this.#parts
      .drawn()
      .flatMap((each) => (each.kind === 'group' ? each.children : [each])))
      if (node.kind === 'query' && node.id === argument.id) return node.query;
    return undefined;
  }

  async #choose(title: string, fits: (query: KeptQuery) => boolean): Promise<KeptQuery | undefined> {
    const { apps, store, shell } = this.#parts;
    const opened = apps.current ?? (await apps.open());
    // Without an app there is nothing recent; what is saved is there all the same.
    const { queries } = await store.all('reason' in opened ? undefined : opened.id);
    const fitting = queries.filter(fits);
    if (fitting.length > 0) return await pickQuery(fitting, title, shell.say);
    // The command is over: whether somebody asks something now is another matter.
    void offerToAsk();
    return undefined;
  }

  async #run(argument: unknown): Promise<void> {
    if (isFocused(argument)) {
      // What Enter does in any list, which also tells us what it was pressed on.
      await vscode.commands.executeCommand('list.select');
      const query = this.#queryOf(this.#parts.view.selection[0]);
      if (query !== undefined) await this.#ask(query);
      return;
    }
    await this.#each(argument, vscode.l10n.t('Run a Query'), isAny, (query) => this.#ask(query));
  }

  async #ask(query: KeptQuery): Promise<void> {
    const { apps, shell } = this.#parts;
    const { appId, appName } = query;
    const own = appId === undefined ? await apps.named(appName ?? '') : await apps.find(appId);
    const bound = appId !== undefined || appName !== undefined;
    const open: KnownApp | undefined = bound ? apps.current : await openedApp(apps);
    // The user left the question that opening asks.
    if (!bound && open === undefined) return;
    const plan = planRun(query, open, own, vscode.workspace.isTrusted);
    if (plan.kind === 'app-gone') {
      await this.#appGone(query);
      return;
    }
    if (plan.asks) {
      const doubts = {
        app: plan.app.name,
        production: plan.app.production,
        fromWorkspace: query.where === 'workspace',
        switches: plan.switches,
      };
      if (!(await confirmRun(query, doubts, shell.say))) return;
    }
    if (apps.current?.id !== plan.app.id) {
      const opened = await apps.switchTo(plan.app.id);
      if ('reason' in opened) {
        if (opened.reason === 'failed') throw openingFailed(opened.text);
        return;
      }
    }
    await vscode.commands.executeCommand(
      commands.queryParticipantSessions,
      runArgument(query.question, plan.app),
    );
  }

  async #appGone(query: KeptQuery): Promise<void> {
    const answer = await askAboutGoneApp(query, this.#parts.shell.say);
    if (answer === 'switch') await vscode.commands.executeCommand(commands.switchApp);
    if (answer === 'delete') await this.#delete(query);
  }

  /** @param argument a node, or `{question}` as data from another feature, whose app is the open one */
  async #save(argument: unknown): Promise<void> {
    const given = questionOf(argument);
    if (given !== undefined) {
      const app = await openedApp(this.#parts.apps);
      if (app !== undefined) await this.#saveAs(given, { id: app.id, name: app.name });
      return;
    }
    await this.#each(argument, vscode.l10n.t('Save a Query'), isUnsaved, async (query) => {
      const { appId } = query;
      const app = appId === undefined ? undefined : await this.#parts.apps.find(appId);
      await this.#saveAs(query.question, app && { id: app.id, name: app.name }, query);
    });
  }

  /** @param pinned a query of the user's own that has no name yet, since it was pinned as it was asked */
  async #saveAs(question: Question, app: AppRef | undefined, pinned?: KeptQuery): Promise<void> {
    const { store } = this.#parts;
    const name = await askName(vscode.l10n.t('Save the Query'), '');
    if (name === undefined) return;
    const place = await askPlace(question, queryFolders());
    if (place === undefined) return;
    const unnamed = pinned?.where === 'user' ? pinned : undefined;
    if (unnamed !== undefined && place.kind === 'user') await store.rename(unnamed, name);
    else {
      // What names neither call nor session can be asked of any app.
      const bound = question.call !== undefined || question.session !== undefined;
      await store.save(name, bound ? app : undefined, question, place);
      if (unnamed !== undefined) await store.remove(unnamed);
    }
    vscode.window.setStatusBarMessage(vscode.l10n.t('Saved the query.'), 3000);
  }

  async #rename(query: KeptQuery): Promise<void> {
    const name = await askName(vscode.l10n.t('Rename the Query'), query.name);
    if (name !== undefined) await this.#parts.store.rename(query, name);
  }

  async #delete(query: KeptQuery): Promise<void> {
    const { shell, store } = this.#parts;
    if (!(await confirmDelete(query, shell.say))) return;
    const undo = await store.remove(query);
    const bringBack = async (): Promise<void> => {
      try {
        await undo();
      } catch (error) {
        await shell.showFailure(error, bringBack);
      }
    };
    // The command is over when the query is gone, not when somebody closed the message.
    void offerUndo(query, shell.say).then((wanted) => (wanted ? bringBack() : undefined));
  }
}

async function copy(query: KeptQuery): Promise<void> {
  await vscode.env.clipboard.writeText(queryJson(query));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3000);
}

const isAny = (): boolean => true;
const isPinned = (query: KeptQuery): boolean => query.pinned;
const isUnpinned = (query: KeptQuery): boolean => !query.pinned;
const isSaved = (query: KeptQuery): boolean => query.name !== '';
const isUnsaved = (query: KeptQuery): boolean => query.name === '';

function isFocused(argument: unknown): boolean {
  return (
    typeof argument === 'object' && argument !== null && 'focused' in argument && argument.focused === true
  );
}

/** @throws Problem where it is meant as a question and cannot be read */
function questionOf(argument: unknown): Question | undefined {
  if (typeof argument !== 'object' || argument === null || !('question' in argument)) return undefined;
  const reading = readQuestion(argument.question);
  if (!reading.ok) throw new Problem(reading.text);
  return reading.question;
}
