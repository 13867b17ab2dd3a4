import * as vscode from 'vscode';
import { text } from '../attendance/text';
import { namedRanges, rangeText, type RecentChoice } from './model/recent-range';
import type { Words } from './model/words';
import { dayOf, readDay, type Day } from './model/zoned-day';

interface RangeItem extends vscode.QuickPickItem {
  readonly kindOfRange: RecentChoice['kind'];
}

/** Asks which days Recent is to show. Undefined: the user closed the question. */
export async function pickRange(
  current: RecentChoice,
  now: number,
  words: Words,
): Promise<RecentChoice | undefined> {
  const { say } = words;
  const named: readonly RangeItem[] = namedRanges.map((kind) => ({
    label: say(rangeText({ kind })),
    description: kind === current.kind ? say(text('shown now')) : '',
    kindOfRange: kind,
  }));
  const custom: RangeItem = {
    label: say(text('Custom…')),
    description: current.kind === 'days' ? say(rangeText(current)) : '',
    kindOfRange: 'days',
  };
  const chosen = await vscode.window.showQuickPick<RangeItem>([...named, custom], {
    title: say(text('Recent Sessions: Date Range')),
    placeHolder: say(text('Sessions that started on these days ({zone})', { zone: words.dayZone })),
  });
  if (chosen === undefined) return undefined;
  return chosen.kindOfRange === 'days'
    ? pickDays(current, dayOf(now, words.dayZone), words)
    : { kind: chosen.kindOfRange };
}

async function pickDays(current: RecentChoice, today: Day, words: Words): Promise<RecentChoice | undefined> {
  const { say } = words;
  const held = current.kind === 'days' ? current : { from: today, to: today };
  const from = await askDay(say(text('First day (1 of 2)')), held.from, words, () => undefined);
  if (from === undefined) return undefined;
  const to = await askDay(say(text('Last day (2 of 2)')), held.to < from ? from : held.to, words, (day) =>
    day < from ? say(text('The last day lies before the first day, {day}.', { day: from })) : undefined,
  );
  return to === undefined ? undefined : { kind: 'days', from, to };
}

async function askDay(
  title: string,
  value: Day,
  words: Words,
  objection: (day: Day) => string | undefined,
): Promise<Day | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    value,
    prompt: words.say(text('A day as YYYY-MM-DD, in {zone}', { zone: words.dayZone })),
    validateInput: (input) => {
      const day = readDay(input);
      return day === undefined
        ? words.say(text('Type a day as YYYY-MM-DD, for example {day}.', { day: value }))
        : objection(day);
    },
  });
  return typed === undefined ? undefined : readDay(typed);
}
