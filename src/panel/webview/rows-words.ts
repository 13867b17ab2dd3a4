import { numberText } from '../../attendance/number-text';
import { text } from '../../attendance/text';
import { say } from '../../shell/webview/page-words';

/** The table's words that have numbers in them. */
export class RowsWords {
  readonly #locale: string;

  /** @param locale a BCP 47 tag */
  constructor(locale: string) {
    this.#locale = locale;
  }

  /** @param narrowed which rows, in words; empty: all that were chosen */
  count(n: number, narrowed: string): string {
    const args = { what: narrowed, n: this.#number(n) };
    if (narrowed !== '') return say(n === 1 ? text('{what}: 1 row', args) : text('{what}: {n} rows', args));
    return say(n === 1 ? text('1 row') : text('{n} rows', args));
  }

  /** Empty: none are. */
  selected(n: number): string {
    if (n === 0) return '';
    return say(n === 1 ? text('1 row selected') : text('{n} rows selected', { n: this.#number(n) }));
  }

  /** A button's name. */
  copy(selected: number, rows: number): string {
    if (selected === 1) return say(text('Copy 1 Row'));
    if (selected > 1) return say(text('Copy {n} Rows', { n: this.#number(selected) }));
    return say(rows === 1 ? text('Copy the Row') : text('Copy All {n} Rows', { n: this.#number(rows) }));
  }

  /** A button's name. */
  export(rows: number): string {
    return say(rows === 1 ? text('Export the Row') : text('Export All {n} Rows', { n: this.#number(rows) }));
  }

  /** A button for the row at a position: people count from 1. */
  row(position: number): string {
    return say(text('Row {n}', { n: this.#number(position + 1) }));
  }

  /** Names of a menu's items. */
  copyAs(format: 'csv' | 'json' | 'markdown', n: number): string {
    if (n === 1) {
      return say(
        {
          csv: text('Copy Row as CSV'),
          json: text('Copy Row as JSON'),
          markdown: text('Copy Row as Markdown'),
        }[format],
      );
    }
    const args = { n: this.#number(n) };
    return say(
      {
        csv: text('Copy {n} Rows as CSV', args),
        json: text('Copy {n} Rows as JSON', args),
        markdown: text('Copy {n} Rows as Markdown', args),
      }[format],
    );
  }

  #number(n: number): string {
    return numberText(n, this.#locale);
  }
}
