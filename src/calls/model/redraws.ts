import { cidOf, type SessionRef } from '../../attendance/call';
import type { BookChange } from '../../book/book';
import { dayOfSession, signsOf, type Ground } from './children';
import type { DrawnRows } from './drawn-rows';
import type { HeldNodes } from './held-nodes';
import { callPath, pathId, sessionPath } from './node-id';
import type { ListKey, TreeNode } from './node';
import type { Reads } from './reads';

/** What is to be drawn again: some nodes, or the whole view. */
export type Redraw = readonly TreeNode[] | 'all';

export interface RedrawParts {
  readonly root: 'calls' | 'recent';
  readonly nodes: HeldNodes;
  readonly drawnRows: DrawnRows;
  readonly ground: () => Ground;
  readonly listOf: (node: TreeNode | undefined) => ListKey | undefined;
  /** The children that a node would have now. */
  readonly fresh: (node: TreeNode | undefined) => readonly TreeNode[];
}

/**
 * What a change of the book means for a view. While a page is only being asked for, nothing but the row that says so is
 * drawn again: the place that the user looks at stays still.
 */
export class Redraws {
  readonly #parts: RedrawParts;

  constructor(parts: RedrawParts) {
    this.#parts = parts;
  }

  after(change: BookChange): Redraw {
    const { root } = this.#parts;
    const { appId } = this.#parts.ground();
    switch (change.what) {
      case 'calls':
      case 'recent':
        return change.what === root ? this.#listChanged(undefined) : [];
      case 'call':
        return [...this.#held(pathId(...callPath(appId, change.cid))), ...this.#sessionsOf(change.cid)];
      case 'sessions': {
        const [call] = this.#held(pathId(...callPath(appId, change.cid)));
        return call === undefined ? [] : this.#listChanged(call);
      }
      case 'session':
      case 'rows':
        return this.#sessionChanged(change.session);
    }
  }

  #held(id: string): readonly TreeNode[] {
    const node = this.#parts.nodes.get(id);
    return node === undefined ? [] : [node];
  }

  #sessionsOf(cid: string): readonly TreeNode[] {
    const { root, nodes } = this.#parts;
    if (root === 'calls') return [];
    return [...nodes.all].filter((node) => node.kind === 'session' && cidOf(node.session) === cid);
  }

  #sessionChanged(session: SessionRef): Redraw {
    const ground = this.#parts.ground();
    const [node] = this.#held(pathId(...sessionPath(ground.appId, session)));
    if (node === undefined) return [];
    const known = ground.book.session(session);
    // A session that ended, or whose start became known, moves to another day.
    if (
      node.parent?.kind === 'day' &&
      known !== undefined &&
      dayOfSession(known, ground) !== node.parent.day
    ) {
      return 'all';
    }
    return this.#parts.listOf(node)?.what === 'people'
      ? this.#peopleChanged(node, session)
      : this.#listChanged(node);
  }

  /** While the other rows are read, the people of those that were there before stay as they are. */
  #peopleChanged(node: TreeNode, session: SessionRef): Redraw {
    const { nodes, ground } = this.#parts;
    const { whole } = ground().reads;
    const more = (nodes.below(node) ?? []).filter((child) => child.kind === 'more');
    return whole.isRunning(session) && !whole.isFirst(session) && more.length > 0 ? more : [node];
  }

  /** The node with all below it; only its signs when nothing else can have changed. */
  #listChanged(node: TreeNode | undefined): Redraw {
    const { nodes, listOf, ground } = this.#parts;
    const key = listOf(node);
    const shown = nodes.below(node);
    if (key !== undefined && shown !== undefined && isAsking(ground().reads, key)) {
      if (this.#standsAs(shown, node, key)) {
        return shown.filter((child) => child.kind === 'more' || child.kind === 'reading');
      }
    }
    return node === undefined ? 'all' : [node];
  }

  /** Nothing came or went below a node. Rows are not looked at one by one: a page comes every moment. */
  #standsAs(shown: readonly TreeNode[], node: TreeNode | undefined, key: ListKey): boolean {
    const { drawnRows, fresh, ground } = this.#parts;
    const rows = node?.kind === 'session' ? drawnRows.since(node) : undefined;
    if (node === undefined || rows === undefined || rows.count === 0) return areSame(shown, fresh(node));
    const { top, end } = signsOf(key, node, rows.count, ground());
    return !rows.changed && areSame(shown.filter(isSign), [...top, ...end]);
  }
}

/** A row about a list, not a thing of it. */
export function isSign(node: TreeNode): boolean {
  return 'list' in node;
}

function areSame(one: readonly TreeNode[], other: readonly TreeNode[]): boolean {
  return one.length === other.length && one.every((node, at) => node.id === other[at]?.id);
}

/** Something is being read on top of what is shown. */
function isAsking(reads: Reads, key: ListKey): boolean {
  const list = reads.reading(key);
  return list.loading && list.loaded;
}
