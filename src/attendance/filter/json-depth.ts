import { createScanner } from 'jsonc-parser';

/** Numbers of jsonc-parser's token kinds: its enum does not exist at run time under `isolatedModules`. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** Where JSON text goes deeper than a limit; undefined: nowhere. Parsers recurse, so this is asked before they run. */
export function deeperThan(source: string, limit: number): number | undefined {
  const scanner = createScanner(source, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    if (depth > limit) return scanner.getTokenOffset();
  }
  return undefined;
}
