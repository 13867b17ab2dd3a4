import * as vscode from 'vscode';
import type { SessionRef } from '../../attendance/call';
import type { Telling } from '../../attendance/figures/figure-words';
import type { Filter } from '../../attendance/filter/filter';
import { parseRowFilter } from '../../attendance/filter/validate-rows';
import type { Ms } from '../../attendance/instant';
import { shownText, shownWithoutIcons, wordsWithoutIcons } from '../../attendance/shown-text';
import { text, type Text } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import type { AttendanceQuery } from '../../book/book';
import { hasFilter, rowsWords, windowWords } from '../../book/telling/query-words';
import type { Answered, Position } from '../../stream-apps/asking';
import { inputBoxes } from '../../stream-apps/input-boxes';
import { filterText, placedProblem } from '../filter-text';
import { askFromList, type PickItem } from '../pick';
import type { AskParts } from './ask-call';
import { askWindow, changed, inside, type Asking } from './ask-window';
import { rowFilterOf, valuesAtHand, type RowChoice } from './row-choices';
import { tellingOf } from '../../shell/telling';

type Choice =
  | { readonly what: 'go' }
  | { readonly what: 'rows'; readonly by: 'all' | 'json' | RowChoice }
  | { readonly what: 'window'; readonly by: 'whole' | 'first' | 'last' | 'own' }
  | { readonly what: 'threshold' }
  | { readonly what: 'saved' };

const separator = vscode.QuickPickItemKind.Separator;

/**
 * Asks what is asked of a session: rows, window, person threshold, each by itself or all of them from a saved query. What
 * holds stands on the list, which comes back after each choice, until it is gone on from.
 */
export async function askWhat(
  parts: AskParts,
  session: SessionRef,
  start: AttendanceQuery,
  position: Position,
): Promise<Answered<AttendanceQuery>> {
  const known = parts.app.book.session(session);
  const telling = tellingOf(parts.shell, known?.startedAt);
  const asking: Asking = { parts, session, known, telling, position };
  let query = start;
  let at: Choice['what'] = 'go';
  for (;;) {
    const items = itemsOf(asking, query);
    const active: Choice['what'] = at;
    const answered: Answered<Choice> = await askFromList<Choice>({
      title: vscode.l10n.t('What do you ask of {call}?', { call: titleOf(session) }),
      placeholder: vscode.l10n.t('Go on, or choose rows, a window of time or a least presence first.'),
      position,
      items,
      isActive: ({ what }): boolean => what === active,
    });
    if (answered.kind !== 'answer') return answered;
    const choice: Choice = answered.value;
    if (choice.what === 'go') return { kind: 'answer', value: query };
    const next = await askOne(asking, query, choice);
    if (next.kind === 'cancelled') return next;
    at = next.kind === 'answer' ? 'go' : choice.what;
    if (next.kind === 'answer') query = next.value;
  }
}

function titleOf({ callType, callId }: SessionRef): string {
  return shownText(`${callType}:${callId}`);
}

function itemsOf({ known, telling }: Asking, query: AttendanceQuery): readonly PickItem<Choice>[] {
  const group = (label: string): PickItem<Choice> => ({ label, kind: separator, value: { what: 'go' } });
  const window = windowWords(query, telling);
  const threshold = thresholdLabel(query, telling);
  const holds = [
    rowsWords(query, telling),
    window === '' ? vscode.l10n.t('whole session') : window,
    threshold,
  ];
  const chosen = (label: string, isChosen: boolean): string => (isChosen ? `$(check) ${label}` : label);
  const times = query.window !== undefined;
  return [
    {
      label: `$(arrow-right) ${vscode.l10n.t('Go On')}`,
      description: wordsWithoutIcons(holds.filter((words) => words !== '').join(' · ')),
      value: { what: 'go' },
    },
    group(vscode.l10n.t('Rows')),
    { label: chosen(vscode.l10n.t('All rows'), !hasFilter(query)), value: { what: 'rows', by: 'all' } },
    { label: vscode.l10n.t('Rows of a person…'), value: { what: 'rows', by: 'person' } },
    { label: vscode.l10n.t('Rows of a role…'), value: { what: 'rows', by: 'role' } },
    { label: vscode.l10n.t('Rows of a publisher type…'), value: { what: 'rows', by: 'publisher' } },
    {
      label: chosen(vscode.l10n.t('Row filter as JSON…'), hasFilter(query)),
      ...(hasFilter(query) ? { description: wordsWithoutIcons(rowsWords(query, telling)) } : {}),
      value: { what: 'rows', by: 'json' },
    },
    group(vscode.l10n.t('Window of time: clips, leaves out no rows')),
    { label: chosen(vscode.l10n.t('Whole session'), !times), value: { what: 'window', by: 'whole' } },
    ...(known?.startedAt === undefined
      ? []
      : [{ label: vscode.l10n.t('First 15 minutes'), value: { what: 'window', by: 'first' } as const }]),
    ...(known?.endedAt === undefined
      ? []
      : [{ label: vscode.l10n.t('Last 15 minutes'), value: { what: 'window', by: 'last' } as const }]),
    {
      label: chosen(vscode.l10n.t('From … to …'), times),
      ...(times ? { description: wordsWithoutIcons(window) } : {}),
      value: { what: 'window', by: 'own' },
    },
    group(vscode.l10n.t('People')),
    {
      label: chosen(vscode.l10n.t('Present at least…'), query.threshold !== undefined),
      description: threshold === '' ? vscode.l10n.t('no least presence') : threshold,
      value: { what: 'threshold' },
    },
    group(vscode.l10n.t('Asked before')),
    { label: `$(bookmark) ${vscode.l10n.t('Saved query…')}`, value: { what: 'saved' } },
  ];
}

function thresholdLabel({ threshold }: AttendanceQuery, { say }: Telling): string {
  return threshold === undefined
    ? ''
    : vscode.l10n.t('present at least {time}', { time: say(exactDurationText(threshold)) });
}

async function askOne(
  asking: Asking,
  query: AttendanceQuery,
  choice: Exclude<Choice, { what: 'go' }>,
): Promise<Answered<AttendanceQuery>> {
  switch (choice.what) {
    case 'rows':
      return changed(await askRows(asking, query, choice.by), (rowFilter) => ({ ...query, rowFilter }));
    case 'window':
      return changed(await askWindow(asking, query.window, choice.by), (window) => ({ ...query, window }));
    case 'threshold':
      return changed(await askThreshold(asking, query.threshold), (threshold) => ({ ...query, threshold }));
    case 'saved':
      return await askSaved(asking);
  }
}

async function askRows(
  asking: Asking,
  query: AttendanceQuery,
  by: 'all' | 'json' | RowChoice,
): Promise<Answered<Filter | undefined>> {
  if (by === 'all') return { kind: 'answer', value: undefined };
  if (by === 'json') return await askJson(asking, query.rowFilter);
  const { parts, session } = asking;
  const value = await askFromList<string>({
    title: {
      person: vscode.l10n.t('Rows of which person?'),
      role: vscode.l10n.t('Rows of which role?'),
      publisher: vscode.l10n.t('Rows of which publisher type?'),
    }[by],
    placeholder: vscode.l10n.t('Choose one that the rows read so far have, or type another.'),
    position: inside(asking.position),
    items: valuesAtHand(by, parts.app.book.rows(session)).map((each) => ({
      label: shownWithoutIcons(each),
      value: each,
    })),
    typed: (words) => ({
      label: shownWithoutIcons(words),
      description: vscode.l10n.t('use as it is typed'),
      value: words,
    }),
  });
  return changed(value, (each) => rowFilterOf(by, each));
}

async function askJson(
  { parts, position }: Asking,
  filter: Filter | undefined,
): Promise<Answered<Filter | undefined>> {
  const { say } = parts.shell;
  const problemOf = (words: string): Text | undefined => {
    if (words.trim() === '') return undefined;
    const read = parseRowFilter(words);
    return read.ok ? undefined : placedProblem(read.problems, say);
  };
  const typed = await inputBoxes(say).askText({
    title: text('Row filter as JSON'),
    position: inside(position),
    prompt: text('Chooses rows by what Stream reported of them. Empty: all rows.'),
    placeholder: text('{example}', { example: '{"user_id": "alice"}' }),
    value: filter === undefined ? '' : filterText(filter),
    validate: problemOf,
  });
  return changed(typed, (words) => {
    const read = words.trim() === '' ? undefined : parseRowFilter(words);
    return read?.ok === true && Object.keys(read.filter).length > 0 ? read.filter : undefined;
  });
}

async function askThreshold(
  { parts, position }: Asking,
  now: Ms | undefined,
): Promise<Answered<Ms | undefined>> {
  const minutes = (words: string): number | undefined => {
    const n = Number(words.trim().replace(',', '.'));
    return words.trim() !== '' && Number.isFinite(n) && n > 0 && n <= 100_000 ? n : undefined;
  };
  const typed = await inputBoxes(parts.shell.say).askText({
    title: text('Present at least'),
    position: inside(position),
    prompt: text(
      'Minutes that a person was present, all rows of the person taken together. Empty: no least presence.',
    ),
    placeholder: text('{example}', { example: '30' }),
    value: now === undefined ? '' : String(now / 60_000),
    validate: (words) =>
      words.trim() === '' || minutes(words) !== undefined
        ? undefined
        : text('Write a number of minutes, as 30 or 2.5.'),
  });
  return changed(typed, (words) => {
    const n = minutes(words);
    return n === undefined ? undefined : Math.round(n * 60_000);
  });
}

/** Rows, window and threshold of a saved query; its call and session are not this one's. */
async function askSaved({ parts, telling, position }: Asking): Promise<Answered<AttendanceQuery>> {
  const queries = (await parts.kept.of(parts.app.id)).filter(({ name, pinned }) => name !== '' || pinned);
  return await askFromList<AttendanceQuery>({
    title: vscode.l10n.t('Which saved query?'),
    placeholder:
      queries.length === 0
        ? vscode.l10n.t('No query is saved yet.')
        : vscode.l10n.t('Its rows, window and least presence are asked of this session.'),
    position: inside(position),
    items: queries.map(({ name, question }) => {
      const { rowFilter, window, threshold } = question;
      const query: AttendanceQuery = { rowFilter, window, threshold };
      const words = [rowsWords(query, telling), windowWords(query, telling), thresholdLabel(query, telling)];
      const said = words.filter((each) => each !== '').join(' · ');
      return {
        label: name === '' ? wordsWithoutIcons(said) : shownWithoutIcons(name),
        ...(name === '' ? {} : { description: wordsWithoutIcons(said) }),
        ...(question.call === undefined ? {} : { detail: shownWithoutIcons(question.call) }),
        value: query,
      };
    }),
  });
}
