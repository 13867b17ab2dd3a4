import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import type { MarkRows } from './lane-marks';

/** What the words are made with. */
interface Means {
  /** The rows' time together, both sides. */
  readonly length: string;
  /** Tails that reach it are of rows that were open then. */
  readonly openAt: Ms | undefined;
  readonly at: (ms: Ms) => string;
}

/**
 * Rows that are drawn as one mark: when the first begins and the last ends, which says nothing of the time between, and how
 * much time they are together.
 */
export function togetherText(
  { rows, tick, together }: Pick<MarkRows, 'rows' | 'tick' | 'together'>,
  { length, openAt, at }: Means,
): Text {
  const { start, certainEnd, upToEnd } = together;
  const args = { rows, start: at(start), end: at(certainEnd) };
  if (tick)
    return certainEnd === start
      ? text('{rows} rows drawn as one, all at {start}, no length. Zoom in to see each.', args)
      : text(
          '{rows} rows drawn as one, the first at {start}, the last at {end}, no length. Zoom in to see each.',
          args,
        );
  const timed = { ...args, length };
  if (upToEnd === undefined)
    return text(
      '{rows} rows drawn as one: the first begins at {start}, the last certain end is {end}, not all ends are known; together {length}. Zoom in to see each.',
      timed,
    );
  if (upToEnd === certainEnd)
    return text(
      '{rows} rows drawn as one: the first begins at {start}, the last ends at {end}; together {length}. Zoom in to see each.',
      timed,
    );
  const tailed = { ...timed, last: at(upToEnd) };
  return upToEnd === openAt
    ? text(
        '{rows} rows drawn as one: the first begins at {start}, the last certain end is {end}, not all had ended at {last}; together {length}. Zoom in to see each.',
        tailed,
      )
    : text(
        '{rows} rows drawn as one: the first begins at {start}, the last certain end is {end}, the last assumed one {last}; together {length}. Zoom in to see each.',
        tailed,
      );
}
