import type { Telling } from '../../attendance/figures/figure-words';
import { FigureWords } from '../../attendance/figures/figure-words';
import { showFigure } from '../../attendance/figures/figure-text';
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { AttendanceAnswer } from '../../book/book';
import type { LaneChoice } from '../protocol/query';
import type { NameList } from '../protocol/shown';
import type { PanelResult } from '../protocol/snapshot';
import { thresholdWords } from '../../book/telling/query-words';
import { nameOf } from '../../book/telling/figure-lines';
import { oneLine } from '../../book/telling/who-was-here';

/** Names on a list at once; the lanes show all. */
const mostNames = 100;

/** Who passes the person threshold, who does not, and of whom it cannot be told; null: there is none. */
export function thresholdLists(answer: AttendanceAnswer, telling: Telling): PanelResult['threshold'] {
  const { threshold } = answer.figures;
  if (threshold === undefined) return null;
  const words = new FigureWords(telling);
  const { judged } = threshold;
  const named = (people: Uint32Array): NameList => ({
    count: people.length,
    names: Array.from(people.subarray(0, mostNames), (person) => shownText(idOf(answer, person))),
  });
  return {
    text: thresholdWords(answer.query, telling),
    passes: named(judged.passes),
    cannotTell: named(judged.cannotTell),
    fails: named(judged.fails),
    notes: threshold.passes.tell().notes.map((note) => words.say(note)),
  };
}

/** One list for the clipboard: what it is of, then all its ids as they are, a line each. */
export function thresholdNames(
  answer: AttendanceAnswer,
  choice: Exclude<LaneChoice, 'all'>,
  telling: Telling,
): readonly string[] {
  const { threshold } = answer.figures;
  if (threshold === undefined) return [];
  const name = nameOf(threshold[choice], answer, telling);
  const people = threshold.judged[choice];
  const { say } = telling;
  const shown = showFigure(threshold[choice], telling);
  return [
    say(text('{list}: {n}', { list: name, n: shown.value })),
    `${shown.state} · ${shown.coverage}`,
    '',
    ...Array.from(people, (person) => oneLine(idOf(answer, person))),
  ];
}

function idOf({ measures, rows }: AttendanceAnswer, person: number): string {
  return rows.userIdOf(measures.placed.users[person] ?? 0);
}
