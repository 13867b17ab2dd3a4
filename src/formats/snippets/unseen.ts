/**
 * What must not stand in code as it is: what cannot be seen, spaces that are none, halves of characters, line breaks of any
 * kind, and letters that run from right to left, which would put code beside them into another order on screen.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|(?! )\p{Zs}|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/gu;

/** A text with everything unseen spelled out. @param spell the escape of a code point in the language it stands in */
export function spelledOut(words: string, spell: (codePoint: number) => string): string {
  return words.replace(unseen, (character) => spell(character.codePointAt(0) ?? 0));
}

/** One code point as JSON, JavaScript and people write it: `\u202e`, in two halves beyond four digits. */
export function unicodeEscape(codePoint: number): string {
  return Array.from({ length: codePoint > 0xffff ? 2 : 1 }, (_, at) => {
    const unit = String.fromCodePoint(codePoint).charCodeAt(at);
    return `\\u${unit.toString(16).padStart(4, '0')}`;
  }).join('');
}

/** JSON of one line in which everything can be seen. It is also a literal of JavaScript. */
export function plainJson(value: unknown): string {
  return spelledOut(JSON.stringify(value), unicodeEscape);
}

/** A text for a comment or a note: of one line, and nothing in it is hidden. */
export function plainLine(words: string): string {
  return spelledOut(words, unicodeEscape);
}
