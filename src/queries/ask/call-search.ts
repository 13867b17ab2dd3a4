import { splitCid, type Call } from '../../attendance/call';
import { callFilter } from '../../attendance/filter/build';
import { text, type Text } from '../../attendance/text';
import type { AttendanceBook } from '../../book/book';
import { isCancelled, isStreamFailure } from '../../stream/errors';
import type { Wait } from '../../stream/stream-video';
import { waitText } from '../../stream/wait-text';

/** A call that can be chosen, and why it is on the list. */
export interface ListedCall {
  readonly cid: string;
  readonly from: 'pinned' | 'recent' | 'known' | 'found';
  /** As Stream told it, where it did. */
  readonly call: Call | undefined;
}

export interface CallList {
  readonly calls: readonly ListedCall[];
  /** What must be known of the list. */
  readonly notes: readonly Text[];
  /** Stream is being asked. */
  readonly busy: boolean;
}

export interface CallSearchParts {
  readonly book: Pick<AttendanceBook, 'stream' | 'readCall'>;
  /** The app's types of calls, for ids that are typed without one. */
  readonly types: readonly string[];
  /** Runs something later; answers how to call it off. */
  readonly setTimer: (ms: number, run: () => void) => () => void;
  /** This computer's clock, ms: what waits are told by. */
  readonly now: () => number;
  /** Called with the whole list whenever it is another one. */
  readonly show: (list: CallList) => void;
}

/** Finds calls while somebody types. */
export interface CallSearch {
  /** What stands in the box now. */
  type(words: string): void;
  /** Calls that are at hand, the likeliest first. */
  know(known: readonly ListedCall[]): void;
  dispose(): void;
}

/** Nobody types slower than this within a word. */
export const pauseMs = 250;
/** Calls on the list at once: more are not read by anybody, and cost time at each keystroke. */
export const mostListed = 100;

interface Found {
  readonly calls: readonly Call[];
  /** There are more than were asked for. */
  readonly cut: boolean;
}

/**
 * A search for calls by the beginning of their id or cid. What is at hand answers at once, with no request; after a pause in
 * typing Stream is asked once: for ids that begin so, of the type that was typed if one was. Only where its list was cut,
 * or holds nothing, is a call of exactly that id asked for too, since it may have been left out. The latest words win, and
 * requests for older ones are stopped; words that were asked before are answered from memory.
 */
export function createCallSearch(parts: CallSearchParts): CallSearch {
  let known: readonly ListedCall[] = [];
  let words = '';
  let found: Found | undefined;
  let failure: Text | undefined;
  let wait: Wait | undefined;
  let asking: AbortController | undefined;
  let stopTimer: (() => void) | undefined;
  const asked = new Map<string, Found>();

  function show(): void {
    const atHand = words === '' ? known : matching(known, words);
    const cids = new Set(atHand.map(({ cid }) => cid));
    const news = (found?.calls ?? []).filter(({ cid }) => !cids.has(cid));
    const listed = news.map((call): ListedCall => ({ cid: call.cid, from: 'found', call }));
    const isExact = ({ cid }: ListedCall): boolean => cid === words || splitCid(cid)?.callId === words;
    // The very call that was typed stands first, whoever knows of it.
    const all = [...atHand, ...listed];
    const calls = [...all.filter(isExact), ...all.filter((each) => !isExact(each))].slice(0, mostListed);
    const hidden = all.length > mostListed || found?.cut === true;
    parts.show({ calls, busy: asking !== undefined || stopTimer !== undefined, notes: notesOf(hidden) });
  }

  function notesOf(hidden: boolean): readonly Text[] {
    const notes: Text[] = [];
    if (wait !== undefined) notes.push(waitText(wait, parts.now()));
    if (failure !== undefined) notes.push(failure);
    if (hidden)
      notes.push(text('The first {n} calls are listed, and there are more: type on.', { n: mostListed }));
    else if (found !== undefined)
      notes.push(text('Stream cannot search for the beginning of an id: this list may be incomplete.'));
    return notes;
  }

  async function ask(): Promise<void> {
    stopTimer = undefined;
    const abort = new AbortController();
    asking = abort;
    show();
    const asks = words;
    try {
      const answer = await findCalls(parts, asks, {
        signal: abort.signal,
        onWait: (now) => {
          if (asking !== abort) return;
          wait = now;
          show();
        },
      });
      asked.set(asks, answer);
      if (asking === abort) found = answer;
    } catch (error) {
      if (asking !== abort || isCancelled(error)) return;
      failure = isStreamFailure(error)
        ? error.text
        : text('Stream could not be asked for calls. The log tells more.');
    } finally {
      if (asking === abort) {
        asking = undefined;
        wait = undefined;
        show();
      }
    }
  }

  function stop(): void {
    stopTimer?.();
    stopTimer = undefined;
    asking?.abort();
    asking = undefined;
    wait = undefined;
  }

  return {
    type(typed) {
      if (typed === words) return;
      words = typed;
      stop();
      failure = undefined;
      found = asked.get(words);
      if (words !== '' && found === undefined)
        stopTimer = parts.setTimer(pauseMs, () => {
          void ask();
        });
      show();
    },
    know(calls) {
      known = calls;
      show();
    },
    dispose: stop,
  };
}

type Asking = Parameters<CallSearchParts['book']['stream']['queryCalls']>[2];

async function findCalls(
  { book, types }: CallSearchParts,
  words: string,
  context: NonNullable<Asking>,
): Promise<Found> {
  const split = splitCid(words);
  const page = await book.stream.queryCalls(
    { filter: filterOf(words, types) },
    { limit: mostListed },
    context,
  );
  const calls = page.items.filter((call) => beginsWith(call, words));
  const cut = page.next !== undefined;
  const isThere = calls.some(({ cid, callId }) => cid === words || callId === words);
  if (isThere || !(cut || calls.length === 0)) return { calls, cut };
  const exact =
    split === undefined
      ? await callsOfId({ book, types }, words, cut, context)
      : await callOfCid(book, words, context);
  return { calls: [...exact, ...calls], cut };
}

/** Ids that begin so; words with a colon name a type before it, unless the id itself has one. */
function filterOf(words: string, types: readonly string[]): Readonly<Record<string, unknown>> {
  const split = splitCid(words);
  const onlyType = words.endsWith(':') ? words.slice(0, -1) : undefined;
  if (onlyType !== undefined && types.includes(onlyType)) return callFilter({ types: [onlyType] });
  if (split === undefined) return callFilter({ idPrefix: words });
  const typed = callFilter({ types: [split.callType], idPrefix: split.callId });
  return types.includes(split.callType) ? typed : { $or: [typed, callFilter({ idPrefix: words })] };
}

function beginsWith({ cid, callId }: Call, words: string): boolean {
  return cid.startsWith(words) || callId.startsWith(words);
}

/** A call that does not exist is none, and an id that cannot be one is none either. */
async function callOfCid(
  book: CallSearchParts['book'],
  cid: string,
  { signal, onWait }: NonNullable<Asking>,
): Promise<readonly Call[]> {
  try {
    return [
      await book.readCall(cid, {
        signal,
        onProgress: ({ wait }) => onWait?.(wait),
      }),
    ];
  } catch (error) {
    if (isStreamFailure(error) && (error.kind === 'not-found' || error.kind === 'bad-input')) return [];
    throw error;
  }
}

/** Calls of exactly this id, of whichever type. An empty list was not cut: there is no such call. */
async function callsOfId(
  { book, types }: Pick<CallSearchParts, 'book' | 'types'>,
  id: string,
  cut: boolean,
  context: NonNullable<Asking>,
): Promise<readonly Call[]> {
  if (!cut || types.length === 0) return [];
  const cids = types.map((type) => `${type}:${id}`);
  const page = await book.stream.queryCalls(
    { filter: { cid: { $in: cids } } },
    { limit: mostListed },
    context,
  );
  return page.items.filter((call) => call.callId === id);
}

/** Calls whose cid holds the words; those whose id or cid begins with them first. Capitals make no difference. */
export function matching(calls: readonly ListedCall[], words: string): readonly ListedCall[] {
  const folded = words.toLowerCase();
  const begin: ListedCall[] = [];
  const hold: ListedCall[] = [];
  for (const each of calls) {
    const cid = each.cid.toLowerCase();
    const at = cid.indexOf(folded);
    if (at < 0) continue;
    if (at === 0 || cid.startsWith(folded, cid.indexOf(':') + 1)) begin.push(each);
    else hold.push(each);
  }
  return [...begin, ...hold];
}
