import * as vscode from 'vscode';
import { shownWithoutIcons } from '../attendance/shown-text';
import type { Translate } from '../attendance/text';
import { callFilter, choicesOf, type CallChoices, type TimeBounds } from '../attendance/filter/build';
import { checkCallFilter } from '../attendance/filter/validate';
import type { AttendanceBook } from '../book/book';
import type { CallFilter, ConditionKind } from './call-conditions';
import { isText, rangeWords, readDate, readRange } from './date-input';
import { filterText, readFilterText } from './filter-text';
import { pickOne } from './pick';

/** A condition to add, or a whole filter that replaces all conditions. */
export interface Asked {
  readonly kind: 'condition' | 'whole';
  readonly filter: CallFilter;
}

/** Asks what a condition needs to know, starting from what holds now. Undefined: nothing was chosen. */
export async function askCondition(
  kind: ConditionKind | 'json',
  book: AttendanceBook,
  say: Translate,
): Promise<Asked | undefined> {
  if (kind === 'json') return await askJson(book.callFilter, say);
  const filter = await askSimple(kind, book, say);
  return filter === undefined ? undefined : { kind: 'condition', filter };
}

async function askSimple(
  kind: ConditionKind,
  book: AttendanceBook,
  say: Translate,
): Promise<CallFilter | undefined> {
  const now = holdingNow(book.callFilter);
  switch (kind) {
    case 'type': {
      const type = await askType(book);
      return type === undefined ? undefined : callFilter({ types: [type] });
    }
    case 'id': {
      const idPrefix = await askWord(
        vscode.l10n.t('ID starts with'),
        vscode.l10n.t(
          'The beginning of the call’s id. Stream has no such filter: the list may be incomplete.',
        ),
        now.idPrefix,
      );
      return idPrefix === undefined ? undefined : callFilter({ idPrefix });
    }
    case 'members': {
      const member = await askWord(
        vscode.l10n.t('Member'),
        vscode.l10n.t('The user id of a member'),
        now.member,
      );
      return member === undefined ? undefined : callFilter({ member });
    }
    case 'team': {
      const team = await askWord(vscode.l10n.t('Team'), vscode.l10n.t('The id of a team'), now.team);
      return team === undefined ? undefined : callFilter({ team });
    }
    case 'created_at':
      return await askTimes('created_at', vscode.l10n.t('Created between'), now.created, say);
    case 'starts_at':
      return await askTimes('starts_at', vscode.l10n.t('Scheduled between'), now.scheduled, say);
    case 'ongoing':
      return callFilter({ ongoing: true });
  }
}

/** The simple conditions of the filter in force, as far as it is made of such. */
function holdingNow(filter: CallFilter): CallChoices {
  const checked = checkCallFilter(filter);
  return (checked.ok ? choicesOf(checked.filter) : undefined) ?? {};
}

/** Stream's own types, and those of the calls that were read. */
const streamTypes = ['default', 'livestream', 'audio_room', 'development'];

async function askType(book: AttendanceBook): Promise<string | undefined> {
  const types = [...new Set([...book.calls.items.map((call) => call.callType), ...streamTypes])].sort();
  return await pickOne<string>({
    title: vscode.l10n.t('Type of call'),
    placeholder: vscode.l10n.t('Choose a type, or type the name of another.'),
    items: types.map((type) => ({ label: shownWithoutIcons(type), value: type })),
    typed: (words) => (types.includes(words) ? undefined : { label: shownWithoutIcons(words), value: words }),
  });
}

async function askWord(
  title: string,
  prompt: string,
  value: string | undefined,
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    ...(value === undefined ? {} : { value }),
    validateInput: (words) =>
      words.trim() === '' ? vscode.l10n.t('Type at least one character.') : undefined,
  });
  return typed?.trim();
}

async function askTimes(
  field: 'created_at' | 'starts_at',
  title: string,
  now: TimeBounds | undefined,
  say: Translate,
): Promise<CallFilter | undefined> {
  const holding = rangeWords(now ?? {});
  const ask = (
    prompt: string,
    value: string,
    problem: (words: string) => string | undefined,
  ): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title,
      prompt,
      value,
      placeHolder: '2026-11-22 09:00',
      ignoreFocusOut: true,
      validateInput: problem,
    });
  const from = await ask(
    vscode.l10n.t('From: a day or a time of this computer’s zone. Empty: no limit.'),
    holding.from,
    (words) => {
      const read = readDate(words);
      return read.kind === 'wrong' ? say(read.text) : undefined;
    },
  );
  if (from === undefined) return undefined;
  const to = await ask(
    vscode.l10n.t('To, that day or minute included. Empty: no limit.'),
    holding.to,
    (words) => {
      const range = readRange(from, words);
      return isText(range) ? say(range) : undefined;
    },
  );
  if (to === undefined) return undefined;
  const range = readRange(from, to);
  return isText(range) || (range.from === undefined && range.to === undefined)
    ? undefined
    : callFilter(field === 'created_at' ? { created: range } : { scheduled: range });
}

async function askJson(filter: CallFilter, say: Translate): Promise<Asked | undefined> {
  const problemOf = (words: string): string | undefined => {
    const read = readFilterText(words, say);
    return read.kind === 'wrong' ? say(read.text) : undefined;
  };
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter as JSON'),
    prompt: vscode.l10n.t('Stream’s filter for calls. It replaces all conditions.'),
    placeHolder: '{"type": "default", "created_at": {"$gte": "2026-11-22T00:00:00Z"}}',
    value: filterText(filter),
    ignoreFocusOut: true,
    validateInput: problemOf,
  });
  if (typed === undefined) return undefined;
  const read = readFilterText(typed, say);
  return read.kind === 'wrong' ? undefined : { kind: 'whole', filter: read.filter };
}
