import { text } from '../../attendance/text';
import type { PanelResult } from '../protocol/snapshot';
import { say } from '../../shell/webview/page-words';

/** Why the table has no row, in whole sentences: what could not be judged was not found wanting. */
export function whyNoRows({ empty, query, table, unjudged }: PanelResult): readonly string[] {
  if (empty !== '') return [empty];
  if (table.narrowed !== '') return [say(text('There is no such row.'))];
  if (query.rowFilter === undefined) return [say(text('There are no rows.'))];
  return unjudged.rows > 0 ? unjudged.texts : [say(text('The row filter chooses no row.'))];
}
