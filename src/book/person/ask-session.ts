import type { Ms } from '../../attendance/instant';
import type { RowView } from '../../attendance/row-table';
import { text, type Text } from '../../attendance/text';
import type { ReadOptions, Session } from '../book';
import { rowsApart } from '../pages/rows-apart';
import type { OwnedRows } from '../pages/session-rows';
import type { PersonParts } from './person-parts';

/** What Stream answered when a session was asked for the rows of one user, and when, ms. */
export type SessionAnswer = Told & { readonly asOf: Ms | undefined };

type Told =
  /** Rows of this user and of nobody else. */
  | { readonly kind: 'chosen'; readonly rows: OwnedRows }
  /** No rows. What that means hangs on whether the filter works. */
  | { readonly kind: 'silent' }
  /** Stream has nothing of this session (yet), whoever is asked for. */
  | { readonly kind: 'no-data' }
  /** Rows of others came too. Where these are all rows of the session, or differ in capitals alone, it can be told all the same. */
  | { readonly kind: 'mixed'; readonly rows: OwnedRows; readonly note: Text }
  | { readonly kind: 'cannot-tell'; readonly text: Text };

/**
 * Asks one session for the rows of a user: one request, more only where Stream says that there are more. Stream's filter is
 * used, not believed: the user of every row that comes is looked at.
 * @throws StreamFailure
 */
export async function askSession(
  parts: Pick<PersonParts, 'stream' | 'known' | 'localNow'>,
  session: Session,
  userId: string,
  options: ReadOptions,
): Promise<SessionAnswer> {
  let totalSessions = 0;
  const rows = rowsApart({
    session,
    async fetch(request, context) {
      // Without a word on the session a 404 comes back at once: the search does not wait for figures to be computed.
      const page = await parts.stream.participantSessions(
        session,
        { ...request, filter: { user_id: { $eq: userId } } },
        context,
      );
      parts.known.hearTotals(session, page);
      totalSessions = page.totalSessions;
      return page;
    },
    now: () => parts.localNow(),
  });
  await rows.load(options);
  if (!hasOthers(rows.table, userId)) await rows.loadAll(options);
  const told = async (): Promise<Told> => {
    if (hasOthers(rows.table, userId)) return mixed(rows, userId, options);
    if (rows.table.length > 0) return { kind: 'chosen', rows };
    return { kind: totalSessions > 0 ? 'silent' : 'no-data' };
  };
  return { ...(await told()), asOf: rows.asOf };
}

async function mixed(rows: OwnedRows, userId: string, options: ReadOptions): Promise<Told> {
  // The whole session in one answer: it was read without a filter, and can be judged here.
  if (rows.complete) return { kind: 'mixed', rows, note: allRowsText };
  if (!differInCaseOnly(rows.table, userId)) return { kind: 'cannot-tell', text: notFilteredText };
  await rows.loadAll(options);
  // Rows in both spellings: capitals do not count, so those in the spelling asked for are among them.
  if (differInCaseOnly(rows.table, userId) && rowsOf(rows.table, userId).length > 0)
    return { kind: 'mixed', rows, note: bothCasesText };
  return { kind: 'cannot-tell', text: otherCaseText };
}

/** Indexes of the rows of a user, ascending. */
export function rowsOf(table: RowView, userId: string): Uint32Array {
  const user = table.userNumberOf(userId);
  const found: number[] = [];
  if (user !== undefined)
    for (let row = 0; row < table.length; row++) if (table.arrays.user[row] === user) found.push(row);
  return Uint32Array.from(found);
}

function hasOthers(table: RowView, userId: string): boolean {
  return rowsOf(table, userId).length < table.length;
}

function differInCaseOnly(table: RowView, userId: string): boolean {
  const folded = userId.toLowerCase();
  for (let row = 0; row < table.length; row++) if (table.userId(row).toLowerCase() !== folded) return false;
  return true;
}

const allRowsText = text(
  'Stream’s filter did not filter: it sent all rows of this session, and this person’s were looked for here.',
);
const notFilteredText = text(
  'Stream’s filter chose rows of other people too, so it cannot be told from it whether this person was there. Open the attendance of the session: it reads all rows.',
);
const bothCasesText = text(
  'Stream’s filter takes no notice of capital letters: rows of ids that differ in these alone were left out here.',
);
const otherCaseText = text(
  'Stream found rows of an id that differs from this one in capital letters alone. Check the id; the attendance of the session reads all rows.',
);
