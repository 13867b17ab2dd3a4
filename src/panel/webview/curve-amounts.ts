import type { Ms } from '../../attendance/instant';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import type { PanelCurves } from '../protocol/shown';
import { heightAt } from './curve-shapes';
import { say } from '../../shell/webview/page-words';

/** How many there were at once. */
export interface Amount {
  /** For certain. */
  readonly low: number;
  /** Null: there is no upper bound. */
  readonly most: number | null;
  /** False: it was read off a curve that has steps left out. */
  readonly isExact: boolean;
}

/** "9", "9–12", "at least 9"; where steps are left out "about 9", "about 9–12", "about 9 or more". */
export function amountWords({ low, most, isExact }: Amount, locale: string): string {
  const n = numberText(low, locale);
  if (most === null) return say(isExact ? text('at least {n}', { n }) : text('about {n} or more', { n }));
  if (most === low) return isExact ? n : say(text('about {n}', { n }));
  const args = { n, most: numberText(most, locale) };
  return say(isExact ? text('{n}–{most}', args) : text('about {n}–{most}', args));
}

/** What rows or people hold at an instant. */
export function amountAt({ certain, upTo }: PanelCurves['rows'], at: Ms): Amount {
  return {
    low: heightAt(certain, at),
    most: upTo === null ? null : heightAt(upTo, at),
    isExact: certain.exact && (upTo === null || upTo.exact),
  };
}

/** True where a number read off the curves is exact at any instant of their range. */
export function areExact({ rows, people }: PanelCurves): boolean {
  return [rows.certain, rows.upTo, people.certain, people.upTo].every((curve) => curve?.exact !== false);
}

/** An instant and what the curves hold then, in words. */
export function heightWords(curves: PanelCurves, at: Ms, time: string, locale: string): string {
  const args = {
    time,
    people: amountWords(amountAt(curves.people, at), locale),
    rows: amountWords(amountAt(curves.rows, at), locale),
  };
  return say(text('{time} · people {people} · rows {rows}', args));
}
