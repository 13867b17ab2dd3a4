import type { DataState } from './data-state';
import type { Ms } from './instant';
import type { RowContext } from './row-table';

/**
 * The context of a session's rows by its data state. Where nobody can tell whether it is live, no tail has an end. A clock
 * of this computer's own proves of no row of a session that is over that it joined later.
 * @param asOf of the rows; `clock`: whose it is
 */
export function rowContext(
  state: Pick<DataState, 'kind'>,
  asOf: Ms | undefined,
  clock: 'server' | 'local' | 'differs',
  session: { readonly startedAt: Ms | undefined; readonly endedAt: Ms | undefined } | undefined,
): RowContext {
  const live = state.kind === 'live' || state.kind === 'unknown';
  const proves = state.kind === 'live' || (!live && clock === 'server');
  return {
    live,
    asOf: proves ? asOf : undefined,
    sessionStart: session?.startedAt,
    sessionEnd: session?.endedAt,
  };
}
