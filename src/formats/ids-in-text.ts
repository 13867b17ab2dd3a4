import { splitCid } from '../attendance/call';
import { cidLikelihood, looksLikeSessionId, sessionsInLine } from './likely-ids';

/** What a pasted text may name. */
export interface NamedIds {
  readonly cid: string | undefined;
  readonly sessionId: string | undefined;
}

/** As far as text is looked at: a log line, not a log. */
const longest = 4096;
const most = 10;
/** What a terminal is told by: ESC [ … letter. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');
const quoteMarks = '"\'`“”‘’«»';
/**
 * The calls and sessions that a pasted text may name, the likeliest first: a cid, `<cid>/<session>`, a session id, an address
 * of Stream's API or dashboard, a log line or JSON that holds them, with colours, escaped or percent-encoded. Nothing is
 * checked with Stream. Ids may hold colons and slashes, so that one text can name several; at most 10 are answered.
 */
export function idsInText(pasted: string): readonly NamedIds[] {
  // JSON in a JSON log has its quotes escaped.
  const words = unquoted(withoutColours(pasted.slice(0, longest)).replaceAll('\\"', '"').trim());
  if (words === '') return [];
  const found = readingsOf(words);
  if (found.some(({ cid }) => cid !== undefined)) return found;
  // As a value of another text: an address in a query string.
  const inner = decoded(words);
  return inner === words ? found : united(readingsOf(unquoted(inner.trim())), found);
}

function readingsOf(words: string): readonly NamedIds[] {
  const found: NamedIds[] = [];
  const add: Add = (cid, sessionId) => {
    found.push({ cid: cid === '' ? undefined : cid, sessionId: sessionId === '' ? undefined : sessionId });
  };
  fromNamed(words, add);
  fromPath(words, add);
  if (/\s/.test(words) || /^[[{]/.test(words)) fromLine(words, add);
  else fromWord(words, add);
  // A session alone is less than any call.
  return united(
    found.filter(({ cid }) => cid !== undefined),
    found,
  );
}

/** Each once, without those that name nothing, ten at most. */
function united(...lists: readonly (readonly NamedIds[])[]): readonly NamedIds[] {
  const found = new Map<string, NamedIds>();
  for (const ids of lists.flat()) {
    const name = JSON.stringify([ids.cid, ids.sessionId]);
    if ((ids.cid ?? ids.sessionId) !== undefined && found.size < most && !found.has(name))
      found.set(name, ids);
  }
  return [...found.values()];
}

type Add = (cid: string | undefined, sessionId: string | undefined) => void;

/** JSON, query strings and log fields that say what is what, in whichever way their names are written. */
function fromNamed(words: string, add: Add): void {
  const value = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const match = new RegExp(
        `(?:^|[^\\w])${name}["']?\\s{0,8}(?:[:=]|=>)\\s{0,8}["']?([^\\s"',;&}\\]]{1,400})`,
        'i',
      ).exec(words);
      if (match?.[1] !== undefined) return match[1];
    }
    return undefined;
  };
  const type = value('call[_-]?type');
  const id = value('call[_-]?id');
  const named = cidIn(value('call[_-]?cid')) ?? cidIn(value('cid')) ?? likelyCid(value('call'));
  const cid = named ?? (type !== undefined && id !== undefined ? `${type}:${id}` : undefined);
  const sessionId = value('call[_-]?session[_-]?id', 'session[_-]?id', 'session');
  const isSure = sessionId !== undefined && looksLikeSessionId(sessionId);
  if (cid !== undefined) add(cid, isSure || isName(sessionId) ? sessionId : onlySession(words));
  else if (isSure) add(undefined, sessionId);
}

function onlySession(words: string): string | undefined {
  const [session, ...others] = sessionsInLine(words);
  return others.length === 0 ? session : undefined;
}

function cidIn(value: string | undefined): string | undefined {
  return value === undefined || splitCid(value) === undefined ? undefined : value;
}

function likelyCid(value: string | undefined): string | undefined {
  return value !== undefined && cidLikelihood(value) > 0 ? value : undefined;
}

/** What a field of a session may hold beside a UUID, but no object and nothing that stands for nothing. */
function isName(value: string | undefined): boolean {
  return value !== undefined && !/^(?:[{[(]|null$|undefined$|none$|nil$|true$|false$)/i.test(value);
}

/**
 * `/video/call/{type}/{id}/session/{session}` of the API, `/video/calls/{type}/{id}/sessions/{session}` of the dashboard and
 * their like, also with the cid as one part; percent-encoded.
 */
function fromPath(words: string, add: Add): void {
  const match = /\/(?:video[-_])?calls?(?:_stats)?\/([^\s/?#"']{1,400})((?:\/[^\s/?#"']{1,400}){0,6})/i.exec(
    words,
  );
  if (match?.[1] === undefined) return;
  const [first, ...rest] = [match[1], ...(match[2] ?? '').split('/').slice(1)].map(decoded);
  if (first === undefined) return;
  const isCid = splitCid(first) !== undefined;
  const cid = isCid ? first : rest[0] === undefined ? undefined : `${first}:${rest[0]}`;
  if (cid === undefined || !/^[\w-]{1,64}:/.test(cid)) return;
  const after = isCid ? rest : rest.slice(1);
  const at = after.findIndex((part) => /^(?:call[_-]?)?sessions?$/i.test(part));
  const sessionId = at >= 0 ? after[at + 1] : after[0];
  add(cid, sessionId !== undefined && looksLikeSessionId(sessionId) ? sessionId : inQuery(words));
}

/** The dashboard tells the session behind the path in some places. */
function inQuery(words: string): string | undefined {
  const value = /[?&#](?:call[_-]?)?session(?:[_-]?id)?=([0-9a-f-]{36})(?![\w-])/i.exec(words)?.[1];
  return value !== undefined && looksLikeSessionId(value) ? value : undefined;
}

/** Words between spaces and marks: those that look like cids, with the session where the line names one only. */
function fromLine(words: string, add: Add): void {
  const parts = words.split(/[\s,;()[\]{}<>="'`“”‘’«»|]+/).map((part) => part.replace(/[.:]+$/, ''));
  const sessions = sessionsInLine(words);
  const only = onlySession(words);
  // Types that every app has go first, then the order of the line.
  for (const likelihood of [2, 1]) {
    for (const part of parts) {
      if (cidLikelihood(part) !== likelihood) continue;
      fromWord(part, (cid, sessionId) => {
        add(cid, sessionId ?? only);
      });
    }
  }
  for (const id of sessions) add(undefined, id);
  // A call id may hold spaces.
  if (sessions.length === 0 && !words.includes('\n') && cidLikelihood(words) > 0) add(words, undefined);
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
  if (slash > 0 && tail !== '' && isNoField(head)) {
    const sure = looksLikeSessionId(tail);
    add(head, tail);
    if (!sure) add(word, undefined);
  } else if (isNoField(word)) add(word.replace(/\/$/, ''), undefined);
}

/** A cid, and not a query string that holds one. */
function isNoField(word: string): boolean {
  return !/[=?&]/.test(splitCid(word)?.callType ?? '=');
}

/** Without the colours of a terminal. */
function withoutColours(words: string): string {
  return words.replace(colours, '');
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

/** Percent-encoded characters as they are meant; what is none stays as it is. */
function decoded(part: string): string {
  return part.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
