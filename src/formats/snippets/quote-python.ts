import { spelledOut, unicodeEscape } from './unseen';

/** A text as a literal of Python: JSON's escapes mean the same there, but for characters beyond four digits. */
export function quotePython(words: string): string {
  return spelledOut(JSON.stringify(words), (codePoint) =>
    codePoint > 0xffff ? `\\U${codePoint.toString(16).padStart(8, '0')}` : unicodeEscape(codePoint),
  );
}
