import type { SessionRef } from '../attendance/call';

/**
 * What a command is about. Tree nodes carry one as `target`; palette runs and other extensions pass one as plain data.
 * Commands meet the tree by this and by nothing else. A `session` or `row` target of another app than the active one
 * is refused with words, not silently read from the wrong app.
 */
export type Target =
  | { readonly kind: 'call'; readonly appId: string; readonly cid: string }
  | { readonly kind: 'session'; readonly appId: string; readonly session: SessionRef }
  | { readonly kind: 'row'; readonly appId: string; readonly session: SessionRef; readonly rowKey: string };
