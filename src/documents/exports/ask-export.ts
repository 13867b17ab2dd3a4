import * as vscode from 'vscode';
import type { Coverage } from '../../attendance/figures/basis';
import { shownInNotification, shownText } from '../../attendance/shown-text';
import type { Text, Translate } from '../../attendance/text';
import { parseRowFilter } from '../../attendance/filter/validate-rows';
import { hasConditions, readQuestion, type Question } from '../../formats/question';
import { exportFormats, type ExportFormat } from './export-arguments';

/** What of a session is exported. */
export type RowsAsked = Pick<Question, 'rowFilter' | 'window' | 'threshold'>;

const title = (): string => vscode.l10n.t('Export Participant Sessions');

/** Undefined: the user changed their mind. */
export async function askFormat(): Promise<ExportFormat | undefined> {
  const details: Readonly<Record<ExportFormat, string>> = {
    csv: vscode.l10n.t('A line a row, for spreadsheets and databases'),
    json: vscode.l10n.t('Call Session JSON with Stream’s field names'),
    ndjson: vscode.l10n.t('A JSON object a line, for jq, DuckDB and logs'),
    markdown: vscode.l10n.t('A table for people'),
  };
  const chosen = await vscode.window.showQuickPick(
    exportFormats.map((format) => ({
      label: format === 'markdown' ? 'Markdown' : format.toUpperCase(),
      description: details[format],
      format,
    })),
    { title: title(), placeHolder: vscode.l10n.t('In which format?'), ignoreFocusOut: true },
  );
  return chosen?.format;
}

/** All rows, or those of a filter or a window that is typed. Undefined: the user changed their mind. */
export async function askRows(say: Translate): Promise<RowsAsked | undefined> {
  const chosen = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('All rows'), ask: () => Promise.resolve<RowsAsked | undefined>({}) },
      {
        label: vscode.l10n.t('Rows by a filter…'),
        description: vscode.l10n.t('A row filter as JSON'),
        ask: () => askFilter(say),
      },
      {
        label: vscode.l10n.t('Times within a window…'),
        description: vscode.l10n.t('All rows, with their time within the window in columns of its own'),
        ask: () => askWindow(say),
      },
    ],
    { title: title(), placeHolder: vscode.l10n.t('Which rows?'), ignoreFocusOut: true },
  );
  return await chosen?.ask();
}

async function askFilter(say: Translate): Promise<RowsAsked | undefined> {
  const typed = await vscode.window.showInputBox({
    title: title(),
    prompt: vscode.l10n.t('A row filter as JSON. An example: {example}', {
      example: '{"user_id": {"$in": ["alice", "bob"]}}',
    }),
    value: '{}',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const check = parseRowFilter(value);
      return check.ok ? undefined : problemOf(check.problems[0]?.text, say);
    },
  });
  if (typed === undefined) return undefined;
  const check = parseRowFilter(typed);
  return check.ok ? { rowFilter: check.filter } : undefined;
}

async function askWindow(say: Translate): Promise<RowsAsked | undefined> {
  const typed = await vscode.window.showInputBox({
    title: title(),
    prompt: vscode.l10n.t(
      'From and to, separated by a slash; either may be left out. An example: {example}',
      {
        example: '2026-11-22T09:00:00Z/2026-11-22T10:00:00+01:00',
      },
    ),
    ignoreFocusOut: true,
    validateInput: (value) => {
      const reading = windowOf(value);
      if (!reading.ok) return problemOf(reading.text, say);
      return hasConditions(reading.question)
        ? undefined
        : vscode.l10n.t('Type at least one of the two times.');
    },
  });
  if (typed === undefined) return undefined;
  const reading = windowOf(typed);
  return reading.ok ? { window: reading.question.window } : undefined;
}

function windowOf(typed: string): ReturnType<typeof readQuestion> {
  const [from = '', to = '', ...more] = typed.split('/').map((part) => part.trim());
  const end = [to, ...more].join('/');
  return readQuestion({ window: { ...(from !== '' && { from }), ...(end !== '' && { to: end }) } });
}

function problemOf(words: Text | undefined, say: Translate): string {
  return words === undefined ? vscode.l10n.t('This cannot be read.') : shownText(say(words));
}

/**
 * Not all rows could be read: whether those that were are wanted.
 * @param why what else there is to say of it
 */
export async function askForPart(
  { read, of, chosenBy }: Pick<Coverage, 'read' | 'of' | 'chosenBy'>,
  why: string,
): Promise<boolean> {
  const number = (n: number): string => n.toLocaleString(vscode.env.language);
  const words =
    chosenBy === 'server'
      ? vscode.l10n.t('Export the {read} rows that were read? There may be more that match.', {
          read: number(read),
        })
      : of === undefined
        ? vscode.l10n.t('Export the {read} rows that were read? Stream has more.', { read: number(read) })
        : vscode.l10n.t('Export the {read} of {of} rows that were read?', {
            read: number(read),
            of: number(of),
          });
  const yes = vscode.l10n.t('Export These Rows');
  const told = vscode.l10n.t('The file, and the one beside it, will say that it is not whole.');
  const detail = why === '' ? told : `${shownText(why)}\n${told}`;
  return (
    (await vscode.window.showWarningMessage(shownInNotification(words), { modal: true, detail }, yes)) === yes
  );
}
