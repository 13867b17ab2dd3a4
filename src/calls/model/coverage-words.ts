import { text } from '../../attendance/text';
import type { SessionRows } from '../../book/book';
import type { Words } from './words';

/** "100 of 240 rows read". */
export function coverageText(rows: SessionRows, words: Words): string {
  const read = words.number(rows.table.length);
  return words.say(
    rows.totalSessions === undefined
      ? text('{read} rows read', { read })
      : text('{read} of {of} rows read', { read, of: words.number(rows.totalSessions) }),
  );
}
