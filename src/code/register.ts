import * as vscode from 'vscode';
import { commands } from '../shell/commands';
import { LoadOnce } from '../shell/load-once';
import type { Shell } from '../shell/shell';
import type { ActiveApp } from '../stream-apps/active-app';
import type { FeatureParts } from '../stream-apps/feature-parts';
import { registerDebugging } from './debug/register';
import type { CodeSight } from './sight';

/** Where texts are looked at: files, wherever they lie, notebooks, and what programs print into the output view. */
const places: vscode.DocumentSelector = [
  'file',
  'untitled',
  'output',
  'git',
  'vscode-notebook-cell',
  'vscode-remote',
  'vscode-vfs',
].map((scheme) => ({ scheme }));

/** Links are looked for anew at most so often while the book fills, ms. */
const linksEveryMs = 1000;

/** Calls and sessions beside the code: hovers, links, terminal links, and variables while debugging. */
export function registerCode(parts: FeatureParts): vscode.Disposable {
  const { shell, apps } = parts;
  const texts = new TextProviders(shell, apps);
  return vscode.Disposable.from(
    registerDebugging(parts),
    texts,
    shell.command(commands.openAttendanceHere, async (argument) =>
      (await beside()).openHere({ shell, apps, sight: await texts.sight() }, argument),
    ),
    shell.command(commands.lookUp, async (argument) =>
      (await beside()).lookUp({ shell, apps, sight: await texts.sight() }, argument),
    ),
    apps.onDidChange(() => {
      texts.update();
    }),
    new vscode.Disposable(
      shell.settings.onDidChange(() => {
        texts.update();
      }),
    ),
  );
}

const beside = () => import('./beside');

/** Registered while an app is open and the setting is on, and not otherwise: then nothing of ours runs beside the code. */
class TextProviders implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #apps: ActiveApp;
  readonly #sight: LoadOnce<CodeSight>;
  #hoversAndTerminals: vscode.Disposable | undefined;
  #links: vscode.Disposable | undefined;
  #relinking: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(shell: Shell, apps: ActiveApp) {
    this.#shell = shell;
    this.#apps = apps;
    const onChange = (): void => {
      this.#relinkSoon();
    };
    this.#sight = new LoadOnce(
      async () => {
        const { CodeSight } = await beside();
        return new CodeSight({ shell, apps, onChange });
      },
      (sight) => {
        sight.dispose();
      },
    );
  }

  sight(): Promise<CodeSight> {
    return this.#sight.get();
  }

  /** The app or a setting changed. */
  update(): void {
    const wanted = !this.#disposed && this.#apps.current !== undefined && this.#shell.settings.codeEnabled;
    if (!wanted) {
      this.#forget();
      return;
    }
    this.#hoversAndTerminals ??= this.#registerHoversAndTerminals();
    this.#relink();
  }

  dispose(): void {
    this.#disposed = true;
    this.#forget();
    this.#sight.dispose();
  }

  #forget(): void {
    clearTimeout(this.#relinking);
    this.#relinking = undefined;
    this.#hoversAndTerminals?.dispose();
    this.#hoversAndTerminals = undefined;
    this.#links?.dispose();
    this.#links = undefined;
  }

  #registerHoversAndTerminals(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.languages.registerHoverProvider(places, {
        provideHover: async (document, position, token) =>
          (await this.sight()).hover(document, position, token),
      }),
      vscode.window.registerTerminalLinkProvider({
        provideTerminalLinks: async ({ line }) => (await this.sight()).terminalLinks(line),
        handleTerminalLink: async (link) => {
          const named = (await beside()).namedOfTerminalLink(link);
          await vscode.commands.executeCommand(commands.openAttendanceHere, named);
        },
      }),
    );
  }

  /** VS Code looks for links again when a text or a provider changes, and only then. */
  #relink(): void {
    this.#links?.dispose();
    this.#links = vscode.languages.registerDocumentLinkProvider(places, {
      provideDocumentLinks: async (document, token) => (await this.sight()).links(document, token),
      resolveDocumentLink: async (link) => (await beside()).resolved(link),
    });
  }

  #relinkSoon(): void {
    if (this.#links === undefined) return;
    this.#relinking ??= setTimeout(() => {
      this.#relinking = undefined;
      void this.sight().then(({ seesOther }) => {
        if (seesOther && this.#links !== undefined) this.#relink();
      });
    }, linksEveryMs);
  }
}
