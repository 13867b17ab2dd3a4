import { randomUUID } from 'node:crypto';
import { unanswered, type Asker } from './asker';
import { askRows, comes, rowsOf, type Specimen } from './pages';
import { textAt } from './shapes';

/** What Stream says to sessions that are none. */
export async function askErrors(asker: Asker, { session, rows }: Specimen): Promise<void> {
  const nowhere = await askRows(asker, { ...session, sessionId: randomUUID() }, { limit: 1 });
  asker.tell('errors.unknownSession', unanswered(nowhere) ?? comes(rowsOf(nowhere)));
  const userSession = rows.map((row) => textAt(row, 'user_session_id')).find((id) => id !== undefined);
  if (userSession === undefined) return;
  const wrong = await askRows(asker, { ...session, sessionId: userSession }, { limit: 1 });
  asker.tell('errors.userSession', unanswered(wrong) ?? comes(rowsOf(wrong)));
}
