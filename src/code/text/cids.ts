import { isCallId, isCallType, javascripts, type Find, type KnownIds } from './find';

/** A part of a text: one line, or what of it is looked at. */
export interface Line {
  readonly from: number;
  readonly to: number;
}

/** Languages whose code has a type's name before a colon without meaning a call: `default:return`, `{livestream:on}`. */
const withLabels: ReadonlySet<string> = new Set([
  ...javascripts,
  'c',
  'cpp',
  'csharp',
  'css',
  'dart',
  'go',
  'groovy',
  'java',
  'kotlin',
  'less',
  'objective-c',
  'objective-cpp',
  'php',
  'python',
  'rust',
  'scala',
  'scss',
  'swift',
]);

/** How far back a line is read to see whether a place of it is text or code. */
const lookBack = 400;
const idRun = /[\p{L}\p{N}\p{M}_.:@~+!-]{1,200}/uy;
const wordAfter = /\/([\w-]{16,128})(?![\w-])/y;
const sessionAfter = /\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![\w-])/iy;

/**
 * Cids of known types in a line, and `<cid>/<session>`, whose place then has both. An id that may be cut off or that is put
 * together from parts is none: it could be another call’s. O(length).
 */
export function findCids(
  text: string,
  line: Line,
  language: string,
  known: KnownIds,
  most: number,
): readonly Find[] {
  const found: Find[] = [];
  for (let colon = text.indexOf(':', line.from); colon !== -1 && colon < line.to && found.length < most;) {
    const find = cidAt(text, line, colon, language, known);
    if (find !== undefined) found.push(find);
    colon = text.indexOf(':', find === undefined ? colon + 1 : find.to);
  }
  return found;
}

function cidAt(text: string, line: Line, colon: number, language: string, known: KnownIds): Find | undefined {
  const from = wordStart(text, line.from, colon);
  const type = text.slice(from, colon);
  if (!known.types.has(type) || !isCallType(type)) return undefined;
  const before = from === line.from ? '' : text.charAt(from - 1);
  if (/[\p{L}\p{N}.$@#\\/%&~+]/u.test(before)) return undefined;
  const place = { line, from, start: colon + 1, before, language };
  const whole = heldInQuotes(text, place, known.cids);
  if (whole !== undefined) return whole;
  const to = idEnd(text, place, known);
  if (to === undefined) return undefined;
  const id = text.slice(colon + 1, to);
  // `file:12:5` and times of day, whatever a type is called.
  if (!isCallId(id) || /^\d+:[\d:]+$/.test(id)) return undefined;
  if (withLabels.has(language) && !isInText(text, line, from, to, before)) return undefined;
  const cid = text.slice(from, to);
  const session = matchAt(sessionAfter, text, to);
  return session?.[1] === undefined
    ? { from, to, cid, sessionId: undefined }
    : { from, to: to + session[0].length, cid, sessionId: session[1] };
}

/** Where a cid may stand. */
interface Place {
  readonly line: Line;
  /** Of its type, and of its id. */
  readonly from: number;
  readonly start: number;
  /** The character before it; '' where the line begins. */
  readonly before: string;
  readonly language: string;
}

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

/** The start of the word that ends at `end`; words longer than any type have none that is looked at. */
function wordStart(text: string, least: number, end: number): number {
  let at = end;
  while (at > least && end - at <= longestType && isWord(text.charCodeAt(at - 1))) at--;
  return at;
}

const longestType = 64;

function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** Odd ids, with spaces and slashes: a quoted text that is a cid of the book from end to end. */
function heldInQuotes(
  text: string,
  { line, from, before, language }: Place,
  cids: ReadonlySet<string>,
): Find | undefined {
  if (!isQuote(before)) return undefined;
  const within = text.slice(from, Math.min(line.to, from + 2 * lookBack));
  const length = within.indexOf(before);
  if (length === -1) return undefined;
  const cid = within.slice(0, length);
  return cids.has(cid) && !goesOn(text, from + length + 1, language)
    ? { from, to: from + length, cid, sessionId: undefined }
    : undefined;
}

/** Where an id ends. Undefined: there is none, or what stands there may be not all of it. */
function idEnd(text: string, place: Place, known: KnownIds): number | undefined {
  const { line, from, start, before, language } = place;
  const run = matchAt(idRun, text, start)?.[0] ?? '';
  const runEnd = start + run.length;
  // A sentence's marks are not the id's; dots in a row are what was cut off.
  const id = run.replace(/[.:!+~@]{1,3}$/, '');
  if (id === '' || run.endsWith('..') || run.length === 200 || runEnd > line.to) return undefined;
  const session = matchAt(sessionAfter, text, runEnd);
  const isQuoted = isQuote(before);
  // Of a quoted text that goes on behind the word, or ends with a sentence's mark, nobody can tell what of it is the id.
  if (isQuoted && (id !== run || !isClosed(text, runEnd + (session?.[0].length ?? 0), place)))
    return undefined;
  const rest = text.slice(runEnd, Math.min(line.to, runEnd + 2));
  const [next, after] = [rest.charAt(0), rest.charAt(1)];
  const end = start + id.length;
  // What a program puts a number behind: `"default:room-", n`.
  const isStem = /[-_]$/.test(run) && !known.cids.has(text.slice(from, end));
  switch (next) {
    case '$':
    case '{':
    case '%':
    case '…':
    case '#':
    case '(':
      return undefined;
    case '/':
      return session !== null || known.sessions.has(matchAt(wordAfter, text, runEnd)?.[1] ?? '')
        ? end
        : undefined;
    case '|':
      // A cell of a table.
      return before === '|' ? end : undefined;
    case '<':
      return after === '/' || after === 'b' ? end : undefined;
    case '*':
      return before === '*' ? end : undefined;
    case '\\':
      return /["'`nrt]/.test(after) && !isStem ? end : undefined;
    case '"':
    case "'":
    case '`':
      return isStem || goesOn(text, runEnd + 1, language) ? undefined : end;
    default:
      return end;
  }
}

function isQuote(mark: string): boolean {
  return /^["'`]$/.test(mark);
}

/** True where a quoted text ends with the quote that it began with, escaped like that one, or with its first line. */
function isClosed(text: string, at: number, { from, before }: Place): boolean {
  if (text.charAt(at) !== '\\') return text.charAt(at) === before;
  const escaped = text.charAt(at + 1);
  return /[nrt]/.test(escaped) || (escaped === before && text.charAt(from - 2) === '\\');
}

/** True where code after a string's end puts more to it, or makes another one of it. */
function goesOn(text: string, at: number, language: string): boolean {
  const rest = text.slice(at, at + 12);
  // `||` puts strings together in SQL; elsewhere it is “or”.
  if (/^ {0,8}\|\|/.test(rest)) return !withLabels.has(language) && language !== 'shellscript';
  return /^(?: {0,8}(?:[+%^]|&(?!&)|<>|\.\.|\.[a-z]|\. ?["'$(])|[$\p{L}\p{N}_])/iu.test(rest);
}

/** In code only strings and comments hold cids. */
function isInText(text: string, line: Line, from: number, to: number, before: string): boolean {
  if (isQuote(before)) return true;
  // Of minified code one cannot tell by looking back a little.
  if (line.to - line.from > 5 * lookBack || /^[(=]/.test(text.slice(to, to + 1))) return false;
  const head = text.slice(Math.max(line.from, from - lookBack), from);
  if (/^\s*(?:\*|#|<!--)/.test(head)) return true;
  let quote = '';
  for (let at = 0; at < head.length; at++) {
    const mark = head.charAt(at);
    if (mark === '\\') at++;
    else if (quote !== '') quote = mark === quote ? '' : quote;
    else if (mark === '"' || mark === "'" || mark === '`') quote = mark;
    else if (/^(?:\/\/|\/\*| # )/.test(head.slice(at, at + 3))) return true;
  }
  return quote !== '';
}
