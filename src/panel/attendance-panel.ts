import * as vscode from 'vscode';
import { cidOf } from '../attendance/call';
import { shownText } from '../attendance/shown-text';
import { text } from '../attendance/text';
import type { AttendanceQuery } from '../book/book';
import { commands } from '../shell/commands';
import { failureLine, failureMessage } from '../shell/failure-message';
import { pausing } from '../shell/pausing';
import { switchAppAct, type Act, type Trouble } from '../shell/problem';
import { showPage } from '../shell/show-page';
import type { OpenApp } from '../stream-apps/active-app';
import { commonModelParts, listenForTab, type TabSurroundings } from '../stream-apps/page-tab';
import { handOver } from './hand-over-requests';
import type { PanelApp } from './model/panel-app';
import { PanelModel } from './model/panel-model';
import type { SavedState } from './model/saved-state';
import { openArchive, otherContent } from './open-archive';
import type { ToPage } from './protocol/messages';
import { RequestServer } from './request-server';

/** One Attendance panel: a webview and the model that it shows. */
export class AttendancePanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #parts: TabSurroundings;
  readonly #model: PanelModel;
  readonly #server: RequestServer;
  readonly #hearing: vscode.Disposable;
  /** Of a panel of an archived copy: what it is read from, once its file was. */
  #copy: PanelApp | undefined;

  /** @param copy an archived copy that was read already */
  constructor(parts: TabSurroundings, panel: vscode.WebviewPanel, saved: SavedState, copy?: PanelApp) {
    const { shell } = parts;
    this.panel = panel;
    this.#parts = parts;
    this.#copy = copy;
    this.#model = new PanelModel(
      {
        ...commonModelParts(shell),
        labels: () => shell.settings.labels,
        every: (ms, run) => {
          const timer = setInterval(run, ms);
          return () => {
            clearInterval(timer);
          };
        },
        pausing,
        post: (message) => {
          this.#post(message);
        },
        warn: (message) => {
          shell.log.warn(message);
        },
        act: (act, again) => shell.act(act, () => this.#again(again)),
        handOver: (request, subject) => handOver(request, subject, parts),
      },
      saved,
    );
    this.#server = new RequestServer({
      handler: this.#model,
      post: (message) => {
        this.#post(message);
      },
      say: shell.say,
      warn: (message) => {
        shell.log.warn(message);
      },
      lineOf: failureLine,
      wordsOf: (error) => {
        const message = failureMessage(error, false);
        return message === undefined ? '' : shell.say(message.text);
      },
    });
    this.#hearing = listenForTab(panel, parts, 'panel', {
      receive: (message) => {
        this.#server.receive(message);
      },
      follow: (app) => this.#follow(app),
      redraw: () => {
        this.#model.redraw();
      },
    });
    showPage(panel, parts.extensionUri, {
      script: 'panel-page.js',
      element: 'rollcall-panel',
      title: titleOf(saved),
    });
    void this.#open();
  }

  get saved(): SavedState {
    return this.#model.saved;
  }

  /** Shows a row in the table and on the timeline, once it was read. */
  showRow(rowKey: string): void {
    this.#model.showRow(rowKey);
  }

  /** Computes under another query. */
  ask(query: AttendanceQuery): void {
    this.#model.ask(query);
  }

  dispose(): void {
    this.#server.dispose();
    this.#model.dispose();
    this.#hearing.dispose();
  }

  #post(message: ToPage): void {
    if (message.type === 'snapshot') {
      const title = titleOf(this.saved, message.snapshot.header.when);
      if (this.panel.title !== title) this.panel.title = title;
    }
    // What is sent to a hidden page is lost: when it is shown again it asks for everything.
    void this.panel.webview.postMessage(message);
  }

  /** Opens the app of this window, and reads if it is the panel's. */
  async #open(): Promise<void> {
    const { apps } = this.#parts;
    if (this.saved.archive !== undefined) {
      await this.#openCopy(this.saved.archive.uri);
      return;
    }
    try {
      const opened = apps.current ?? (await apps.open());
      await this.#follow('book' in opened ? opened : undefined);
    } catch (error) {
      const message = failureMessage(error, true);
      if (message !== undefined) this.#model.detach(message);
    }
  }

  /** Reads an archived copy's file again, as after a restart. */
  async #openCopy(uri: string): Promise<void> {
    try {
      if (this.#copy === undefined) {
        const { app } = await openArchive(vscode.Uri.parse(uri), this.#parts.shell.say);
        if (app.id !== this.saved.appId) throw otherContent();
        this.#copy = app;
      }
      this.#model.attach(this.#copy);
    } catch (error) {
      const message = failureMessage(error, true);
      const again: Act = { kind: 'again', title: text('Try Again') };
      this.#model.detach(
        message === undefined
          ? { text: text('The archived copy was not read.'), severity: 'info', acts: [again] }
          : { ...message, acts: [again, ...message.acts] },
      );
    }
  }

  /** Reads from the open app if it is the panel's; else says which is, and what helps. */
  async #follow(app: OpenApp | undefined): Promise<void> {
    const { appId, archive } = this.saved;
    // A copy is no app's, and stays what it is.
    if (archive !== undefined) return;
    if (app?.id === appId) {
      this.#model.attach(app);
      return;
    }
    this.#model.detach(this.#otherApp());
    if (!(await this.#parts.apps.has(appId)) && this.#parts.apps.current?.id !== appId)
      this.#model.detach(this.#goneApp());
  }

  #otherApp(): Trouble {
    const app = shownText(this.saved.appName);
    return {
      text: text(
        'This panel belongs to the Stream app {app}, which is not open. What was read stays as it was.',
        { app },
      ),
      severity: 'info',
      acts: [{ kind: 'again', title: text('Open {app}', { app }) }, switchAppAct],
    };
  }

  #goneApp(): Trouble {
    return {
      text: text(
        'The Stream app {app} of this panel is not connected any more. Connect it, then open the session from the sidebar.',
        { app: shownText(this.saved.appName) },
      ),
      severity: 'warning',
      acts: [
        { kind: 'command', title: text('Connect Stream App…'), command: commands.connectApp },
        switchAppAct,
      ],
    };
  }

  /** Reads again, or opens what it reads from. */
  async #again(read: () => Promise<void>): Promise<void> {
    if (this.saved.archive !== undefined) await (this.#copy === undefined ? this.#open() : read());
    else if (this.#parts.apps.current?.id === this.saved.appId) await read();
    else await this.#switch();
  }

  /** Makes the panel's app the open one. */
  async #switch(): Promise<void> {
    const outcome = await this.#parts.apps.switchTo(this.saved.appId);
    // Who said no to a question knows why it is not open.
    if (!('book' in outcome) && outcome.reason === 'failed')
      this.#model.detach({ ...this.#otherApp(), text: outcome.text, severity: 'warning' });
  }
}

/** The title of the editor tab. @param when the session was, in words; empty: not known (yet) */
export function titleOf({ session, archive }: Pick<SavedState, 'session' | 'archive'>, when = ''): string {
  const call = shownText(cidOf(session));
  if (archive !== undefined) {
    return when === ''
      ? vscode.l10n.t('Archived copy: {call}', { call })
      : vscode.l10n.t('Archived copy: {call}, {when}', { call, when });
  }
  return when === ''
    ? vscode.l10n.t('Attendance: {call}', { call })
    : vscode.l10n.t('Attendance: {call}, {when}', { call, when });
}
