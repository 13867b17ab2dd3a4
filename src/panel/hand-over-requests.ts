import * as vscode from 'vscode';
import { cidOf } from '../attendance/call';
import type { Telling } from '../attendance/figures/figure-words';
import { shownText } from '../attendance/shown-text';
import { text } from '../attendance/text';
import { internalCommands } from '../shell/commands';
import { pausing } from '../shell/pausing';
import type { Target } from '../shell/targets';
import type { TabSurroundings } from '../stream-apps/page-tab';
import { copyRows, copyText, exportRows, savePicture, type TableSubject } from './hand-over';
import { thresholdWords, windowWords } from '../book/telling/query-words';
import { figuresMarkdown } from '../book/telling/figures-markdown';
import type { HandOverRequest, HandOverSubject } from './model/panel-parts';
import type { PanelView } from './model/panel-view';
import { thresholdNames } from './model/threshold-lists';
import { whoNames } from '../book/telling/who-was-here';
import { Refusal } from './request-server';

/**
 * Hands over what the page asked for: to the clipboard, to a file, to the sidebar. Answers what there is to say; nothing
 * where the user changed their mind.
 * @throws Refusal, Problem
 */
export async function handOver(
  request: HandOverRequest,
  subject: HandOverSubject,
  parts: TabSurroundings,
): Promise<string> {
  const { say } = parts.shell;
  switch (request.method) {
    case 'copyPart':
      return copyText(partText(request.part, subject), say);
    case 'copyFigures':
      return copyText(figuresMarkdown(viewOf(subject).answer, subject.saved.appName, subject.telling), say);
    case 'copyPeople': {
      const lines = await linesOf(request.of, viewOf(subject), subject.telling);
      return copyText(lines.map((line) => `${line}\n`).join(''), say);
    }
    case 'copyRows':
      return copyRows({ ...tableOf(subject, parts), format: request.format, stretches: request.rows });
    case 'exportRows':
      return exportRows({ ...tableOf(subject, parts), format: request.format });
    case 'savePicture':
      return savePicture(request.png, { say, name: cidOf(subject.saved.session) });
    case 'reveal':
      return reveal(request, subject);
  }
}

function partText(part: 'rows' | 'window' | 'threshold', { saved, telling }: HandOverSubject): string {
  switch (part) {
    case 'rows':
      return `${JSON.stringify(saved.query.rowFilter ?? {}, undefined, 2)}\n`;
    case 'window':
      return windowWords(saved.query, telling);
    case 'threshold':
      return thresholdWords(saved.query, telling);
  }
}

async function linesOf(
  of: Extract<HandOverRequest, { method: 'copyPeople' }>['of'],
  { answer }: PanelView,
  telling: Telling,
): Promise<readonly string[]> {
  return of.list === 'whoWasHere'
    ? whoNames(answer, of.at, telling, pausing)
    : thresholdNames(answer, of.verdict, telling);
}

/** @throws Refusal: the app is not open, or the sidebar could not show it */
async function reveal(
  { row }: Extract<HandOverRequest, { method: 'reveal' }>,
  subject: HandOverSubject,
): Promise<string> {
  const { app, saved, telling } = subject;
  const { rows } = viewOf(subject).answer;
  if (saved.archive !== undefined)
    throw new Refusal('refused', text('An archived copy has no place in the sidebar.'));
  if (app === undefined) throw new Refusal('refused', text('The Stream app of this panel is not open.'));
  if (row >= rows.length) throw new Refusal('refused', text('This is not there any more.'));
  const { session } = saved;
  const target: Target = { kind: 'row', appId: app.id, session, rowKey: rows.key(row) };
  const revealed: unknown = await vscode.commands.executeCommand(internalCommands.revealSession, target);
  switch (revealed) {
    case 'row':
      return '';
    case 'session':
      return telling.say(text('The sidebar shows the session; the row does not stand there by itself.'));
    default:
      throw new Refusal(
        'failed',
        text('The sidebar could not show it: {call}', { call: shownText(cidOf(session)) }),
      );
  }
}

/** The table as it stands. */
function tableOf(subject: HandOverSubject, { shell, version }: TabSurroundings): TableSubject {
  const { answer, envelope, order, narrowed } = viewOf(subject);
  const { saved, telling } = subject;
  return {
    answer,
    order,
    narrowed,
    telling,
    // Not the request's: an export goes on when the tab is hidden, and has a Cancel of its own.
    signal: new AbortController().signal,
    version,
    appName: saved.appName,
    addRollcallKey: shell.settings.addRollcallKey,
    envelope,
  };
}

/** @throws Refusal: nothing was computed yet */
function viewOf({ view }: HandOverSubject): PanelView {
  if (view === undefined) throw new Refusal('stale', text('Nothing was computed yet.'));
  return view;
}
