import type { SessionRef } from '../../attendance/call';
import type { Telling } from '../../attendance/figures/figure-words';
import type { Window } from '../../attendance/figures/placed-rows';
import type { Ms } from '../../attendance/instant';
import { text, type Text } from '../../attendance/text';
import { instantText } from '../../attendance/time-text';
import type { Session } from '../../book/book';
import type { Answered, Position } from '../../stream-apps/asking';
import { inputBoxes } from '../../stream-apps/input-boxes';
import type { AskParts } from './ask-call';
import { outsideWindow, readTime, timeWords, type TimePlace } from './time-input';

/** What the questions about one session have in common. */
export interface Asking {
  readonly parts: AskParts;
  readonly session: SessionRef;
  readonly known: Session | undefined;
  readonly telling: Telling;
  readonly position: Position;
}

const quarter = 15 * 60_000;

/** The answer with its value changed. */
export function changed<T, Q>(answered: Answered<T>, change: (value: T) => Q): Answered<Q> {
  return answered.kind === 'answer' ? { kind: 'answer', value: change(answered.value) } : answered;
}

/** Questions within a step have a way back to its list, be it the first step. */
export function inside({ step, of }: Position): Position {
  return { step: Math.max(2, step), of: Math.max(2, of) };
}

/** Asks for a window; undefined: there is none, the whole session counts. */
export async function askWindow(
  asking: Asking,
  now: Window | undefined,
  by: 'whole' | 'first' | 'last' | 'own',
): Promise<Answered<Window | undefined>> {
  const { startedAt, endedAt } = asking.known ?? {};
  switch (by) {
    case 'whole':
      return { kind: 'answer', value: undefined };
    case 'first':
      return {
        kind: 'answer',
        value: startedAt === undefined ? undefined : { from: startedAt, to: startedAt + quarter },
      };
    case 'last':
      return {
        kind: 'answer',
        value: endedAt === undefined ? undefined : { from: endedAt - quarter, to: endedAt },
      };
    case 'own':
      return await askOwnWindow(asking, now);
  }
}

async function askOwnWindow(asking: Asking, now: Window | undefined): Promise<Answered<Window | undefined>> {
  const { startedAt, endedAt } = asking.known ?? {};
  let from: Answered<Ms | undefined> | undefined;
  for (;;) {
    const begin = from?.kind === 'answer' ? from.value : (now?.from ?? startedAt);
    from = await askTime(asking, 'from', begin, undefined);
    if (from.kind !== 'answer') return from;
    const after = from.value;
    const to = await askTime(asking, 'to', now?.to ?? endedAt, after);
    if (to.kind === 'cancelled') return to;
    if (to.kind === 'back') continue;
    return {
      kind: 'answer',
      value:
        after === undefined && to.value === undefined
          ? undefined
          : {
              ...(after !== undefined && { from: after }),
              ...(to.value !== undefined && { to: to.value }),
            },
    };
  }
}

/** An instant; empty: no limit. @param after it has to be later than this */
async function askTime(
  { parts, known, telling, position }: Asking,
  limit: 'from' | 'to',
  value: Ms | undefined,
  after: Ms | undefined,
): Promise<Answered<Ms | undefined>> {
  const place = placeOf(known, telling, parts.app.book.now());
  const problemOf = (words: string): Text | undefined => {
    if (words.trim() === '') return undefined;
    const read = readTime(words, place);
    if (!read.ok) return read.text;
    if (after !== undefined && read.at <= after) return text('The window ends before it begins.');
    return outsideWindow(limit, read.at, place);
  };
  const typed = await inputBoxes(parts.shell.say).askText({
    title: limit === 'from' ? text('Window: from') : text('Window: to'),
    position: inside(position),
    prompt: timePrompt(known, telling),
    placeholder: text('{example}', { example: '09:17' }),
    value: value === undefined ? '' : timeWords(value, place.zone),
    validate: problemOf,
  });
  return changed(typed, (words) => {
    const read = words.trim() === '' ? undefined : readTime(words, place);
    return read?.ok === true ? read.at : undefined;
  });
}

/** Where times without day or zone belong. */
export function placeOf(known: Session | undefined, { show }: Telling, now: Ms): TimePlace {
  return {
    zone: show.display === 'utc' ? 'utc' : 'local',
    from: known?.startedAt,
    to: known?.endedAt,
    now,
  };
}

function timePrompt(known: Session | undefined, { say, show }: Telling): Text {
  const zone = show.display === 'utc' ? 'UTC' : show.zone;
  if (known?.startedAt === undefined)
    return text('A time in {zone}, or with its own zone. Empty: no limit.', { zone });
  const start = say(
    instantText(known.startedAt, { ...show, display: show.display === 'utc' ? 'utc' : 'local' }),
  );
  return text('A time in {zone}, or with its own zone; the session began at {start}. Empty: no limit.', {
    zone,
    start,
  });
}
