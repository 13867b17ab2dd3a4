/** What the text of a value in a debugger says. */
export type AdapterValue =
  /** A string, whole, without quotes and escapes. */
  | { readonly kind: 'text'; readonly text: string }
  /** A string of which the debugger shows a part only: never to be used. */
  | { readonly kind: 'cut' }
  /** A number, a boolean, or no value. */
  | { readonly kind: 'plain' }
  /** An object, or what is not understood. */
  | { readonly kind: 'other' };

/** Dots where something was left out; an id that really holds three of them cannot be told from a cut one. */
const ellipsis = /\.\.\.|…/;
const endsCut = /(?:\.\.\.|…)(?:\+\d+ more)?$/;
const plainValue =
  /^(?:undefined|null|none|nil|<nil>|nan|true|false|0x[\da-f]+|[+-]?[\d_]*\.?\d+(?:e[+-]?\d+)?n?)$/i;
/** Python's `b'…'` and `u'…'`; Delve's pointers and interfaces, `*"…"` and `interface {}(string) "…"`. */
const beforeQuote = /^(?:(?<python>[bu]{1,2})(?=["'])|\*{1,2}(?=")|(?:interface \{\}|any)\(string\) (?=")|)/i;

/** Reads a value as js-debug, debugpy and Delve show it in a list of variables. */
export function readShownValue(shown: string): AdapterValue {
  const value = literalOf(shown.trim());
  return value.kind === 'text' && ellipsis.test(value.text) ? { kind: 'cut' } : value;
}

/**
 * Reads what a debugger answered to being asked for a value "for the clipboard". js-debug answers JSON, debugpy and Delve
 * a literal of their language, others the string itself; all of it is whole, unless the adapter took no notice of the wish.
 * @param shown the same value as the list of variables shows it
 */
export function readAnsweredValue(
  answer: string,
  { shown, type }: { readonly shown: string; readonly type: string | undefined },
): AdapterValue {
  const before = readShownValue(shown);
  if (before.kind !== 'text' && before.kind !== 'cut' && !isStringType(type)) return readShownValue(answer);
  const literal = literalOf(answer.trim());
  if (literal.kind === 'cut') return literal;
  const start = beginning(shown);
  // A string that itself stands in quotes begins with one where it is shown, too.
  const isString = literal.kind !== 'text' || (!literal.text.startsWith(start) && answer.startsWith(start));
  const text = isString ? answer : literal.text;
  const isWhole = answer.trim() === shown.trim() ? !ellipsis.test(text) : !endsCut.test(text);
  return isWhole ? { kind: 'text', text } : { kind: 'cut' };
}

/** How a string begins that is shown in whole or in part. */
function beginning(shown: string): string {
  const literal = literalOf(shown.trim());
  return literal.kind === 'text' ? literal.text.replace(/(?:\.\.\.|…)[\s\S]*$/, '') : '';
}

/** A literal with all that stands in it, dots too. */
function literalOf(words: string): AdapterValue {
  const prefix = beforeQuote.exec(words);
  const literal = words.slice(prefix?.[0].length ?? 0);
  const quote = literal.charAt(0);
  if (!isQuote(quote)) return { kind: words.length < 100 && plainValue.test(words) ? 'plain' : 'other' };
  const end = closing(literal, quote);
  if (end === undefined || /^(?:\.\.\.|…)/.test(literal.slice(end + 1)))
    return { kind: endsCut.test(literal) ? 'cut' : 'other' };
  if (end !== literal.length - 1) return { kind: 'other' };
  const bytes = prefix?.groups?.['python']?.toLowerCase().includes('b') === true;
  const text = unescaped(literal.slice(1, end), bytes);
  return text === undefined ? { kind: 'other' } : { kind: 'text', text };
}

function isStringType(type: string | undefined): boolean {
  return type !== undefined && /^(?:str|string|String|bytes|\*?string)$/.test(type);
}

function isQuote(mark: string): boolean {
  return mark === '"' || mark === "'" || mark === '`';
}

/** Where the quote at the start is closed. */
function closing(literal: string, quote: string): number | undefined {
  for (let at = 1; at < literal.length; at++) {
    const mark = literal.charAt(at);
    if (mark === '\\') at++;
    else if (mark === quote) return at;
  }
  return undefined;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  0: '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  $: '$',
};
const escapes = /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([\s\S]?))/g;

/**
 * The text of a literal's inside. Undefined: an escape that none of the languages has, or bytes that are no text.
 * @param bytes the escapes `\xNN` are bytes of UTF-8, not characters
 */
function unescaped(inside: string, bytes: boolean): string | undefined {
  if (!inside.includes('\\')) return inside;
  let strange = 0;
  const decoded = inside.replace(
    escapes,
    (
      _whole,
      braced: string | undefined,
      short: string | undefined,
      long: string | undefined,
      hex: string | undefined,
      mark: string | undefined,
    ) => {
      const digits = braced ?? short ?? long ?? hex;
      const code = digits === undefined ? undefined : Number.parseInt(digits, 16);
      const character =
        code === undefined
          ? simple[mark ?? '']
          : code > 0x10ffff || (bytes && hex === undefined)
            ? undefined
            : String.fromCodePoint(code);
      if (character === undefined) strange++;
      return character ?? '';
    },
  );
  if (strange > 0) return undefined;
  if (!bytes) return decoded;
  const utf8 = Buffer.from(decoded, 'latin1');
  const text = utf8.toString('utf8');
  return Buffer.from(text, 'utf8').equals(utf8) ? text : undefined;
}
