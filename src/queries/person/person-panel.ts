import * as vscode from 'vscode';
import * as v from 'valibot';
import { shownText } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { commands } from '../../shell/commands';
import { failureLine, failureMessage } from '../../shell/failure-message';
import { switchAppAct, type Act, type Trouble } from '../../shell/problem';
import { showPage } from '../../shell/show-page';
import { wrongPlaces } from '../../shell/webview/wrong-places';
import type { OpenApp } from '../../stream-apps/active-app';
import { commonModelParts, listenForTab, type TabSurroundings } from '../../stream-apps/page-tab';
import { copiedWords, personCsv, personMarkdown } from './person-document';
import { PersonModel } from './person-model';
import { toHostSchema, type ToHost } from './protocol';
import type { SavedPerson } from './saved-person';

/** One tab of *Find a Person*: a webview and the model that it shows. */
export class PersonPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #parts: TabSurroundings;
  readonly #model: PersonModel;
  readonly #hearing: vscode.Disposable;

  constructor(parts: TabSurroundings, panel: vscode.WebviewPanel, saved: SavedPerson) {
    this.panel = panel;
    this.#parts = parts;
    this.#model = new PersonModel(
      {
        ...commonModelParts(parts.shell),
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => {
            clearTimeout(timer);
          };
        },
        // What is sent to a hidden page is lost: when it is shown again it asks for everything.
        post: (message) => void panel.webview.postMessage(message),
      },
      saved,
    );
    this.#hearing = listenForTab(panel, parts, 'person', {
      receive: (message) => {
        this.#receive(message);
      },
      follow: (app) => this.#follow(app),
      redraw: () => {
        this.#model.redraw();
      },
    });
    showPage(panel, parts.extensionUri, {
      script: 'person-page.js',
      element: 'rollcall-person',
      title: titleOf(saved),
    });
  }

  get saved(): SavedPerson {
    return this.#model.saved;
  }

  /** Asks an app that is open. @param saved what to ask of the same person in place of what was asked before */
  ask(app: OpenApp, saved?: SavedPerson): void {
    this.#model.attach(app);
    void this.#model.ask(saved);
  }

  /** After a restart: nothing is asked before the user says so. */
  async wait(): Promise<void> {
    const { current } = this.#parts.apps;
    if (current?.id === this.saved.appId) this.#model.attach(current, notAsked);
    else await this.#detach();
  }

  dispose(): void {
    this.#model.dispose();
    this.#hearing.dispose();
  }

  async #follow(app: OpenApp | undefined): Promise<void> {
    if (app?.id === this.saved.appId)
      this.#model.attach(app, this.#model.finding === undefined ? notAsked : undefined);
    else await this.#detach();
  }

  async #detach(): Promise<void> {
    const trouble = await this.#notOpen();
    // The app may have come back meanwhile: what it is asked by then goes on.
    if (this.#parts.apps.current?.id !== this.saved.appId) this.#model.detach(trouble);
  }

  async #notOpen(): Promise<Trouble> {
    const { appId, appName } = this.saved;
    const app = shownText(appName);
    return (await this.#parts.apps.has(appId))
      ? {
          text: text(
            'This belongs to the Stream app {app}, which is not open. What was found stays as it was.',
            {
              app,
            },
          ),
          severity: 'info',
          acts: [{ kind: 'again', title: text('Open {app}', { app }) }, switchAppAct],
        }
      : {
          text: text('This belongs to the Stream app {app}, which is not connected any more.', { app }),
          severity: 'warning',
          acts: [
            { kind: 'command', title: text('Connect Stream App…'), command: commands.connectApp },
            switchAppAct,
          ],
        };
  }

  #receive(message: unknown): void {
    const { log } = this.#parts.shell;
    const parsed = v.safeParse(toHostSchema, message);
    if (!parsed.success) {
      log.warn(`person: message refused: ${wrongPlaces(parsed.issues)}`);
      return;
    }
    this.#do(parsed.output).catch((error: unknown) => {
      const failure = failureMessage(error, false);
      if (failure === undefined) return;
      log.warn(`person: ${parsed.output.type} failed: ${failureLine(error)}`);
      this.#say(failure.text, true);
    });
  }

  async #do(said: ToHost): Promise<void> {
    const model = this.#model;
    switch (said.type) {
      case 'ready':
        model.ready();
        return;
      case 'cancel':
        model.cancel();
        return;
      case 'goOn':
        await model.goOn();
        return;
      case 'refresh':
        await model.ask();
        return;
      case 'continueAnyway':
        model.continueAnyway();
        return;
      case 'act':
        await this.#act(model.actOf(said.revision, said.act));
        return;
      case 'open':
        await this.#open(said.key);
        return;
      case 'copy':
        await this.#copy(said);
        return;
      case 'fault':
        this.#parts.shell.log.warn(`person: the page reports: ${said.message}`);
    }
  }

  async #act(act: Act | undefined): Promise<void> {
    if (act !== undefined) await this.#parts.shell.act(act, () => this.#again());
  }

  /** Asks, or makes the app of this tab the open one, which attaches it. */
  async #again(): Promise<void> {
    const { apps } = this.#parts;
    const { appId } = this.saved;
    if (apps.current?.id === appId) {
      await this.#model.ask();
      return;
    }
    const outcome = await apps.switchTo(appId);
    // Who said no to a question knows why it is not open.
    if (!('book' in outcome) && outcome.reason === 'failed') this.#say(outcome.text, true);
  }

  async #open(key: string): Promise<void> {
    const session = this.#model.sessionOf(key);
    if (session === undefined) return;
    const { callType, callId, sessionId } = session;
    const { appId, userId } = this.saved;
    await vscode.commands.executeCommand(
      commands.openAttendance,
      { kind: 'session', appId, session: { callType, callId, sessionId } },
      { question: { rows: { user_id: userId } } },
    );
  }

  async #copy({ format, choice }: Extract<ToHost, { type: 'copy' }>): Promise<void> {
    const { finding, telling } = this.#model;
    if (finding === undefined) return;
    const document = {
      finding,
      choice,
      header: this.#model.header(),
      isUnknown: this.#model.isUnknown,
      hasOtherRoles: this.#model.hasOtherRoles,
      app: this.saved.appName,
      version: this.#parts.version,
    };
    const words = format === 'csv' ? personCsv(document, telling) : await personMarkdown(document, telling);
    await vscode.env.clipboard.writeText(words);
    this.#say(copiedWords(document, format === 'csv' ? 'CSV' : 'Markdown'));
  }

  #say(words: Text, failed = false): void {
    const { shell } = this.#parts;
    void this.panel.webview.postMessage({ type: 'said', text: shell.say(words), failed });
  }
}

const notAsked: Trouble = {
  text: text('What was found here is not kept over a restart, and nothing is asked by itself.'),
  severity: 'info',
  acts: [{ kind: 'again', title: text('Ask Now') }],
};

/** The title of the editor tab. */
export function titleOf({ userId }: Pick<SavedPerson, 'userId'>): string {
  return vscode.l10n.t('Attendance of {person}', { person: shownText(userId) });
}
