import type { SessionRef } from '../../attendance/call';
import type { Text } from '../../attendance/text';
import type { CommandId } from '../../shell/commands';
import type { Target } from '../../shell/targets';
import type { ContextToken } from './context-value';
import type { Icon } from './icons';

/** What a node is the list of, or a sign about. */
export type ListKey =
  | { readonly what: 'calls' }
  | { readonly what: 'recent' }
  | { readonly what: 'sessions'; readonly cid: string }
  | { readonly what: 'rows'; readonly session: SessionRef }
  /** The people of a session: they stand on all its rows. */
  | { readonly what: 'people'; readonly session: SessionRef }
  /** What is held of a session and shown in parts: its people (`of` is undefined), or the rows of one group. */
  | { readonly what: 'held'; readonly session: SessionRef; readonly of: string | undefined };

interface NodeBase {
  /** Identity path; unique in its tree. */
  readonly id: string;
  readonly parent: TreeNode | undefined;
}

export interface CallNode extends NodeBase {
  readonly kind: 'call';
  readonly cid: string;
  readonly target: Extract<Target, { kind: 'call' }>;
}

export interface SessionNode extends NodeBase {
  readonly kind: 'session';
  readonly session: SessionRef;
  readonly target: Extract<Target, { kind: 'session' }>;
}

export interface RowNode extends NodeBase {
  readonly kind: 'row';
  readonly session: SessionRef;
  readonly rowKey: string;
  readonly target: Extract<Target, { kind: 'row' }>;
}

/** Grouped by person: a person, a user who is seen only by ingress, or all anonymous rows; their rows below. */
export interface GroupNode extends NodeBase {
  readonly kind: 'person' | 'ingress' | 'anonymous';
  readonly session: SessionRef;
  /** Empty for anonymous rows. */
  readonly userId: string;
}

/** Sessions of one day, or those that are live, or those whose start nobody knows. */
export interface DayNode extends NodeBase {
  readonly kind: 'day';
  /** `YYYY-MM-DD` in the zone shown. */
  readonly day: string;
}

/** A row that is about a list: more to load, held and not shown yet (`further`), being read, failed, stopped. */
export interface SignNode extends NodeBase {
  readonly kind: 'more' | 'further' | 'reading' | 'failure' | 'stopped';
  readonly list: ListKey;
}

export interface MessageNode extends NodeBase {
  readonly kind: 'message';
  readonly text: Text;
}

/** A node is an identity; how it looks is asked at each drawing (`look`). The same thing is the same object as long as it is shown. */
export type TreeNode = CallNode | SessionNode | GroupNode | RowNode | DayNode | SignNode | MessageNode;

/** How a node is drawn. Words are translated; text from Stream is made safe. */
export interface Look {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon | 'spinner';
  readonly tokens: readonly ContextToken[];
  /** What a screen reader says: label first, then all that the description says. */
  readonly accessibility: string;
  readonly folding: 'none' | 'collapsed' | 'expanded';
  /** What Enter or a click runs, with the node as its argument. Things that can be selected run nothing. */
  readonly act: { readonly command: CommandId; readonly title: string } | undefined;
}

/** All facts about a node, line by line. Plain text. */
export interface Tooltip {
  readonly title: string;
  readonly facts: readonly string[];
  /** What a reader must know about the facts. */
  readonly notes: readonly string[];
}
