import { rowSlices, type WriteOptions } from './row-slices';

/** A table for people, in GitHub's Markdown. All its texts are plain ones and may hold anything. */
export interface MarkdownTable {
  /** Stands above the table. */
  readonly intro: readonly string[];
  readonly titles: readonly string[];
  readonly rows: number;
  /** The cells of the row at a place, as many as there are titles. */
  readonly cells: (at: number) => readonly string[];
}

/**
 * What Markdown, or GitHub beyond it, would make something of: markup, HTML, links, mentions, issues, formulas, emoji by
 * their names.
 */
const meaning = /[\\`*_{}[\]<>|~#@&$]|:\/\/|:[+-]?[a-z][\w+-]*:|www\./i;

/**
 * A table in slices: a paragraph, then a line a row.
 * @throws the signal's reason, once it is aborted
 */
export async function* writeMarkdown(
  { intro, titles, rows, cells }: MarkdownTable,
  options: WriteOptions = {},
): AsyncGenerator<string, void> {
  options.signal?.throwIfAborted();
  const above = intro.map((words) => `${markdownCell(words)}  \n`).join('');
  yield `${above}${above === '' ? '' : '\n'}${line(titles)}${line(
    titles.map(() => '---'),
    (cell) => cell,
  )}`;
  yield* rowSlices(rows, (at) => line(cells(at)), options);
}

/**
 * Any text within a line or a cell of a table, as text: words that would mean something in Markdown stand as code, where
 * nothing means anything, nobody is called and nothing is changed. Line breaks become spaces.
 */
export function markdownCell(words: string): string {
  return words
    .replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ')
    .split(/( +)/)
    .map((word) => (meaning.test(word) ? code(word) : word))
    .join('');
}

/** Code holds neither a `|`, which would end the cell, nor a backquote, which would end the code: they stand between. */
function code(word: string): string {
  return word
    .split(/([|`]+)/)
    .map((part, at) => {
      if (at % 2 === 1) return part.replaceAll('|', '&#124;').replaceAll('`', '&#96;');
      return part === '' ? '' : `\`${part}\``;
    })
    .join('');
}

function line(cells: readonly string[], written: (cell: string) => string = markdownCell): string {
  return `| ${cells.map(written).join(' | ')} |\n`;
}
