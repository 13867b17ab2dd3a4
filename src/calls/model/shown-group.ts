import type { Bounds } from '../../attendance/figures/measure';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { SessionRows } from '../../book/book';
import type { Group, MeasuredSession } from './measured-session';
import type { SessionView } from './session-view';
import type { Words } from './words';

/** A group of rows as it stands now, with the session that it is of. */
export interface ShownGroup {
  readonly group: Group;
  readonly measured: MeasuredSession;
  readonly rows: SessionRows;
  readonly view: SessionView;
}

/** The user's id; anonymous rows are told as what they may be. */
export function groupLabel({ kind, userId, rows }: Group, words: Words): string {
  if (kind !== 'anonymous') return shownText(userId);
  return words.say(
    rows === 1
      ? text('1 anonymous row')
      : text('{n} anonymous rows (1 to {n} people)', { n: words.number(rows) }),
  );
}

/** How long the person was there, overlapping rows counted once: ms. */
export function presenceOf({ group: { who }, measured: { measures } }: ShownGroup): Bounds {
  const { certain, upTo, unbounded } = measures;
  return {
    certain: certain.presenceMs[who] ?? 0,
    upTo: unbounded.people[who] === 1 ? undefined : upTo.presenceMs[who],
  };
}
