import { splitCid } from '../attendance/call';

/** What a pasted text may name. */
export interface NamedIds {
  readonly cid: string | undefined;
  readonly sessionId: string | undefined;
}

/** As far as text is looked at: a log line, not a log. */
const longest = 4096;
const quoteMarks = '"\'`“”‘’«»';
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const wholeUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const callType = /^[\w-]{1,64}$/;

/** True for what looks like Stream's session ids do. */
export function looksLikeSessionId(id: string): boolean {
  return wholeUuid.test(id);
}

/**
 * The calls and sessions that a pasted text may name, the likeliest first: a cid, `<cid>/<session>`, a session id, a log
 * line, JSON or address that holds them. Nothing is checked with Stream. Ids may hold colons and slashes, so that one text
 * can name several; at most 10 are answered.
 */
export function idsInText(pasted: string): readonly NamedIds[] {
  const words = unquoted(pasted.slice(0, longest).trim());
  const found = new Map<string, NamedIds>();
  const add = (cid: string | undefined, sessionId: string | undefined): void => {
    const ids = { cid: cid === '' ? undefined : cid, sessionId: sessionId === '' ? undefined : sessionId };
    if (ids.cid === undefined && ids.sessionId === undefined) return;
    const name = JSON.stringify([ids.cid, ids.sessionId]);
    if (found.size < 10 && !found.has(name)) found.set(name, ids);
  };
  if (words === '') return [];
  fromNamed(words, add);
  fromPath(words, add);
  if (/\s/.test(words) || /^[[{]/.test(words)) fromLine(words, add);
  else fromWord(words, add);
  return [...found.values()];
}

type Add = (cid: string | undefined, sessionId: string | undefined) => void;

/** JSON, query strings and log fields that say what is what. */
function fromNamed(words: string, add: Add): void {
  const value = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const match = new RegExp(
        `(?:^|[^\\w])${name}["']?\\s{0,8}[:=]\\s{0,8}["']?([^\\s"',;&}\\]]{1,400})`,
        'i',
      ).exec(words);
      if (match?.[1] !== undefined) return match[1];
    }
    return undefined;
  };
  const type = value('call_type');
  const id = value('call_id');
  const named = value('call_cid', 'cid');
  const cid =
    named !== undefined && splitCid(named) !== undefined ? named : type && id ? `${type}:${id}` : undefined;
  const sessionId = value('call_session_id', 'session_id', 'session');
  if (cid !== undefined) add(cid, sessionId);
  else if (sessionId !== undefined && looksLikeSessionId(sessionId)) add(undefined, sessionId);
}

/** `/video/call/{type}/{id}/session/{session}` and its like, percent-encoded. */
function fromPath(words: string, add: Add): void {
  const match =
    /\/call(?:_stats)?\/([^\s/?#"']{1,200})\/([^\s/?#"']{1,400})(?:\/(?:session\/)?([^\s/?#"']{1,400}))?/.exec(
      words,
    );
  const [, type, id, session] = match ?? [];
  if (type === undefined || id === undefined) return;
  const sessionId = session === undefined ? undefined : decoded(session);
  add(
    `${decoded(type)}:${decoded(id)}`,
    sessionId !== undefined && looksLikeSessionId(sessionId) ? sessionId : undefined,
  );
}

/** Words between spaces and marks: those that look like cids, with the session where the line names one only. */
function fromLine(words: string, add: Add): void {
  const parts = words.split(/[\s,;()[\]{}<>="'`“”‘’«»|]+/).map((part) => part.replace(/[.:]+$/, ''));
  const sessions = words.match(uuid) ?? [];
  const only = sessions.length === 1 ? sessions[0] : undefined;
  for (const part of parts) {
    if (!isLikelyCid(part)) continue;
    fromWord(part, (cid, sessionId) => {
      add(cid, sessionId ?? only);
    });
  }
  for (const id of sessions) add(undefined, id);
  // A call id may hold spaces.
  if (sessions.length === 0 && !words.includes('\n') && isLikelyCid(words)) add(words, undefined);
}

/** One word: `<cid>/<session>`, a cid or a session id. */
function fromWord(word: string, add: Add): void {
  if (looksLikeSessionId(word)) {
    add(undefined, word);
    return;
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word)) return;
  const slash = word.lastIndexOf('/');
  const [head, tail] = [word.slice(0, slash), word.slice(slash + 1)];
  if (slash > 0 && tail !== '' && splitCid(head) !== undefined) {
    const sure = looksLikeSessionId(tail);
    add(head, tail);
    if (!sure) add(word, undefined);
  } else if (splitCid(word) !== undefined) add(word.replace(/\/$/, ''), undefined);
}

/** `default:standup`, but not `12:30:45`, `https://…` or `C:\…`. */
function isLikelyCid(word: string): boolean {
  const split = splitCid(word);
  if (split === undefined || !callType.test(split.callType) || /^\d+$/.test(split.callType)) return false;
  return !/^(?:\/\/|\\)/.test(split.callId) && !/^\d{4}-\d\d-\d\dT\d/.test(word);
}

function unquoted(words: string): string {
  let [from, to] = [0, words.length];
  while (
    from < to &&
    quoteMarks.includes(words.charAt(from)) &&
    quoteMarks.includes(words.charAt(to - 1)) &&
    to - from > 1
  ) {
    from++;
    to--;
  }
  return words.slice(from, to).trim();
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
