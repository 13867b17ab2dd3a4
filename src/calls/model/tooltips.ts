// A part of its own, loaded when somebody looks closer: most nodes are never hovered over. Import it by
// `import('./tooltips')` only.
import { shownText } from '../../attendance/shown-text';
import { text } from '../../attendance/text';
import type { Grouping } from '../../shell/settings';
import { callTooltip } from './call-tooltip';
import type { Drawing } from './drawing';
import type { Tooltip, TreeNode } from './node';
import { groupTooltip } from './person-tooltip';
import { rowTooltip } from './row-tooltip';
import { dataStateLines, sessionTooltip } from './session-tooltip';
import { measuredSession, sessionView, type SessionView, type Sight } from './session-view';
import { signTooltip } from './sign-tooltip';
import type { Words } from './words';

/** What tooltips are made of. */
export interface CloseView extends Sight {
  readonly drawing: Pick<Drawing, 'shownRow' | 'shownGroup' | 'nameOf'>;
  readonly words: Words;
  readonly grouping: Grouping;
}

/** All that is known about a node. Undefined: nothing that it does not say itself. */
export function tooltipOf(node: TreeNode, view: CloseView): Tooltip | undefined {
  const { book, reads, measures, drawing, words, grouping } = view;
  switch (node.kind) {
    case 'call':
      return callTooltip(node, book, reads, words);
    case 'session': {
      const its = sessionView(node.session, view);
      return sessionTooltip(its, measuredSession(its, measures), grouping, words);
    }
    case 'person':
    case 'ingress':
    case 'anonymous': {
      const shown = drawing.shownGroup(node);
      return shown && withName(groupTooltip(shown, words), drawing.nameOf(node.userId), words);
    }
    case 'row': {
      const shown = drawing.shownRow(node);
      return (
        shown && withName(rowTooltip(shown, words), drawing.nameOf(shown.table.userId(shown.row)), words)
      );
    }
    case 'day':
      return undefined;
    case 'message': {
      // Why there is nothing to see: the evidence of the session above it.
      const title = words.say(node.text);
      const above = (node.parent && tooltipOf(node.parent, view)?.notes) ?? [];
      return { title, facts: [], notes: above.filter((note) => note !== title) };
    }
    default:
      return signTooltip(node, reads, words);
  }
}

function withName(tooltip: Tooltip, name: string | undefined, words: Words): Tooltip {
  if (name === undefined) return tooltip;
  const line = words.say(text('Name in Stream: {name}', { name: shownText(name) }));
  return { ...tooltip, facts: [line, ...tooltip.facts] };
}

/** How far the data of a session can be trusted, and the evidence for it. */
export function evidenceOf(session: SessionView, words: Words): readonly string[] {
  return dataStateLines(session, words);
}
