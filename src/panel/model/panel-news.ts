import type { SessionRef } from '../../attendance/call';
import { text, type Text, type Translate } from '../../attendance/text';
import type { PanelApp } from './panel-app';
import type { PanelView } from './panel-view';

/**
 * What the book has heard since a view was computed: that there are other rows, or that the state is another one.
 * @param computedFrom the revision of the rows when the view was computed from them
 */
export function newsOf(
  book: PanelApp['book'],
  session: SessionRef,
  view: PanelView,
  computedFrom: number | undefined,
  say: Translate,
): Text | undefined {
  if (book.rows(session).table.revision !== computedFrom)
    return text('Rows were read again since. Refresh to compute from them.');
  const state = book.state(session);
  // Of rows that Stream chose the state is that of a session without rows.
  const isOfAll = view.answer.basis.coverage.chosenBy === 'nobody';
  return !isOfAll || state.kind === view.answer.basis.state.kind
    ? undefined
    : text('The state is now: {state}. Refresh to compute from what Stream says now.', {
        state: say(state.text),
      });
}
