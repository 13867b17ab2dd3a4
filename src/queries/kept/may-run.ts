import { questionData, type Question } from '../../formats/question';
import type { KnownApp } from '../../stream-apps/active-app';
import type { KeptQuery } from './kept-query';

/** What running a query takes. */
export type RunPlan =
  | { readonly kind: 'run'; readonly app: KnownApp; readonly asks: boolean; readonly switches: boolean }
  /** Its app is not connected: asking another one would answer another question. */
  | { readonly kind: 'app-gone' };

/**
 * Whether a query may run as it is. One of the user's own runs with its app; another app than the open one is told first.
 * One from a file of the workspace is untrusted input: it asks where the workspace is not trusted, and for a production app.
 * @param open the app that is open
 * @param own the query's app, if it is of one and that is connected
 */
export function planRun(
  query: KeptQuery,
  open: KnownApp | undefined,
  own: KnownApp | undefined,
  workspaceTrusted: boolean,
): RunPlan {
  const bound = query.appId !== undefined || query.appName !== undefined;
  const app = bound ? own : open;
  if (app === undefined) return { kind: 'app-gone' };
  const switches = open !== undefined && open.id !== app.id;
  const untrusted = query.where === 'workspace' && (!workspaceTrusted || app.production);
  return { kind: 'run', app, asks: untrusted || switches, switches };
}

/** As the query command takes it: nothing that was not asked is asked again, and no other app is, should it be open by then. */
export function runArgument(
  question: Question,
  app: Pick<KnownApp, 'id'>,
): Readonly<Record<string, unknown>> {
  return { app: app.id, rows: {}, ...questionData(question) };
}
