// Figures of one session: the first time, then by other filters; and of one person where nothing was read yet.
import { checkRowFilter } from '../../src/attendance/filter/validate-rows';
import type { Filter } from '../../src/attendance/filter/filter';
import type { AttendanceAnswer } from '../../src/book/book';
import { bookOn, connectionFromEnvironment, sessionOf, tell } from './sample-connection';

function filter(value: unknown): Filter {
  const checked = checkRowFilter(value);
  if (!checked.ok) throw new Error('The filter of the bench is wrong.');
  return checked.filter;
}

function asked({ plan }: AttendanceAnswer): number {
  return plan.requests.pages + plan.requests.marks + plan.requests.probes;
}

/** The answer and all its figures. */
async function timed(
  ask: () => Promise<AttendanceAnswer>,
): Promise<{ ms: number; answer: AttendanceAnswer }> {
  const began = performance.now();
  const answer = await ask();
  return { ms: performance.now() - began, answer };
}

async function main(): Promise<void> {
  const connection = connectionFromEnvironment();
  const session = sessionOf(connection);
  const book = bookOn(connection);
  const first = await timed(() => book.attendance(session));
  if (!first.answer.basis.coverage.complete) throw new Error('Not all rows were read.');
  const someone = first.answer.rows.userId(17);
  const filters = [
    { duration_in_seconds: { $gte: 300 } },
    { user_id: someone },
    { $or: [{ open: true }, { duration_in_seconds: { $lt: 600 } }] },
    { roles: { $contains: 'host' } },
    { user_id: { $autocomplete: someone.slice(0, 3) } },
  ];
  const later: number[] = [];
  let requests = 0;
  for (const rowFilter of filters) {
    const { ms, answer } = await timed(() => book.attendance(session, { rowFilter: filter(rowFilter) }));
    later.push(ms);
    requests += asked(answer);
  }
  book.dispose();

  const cold = bookOn(connection);
  const one = await cold.attendance(session, { rowFilter: filter({ user_id: someone }) });
  const none = await cold.attendance(session, { rowFilter: filter({ user_id: 'nobody-of-this-name' }) });
  cold.dispose();
  tell({
    rows: first.answer.rows.length,
    firstMs: first.ms,
    laterMs: later.toSorted((a, b) => a - b)[Math.floor(later.length / 2)] ?? NaN,
    laterRequests: requests,
    onePerson: asked(one),
    nobody: asked(none),
  });
}

void main();
