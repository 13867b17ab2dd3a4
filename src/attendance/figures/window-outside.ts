import type { Ms } from '../instant';
import { text, type Text } from '../text';
import type { Basis } from './basis';
import { FigureWords, type Telling } from './figure-words';
import type { Measures } from './measure';

/** A window that holds nothing of its session, so that figures of time say nothing of who was there. */
export type WindowOutside = {
  /** What figures of time are then: `zero`; `stray`: of rows outside the session, too; `uncertain`: nothing of it is certain. */
  readonly leaves: 'zero' | 'stray' | 'uncertain';
} & (
  | {
      /** It ends before the session began, begins after it ended, or after its rows were read. */
      readonly where: 'before' | 'after' | 'unread';
      /** The side of the window that shows it. */
      readonly side: Ms;
      /** Start or end of the session, or the as-of of its rows. */
      readonly bound: Ms;
    }
  /** No row stands in it, and where the session lies is not known well enough. */
  | { readonly where: 'unknown' }
);

/**
 * How the window lies outside the session; undefined: it does not, as far as can be told, or there is none. A live session
 * reaches to the as-of of its rows, one without a known end no further than that.
 */
export function windowOutside(
  { input: { window, context }, placed }: Pick<Measures, 'input' | 'placed'>,
  { state, coverage }: Basis,
): WindowOutside | undefined {
  const { from, to } = window ?? {};
  if (from === undefined && to === undefined) return undefined;
  const { sessionStart, sessionEnd } = context;
  const rows = rowsIn(placed);
  const leaves = rows !== 'none' ? rows : coverage.exhaustive ? 'zero' : 'uncertain';
  if (to !== undefined && sessionStart !== undefined && to <= sessionStart)
    return { where: 'before', side: to, bound: sessionStart, leaves };
  if (from !== undefined && sessionEnd !== undefined && from >= sessionEnd)
    return { where: 'after', side: from, bound: sessionEnd, leaves };
  // Of a session that is over, a clock of this computer's own proves nothing.
  const asOf = state.kind === 'live' || coverage.clock === 'server' ? coverage.asOf : undefined;
  if (from !== undefined && asOf !== undefined && from >= asOf)
    // Tails that reach further are told with each figure.
    return leaves === 'stray' ? undefined : { where: 'unread', side: from, bound: asOf, leaves };
  const holds = (at: Ms | undefined): boolean =>
    at !== undefined && (from ?? -Infinity) <= at && at < (to ?? Infinity);
  // What holds the first or the last instant is not outside; between both it cannot be either.
  const end = sessionEnd ?? (state.kind === 'live' ? asOf : undefined);
  const isKnown = sessionStart !== undefined && end !== undefined;
  if (isKnown || holds(sessionStart) || holds(end === undefined ? undefined : end - 1)) return undefined;
  return placed.length > 0 && leaves === 'zero' ? { where: 'unknown', leaves } : undefined;
}

/** It as a warning of two sentences. */
export function outsideWarning(outside: WindowOutside, telling: Telling): Text {
  const words = new FigureWords(telling);
  const [where, leaves] = [placeText(outside, words), leavesText(outside.leaves)];
  return text('{where} {leaves}', { where: words.say(where), leaves: words.say(leaves) });
}

function placeText(outside: WindowOutside, words: FigureWords): Text {
  if (outside.where === 'unknown')
    return text(
      'No row stands in the window, and from when to when this session lasted is not known: the window may lie outside of it.',
    );
  const args = { side: words.instant(outside.side), bound: words.instant(outside.bound) };
  switch (outside.where) {
    case 'before':
      return text(
        'The window lies outside this session: it ends at {side}, and the session began at {bound}.',
        args,
      );
    case 'after':
      return text(
        'The window lies outside this session: it begins at {side}, and the session ended at {bound}.',
        args,
      );
    case 'unread':
      return text(
        'The window lies outside of what is known of this session: it begins at {side}, and the rows are as of {bound}.',
        args,
      );
  }
}

function leavesText(leaves: WindowOutside['leaves']): Text {
  switch (leaves) {
    case 'zero':
      return text('Every figure of time is zero for that reason.');
    case 'stray':
      return text('Figures of time are only of rows that lie outside this session, too.');
    case 'uncertain':
      return text('No figure of time is certain for that reason.');
  }
}

/** The same in short, beside a figure. */
export function outsideNote({ where }: WindowOutside): Text {
  switch (where) {
    case 'before':
    case 'after':
      return text('The window lies outside this session');
    case 'unread':
      return text('The window begins after the rows were read');
    case 'unknown':
      return text('No row stands in the window');
  }
}

/** Rows with time in the window: `none`, `uncertain` where one may be anywhere or have no end, else `stray`. */
function rowsIn({ length, inWindow, start, upToEnd }: Measures['placed']): 'none' | 'stray' | 'uncertain' {
  let found: 'none' | 'uncertain' = 'none';
  for (let place = 0; place < length; place++) {
    if (inWindow[place] !== 1) continue;
    const [begin, end] = [start[place] ?? NaN, upToEnd[place] ?? NaN];
    if (Number.isNaN(begin) || Number.isNaN(end)) found = 'uncertain';
    // A tick has no time.
    else if (end > begin) return 'stray';
  }
  return found;
}
