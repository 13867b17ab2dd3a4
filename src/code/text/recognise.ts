import { runAtOnce, type Sliced } from '../../attendance/figures/slices';
import { findCallLiterals } from './call-literals';
import { findCids } from './cids';
import type { Find, KnownIds } from './find';
import { findSessions } from './sessions';

/** Places in one text: more would help nobody and cost the editor. */
const mostFinds = 1000;

/** Of a longer line only its beginning is looked at: VS Code itself draws no more of it. */
const longestLine = 50_000;

/** Characters in one step: about a millisecond of work. */
const stepLength = 1 << 15;

/**
 * The calls and sessions that a text names, by their places, none over another: calls in the code of some languages, cids
 * of known types, sessions. Any text will do, also binary and a line of megabytes: O(length).
 * @param language VS Code's id of the text's language; '' for a terminal
 */
export function recognise(text: string, language: string, known: KnownIds): readonly Find[] {
  return runAtOnce(recognising(text, language, known));
}

/** {@link recognise} in steps, for long texts. */
export function* recognising(text: string, language: string, known: KnownIds): Sliced<readonly Find[]> {
  const found: Find[] = [];
  for (let from = 0; from < text.length && found.length < mostFinds;) {
    const to = stepEnd(text, from);
    const within = { from, to };
    for (const find of findCallLiterals(text, within, language, known, mostFinds)) found.push(find);
    for (const find of inLines(text, within, language, known)) found.push(find);
    from = to;
    yield;
  }
  return apart(found).slice(0, mostFinds);
}

/** A step ends with a line. */
function stepEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from + stepLength);
  return end === -1 ? text.length : end + 1;
}

function inLines(
  text: string,
  step: { readonly from: number; readonly to: number },
  language: string,
  known: KnownIds,
): readonly Find[] {
  const found: Find[] = [];
  for (let from = step.from; from < step.to && found.length < mostFinds;) {
    const end = text.indexOf('\n', from);
    const whole = end === -1 ? text.length : end;
    const line = { from, to: Math.min(whole, from + longestLine) };
    const cids = findCids(text, line, language, known, mostFinds);
    for (const find of [...cids, ...findSessions(text, line, known, cids, mostFinds)])
      // What reaches the end of what is looked at could be cut off.
      if (find.to < line.to || line.to === whole) found.push(find);
    from = whole + 1;
  }
  return found;
}

/** In the order of the text; of two at one place the one found first stays. */
function apart(finds: readonly Find[]): readonly Find[] {
  const sorted = finds
    .map((find, order) => ({ find, order }))
    .sort((one, other) => one.find.from - other.find.from || one.order - other.order);
  const kept: Find[] = [];
  for (const { find } of sorted) if (find.from >= (kept.at(-1)?.to ?? 0)) kept.push(find);
  return kept;
}

/** The find at an offset: its end counts too, since the cursor stands there after a word. */
export function findAt(finds: readonly Find[], offset: number): Find | undefined {
  return finds.find(({ from, to }) => from <= offset && offset < to) ?? finds.find(({ to }) => to === offset);
}
