import { text, type Text, type Translate } from '../../attendance/text';

/** One of two sessions that are compared. */
export interface ComparedSide {
  /** Call and start, in words. */
  readonly name: string;
  /** The state, in words. */
  readonly state: string;
  readonly provisional: boolean;
  /** All its rows were had. */
  readonly whole: boolean;
}

/**
 * The title of a comparison. A tab shows little more than its beginning: what may still change or is not all there is said
 * first, and of which of the two after its name.
 */
export function compareTitle(one: ComparedSide, two: ComparedSide, say: Translate): Text {
  const names = { one: say(sideName(one)), two: say(sideName(two)) };
  const provisional = one.provisional || two.provisional;
  const whole = one.whole && two.whole;
  if (!whole)
    return provisional
      ? text('Provisional, not all rows: {one} ↔ {two}', names)
      : text('Not all rows: {one} ↔ {two}', names);
  return provisional ? text('Provisional: {one} ↔ {two}', names) : text('{one} ↔ {two}', names);
}

/** A session by its name and, where it may still change or its rows were not all had, its state. */
export function sideName({ name, state, provisional, whole }: ComparedSide): Text {
  const words = { session: name, state };
  if (!whole)
    return provisional
      ? text('{session} ({state}, may still change, not all rows)', words)
      : text('{session} ({state}, not all rows)', words);
  return provisional ? text('{session} ({state}, may still change)', words) : text('{session}', words);
}
