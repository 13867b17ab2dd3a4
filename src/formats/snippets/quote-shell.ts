/**
 * A text as one word of a POSIX shell (and of bash and zsh), whatever it holds: between single quotes nothing means
 * anything.
 * @throws TypeError: it holds the character 0, which no word can
 */
export function quoteShell(words: string): string {
  if (words.includes('\0')) throw new TypeError('A word of a shell cannot hold the character 0.');
  return `'${words.replaceAll("'", String.raw`'\''`)}'`;
}
