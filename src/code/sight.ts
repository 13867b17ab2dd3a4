import * as vscode from 'vscode';
import { runInSlices } from '../attendance/figures/slices';
import type { Text } from '../attendance/text';
import { appendWords } from '../shell/append-words';
import { commands } from '../shell/commands';
import { pausing } from '../shell/pausing';
import type { Shell } from '../shell/shell';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { HeldIds } from './held-ids';
import { HoverAsking } from './hover-asking';
import { hoverText, type HoverText } from './hover-text';
import { idsAt, idsSelected } from './ids-here';
import { commandLink, namedOf, type Named } from './named';
import type { Find, KnownIds } from './text/find';
import { nearText, type Near } from './text/near';
import { findAt, recognise, recognising } from './text/recognise';

/** As much of a document is looked through for links; hovers work everywhere in it. */
const [linesWithLinks, charactersWithLinks] = [20_000, 1_000_000];

/** Of a line in a terminal so much is looked through; what is cut off there could be another id. */
const longestTerminalLine = 20_000;

const askingTimes = { restMs: 250, limitMs: 5000, wait };

/** A link whose target is made when it is followed. */
class NamedLink extends vscode.DocumentLink {
  readonly named: Named;

  constructor(range: vscode.Range, named: Named) {
    super(range);
    this.named = named;
    this.tooltip = vscode.l10n.t('Open Attendance');
  }
}

class NamedTerminalLink extends vscode.TerminalLink {
  readonly named: Named;

  constructor({ from, to }: Find, named: Named) {
    super(from, to - from, vscode.l10n.t('Open Attendance'));
    this.named = named;
  }
}

interface AppSight {
  readonly app: OpenApp;
  readonly held: HeldIds;
  readonly asking: HoverAsking;
}

/** What is seen beside the code of the app that is open now; nothing while none is. Opens no app. */
export class CodeSight implements vscode.Disposable {
  readonly #shell: Shell;
  readonly #apps: ActiveApp;
  readonly #onChange: () => void;
  #sight: AppSight | undefined;
  /** What the links were last made from. */
  #linked: KnownIds | undefined;

  /** @param onChange more may be recognised now than before */
  constructor(parts: { readonly shell: Shell; readonly apps: ActiveApp; readonly onChange: () => void }) {
    this.#shell = parts.shell;
    this.#apps = parts.apps;
    this.#onChange = parts.onChange;
  }

  async hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const sight = this.#current();
    if (sight === undefined) return undefined;
    const near = nearOf(document, position);
    const find = findAt(recognise(near.text, document.languageId, sight.held.known), near.offset);
    if (find === undefined) return undefined;
    const named = namedOf(find);
    const failure = this.#mayAsk(sight, named) ? await ask(sight, named.call, token) : undefined;
    if (token.isCancellationRequested) return undefined;
    const range = new vscode.Range(
      position.line,
      find.from - near.lineStart + near.firstCharacter,
      position.line,
      find.to - near.lineStart + near.firstCharacter,
    );
    return new vscode.Hover(markdownOf(this.#words(sight, named, failure), named), range);
  }

  async links(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const sight = this.#current();
    if (sight === undefined) return [];
    const { known } = sight.held;
    this.#linked = known;
    const end = Math.min(document.lineCount, linesWithLinks);
    const text = document.getText(new vscode.Range(0, 0, end, 0)).slice(0, charactersWithLinks);
    const finds = await runInSlices(recognising(text, document.languageId, known), pausing);
    // Of another text, the places would be other ones.
    if (token.isCancellationRequested) return [];
    return (
      finds
        // What is cut off could be another id.
        .filter(({ to }) => to < charactersWithLinks)
        .map(
          (find) =>
            new NamedLink(
              new vscode.Range(document.positionAt(find.from), document.positionAt(find.to)),
              namedOf(find),
            ),
        )
    );
  }

  /** True where more is known, or other things, than when links were made last. */
  get seesOther(): boolean {
    const [before, now] = [this.#linked, this.known()];
    return (
      before !== undefined &&
      (['types', 'cids', 'sessions'] as const).some((one) => before[one].size !== now[one].size)
    );
  }

  terminalLinks(line: string): NamedTerminalLink[] {
    const sight = this.#current();
    if (sight === undefined) return [];
    return recognise(line.slice(0, longestTerminalLine), '', sight.held.known)
      .filter(({ to }) => to < longestTerminalLine)
      .map((find) => new NamedTerminalLink(find, namedOf(find)));
  }

  /** What the selection of an editor names, or the place of its cursor. */
  namedIn({ document, selection }: vscode.TextEditor): readonly Named[] {
    const known = this.known();
    const { languageId } = document;
    return selection.isEmpty
      ? idsAt(nearOf(document, selection.active), languageId, known)
      : idsSelected(document.getText(selection), languageId, known);
  }

  /** Ids of the app that is open; none are known without one. */
  known(): KnownIds {
    return this.#current()?.held.known ?? { types: new Set(), cids: new Set(), sessions: new Map() };
  }

  dispose(): void {
    this.#sight?.held.dispose();
    this.#sight = undefined;
  }

  #current(): AppSight | undefined {
    const app = this.#apps.current;
    if (this.#sight?.app.book !== app?.book) {
      this.dispose();
      if (app !== undefined)
        this.#sight = {
          app,
          held: new HeldIds(app.book, this.#onChange),
          asking: new HoverAsking(app.book, askingTimes),
        };
    }
    return this.#sight;
  }

  /** A call by its cid, never a session id alone; of an app that its users do not depend on; if the user wished it. */
  #mayAsk({ app }: AppSight, { call }: Named): boolean {
    const production = this.#apps.current?.production ?? app.production;
    return (
      this.#shell.settings.askOnHover &&
      !production &&
      call !== undefined &&
      app.book.call(call) === undefined
    );
  }

  #words({ app, held }: AppSight, named: Named, failure: Text | undefined): HoverText {
    const { say, settings } = this.#shell;
    return hoverText(named, {
      book: app.book,
      known: held.known,
      telling: {
        say,
        locale: vscode.env.language,
        show: {
          display: settings.time,
          locale: vscode.env.language,
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
      },
      anonymousRoles: settings.anonymousRoles,
      failure,
    });
  }
}

/** Gives a link its target. */
export function resolved(link: vscode.DocumentLink): vscode.DocumentLink {
  if (link instanceof NamedLink)
    link.target = vscode.Uri.parse(commandLink(commands.openAttendanceHere, link.named));
  return link;
}

/** What a terminal link names. */
export function namedOfTerminalLink(link: vscode.TerminalLink): Named | undefined {
  return link instanceof NamedTerminalLink ? link.named : undefined;
}

function nearOf(document: vscode.TextDocument, { line, character }: vscode.Position): Near {
  return nearText({ count: document.lineCount, line: (at) => document.lineAt(at).text }, line, character);
}

/** Text stands as text; the only links are those to the two commands, which validate what they are given. */
function markdownOf({ title, lines }: HoverText, named: Named): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [commands.lookUp, commands.openAttendanceHere] };
  appendWords(markdown, title);
  for (const line of lines) {
    markdown.appendMarkdown('\n\n');
    appendWords(markdown, line);
  }
  const links = [
    [vscode.l10n.t('Look Up'), commands.lookUp],
    [vscode.l10n.t('Open Attendance'), commands.openAttendanceHere],
  ] as const;
  markdown.appendMarkdown(
    `\n\n${links.map(([label, command]) => `[${label}](${commandLink(command, named)})`).join(' · ')}`,
  );
  return markdown;
}

async function ask(
  { asking }: AppSight,
  cid: string | undefined,
  token: vscode.CancellationToken,
): Promise<Text | undefined> {
  if (cid === undefined) return undefined;
  const left = new AbortController();
  const watch = token.onCancellationRequested(() => {
    left.abort();
  });
  try {
    return await asking.ask(cid, left.signal);
  } finally {
    watch.dispose();
  }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
