import * as v from 'valibot';
import type { Ms } from '../../attendance/instant';
import { text, type Text, type Translate } from '../../attendance/text';
import { instantText, type TimeShow } from '../../attendance/time-text';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Days back from now that are offered; the first one is where the list begins. */
export const daysOffered = [7, 1, 30, 90] as const;
export type DaysOffered = (typeof daysOffered)[number];

const ms = v.pipe(v.number(), v.safeInteger());

/** Which sessions: those that began in a stretch of time. All but `between` move with the clock when it is asked anew. */
export const rangeSchema = v.variant('kind', [
  v.object({ kind: v.literal('days'), days: v.picklist(daysOffered) }),
  v.object({ kind: v.literal('today') }),
  v.pipe(
    v.object({ kind: v.literal('between'), from: ms, to: ms }),
    v.check(({ from, to }) => from < to),
  ),
]);

export type PersonRange = v.InferOutput<typeof rangeSchema>;

/**
 * A range at a time. One that reaches to now ends an hour later: the clocks of this computer and of Stream may differ, and
 * what runs now belongs to it.
 * @param now the app's clock
 * @param show in whose zone today begins
 */
export function spanOf(
  range: PersonRange,
  now: Ms,
  show: Pick<TimeShow, 'display'>,
): { readonly from: Ms; readonly to: Ms } {
  switch (range.kind) {
    case 'days':
      return { from: now - range.days * day, to: now + hour };
    case 'today':
      return { from: startOfDay(now, show), to: now + hour };
    case 'between':
      return { from: range.from, to: range.to };
  }
}

/** A range as one chooses it. */
export function rangeName(range: PersonRange): Text {
  switch (range.kind) {
    case 'today':
      return text('Today');
    case 'days':
      return range.days === 1 ? text('Last 24 hours') : text('Last {n} days', { n: range.days });
    case 'between':
      return text('Custom range');
  }
}

/** Which sessions a range is about: "Last 7 days: sessions that began since Nov 13, 2026, 09:12:00 UTC". */
export function rangeWords(
  range: PersonRange,
  span: { readonly from: Ms; readonly to: Ms },
  { say, show }: { readonly say: Translate; readonly show: TimeShow },
): string {
  const [from, to] = [say(instantText(span.from, show)), say(instantText(span.to, show))];
  return range.kind === 'between'
    ? say(text('Sessions that began from {from} until {to}', { from, to }))
    : say(text('{range}: sessions that began since {from}', { range: say(rangeName(range)), from }));
}

/** Local midnight, or that of UTC where times are shown so. */
function startOfDay(now: Ms, { display }: Pick<TimeShow, 'display'>): Ms {
  const at = new Date(now);
  return display === 'utc'
    ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
    : new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
