/** A value of a cell. Numbers are written as they are: a spreadsheet reads them as numbers, and runs none. */
export type CsvValue = string | number;

/** The last column of every table: which cells of the line are not as they came. */
const guardColumn = 'guarded_cells';

/**
 * What a spreadsheet runs: text that begins with `=`, `+`, `-` or `@`, in any of their forms (full-width, small, raised,
 * lowered), also after quotes and what cannot be seen.
 */
const formula = `[\\s\\p{Cc}\\p{Cf}"']*[=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺₌₊﬩]`;
/** A tab or a line break at the very beginning makes some spreadsheets run what comes after it, whatever it is. */
const atStart = new RegExp(`^(?:[\\t\\r\\n]|${formula})`, 'u');
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

/**
 * One line. Text that a spreadsheet would run is {@link guarded}, and its column is named in the last cell of the line.
 * @param columns names of the values, none of which holds a `;`
 */
export function csvLine(columns: readonly string[], values: readonly CsvValue[]): string {
  const changed: string[] = [];
  const cells = values.map((value, at) => {
    if (typeof value === 'number') return String(value);
    const safe = guarded(value);
    if (safe !== value) changed.push(columns[at] ?? '');
    return csvCell(safe);
  });
  return `${[...cells, csvCell(changed.join(';'))].join(',')}\r\n`;
}
