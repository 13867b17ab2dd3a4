import type { SessionRef } from '../../attendance/call';

/** A call or a session that a text names, and where: offsets in the text, half-open. */
export interface Find {
  readonly from: number;
  readonly to: number;
  /** The call; with {@link sessionId}: the one that the session belongs to, as far as that is known. */
  readonly cid: string | undefined;
  readonly sessionId: string | undefined;
}

/** What a recogniser knows of the app: nothing else than this is taken for an id just because it looks like one. */
export interface KnownIds {
  /** Call types that the app is known to have. */
  readonly types: ReadonlySet<string>;
  /** Cids that the book holds: odd ones are recognised only so. */
  readonly cids: ReadonlySet<string>;
  /** Sessions that the book holds, by their id; several if calls share one. */
  readonly sessions: ReadonlyMap<string, readonly SessionRef[]>;
}

/** Languages with JavaScript's strings and calls. */
export const javascripts = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'vue',
  'svelte',
];

const wholeType = /^[\w-]{1,64}$/;
// Controls and lone surrogates: no id that anybody wrote on purpose.
const odd = /[\p{Cc}\p{Cs}]/u;
const longestId = 64;

/** A call type as they are in practice; digits alone would make calls of times of day. */
export function isCallType(word: string): boolean {
  return wholeType.test(word) && !/^\d+$/.test(word);
}

/** What Stream may take for a call id, and our own door for a safe one. */
export function isCallId(id: string): boolean {
  return id.trim() === id && id !== '' && id.length <= longestId && !/^\.{1,2}$/.test(id) && !odd.test(id);
}
