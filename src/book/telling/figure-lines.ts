import type { Figure } from '../../attendance/figures/figure';
import { showFigure } from '../../attendance/figures/figure-text';
import type { Telling } from '../../attendance/figures/figure-words';
import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import { exactDurationText } from '../../attendance/time-text';
import type { AttendanceAnswer } from '../book';

/** A figure in words. */
export interface FigureCell {
  /** Its id. */
  readonly figure: string;
  readonly value: string;
  readonly exact: string;
  /** What is late, incomplete or partial of this figure. */
  readonly notes: string[];
}

/** A line of the two columns; null where a column has no such figure. */
export interface FigureLine {
  readonly id: string;
  readonly name: string;
  readonly stream: FigureCell | null;
  readonly computed: FigureCell | null;
  /** Stands beside the line above it: "+ 12 anonymous rows". */
  readonly minor: boolean;
}

/** Stream's figure that stands beside ours, by the id of ours. */
const beside: ReadonlyMap<string, string> = new Map([
  ['reported-time', 'stream-reported-time'],
  ['rows', 'stream-rows'],
  ['people', 'stream-people'],
  ['anonymous', 'stream-anonymous'],
  ['peak-people', 'stream-peak-people'],
  ['peak-rows', 'stream-peak-rows'],
]);

/** What stands beside the figure of people. */
const minor: ReadonlySet<string> = new Set(['anonymous', 'ingress', 'ingress-only', 'technical']);

/**
 * The two columns, line by line: Stream's own figure of the whole session beside ours of the filter, reported time first;
 * what only Stream tells comes last.
 */
export function figureLines(answer: AttendanceAnswer, telling: Telling): readonly FigureLine[] {
  const streams = new Map(answer.figures.perStream.map((figure) => [figure.id, figure]));
  const lines: FigureLine[] = [];
  for (const figure of answer.figures.computed) {
    const id = beside.get(figure.id);
    const stream = id === undefined ? undefined : streams.get(id);
    if (id !== undefined) streams.delete(id);
    lines.push({
      id: figure.id,
      name: nameOf(figure, answer, telling),
      stream: stream === undefined ? null : streamCell(stream, answer, telling),
      computed: computedCell(figure, answer, telling),
      minor: minor.has(figure.id),
    });
  }
  for (const figure of streams.values()) {
    lines.push({
      id: figure.id,
      name: telling.say(figure.name),
      stream: streamCell(figure, answer, telling),
      computed: null,
      minor: false,
    });
  }
  return lines;
}

/** The figure of that name, of either column. */
export function figureOf({ figures }: AttendanceAnswer, id: string): Figure | undefined {
  return [...figures.computed, ...figures.perStream].find((figure) => figure.id === id);
}

/** Its name, with lengths of time as people read them. */
export function nameOf(figure: Figure, { query }: AttendanceAnswer, { say }: Telling): string {
  if (query.threshold === undefined) return say(figure.name);
  const time = say(exactDurationText(query.threshold));
  switch (figure.id) {
    case 'threshold-passes':
      return say(text('Present at least {time}', { time }));
    case 'threshold-fails':
      return say(text('Present less than {time}', { time }));
    case 'threshold-cannot-tell':
      return say(text('Cannot be told whether {time}', { time }));
    default:
      return say(figure.name);
  }
}

function computedCell(figure: Figure, { basis }: AttendanceAnswer, telling: Telling): FigureCell {
  const { value, exact, notes } = showFigure(figure, telling);
  const { say, locale } = telling;
  const { state, coverage } = basis;
  const late = state.provisional ? [say(text('may still change'))] : [];
  const partial = coverage.exhaustive
    ? []
    : [
        coverage.of === undefined || coverage.chosenBy === 'server'
          ? say(text('not all rows were read'))
          : say(
              text('from {read} of {of} rows', {
                read: numberText(coverage.read, locale),
                of: numberText(coverage.of, locale),
              }),
            ),
      ];
  return { figure: figure.id, value, exact, notes: [...late, ...partial, ...notes] };
}

/** Of the whole session: what was read of its rows does not touch it. */
function streamCell(figure: Figure, { basis }: AttendanceAnswer, telling: Telling): FigureCell {
  const { value, exact } = showFigure(figure, telling);
  return {
    figure: figure.id,
    value,
    exact,
    notes: basis.state.provisional ? [telling.say(text('may still change'))] : [],
  };
}
