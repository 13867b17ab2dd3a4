import { isUntold } from '../../attendance/figures/cannot-tell';
import { coverageText } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { presentAt, type PresentAt, type RowsAt } from '../../attendance/figures/present-at';
import { rowsSeen } from '../../attendance/figures/rows-seen';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { NameList, WhoWasHere } from '../protocol';
import type { Charted } from './chart-range';
import { shownName } from './lane-words';
import { compareFolded } from './text-ranks';

/** Names on a list at once: all can be copied. */
const mostNames = 100;
/** Names within a note. */
const mostInNote = 10;

/** Who was here at an instant: present, possibly, absent, each by name, and what else must be known. O(rows). */
export function whoWasHere(answer: Charted, at: Ms, telling: Telling): WhoWasHere {
  const { measures, basis } = answer;
  const words = new FigureWords(telling);
  const found = presentAt(measures, at, basis.coverage);
  const instant = words.instant(at);
  if (isUntold(found)) return { told: false, at: instant, why: words.say(found.cannotTell) };
  const named = (people: Uint32Array): NameList => ({
    count: people.length,
    names: firstByName(idsOf(answer, people), mostNames).map(shownName),
  });
  return {
    told: true,
    at: instant,
    present: named(found.present),
    possibly: named(found.possibly),
    absent: named(found.absent),
    notes: notesOf(answer, found, telling).map((note) => words.say(note)),
  };
}

/**
 * The same for the clipboard, line by line: all ids of each list as they are, by name, below what the list says of them. A
 * list of names without their side would say who was there where nobody can tell. An id that would make lines of its own
 * is quoted.
 */
export function whoNames(answer: Charted, at: Ms, telling: Telling): readonly string[] {
  const words = new FigureWords(telling);
  const found = presentAt(answer.measures, at, answer.basis.coverage);
  const instant = words.say(text('Who was here at {time}', { time: words.instant(at) }));
  if (isUntold(found)) return [instant, words.say(found.cannotTell)];
  const all = (head: Text, people: Uint32Array): readonly string[] => [
    '',
    words.say(head),
    ...firstByName(idsOf(answer, people), people.length).map(oneLine),
  ];
  return [
    instant,
    ...all(text('Present: {n}', { n: found.present.length }), found.present),
    ...all(text('Possibly present: {n}', { n: found.possibly.length }), found.possibly),
    ...all(text('Absent: {n}', { n: found.absent.length }), found.absent),
    '',
    ...notesOf(answer, found, telling).map((note) => words.say(note)),
  ];
}

export function oneLine(id: string): string {
  return /[\r\n\u2028\u2029]/.test(id) ? JSON.stringify(id) : id;
}

function idsOf({ measures: { input, placed } }: Charted, people: Uint32Array): string[] {
  return Array.from(people, (person) => input.rows.userIdOf(placed.users[person] ?? 0));
}

type Folded = readonly [id: string, folded: string];

/** The first by name, as the table and the lanes order names. O(n) for few of many. */
function firstByName(ids: readonly string[], most: number): readonly string[] {
  let first: Folded[] = [];
  let last: Folded | undefined;
  for (const id of ids) {
    const one: Folded = [id, id.toLowerCase()];
    if (last !== undefined && byName(one, last) >= 0) continue;
    if (first.push(one) < 2 * most) continue;
    first = first.sort(byName).slice(0, most);
    last = first.at(-1);
  }
  return first
    .sort(byName)
    .slice(0, most)
    .map(([id]) => id);
}

function byName([one, oneFolded]: Folded, [other, otherFolded]: Folded): number {
  return compareFolded(one, oneFolded, other, otherFolded);
}

function notesOf({ measures, basis }: Charted, found: PresentAt, telling: Telling): readonly Text[] {
  const { anonymousRows, ingressRows, technicalRows, byIngress } = found;
  const notes: Text[] = [];
  if (someRows(anonymousRows))
    notes.push(
      text(
        'Anonymous rows: {present} present, {possibly} possibly. Each may be another person, or all the same.',
        {
          ...anonymousRows,
        },
      ),
    );
  if (someRows(ingressRows))
    notes.push(
      text('Ingress rows: {present} present, {possibly} possibly. They are no people.', { ...ingressRows }),
    );
  if (byIngress.length > 0) {
    const ids = Array.from(byIngress, (user) => measures.input.rows.userIdOf(user));
    const names = firstByName(ids, mostInNote).map(shownName).join(', ');
    const n = ids.length - mostInNote;
    notes.push(
      n > 0
        ? text('Here by ingress only, neither present in person nor absent: {names}, and {n} more.', {
            names,
            n,
          })
        : text('Here by ingress only, neither present in person nor absent: {names}.', { names }),
    );
  }
  if (someRows(technicalRows))
    notes.push(
      text('Technical rows: {present} present, {possibly} possibly. They are no people.', {
        ...technicalRows,
      }),
    );
  if (measures.input.technical === undefined) notes.push(text('Technical users were not told apart.'));
  const seen = rowsSeen(measures, basis.coverage);
  if (seen === 'chosen')
    notes.push(
      text(
        'Only rows that the row filter chose were looked at: who has no such row is not listed, and nobody is called absent, since other rows may have been there.',
      ),
    );
  if (seen === 'part')
    notes.push(
      text(
        'Not all rows were looked at, so that nobody is called absent, and people may be missing: {coverage}.',
        {
          coverage: coverageText(basis.coverage, telling),
        },
      ),
    );
  return notes;
}

function someRows({ present, possibly }: RowsAt): boolean {
  return present + possibly > 0;
}
