import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TimesAs } from '../attendance/json-text';
import { numberText } from '../attendance/number-text';
import { shownInNotification } from '../attendance/shown-text';
import { text } from '../attendance/text';
import type { ReadOptions } from '../book/book';
import { isCancelled } from '../stream/errors';
import { commands } from '../shell/commands';
import { mostToCopy } from '../shell/clipboard';
import { askForFile } from '../shell/save-dialog';
import { Problem } from '../shell/problem';
import { saveSlices } from '../shell/save-slices';
import type { Shell } from '../shell/shell';
import { readTarget } from '../shell/targets';
import type { ActiveApp } from '../stream-apps/active-app';
import { collect } from '../formats/collect';
import { fileName } from '../formats/document-name';
import { JsonFiles } from './json-files';
import { jsonSource, type JsonSource } from './json-source';
import { withReadProgress } from '../shell/reading-progress';
import { askForRow } from './ask-for-row';
import { rowParts } from './find-row';
import { openedApp, refuseOtherApp } from '../stream-apps/opened-app';
import { isOfSession, targetOfCommand, type AppTarget } from '../stream-apps/target-of-command';
import { readTargetQuery, writeTargetQuery } from './target-query';

const megabyte = 1024 * 1024;
/** Larger documents make VS Code stop for a moment: *Save to File* is offered first. */
const mostToOpen = 5 * megabyte;
/** VS Code tells extensions nothing of documents over 50 MB, and opens none comfortably. */
const mostToOpenAnyway = 50 * megabyte;

/** The commands that make JSON of a call, a session or a row: copied, opened, saved. */
export class JsonDocuments implements vscode.Disposable {
  readonly files: JsonFiles;
  readonly #shell: Shell;
  readonly #apps: ActiveApp;
  readonly #version: string;

  constructor(parts: { readonly shell: Shell; readonly apps: ActiveApp; readonly version: string }) {
    this.#shell = parts.shell;
    this.#apps = parts.apps;
    this.#version = parts.version;
    this.files = new JsonFiles((uri) => this.#contentAgain(uri));
  }

  async copySession(argument: unknown, times: TimesAs): Promise<void> {
    const chosen = await targetOfCommand(this.#apps, argument, isOfSession);
    if (chosen !== undefined) await this.#copy(sessionOf(chosen), times);
  }

  async copyRow(argument: unknown): Promise<void> {
    const chosen = await targetOfCommand(this.#apps, argument, isOfSession);
    if (chosen === undefined) return;
    const target = await askForRow(chosen, this.#shell.settings, this.#shell.say);
    if (target !== undefined) await this.#copy({ app: chosen.app, target }, 'iso');
  }

  async #copy(chosen: AppTarget, times: TimesAs): Promise<void> {
    const source = await this.#source(chosen, times);
    if (source === undefined) return;
    const collected = await collect(source.slices(), mostToCopy);
    if (!collected.fits) {
      await this.#offerFile(chosen, vscode.l10n.t('This JSON is over 20 MB: too large for the clipboard.'));
      return;
    }
    await vscode.env.clipboard.writeText(collected.text);
    vscode.window.setStatusBarMessage(this.#shell.say(source.copied), 5000);
    this.#warn(source);
  }

  async open(argument: unknown): Promise<void> {
    const chosen = await targetOfCommand(this.#apps, argument);
    if (chosen === undefined) return;
    const source = await this.#source(chosen, 'iso');
    if (source === undefined) return;
    let collected = await collect(source.slices(), mostToOpen);
    if (!collected.fits) {
      const openAnyway = await this.#offerFile(
        chosen,
        vscode.l10n.t('This JSON is over 5 MB. A document of this size makes VS Code slow.'),
        vscode.l10n.t('Open Anyway'),
      );
      if (!openAnyway) return;
      collected = await collect(source.slices(), mostToOpenAnyway);
    }
    if (!collected.fits) {
      await this.#offerFile(chosen, vscode.l10n.t('This JSON is over 50 MB: too large for a document.'));
      return;
    }
    const uri = this.#put(chosen, source, collected.text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    this.#warn(source);
  }

  /**
   * The JSON of a session as a document to be shown beside another. Undefined: the user cancelled.
   * @throws StreamFailure; Problem where it is too large for a document
   */
  async held(chosen: AppTarget): Promise<{ readonly uri: vscode.Uri; readonly bytes: number } | undefined> {
    const source = await this.#source(chosen, 'iso');
    if (source === undefined) return undefined;
    const collected = await collect(source.slices(), mostToOpenAnyway);
    if (!collected.fits) throw new Problem(text('This JSON is over 50 MB: too large for a document.'));
    const { bytes } = collected;
    return { uri: this.#put(chosen, source, collected.text), bytes };
  }

  #put({ target }: AppTarget, { name }: JsonSource, content: string): vscode.Uri {
    const uri = vscode.Uri.from({
      scheme: JsonFiles.scheme,
      path: `/${name}`,
      query: writeTargetQuery(target),
    });
    this.files.put(uri, content);
    return uri;
  }

  async save(argument: unknown): Promise<void> {
    const chosen = await targetOfCommand(this.#apps, argument, isOfSession);
    if (chosen === undefined) return;
    // Given a row or a call, that is what is saved: too large for a document, it was sent here. What is selected is the
    // sidebar's, and the command is about sessions.
    await this.#save(readTarget(argument) === undefined ? sessionOf(chosen) : chosen);
  }

  async #save(chosen: AppTarget): Promise<void> {
    const source = await this.#source(chosen, 'iso');
    if (source === undefined) return;
    const to = await askForFile(
      vscode.l10n.t('Save JSON to File'),
      { JSON: ['json'] },
      fileName(source.name),
    );
    if (to === undefined) return;
    await saveSlices(to, (signal) => source.slices(signal), {
      title: vscode.l10n.t('Rollcall: writing JSON'),
      tooLargeActs: [
        {
          kind: 'command',
          title: text('Save to File…'),
          command: commands.saveJsonToFile,
          args: [chosen.target],
        },
      ],
    });
    this.#warn(source);
    const open = vscode.l10n.t('Open');
    const answer = await vscode.window.showInformationMessage(
      shownInNotification(vscode.l10n.t('Saved {file}.', { file: path.posix.basename(to.path) })),
      open,
    );
    if (answer === open) await vscode.commands.executeCommand('vscode.open', to);
  }

  /** Says what is too large and offers a file. True: the user wants the other way that was offered. */
  async #offerFile(chosen: AppTarget, words: string, other?: string): Promise<boolean> {
    const save = vscode.l10n.t('Save to File…');
    const buttons = other === undefined ? [save] : [save, other];
    const answer = await vscode.window.showWarningMessage(shownInNotification(words), ...buttons);
    if (answer === save) await this.#save(chosen);
    return answer !== undefined && answer === other;
  }

  /** Reads what the JSON needs, with progress where something has to be read. Undefined: cancelled. */
  async #source({ app, target }: AppTarget, times: TimesAs): Promise<JsonSource | undefined> {
    const run = (options: ReadOptions): Promise<JsonSource | undefined> =>
      jsonSource(target, times, options, {
        ...rowParts(app, this.#shell.settings),
        appName: app.name,
        version: this.#version,
        addRollcallKey: this.#shell.settings.addRollcallKey,
        zone: this.#shell.settings.time === 'utc' ? 'utc' : 'local',
        count: (n) => numberText(n, vscode.env.language),
      });
    try {
      return await withReadProgress(
        this.#shell.say,
        vscode.l10n.t('Rollcall: reading participant sessions'),
        run,
      );
    } catch (error) {
      // The user's own cancel: what was read stays, nothing is asked.
      if (isCancelled(error)) return undefined;
      throw error;
    }
  }

  #warn(source: JsonSource): void {
    for (const warning of source.warnings)
      void vscode.window.showWarningMessage(shownInNotification(this.#shell.say(warning)));
  }

  /** Content of a document that VS Code restored. */
  async #contentAgain(uri: vscode.Uri): Promise<Uint8Array> {
    const target = readTargetQuery(uri.query);
    if (target === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    const app = await openedApp(this.#apps);
    if (app === undefined) throw vscode.FileSystemError.Unavailable(uri);
    refuseOtherApp(app, target);
    const source = await this.#source({ app, target }, 'iso');
    const collected = source === undefined ? undefined : await collect(source.slices(), mostToOpenAnyway);
    if (collected?.fits !== true) throw vscode.FileSystemError.Unavailable(uri);
    return Buffer.from(collected.text);
  }

  dispose(): void {
    this.files.dispose();
  }
}

/** A row is asked for with its session: "Copy Call Session JSON" on it means the session. */
function sessionOf({ app, target }: AppTarget): AppTarget {
  return target.kind === 'row'
    ? { app, target: { kind: 'session', appId: target.appId, session: target.session } }
    : { app, target };
}
