import { cidOf } from '../../attendance/call';
import type { Line } from './cids';
import { isCallId, isCallType, type Find, type KnownIds } from './find';
import { othersWords, usersWords } from './session-words';

const uuids = /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/gi;
const words = /(?<![\w-])[\w-]{16,128}(?![\w-])/g;

/** As far as “beside” reaches, characters. */
const beside = 48;

/** `sessionId: "`, `"session_id":"`, `session `, `/session/`, `session: {"id": "` – and whose session it is, where that is not a call's. */
const sessionBefore = new RegExp(
  `(${usersWords}|${othersWords})?${
    /[ _-]?session[ _-]?(?:id|uuid)?["'`\])\\]{0,3} {0,4}(?:is |was |with id |id )?[=:>(/,-]{0,3} {0,4}["'`[({<\\]{0,4} {0,2}(?:["'`\\]{0,2}id["'`\\]{0,2} {0,2}[:=] {0,2}["'`\\]{0,2})?$/
      .source
  }`,
  'i',
);
/** `2f0c… session ended`, but not `2f0c… session=`: that names another one. */
const sessionBehind = /^["'`)\]]{0,2} {0,2}\(?session\b(?! {0,2}[:=(]| id\b)/i;
const pathBefore = /\/call(?:_stats)?\/([\w-]{1,64})\/([^\s/?#"'<>]{1,200})\/(?:session\/)?$/;

/**
 * Session ids in a line: those that the book holds, and UUIDs beside the word session. Ids of a user's connection
 * (`user_session_id`) are none. A session's call is known by the book, by its path, or where the line names one call alone.
 * O(length).
 * @param cids what the line names as calls; a session that stands in the place of one is found here again
 */
export function findSessions(
  text: string,
  line: Line,
  known: KnownIds,
  cids: readonly Find[],
  most: number,
): readonly Find[] {
  const part = text.slice(line.from, line.to);
  const only = new Set(cids.map(({ cid }) => cid)).size === 1 ? cids[0] : undefined;
  const found: Find[] = [];
  // Only where the book holds ids of another form it is worth looking at every word.
  for (const { 0: sessionId, index } of part.matchAll(hasOtherForms(known) ? words : uuids)) {
    if (found.length === most) break;
    const [from, to] = [line.from + index, line.from + index + sessionId.length];
    const held = known.sessions.get(sessionId);
    if (held === undefined && !(isUuid(sessionId) && isNamedSession(text, line, from, to))) continue;
    const inPath = callInPath(text, line, from, known);
    const near = only !== undefined && Math.abs(only.from - from) <= farthest ? only.cid : undefined;
    const calls = held?.map(cidOf) ?? [];
    const told = inPath ?? near;
    // The book knows better, unless two calls share the id.
    const cid =
      calls.length === 1 || (told !== undefined && !calls.includes(told)) ? (calls[0] ?? told) : told;
    found.push({ from, to, cid, sessionId });
  }
  return found;
}

/** A line may be a whole log: a call that stands so far away says nothing of a session. */
const farthest = 1000;

function isNamedSession(text: string, line: Line, from: number, to: number): boolean {
  const named = sessionBefore.exec(text.slice(Math.max(line.from, from - beside), from));
  if (named !== null) return named[1] === undefined;
  return sessionBehind.test(text.slice(to, Math.min(line.to, to + beside)));
}

function callInPath(text: string, line: Line, from: number, known: KnownIds): string | undefined {
  if (text.charAt(from - 1) !== '/') return undefined;
  const [, type = '', encoded = ''] =
    pathBefore.exec(text.slice(Math.max(line.from, from - 300), from)) ?? [];
  const id = decoded(encoded);
  return known.types.has(type) && isCallType(type) && isCallId(id) ? `${type}:${id}` : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

const wholeUuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function isUuid(word: string): boolean {
  return wholeUuid.test(word);
}

const forms = new WeakMap<KnownIds['sessions'], boolean>();

function hasOtherForms({ sessions }: KnownIds): boolean {
  let other = forms.get(sessions);
  if (other === undefined) {
    other = [...sessions.keys()].some((id) => !isUuid(id));
    forms.set(sessions, other);
  }
  return other;
}
