import * as vscode from 'vscode';
import { cidOf, type SessionRef } from '../../attendance/call';
import { coverageText } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { shownInNotification, shownText, wordsWithoutIcons } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceAnswer, AttendanceQuery } from '../../book/book';
import { answerNotes, answerWarnings } from '../../book/telling/answer-notes';
import { figureLines } from '../../book/telling/figure-lines';
import { figuresMarkdown } from '../../book/telling/figures-markdown';
import { rowsWords, thresholdWords, windowWords } from '../../book/telling/query-words';
import { rowsDocument } from '../../book/telling/rows-document';
import { collect } from '../../formats/collect';
import { documentName } from '../../formats/document-name';
import { questionData } from '../../formats/question';
import { commands, internalCommands } from '../../shell/commands';
import type { Answered, Position } from '../../stream-apps/asking';
import type { OpenApp } from '../../stream-apps/active-app';
import { readAnswer } from '../../stream-apps/read-answer';
import { askFromList, type PickItem } from '../pick';
import type { AskParts } from './ask-call';
import type { ResultKind } from './query-arguments';
import { tellingOf } from '../../shell/telling';

/** What is asked of which session, and where the answer goes. */
export interface AskedQuery {
  readonly session: SessionRef;
  readonly query: AttendanceQuery;
  readonly result: ResultKind;
}

/** Larger documents make VS Code stop for a moment: a file is offered instead. */
const mostToOpen = 5 * 1024 * 1024;

/** Asks where the answer shall go. */
export async function askResult(position: Position): Promise<Answered<ResultKind>> {
  return await askFromList<ResultKind>({
    title: vscode.l10n.t('Where shall the answer go?'),
    placeholder: vscode.l10n.t('The Attendance panel shows everything; the others are for quick questions.'),
    position,
    items: [
      {
        label: `$(graph-line) ${vscode.l10n.t('Attendance Panel')}`,
        description: vscode.l10n.t('figures, curve, people and rows'),
        value: 'panel',
      },
      {
        label: `$(json) ${vscode.l10n.t('JSON Document')}`,
        description: vscode.l10n.t('the rows, in Stream’s form'),
        value: 'json',
      },
      {
        label: `$(list-flat) ${vscode.l10n.t('Totals Here')}`,
        description: vscode.l10n.t('each figure as a line of this list'),
        value: 'totals',
      },
      {
        label: `$(copy) ${vscode.l10n.t('Copy Totals')}`,
        description: vscode.l10n.t('as Markdown'),
        value: 'copy',
      },
    ],
  });
}

/**
 * Asks Stream what is needed, with progress and Cancel, and gives the answer where it shall go. A cancelled read answers
 * from the rows that were read, and says so.
 * @throws StreamFailure where nothing can be answered
 */
export async function giveResult(
  parts: AskParts & { readonly version: string },
  { session, query, result }: AskedQuery,
): Promise<void> {
  const { shell, app } = parts;
  const target = { kind: 'session', appId: app.id, session };
  const question = questionData({
    ...(query.rowFilter !== undefined && { rowFilter: query.rowFilter }),
    ...(query.window !== undefined && { window: query.window }),
    ...(query.threshold !== undefined && { threshold: query.threshold }),
  });
  if (result === 'panel') {
    // The panel reads by itself, and shows how far it is.
    await vscode.commands.executeCommand(commands.openAttendance, target, { question });
    return;
  }
  const answer = await readAnswer(shell, app, session, query);
  const telling = tellingOf(shell, answer.measures.input.context.sessionStart);
  switch (result) {
    case 'json':
      await openJson(parts, answer, telling, question);
      return;
    case 'copy':
      await copy(figuresMarkdown(answer, app.name, telling), answer, telling);
      return;
    case 'totals':
      await showTotals(app, answer, telling, () =>
        vscode.commands.executeCommand(commands.openAttendance, target, { question }),
      );
  }
}

async function openJson(
  { shell, app, version }: AskParts & { readonly version: string },
  answer: AttendanceAnswer,
  telling: Telling,
  question: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { session, measures } = answer;
  const { selected, context } = measures.input;
  const slices = rowsDocument(
    {
      answer,
      rows: selected ?? Uint32Array.from({ length: answer.rows.length }, (_, row) => row),
      narrowed: undefined,
      telling,
      appName: app.name,
      version,
      addRollcallKey: shell.settings.addRollcallKey,
      envelope: app.book.rows(session).envelope,
    },
    'json',
    {},
  );
  const collected = await collect(slices, mostToOpen);
  if (!collected.fits) {
    const save = vscode.l10n.t('Export…');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('This JSON is over 5 MB. A document of this size makes VS Code slow.'),
      save,
    );
    if (chosen === save)
      await vscode.commands.executeCommand(
        commands.exportParticipantSessions,
        { kind: 'session', appId: app.id, session },
        { question, format: 'json' },
      );
    return;
  }
  const zone = telling.show.display === 'utc' ? 'utc' : 'local';
  await vscode.commands.executeCommand(internalCommands.openReport, {
    name: documentName(cidOf(session), context.sessionStart, zone, ''),
    // Two filters of one session are two documents.
    about: JSON.stringify([app.id, session, question]),
    json: collected.text,
  });
  warn(answer, telling);
}

/** What must be known of a text that left Rollcall; it stands in the text, too. */
function warn(answer: AttendanceAnswer, telling: Telling): void {
  const { basis, failure } = answer;
  const warnings = answerWarnings(answer, telling).map(telling.say);
  if (!basis.coverage.exhaustive || failure !== undefined) {
    const coverage = coverageText(basis.coverage, telling);
    warnings.push(vscode.l10n.t('Not all rows were read: {coverage}.', { coverage }));
  }
  for (const warning of warnings) void vscode.window.showWarningMessage(shownInNotification(warning));
}

async function copy(words: string, answer: AttendanceAnswer, telling: Telling): Promise<void> {
  await vscode.env.clipboard.writeText(words);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the totals.'), 5000);
  warn(answer, telling);
}

type TotalsChoice = { readonly act: 'copy' | 'panel' } | { readonly act: 'line'; readonly words: string };

/** The figures as lines of a list, each with both its bounds; Enter copies one with what must be known of it. */
async function showTotals(
  app: OpenApp,
  answer: AttendanceAnswer,
  telling: Telling,
  openPanel: () => Thenable<unknown>,
): Promise<void> {
  const words = new FigureWords(telling);
  const { basis, session, query } = answer;
  const state = words.state(basis);
  const coverage = coverageText(basis.coverage, telling);
  const asked = [rowsWords(query, telling), windowWords(query, telling), thresholdWords(query, telling)]
    .filter((each) => each !== '')
    .join(' · ');
  const notes = answerNotes(answer, telling).map((note) => words.say(note));
  const warnings = answerWarnings(answer, telling).length;
  const group = (label: string): PickItem<TotalsChoice> => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    value: { act: 'copy' },
  });
  const line = (name: string, exact: string, beside: readonly string[]): PickItem<TotalsChoice> => ({
    label: wordsWithoutIcons(name),
    description: wordsWithoutIcons(exact),
    ...(beside.length === 0 ? {} : { detail: wordsWithoutIcons(beside.join(' · ')) }),
    value: {
      act: 'line',
      words: telling.say(
        text('{figure}: {value} ({app}, {call}, session {session}; {facts})', {
          figure: name,
          app: app.name,
          value: [exact, ...beside].join('; '),
          call: cidOf(session),
          session: session.sessionId,
          facts: [asked, state, coverage, ...notes].filter((fact) => fact !== '').join('; '),
        }),
      ),
    },
  });
  const lines = figureLines(answer, telling);
  const chosen = await askFromList<TotalsChoice>({
    title: vscode.l10n.t('{call}: {state}', { call: shownText(cidOf(session)), state }),
    placeholder: vscode.l10n.t('{coverage} · Enter copies a line', { coverage }),
    items: [
      // A window in words is too long for one line with the coverage.
      {
        label: `$(filter) ${wordsWithoutIcons(asked)}`,
        alwaysShow: true,
        value: { act: 'copy' },
        run: () => undefined,
      },
      ...notes.map((note, at): PickItem<TotalsChoice> => ({
        label: `${at < warnings ? '$(warning)' : '$(info)'} ${wordsWithoutIcons(note)}`,
        alwaysShow: true,
        value: { act: 'copy' },
        run: () => undefined,
      })),
      group(vscode.l10n.t('This filter (computed)')),
      ...lines.flatMap(({ name, computed }) =>
        computed === null ? [] : [line(name, computed.exact, computed.notes)],
      ),
      group(vscode.l10n.t('Whole session (Stream)')),
      ...lines.flatMap(({ name, stream }) =>
        stream === null ? [] : [line(name, stream.exact, stream.notes)],
      ),
      group(telling.say(answer.reconciliation.text)),
      { label: `$(copy) ${vscode.l10n.t('Copy all as Markdown')}`, alwaysShow: true, value: { act: 'copy' } },
      {
        label: `$(graph-line) ${vscode.l10n.t('Open Attendance')}`,
        alwaysShow: true,
        value: { act: 'panel' },
      },
    ],
    isActive: ({ act }) => act === 'line',
  });
  if (chosen.kind !== 'answer') return;
  switch (chosen.value.act) {
    case 'panel':
      await openPanel();
      return;
    case 'copy':
      await copy(figuresMarkdown(answer, app.name, telling), answer, telling);
      return;
    case 'line':
      await vscode.env.clipboard.writeText(chosen.value.words);
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied.'), 3000);
  }
}
