const firstStrongIsolate = '\u2068';
const popDirectionalIsolate = '\u2069';

/** Controls, line breaks, format characters that hide or reorder text, lone surrogates, tags. Joiners stay: emoji and Persian need them. */
const unseen =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/** From Hebrew on, a text may bring a direction of its own. */
const beyondLatin = /[^\0-\u058f]/;

/**
 * Text from Stream as it may stand on the screen: what cannot be seen is spelled out (`\u202e`), a line break cannot
 * make a second line, and text that might run from right to left is isolated from what stands beside it.
 */
export function shownText(text: string): string {
  const visible = text.replace(unseen, spellOut);
  return beyondLatin.test(visible) ? `${firstStrongIsolate}${visible}${popDirectionalIsolate}` : visible;
}

/** The text has nothing that {@link shownText} would have to spell out. */
export function hidesNothing(text: string): boolean {
  return text.search(unseen) < 0;
}

function spellOut(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default: {
      const code = character.codePointAt(0) ?? 0;
      return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
    }
  }
}

/** {@link shownText} for places where VS Code draws `$(name)` as an icon. */
export function shownWithoutIcons(text: string): string {
  return wordsWithoutIcons(shownText(text));
}

/** Finished words, whose ids are {@link shownText} already, for places where VS Code draws `$(name)` as an icon. */
export function wordsWithoutIcons(words: string): string {
  return words.replaceAll('$(', '$\u200b(');
}

/**
 * A whole text for a notification, where VS Code draws `[label](command:…)` as a link that runs the command. A space
 * without width keeps such a text from being one; our own notifications hold no links.
 */
export function shownInNotification(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
