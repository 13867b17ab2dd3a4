import { isCallId, isCallType, javascripts, type Find, type KnownIds } from './find';

/** Languages in which `video.call("default", "…")` is looked for. */
const languages: ReadonlySet<string> = new Set([...javascripts, 'python']);

/** As far as the arguments of one call are looked at, characters. */
const longestArguments = 600;

/**
 * `fn.call("a", "b")` is every function's method, and `redisClient.call("GET", "user")` another program's: only a receiver
 * that is called so is sure to be Stream's client. Behind every other one the type must be one that the app has.
 */
const clients = /video(?:_?client)?(?:\(\s*\))?\s{0,40}[?!]?\s{0,40}$/i;

const argumentNames: Readonly<Record<string, 'type' | 'id'>> = {
  call_type: 'type',
  callType: 'type',
  type: 'type',
  call_id: 'id',
  callId: 'id',
  id: 'id',
};

/**
 * Calls that code names by literals: `video.call("default", "standup")`, over several lines too, and Python's
 * `call(call_type="default", id="standup")`. The place is that of the call id. What is put together from parts (`+`, `${}`,
 * f-strings, escapes) names no call that could be known from the text. O(length), for any text.
 * @param within where such calls begin; they may end behind it
 */
export function findCallLiterals(
  text: string,
  within: { readonly from: number; readonly to: number },
  language: string,
  known: Pick<KnownIds, 'types'>,
  most: number,
): readonly Find[] {
  const found: Find[] = [];
  if (!languages.has(language)) return found;
  const python = language === 'python';
  for (
    let at = text.indexOf('call', within.from);
    at !== -1 && at < within.to;
    at = text.indexOf('call', at + 4)
  ) {
    if (found.length === most) break;
    const receiver = receiverEnd(text, at);
    if (receiver === undefined) continue;
    const open = argumentsStart(text, at + 4);
    if (open === undefined) continue;
    const literals = readArguments(text, open, python);
    if (literals === undefined) continue;
    const { type, id } = literals;
    if (!isCallType(type.value) || !isCallId(id.value)) continue;
    if (!clients.test(text.slice(Math.max(0, receiver - 80), receiver)) && !known.types.has(type.value))
      continue;
    found.push({ from: id.from, to: id.to, cid: `${type.value}:${id.value}`, sessionId: undefined });
  }
  return found;
}

/** Where the thing ends that the method is called on: before the dot. Undefined: no method. */
function receiverEnd(text: string, at: number): number | undefined {
  const dot = spaceBefore(text, at);
  return text.charAt(dot - 1) === '.' ? spaceBefore(text, dot - 1) : undefined;
}

function argumentsStart(text: string, at: number): number | undefined {
  const open = text.startsWith('?.', at) ? at + 2 : spaceAfter(text, at);
  return text.charAt(open) === '(' ? open + 1 : undefined;
}

interface Literal {
  readonly value: string;
  /** Of what stands between the quotes. */
  readonly from: number;
  readonly to: number;
}

function readArguments(
  text: string,
  start: number,
  python: boolean,
): { readonly type: Literal; readonly id: Literal } | undefined {
  const end = Math.min(text.length, start + longestArguments);
  let [type, id]: (Literal | undefined)[] = [];
  for (let at = start; at < end;) {
    at = spaceAfter(text, at);
    const keyword = python ? keywordAt(text, at) : undefined;
    const role = keyword?.role ?? (type === undefined ? 'type' : 'id');
    const literal = literalAt(text, keyword?.after ?? at, end, python);
    if (literal === undefined) return undefined;
    if (role === 'type') type = literal;
    else id = literal;
    const next = spaceAfter(text, literal.to + 1);
    const mark = text.charAt(next);
    // Anything else goes on with the literal: it is not all of the value.
    if (mark !== ',' && mark !== ')') return undefined;
    if (type !== undefined && id !== undefined) return { type, id };
    if (mark === ')') return undefined;
    at = next + 1;
  }
  return undefined;
}

const keywordForm = /(call_type|callType|type|call_id|callId|id)\s{0,20}=\s{0,20}(?!=)/y;

function keywordAt(
  text: string,
  at: number,
): { readonly role: 'type' | 'id'; readonly after: number } | undefined {
  keywordForm.lastIndex = at;
  const match = keywordForm.exec(text);
  const role = argumentNames[match?.[1] ?? ''];
  return match === null || role === undefined ? undefined : { role, after: at + match[0].length };
}

/** A string whose value is what stands there: one line, no escapes, nothing put in. */
function literalAt(text: string, start: number, end: number, python: boolean): Literal | undefined {
  // Python's prefixes that change nothing here.
  const at = python && /^[urUR]["']/.test(text.slice(start, start + 2)) ? start + 1 : start;
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'" && (quote !== '`' || python)) return undefined;
  const to = text.indexOf(quote, at + 1);
  if (to === -1 || to >= end || to - at > 200) return undefined;
  const value = text.slice(at + 1, to);
  if (/[\\\n\r]/.test(value) || (quote === '`' && value.includes('${'))) return undefined;
  return { value, from: at + 1, to };
}

const longestSpace = 200;

function spaceAfter(text: string, at: number): number {
  let after = at;
  while (after - at < longestSpace && isSpace(text.charCodeAt(after))) after++;
  return after;
}

function spaceBefore(text: string, at: number): number {
  let before = at;
  while (at - before < longestSpace && isSpace(text.charCodeAt(before - 1))) before--;
  return before;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
