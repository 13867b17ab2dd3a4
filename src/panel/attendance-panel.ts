import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { cidOf } from '../attendance/call';
import { shownText } from '../attendance/shown-text';
import { text, type Text } from '../attendance/text';
import { failureMessage } from '../shell/failure-message';
import type { Act } from '../shell/problem';
import type { Shell } from '../shell/shell';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { askForLargeRead } from '../stream-apps/ask-for-large-read';
import { handOver } from './hand-over-requests';
import { PanelModel } from './model/panel-model';
import type { SavedState } from './model/saved-state';
import { pageHtml } from './page-html';
import type { PageState, ToPage } from './protocol';
import { RequestServer } from './request-server';

/** What panels need of their surroundings. */
export interface PanelSurroundings {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly extensionUri: vscode.Uri;
  /** Rollcall's own version. */
  readonly version: string;
}

/** One Attendance panel: a webview and the model that it shows. */
export class AttendancePanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #parts: PanelSurroundings;
  readonly #model: PanelModel;
  readonly #server: RequestServer;
  readonly #owned: vscode.Disposable[];

  constructor(parts: PanelSurroundings, panel: vscode.WebviewPanel, saved: SavedState, page: PageState) {
    const { shell, apps } = parts;
    this.panel = panel;
    this.#parts = parts;
    this.#model = new PanelModel(
      {
        say: shell.say,
        locale: vscode.env.language,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        display: () => shell.settings.time,
        labels: () => shell.settings.labels,
        anonymousRoles: () => shell.settings.anonymousRoles,
        localNow: Date.now,
        pausing: { now: () => performance.now(), pause: () => setImmediate() },
        messages: typeof vscode.l10n.bundle === 'object' ? stringsOf(vscode.l10n.bundle) : {},
        post: (message) => {
          this.#post(message);
        },
        warn: (message) => {
          shell.log.warn(message);
        },
        mayRead: (app, requests) => askForLargeRead(app.name, requests),
        act: (act, again) => this.#act(act, again),
        handOver: (request, subject) => handOver(request, subject, parts),
      },
      saved,
      page,
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
      wordsOf: (error) => {
        const message = failureMessage(error, false);
        return message === undefined ? '' : shell.say(message.text);
      },
    });
    this.#owned = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#server.receive(message);
      }),
      apps.onDidChange((app) => {
        this.#follow(app);
      }),
      new vscode.Disposable(
        shell.settings.onDidChange(() => {
          this.#model.redraw();
        }),
      ),
    ];
    this.#show();
    void this.#open();
  }

  get saved(): SavedState {
    return this.#model.saved;
  }

  /** Shows a row in the table and on the timeline, once it was read. */
  showRow(rowKey: string): void {
    this.#model.showRow(rowKey);
  }

  dispose(): void {
    this.#server.dispose();
    this.#model.dispose();
    for (const each of this.#owned) each.dispose();
  }

  #show(): void {
    const { extensionUri } = this.#parts;
    const { webview } = this.panel;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const icon = (kind: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `attendance-${kind}.svg`);
    this.panel.iconPath = { dark: icon('dark'), light: icon('light') };
    webview.html = pageHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'panel-page.js')).toString(),
      nonce: randomUUID().replaceAll('-', ''),
      language: vscode.env.language,
      title: titleOf(this.saved),
    });
  }

  #post(message: ToPage): void {
    // What is sent to a hidden page is lost: when it is shown again it asks for everything.
    void this.panel.webview.postMessage(message);
  }

  /** Opens the panel's app, if it is the one that this window looks at. */
  async #open(): Promise<void> {
    const { apps } = this.#parts;
    try {
      const opened = apps.current ?? (await apps.open());
      if ('book' in opened) this.#follow(opened);
      else
        this.#model.detach({ text: noAppText(opened, this.saved), severity: 'warning', acts: this.#ways() });
    } catch (error) {
      const message = failureMessage(error, true);
      if (message !== undefined) this.#model.detach(message);
    }
  }

  #follow(app: OpenApp | undefined): void {
    if (app?.id === this.saved.appId) this.#model.attach(app);
    else {
      this.#model.detach({
        text: text(
          'This panel belongs to the Stream app {app}, which is not the open one. What was read stays as it was.',
          { app: shownText(this.saved.appName) },
        ),
        severity: 'info',
        acts: this.#ways(),
      });
    }
  }

  #ways(): readonly Act[] {
    return [
      { kind: 'again', title: text('Open {app}', { app: shownText(this.saved.appName) }) },
      { kind: 'command', title: text('Switch Stream App…'), command: 'rollcall.switchApp' },
    ];
  }

  async #act(act: Act, again: () => Promise<void>): Promise<void> {
    switch (act.kind) {
      case 'log':
        this.#parts.shell.log.show();
        return;
      case 'command':
        await vscode.commands.executeCommand(act.command, ...(act.args ?? []));
        return;
      case 'again':
        if (this.#parts.apps.current?.id === this.saved.appId) await again();
        else await this.#switch();
    }
  }

  /** Makes the panel's app the open one. */
  async #switch(): Promise<void> {
    const outcome = await this.#parts.apps.switchTo(this.saved.appId);
    if ('book' in outcome) this.#follow(outcome);
    else
      this.#model.detach({ text: noAppText(outcome, this.saved), severity: 'warning', acts: this.#ways() });
  }
}

/** The title of the editor tab. */
export function titleOf({ session }: Pick<SavedState, 'session'>): string {
  return vscode.l10n.t('Attendance: {call}', { call: shownText(cidOf(session)) });
}

function noAppText(
  why: Exclude<Awaited<ReturnType<ActiveApp['open']>>, OpenApp>,
  { appName }: SavedState,
): Text {
  const app = shownText(appName);
  switch (why.reason) {
    case 'none':
      return text(
        'The Stream app {app} of this panel is not connected any more. Connect it again, or choose another.',
        {
          app,
        },
      );
    case 'declined':
      return text('The Stream app {app} of this panel was not opened.', { app });
    case 'failed':
      return why.text;
  }
}

/** VS Code's bundle holds a string, or a string with comments, by its key. */
function stringsOf(bundle: Readonly<Record<string, unknown>>): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(bundle)) if (typeof value === 'string') strings[key] = value;
  return strings;
}
