import * as vscode from 'vscode';
import { shownInNotification } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import {
  conditionsOf,
  readLink,
  readLinkParts,
  writeLink,
  type Link,
  type LinkReading,
} from '../../formats/link';
import { hasConditions, otherSession, readQuestion, type Question } from '../../formats/question';
import { commands } from '../../shell/commands';
import { Problem } from '../../shell/problem';
import type { Shell } from '../../shell/shell';
import type { Target } from '../../shell/targets';
import type { ActiveApp, KnownApp, OpenApp } from '../../stream-apps/active-app';
import { openedApp, openingFailed } from '../../stream-apps/opened-app';
import { sampleAppId } from '../../stream-apps/profile';
import { targetOfCommand } from '../../stream-apps/target-of-command';
import { isRecord, withPanelQuestion } from '../panel-question';
import { shownByPanel } from '../shown-by-panel';
import { LinkGate } from './link-gate';
import { conditionLines, linkQuestion } from './link-question';

interface LinksParts {
  readonly shell: Shell;
  readonly apps: ActiveApp;
}

/** Something that is linked to. */
interface Linked {
  readonly app: OpenApp;
  readonly target: Target;
  readonly question: Question;
}

/** Copies links, and opens them one at a time. */
export class Links {
  readonly #shell: Shell;
  readonly #apps: ActiveApp;
  readonly #gate = new LinkGate(() => performance.now());

  constructor({ shell, apps }: LinksParts) {
    this.#shell = shell;
    this.#apps = apps;
  }

  /**
   * Copies a link to what a node, a target, the active Attendance panel or the selection names.
   * @param extra `{question}` as data; VS Code's menus give other things
   */
  async copy(argument: unknown, extra: unknown): Promise<void> {
    const linked = await this.#linkedBy(argument, extra);
    if (linked === undefined) return;
    const link = await this.#linkTo(linked);
    if (link === undefined) return;
    const words = writeLink(vscode.env.uriScheme, link);
    if (words === undefined)
      throw new Problem(text('This is too long for a link. Copy it without the filter, or save the query.'));
    await vscode.env.clipboard.writeText(words);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the link.'), 5000);
  }

  /** Opens a pasted link; asks for it where none is given. */
  async paste(argument: unknown): Promise<void> {
    const pasted = typeof argument === 'string' ? argument : await this.#askForLink();
    if (pasted !== undefined) await this.open(readLink(pasted));
  }

  /** Opens a link as VS Code hands it on, its query decoded once. */
  async openParts(path: string, query: string): Promise<void> {
    await this.open(readLinkParts(path, query));
  }

  /** Asks whether to open a link, and does. While one question waits, every other link is refused. */
  async open(reading: LinkReading): Promise<void> {
    if (!reading.ok) {
      this.#refuse(vscode.l10n.t('A link was refused. {reason}', { reason: this.#shell.say(reading.text) }));
      return;
    }
    const passed = await this.#gate.pass(() => this.#askAndOpen(reading.link));
    if (passed) return;
    this.#refuse(
      vscode.l10n.t('A link was refused: another one waits for your answer. Open it again afterwards.'),
    );
  }

  /** Says why, where that was not said a moment ago. */
  #refuse(words: string): void {
    this.#shell.log.warn('a link was refused');
    if (!this.#gate.mayTell()) return;
    const openLink = vscode.l10n.t('Open Link…');
    void vscode.window.showWarningMessage(shownInNotification(words), openLink).then(async (answer) => {
      if (answer === openLink) await vscode.commands.executeCommand(commands.openLink);
    });
  }

  async #askAndOpen(link: Link): Promise<void> {
    const { say } = this.#shell;
    const named = link.app === undefined ? undefined : await this.#apps.named(link.app);
    // Nothing is opened before the yes. Where there is no app at all, opening one says so.
    const app: KnownApp | undefined = named ?? (await this.#apps.chosen()) ?? (await openedApp(this.#apps));
    if (app === undefined) return;
    const unclear = named === undefined ? link.app : undefined;
    const { current } = this.#apps;
    const { message, detail } = linkQuestion(
      link,
      {
        app,
        insteadOf: current === undefined || current.id === app.id ? undefined : current.name,
        opensFirst: current === undefined,
        unclear:
          unclear === undefined
            ? undefined
            : { name: unclear, several: (await this.#apps.find(unclear))?.name === unclear },
      },
      say,
    );
    const open = vscode.l10n.t('Open');
    const options = { modal: true, detail: detail.map(say).join('\n') };
    const answer =
      app.production || unclear !== undefined
        ? await vscode.window.showWarningMessage(shownInNotification(say(message)), options, open)
        : await vscode.window.showInformationMessage(shownInNotification(say(message)), options, open);
    if (answer !== open) return;
    // Meanwhile the window may have been switched to any app: the one that was agreed to is asked, and no other.
    const opened = await this.#apps.switchTo(app.id);
    if ('reason' in opened) {
      if (opened.reason === 'failed') throw openingFailed(opened.text);
      return;
    }
    const question = link.kind === 'panel' ? { question: conditionsOf(link.question) } : undefined;
    await vscode.commands.executeCommand(commands.openAttendance, targetIn(opened.id, link), question);
  }

  async #askForLink(): Promise<string | undefined> {
    const copied = await vscode.env.clipboard.readText();
    return await vscode.window.showInputBox({
      title: vscode.l10n.t('Open Link'),
      prompt: vscode.l10n.t('Paste a link to a call, a session or an Attendance panel.'),
      value: readLink(copied).ok ? copied.trim() : '',
      ignoreFocusOut: true,
      validateInput: (value) => {
        const reading = readLink(value);
        return value.trim() === '' || reading.ok ? undefined : this.#shell.say(reading.text);
      },
    });
  }

  async #linkedBy(argument: unknown, extra: unknown): Promise<Linked | undefined> {
    const shown = await shownByPanel(
      argument,
      text('An archived copy is a file: there is no link to it. Send the file instead.'),
    );
    const asked = withPanelQuestion(extra, shown?.question);
    const reading = readQuestion((isRecord(asked) ? asked['question'] : undefined) ?? {});
    if (!reading.ok) throw new Problem(reading.text);
    const { question } = reading;
    const chosen = await targetOfCommand(this.#apps, shown?.target ?? argument);
    if (chosen === undefined) return undefined;
    const { target } = chosen;
    const other = target.kind === 'call' ? undefined : otherSession(question, target.session);
    if (other !== undefined) throw new Problem(other);
    return { ...chosen, question };
  }

  /** Undefined: the user changed their mind. */
  async #linkTo({ app: { id, name }, target, question }: Linked): Promise<Link | undefined> {
    const app = id === sampleAppId ? sampleAppId : name;
    if (target.kind === 'call') return { kind: 'call', app, cid: target.cid };
    const { session } = target;
    if (!hasConditions(question)) return { kind: 'session', app, session };
    const { say } = this.#shell;
    const withFilter = vscode.l10n.t('Copy With Filter');
    const without = vscode.l10n.t('Copy Without');
    const detail = [
      ...conditionLines(question, say).map(say),
      vscode.l10n.t('Whoever gets the link can read it.'),
    ];
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('This link would tell what is asked. Put it in?'),
      { modal: true, detail: detail.join('\n') },
      withFilter,
      without,
    );
    if (answer === withFilter) return { kind: 'panel', app, session, question };
    return answer === without ? { kind: 'session', app, session } : undefined;
  }
}

function targetIn(appId: string, link: Link): Target {
  return link.kind === 'call'
    ? { kind: 'call', appId, cid: link.cid }
    : { kind: 'session', appId, session: link.session };
}
