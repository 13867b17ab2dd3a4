import * as vscode from 'vscode';
import { checkCallFilter } from '../attendance/filter/validate';
import { text } from '../attendance/text';
import { views } from '../shell/commands';
import { Problem } from '../shell/problem';
import { isCancelled } from '../stream/errors';
import type { Shell } from '../shell/shell';
import type { ActiveApp, OpenApp } from '../stream-apps/active-app';
import { openedApp } from '../stream-apps/opened-app';
import { askCondition, type Asked } from './ask-condition';
import {
  conditionsOf,
  withCondition,
  withoutCondition,
  type CallFilter,
  type ConditionKind,
} from './call-conditions';
import { filterWords } from '../attendance/filter/filter-words';
import { shownWithoutIcons } from '../attendance/shown-text';
import { numberText } from '../attendance/number-text';
import { pickOne, type PickItem } from './pick';

type Choice =
  | { readonly kind: 'done' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'add'; readonly condition: ConditionKind | 'json' };

/**
 * Narrows the calls of the sidebar, condition by condition; each takes effect at once.
 * @param argument `{filter}`: sets this one, whole, and asks nothing
 * @throws Problem where that is no filter for calls
 */
export async function filterCalls(shell: Shell, apps: ActiveApp, argument: unknown): Promise<void> {
  const given = givenFilter(argument);
  const app = await openedApp(apps);
  if (app === undefined) return;
  if (given !== undefined) {
    await apply(app, given);
    await vscode.commands.executeCommand(`${views.calls}.focus`);
    return;
  }
  for (;;) {
    const choice = await pickOne<Choice>({
      title: vscode.l10n.t('Filter the calls of {app}', { app: app.name }),
      placeholder: vscode.l10n.t(
        'All conditions must hold. Choose one to add, or one that holds to remove it.',
      ),
      items: itemsOf(shell, app),
    });
    if (choice === undefined || choice.kind === 'done') return;
    const next = await nextFilter(shell, app, choice);
    // Back from a question without an answer: the list again, nothing changed.
    if (next === undefined) continue;
    await apply(app, next);
    if (choice.kind === 'clear') return;
  }
}

function givenFilter(argument: unknown): CallFilter | undefined {
  if (typeof argument !== 'object' || argument === null || !('filter' in argument)) return undefined;
  const checked = checkCallFilter(argument.filter);
  if (checked.ok) return checked.filter;
  throw new Problem(checked.problems[0]?.text ?? text('This is no filter for calls.'));
}

export async function clearCallFilter(apps: ActiveApp): Promise<void> {
  const app = await openedApp(apps);
  if (app !== undefined) await apply(app, {});
}

async function apply(app: OpenApp, filter: CallFilter): Promise<void> {
  app.book.setCallFilter(filter);
  try {
    await app.book.calls.load();
  } catch (error) {
    if (!isCancelled(error)) throw error;
  }
}

async function nextFilter(
  shell: Shell,
  app: OpenApp,
  choice: Exclude<Choice, { kind: 'done' }>,
): Promise<CallFilter | undefined> {
  const filter = app.book.callFilter;
  switch (choice.kind) {
    case 'clear':
      return {};
    case 'remove':
      return withoutCondition(filter, choice.key);
    case 'add': {
      const asked: Asked | undefined = await askCondition(choice.condition, app.book, shell.say);
      if (asked === undefined) return undefined;
      return asked.kind === 'whole' ? asked.filter : withCondition(filter, asked.filter);
    }
  }
}

function matchesText(calls: number, more: boolean): string {
  const count = numberText(calls, vscode.env.language);
  if (calls === 1) return more ? vscode.l10n.t('more than 1 call matches') : vscode.l10n.t('1 call matches');
  return more
    ? vscode.l10n.t('more than {count} calls match', { count })
    : vscode.l10n.t('{count} calls match', { count });
}

function itemsOf(shell: Shell, app: OpenApp): readonly PickItem<Choice>[] {
  const { callFilter, calls } = app.book;
  const holding = conditionsOf(callFilter);
  const separator = (label: string): PickItem<Choice> => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    value: { kind: 'done' },
  });
  const add = (condition: ConditionKind | 'json', icon: string, label: string): PickItem<Choice> => ({
    label: `$(${icon}) ${label}`,
    value: { kind: 'add', condition },
  });
  const current: readonly PickItem<Choice>[] =
    holding.length === 0
      ? []
      : [
          {
            label: `$(check) ${vscode.l10n.t('Done')}`,
            description: matchesText(calls.items.length, calls.hasMore),
            value: { kind: 'done' },
          },
          separator(vscode.l10n.t('Holding now')),
          ...holding.map(({ key, filter }) => ({
            label: `$(close) ${shownWithoutIcons(filterWords(filter, shell.say))}`,
            description: vscode.l10n.t('remove'),
            value: { kind: 'remove' as const, key },
          })),
          { label: `$(clear-all) ${vscode.l10n.t('Remove all conditions')}`, value: { kind: 'clear' } },
          separator(vscode.l10n.t('Add or change')),
        ];
  return [
    ...current,
    add('type', 'symbol-enum', vscode.l10n.t('Type…')),
    add('id', 'symbol-key', vscode.l10n.t('ID starts with…')),
    add('members', 'person', vscode.l10n.t('Member…')),
    add('team', 'organization', vscode.l10n.t('Team…')),
    add('created_at', 'calendar', vscode.l10n.t('Created between…')),
    add('starts_at', 'calendar', vscode.l10n.t('Scheduled between…')),
    add('ongoing', 'pulse', vscode.l10n.t('Ongoing now')),
    add('json', 'json', vscode.l10n.t('Filter as JSON…')),
  ];
}
