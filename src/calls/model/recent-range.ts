import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { RecentQuery } from '../../stream/stream-video';
import { addDays, dayOf, startOfDay, type Day } from './zoned-day';

/** What Recent shows: days back from today, or from one day to another, both included. */
export type RecentChoice =
  | { readonly kind: 'today' | 'yesterday' | 'last7' | 'last30' | 'last90' }
  | { readonly kind: 'days'; readonly from: Day; readonly to: Day };

export const namedRanges = ['today', 'yesterday', 'last7', 'last30', 'last90'] as const;

export const defaultChoice: RecentChoice = { kind: 'last7' };

/** The instants that a choice means now: whole days of the zone, today included. */
export function rangeOf(choice: RecentChoice, now: Ms, zone: string): RecentQuery {
  const today = dayOf(now, zone);
  const since = (days: number): RecentQuery => ({
    from: startOfDay(addDays(today, 1 - days), zone),
    to: undefined,
  });
  switch (choice.kind) {
    case 'today':
      return since(1);
    case 'yesterday':
      return { from: startOfDay(addDays(today, -1), zone), to: startOfDay(today, zone) };
    case 'last7':
      return since(7);
    case 'last30':
      return since(30);
    case 'last90':
      return since(90);
    case 'days':
      return { from: startOfDay(choice.from, zone), to: startOfDay(addDays(choice.to, 1), zone) };
  }
}

export function rangeText(choice: RecentChoice): Text {
  switch (choice.kind) {
    case 'today':
      return text('Today');
    case 'yesterday':
      return text('Yesterday');
    case 'last7':
      return text('Last 7 days');
    case 'last30':
      return text('Last 30 days');
    case 'last90':
      return text('Last 90 days');
    case 'days':
      return choice.from === choice.to
        ? text('On {day}', { day: choice.from })
        : text('{from} to {to}', { from: choice.from, to: choice.to });
  }
}
