import type { FigureCell, FigureLine } from '../protocol/snapshot';

/** A note this long, of this many figures, stands once below them, and at each of them as its letter. */
const [longNote, manyFigures] = [28, 3] as const;

/** What must be known of figures: short or of one alone at the figure, long and shared below all of them. */
export interface FigureNotes {
  /** Below the figures, in their order. A letter names each: a small number beside a figure would read as part of it. */
  readonly below: readonly { readonly letter: string; readonly note: string }[];
  /** At a figure: the notes to be read there, and the letters of those below. */
  at(cell: FigureCell): { readonly notes: readonly string[]; readonly letters: readonly string[] };
}

/** Sorts the notes of all figures, so that a table whose every line rests on the same thing stays readable. */
export function notesOf(figures: readonly FigureLine[]): FigureNotes {
  const counts = new Map<string, number>();
  for (const { stream, computed } of figures) {
    for (const note of [...(stream?.notes ?? []), ...(computed?.notes ?? [])])
      if (note.length >= longNote) counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count >= manyFigures).map(([note]) => note);
  const letters = new Map(shared.map((note, at) => [note, letterOf(at)]));
  return {
    below: [...letters].map(([note, letter]) => ({ letter, note })),
    at: ({ notes }) => ({
      notes: notes.filter((note) => !letters.has(note)),
      letters: notes.flatMap((note) => letters.get(note) ?? []),
    }),
  };
}

/** a, b, … z, then a2, b2, … */
function letterOf(at: number): string {
  const round = Math.floor(at / 26);
  return `${String.fromCharCode(97 + (at % 26))}${round === 0 ? '' : round + 1}`;
}
