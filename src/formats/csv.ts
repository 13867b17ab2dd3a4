/** A value of a cell. Numbers are written as they are: a spreadsheet reads them as numbers, and runs none. */
export type CsvValue = string | number;

/** The last column of every table: which cells of the line are not as they came. */
export const guardColumn = 'guarded_cells';

/**
 * What a spreadsheet runs: text that begins with `=`, `+`, `-` or `@`, in any of their forms (full-width, small, raised,
 * lowered, doubled), also after quotes and what cannot be seen.
 */
const formula = `[\\s\\p{Cc}\\p{Cf}"']*[=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺₌₊﬩⩵⩶]`;
/**
 * A tab or a line break at the very beginning makes some spreadsheets run what comes after it, whatever it is. One behind
 * quotes is guarded, too, so that a guarded text has one origin only: a `'` is taken away wherever one is set before what
 * would be guarded.
 */
const atStart = new RegExp(`^(?:'*[\\t\\r\\n]|${formula})`, 'u');
/** Where lists are separated by `;`, programs take it, tabs and line breaks for the end of a cell, in quotes or not. */
const within = new RegExp(`[;\\t\\r\\n](?=${formula})`, 'gu');

/** One cell by RFC 4180: in quotes where it needs them, quotes doubled. */
export function csvCell(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The same text with a `'` wherever a spreadsheet would begin to run it: most texts as they are. */
export function guarded(value: string): string {
  const safe = value.replace(within, "$&'");
  return atStart.test(value) ? `'${safe}` : safe;
}

/** The line of the columns' names. */
export function csvHeader(columns: readonly string[]): string {
  return `${[...columns, guardColumn].map(csvCell).join(',')}\r\n`;
}

/** Neither quoted nor guarded, as nearly all cells are: one look tells it. */
const plain = /^[0-9A-Za-z][^;",\s]*$/;

/** Some cells of a line, and the columns of those that were guarded. */
export interface CsvCells {
  /** With commas between them. */
  readonly text: string;
  readonly changed: readonly string[];
}

/**
 * Cells of a line. Text that a spreadsheet would run is {@link guarded}.
 * @param columns names of the values, none of which holds a `;`
 */
export function csvCells(columns: readonly string[], values: readonly CsvValue[]): CsvCells {
  const changed: string[] = [];
  let text = '';
  for (let at = 0; at < values.length; at++) {
    if (at > 0) text += ',';
    const value = values[at] ?? '';
    if (typeof value === 'number' || value === '' || plain.test(value)) {
      text += String(value);
      continue;
    }
    const safe = guarded(value);
    if (safe !== value) changed.push(columns[at] ?? '');
    text += csvCell(safe);
  }
  return { text, changed };
}

/** One line; the last cell names the columns of those that were guarded. @param columns as of {@link csvCells} */
export function csvLine(columns: readonly string[], values: readonly CsvValue[]): string {
  return joinCells(csvCells(columns, values));
}

/** A line of cells that were made in parts. */
export function joinCells(...parts: readonly CsvCells[]): string {
  let line = '';
  const changed: string[] = [];
  for (const part of parts) {
    line += `${part.text},`;
    changed.push(...part.changed);
  }
  return `${line}${csvCell(changed.join(';'))}\r\n`;
}
