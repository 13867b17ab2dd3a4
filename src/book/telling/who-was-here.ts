import { isUntold } from '../../attendance/figures/cannot-tell';
import { coverageText } from '../../attendance/figures/figure-text';
import { FigureWords, type Telling } from '../../attendance/figures/figure-words';
import { presentAt, type PresentAt, type RowsAt } from '../../attendance/figures/present-at';
import { rowsSeen } from '../../attendance/figures/rows-seen';
import { inSteps, runInSlices, type Pausing, type Sliced } from '../../attendance/figures/slices';
import { inTimeOrder } from '../../attendance/figures/time-order';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { shownName } from '../../attendance/shown-name';
import { compareFolded, textRanks } from '../../attendance/text-ranks';
import type { AttendanceAnswer } from '../plan/attendance-query';

type Charted = Pick<AttendanceAnswer, 'measures' | 'basis'>;

/** People of one list. */
export interface NameList {
  readonly count: number;
  /** The first ones by name. */
  readonly names: string[];
}

/** Who was here at an instant, or why that cannot be told, in words. */
export type WhoWasHere =
  | { readonly told: false; readonly at: string; readonly why: string }
  | {
      readonly told: true;
      /** The instant in words. */
      readonly at: string;
      readonly present: NameList;
      readonly possibly: NameList;
      readonly absent: NameList;
      readonly notes: string[];
    };

/** Names on a list at once: all can be copied. */
const mostNames = 100;
/** Names within a note. */
const mostInNote = 10;

/** Ids of people, the first ones by name. */
export interface IdList {
  readonly count: number;
  readonly ids: readonly string[];
}

export type PeopleAt =
  | Extract<WhoWasHere, { told: false }>
  | {
      readonly told: true;
      readonly at: string;
      readonly present: IdList;
      readonly possibly: IdList;
      readonly absent: IdList;
      readonly notes: readonly string[];
    };

/**
 * Who was here at an instant: present, possibly, absent, each by id, and what else must be known. O(rows).
 * @param most ids on each list
 */
export function peopleAt(answer: Charted, at: Ms, telling: Telling, most: number): PeopleAt {
  const { measures, basis } = answer;
  const words = new FigureWords(telling);
  const found = presentAt(measures, at, basis.coverage);
  const instant = words.instant(at);
  if (isUntold(found)) return { told: false, at: instant, why: words.say(found.cannotTell) };
  const listed = (people: Uint32Array): IdList => ({
    count: people.length,
    ids: firstByName(answer, usersOf(answer, people), most),
  });
  return {
    told: true,
    at: instant,
    present: listed(found.present),
    possibly: listed(found.possibly),
    absent: listed(found.absent),
    notes: notesOf(answer, found, telling).map((note) => words.say(note)),
  };
}

/** {@link peopleAt} with names as they stand on screen. */
export function whoWasHere(answer: Charted, at: Ms, telling: Telling): WhoWasHere {
  const found = peopleAt(answer, at, telling, mostNames);
  if (!found.told) return found;
  const { present, possibly, absent, notes } = found;
  const named = ({ count, ids }: IdList): NameList => ({ count, names: ids.map(shownName) });
  return {
    ...found,
    present: named(present),
    possibly: named(possibly),
    absent: named(absent),
    notes: [...notes],
  };
}

/**
 * The same for the clipboard, line by line: all ids of each list as they are, by name, below what the list says of them. A
 * list of names without their side would say who was there where nobody can tell. An id that would make lines of its own
 * is quoted.
 * @throws the signal's reason, once it is aborted
 */
export async function whoNames(
  answer: Charted,
  at: Ms,
  telling: Telling,
  pausing: Pausing,
): Promise<readonly string[]> {
  const words = new FigureWords(telling);
  const found = presentAt(answer.measures, at, answer.basis.coverage);
  const instant = words.say(text('Who was here at {time}', { time: words.instant(at) }));
  if (isUntold(found)) return [instant, words.say(found.cannotTell)];
  await pausing.pause();
  const { present, possibly, absent } = found;
  const lines = [instant];
  for (const [head, people] of [
    [text('Present: {n}', { n: present.length }), present],
    [text('Possibly present: {n}', { n: possibly.length }), possibly],
    [text('Absent: {n}', { n: absent.length }), absent],
  ] as const) {
    lines.push('', words.say(head));
    await runInSlices(addByName(answer, people, lines), pausing);
  }
  return [...lines, '', ...notesOf(answer, found, telling).map((note) => words.say(note))];
}

/** Adds a line for each, by name. */
function* addByName(answer: Charted, people: Uint32Array, lines: string[]): Sliced<void> {
  const { rows } = answer.measures.input;
  const users = usersOf(answer, people);
  const ids: string[] = [];
  yield* inSteps(users.length, (from, to) => {
    for (const user of users.subarray(from, to)) ids.push(rows.userIdOf(user));
  });
  const order = yield* inTimeOrder(yield* textRanks(ids));
  yield* inSteps(order.length, (from, to) => {
    for (let at = from; at < to; at++) lines.push(oneLine(ids[order[at] ?? 0] ?? ''));
  });
}

export function oneLine(id: string): string {
  return /[\r\n\u2028\u2029]/.test(id) ? JSON.stringify(id) : id;
}

function usersOf({ measures: { placed } }: Charted, people: Uint32Array): Uint32Array {
  return people.map((person) => placed.users[person] ?? 0);
}

/** The first users by name, as the table and the lanes order names. O(n) for few of many, without an object for each. */
function firstByName({ measures: { input } }: Charted, users: Uint32Array, most: number): readonly string[] {
  const first: string[] = [];
  const folded: string[] = [];
  for (const user of users) {
    const id = input.rows.userIdOf(user);
    const foldedId = id.toLowerCase();
    let [low, high] = [0, first.length];
    // Of many most stand behind those found so far.
    if (high === most && compareFolded(id, foldedId, first[most - 1] ?? '', folded[most - 1] ?? '') >= 0)
      continue;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareFolded(id, foldedId, first[middle] ?? '', folded[middle] ?? '') < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, id);
    folded.splice(low, 0, foldedId);
    if (first.length <= most) continue;
    first.pop();
    folded.pop();
  }
  return first;
}

function notesOf(answer: Charted, found: PresentAt, telling: Telling): readonly Text[] {
  const { measures, basis } = answer;
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
    const names = firstByName(answer, byIngress, mostInNote).map(shownName).join(', ');
    const n = byIngress.length - mostInNote;
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
