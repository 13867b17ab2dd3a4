import * as vscode from 'vscode';
import { failureLine } from '../shell/failure-message';
import { pageTranslations } from '../shell/page-translations';
import type { Shell } from '../shell/shell';
import type { ActiveApp, OpenApp } from './active-app';
import { askForLargeRead } from './ask-for-large-read';

/** What editor tabs with a page need of their surroundings. */
export interface TabSurroundings {
  readonly shell: Shell;
  readonly apps: ActiveApp;
  readonly extensionUri: vscode.Uri;
  /** Rollcall's own version. */
  readonly version: string;
}

/** What the models of all tabs need of VS Code, the settings and this computer. */
export function commonModelParts({ say, settings }: Shell) {
  return {
    say,
    locale: vscode.env.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    display: () => settings.time,
    anonymousRoles: () => settings.anonymousRoles,
    names: () => settings.names,
    localNow: Date.now,
    messages: pageTranslations(),
    mayRead: (app: Pick<OpenApp, 'name'>, requests: number) => askForLargeRead(app.name, requests),
  };
}

/** What a tab does about what it hears. */
export interface TabListener {
  /** The page said something: to be validated. */
  receive(message: unknown): void;
  /** Another app is open, or none. */
  follow(app: OpenApp | undefined): Promise<void>;
  /** The settings changed. */
  redraw(): void;
}

/** Hears a tab's page, the active app and the settings. @param name of the tab in the log */
export function listenForTab(
  { webview }: vscode.WebviewPanel,
  { shell, apps }: TabSurroundings,
  name: string,
  listener: TabListener,
): vscode.Disposable {
  return vscode.Disposable.from(
    webview.onDidReceiveMessage((message: unknown) => {
      listener.receive(message);
    }),
    apps.onDidChange((app) => {
      listener.follow(app).catch((error: unknown) => {
        shell.log.warn(`${name}: ${failureLine(error)}`);
      });
    }),
    new vscode.Disposable(
      shell.settings.onDidChange(() => {
        listener.redraw();
      }),
    ),
  );
}
