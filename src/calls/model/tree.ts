import type { SessionRef } from '../../attendance/call';
import { cidOf } from '../../attendance/call';
import { text } from '../../attendance/text';
import type { AttendanceBook, BookChange } from '../../book/book';
import { callLook, callTooltip } from './call-look';
import {
  callNodes,
  dayNodes,
  dayOfSession,
  rowsOfSession,
  sessionsOfCall,
  sessionsOfDay,
  signsOf,
  type Ground,
} from './children';
import { DrawnRows } from './drawn-rows';
import { HeldNodes } from './held-nodes';
import { callPath, pathId, sessionPath } from './node-id';
import type { ListKey, Look, TreeNode, Tooltip } from './node';
import { dayLook, plainLook } from './plain-look';
import { Reads, type FirstNew } from './reads';
import { rowLook, rowTooltip, shownRow, type ShownRow } from './row-look';
import { sessionLook, sessionView, type SessionView } from './session-look';
import { sessionTooltip } from './session-tooltip';
import { signLook, signTooltip } from './sign-look';
import type { Words } from './words';

export interface TreeParts {
  readonly book: AttendanceBook;
  /** Asked anew at each drawing: the user may change how times are shown. */
  readonly words: () => Words;
  /** Hears of mistakes: two nodes of one identity. Gets no ids. */
  readonly warn: (message: string) => void;
}

/** What is to be drawn again: some nodes, or the whole view. */
export type Redraw = readonly TreeNode[] | 'all';

/**
 * One view of an app: *Calls* (call → session → row) or *Recent* (day → session → row). It answers at once from what the
 * book holds; {@link begin} asks for what is missing, and the book's changes tell what to draw again ({@link affected}).
 */
export class Tree {
  readonly root: 'calls' | 'recent';
  readonly reads: Reads;
  readonly #parts: TreeParts;
  readonly #nodes: HeldNodes;
  /** What the rows of a session are drawn against; all are forgotten when the book changes. */
  readonly #views = new Map<string, SessionView>();
  readonly #drawnRows: DrawnRows;
  #opened: readonly SessionRef[] = [];

  constructor(root: 'calls' | 'recent', parts: TreeParts) {
    this.root = root;
    this.#parts = parts;
    this.reads = new Reads(parts.book);
    this.#drawnRows = new DrawnRows(this.reads);
    this.#nodes = new HeldNodes(parts.warn);
  }

  get book(): AttendanceBook {
    return this.#parts.book;
  }

  /** The list below a node; the first level without one. */
  listOf(node: TreeNode | undefined): ListKey | undefined {
    if (node === undefined) return { what: this.root };
    switch (node.kind) {
      case 'call':
        return { what: 'sessions', cid: node.cid };
      case 'session':
        return { what: 'rows', session: node.session };
      default:
        return undefined;
    }
  }

  /** Starts the first read below a node, where one is needed; answers when it is over. */
  begin(node: TreeNode | undefined): Promise<void> | undefined {
    const list = this.listOf(node);
    return list && this.reads.begin(list);
  }

  /** True when nothing below a node was read and nothing says why: its read was given up. */
  isHollow(node: TreeNode): boolean {
    const list = this.listOf(node);
    if (list === undefined || this.reads.stopped(list)) return false;
    const { loaded, loading } = this.reads.reading(list);
    return !loaded && !loading && this.reads.failure(list) === undefined;
  }

  /** The children, from what is held. The same thing is the same object as before. */
  children(node?: TreeNode): readonly TreeNode[] {
    if (node?.kind === 'session') {
      this.#views.delete(node.id);
      this.#drawnRows.note(node);
    }
    return this.#nodes.put(node, this.#fresh(node));
  }

  look(node: TreeNode): Look {
    const words = this.#parts.words();
    switch (node.kind) {
      case 'call':
        return callLook(node, this.book, words);
      case 'session':
        return sessionLook(node, sessionView(node.session, this.book, this.reads), this.#place, words);
      case 'row': {
        const view = this.#shownRow(node);
        return view === undefined
          ? plainLook(words.say(text('This row was dropped')), 'person', words)
          : rowLook(view, words);
      }
      case 'day':
        return dayLook(node, words);
      case 'message':
        return plainLook(words.say(node.text), 'info', words);
      default:
        return signLook(node, this.reads, words);
    }
  }

  tooltip(node: TreeNode): Tooltip | undefined {
    const words = this.#parts.words();
    switch (node.kind) {
      case 'call':
        return callTooltip(node, this.book, this.reads, words);
      case 'session':
        return sessionTooltip(sessionView(node.session, this.book, this.reads), words);
      case 'row': {
        const view = this.#shownRow(node);
        return view && rowTooltip(view, words);
      }
      case 'day':
        return undefined;
      case 'message':
        // Why there is nothing to see: the evidence of the session above it.
        return {
          title: words.say(node.text),
          facts: [],
          notes: this.#notesAbove(node).filter((note) => note !== words.say(node.text)),
        };
      default:
        return signTooltip(node, this.reads, words);
    }
  }

  /**
   * What a change of the book means for this view. While a page is only being asked for, nothing but the row that says so
   * is drawn again: the place that the user looks at stays still.
   */
  affected(change: BookChange): Redraw {
    this.reads.note(change);
    this.#views.clear();
    switch (change.what) {
      case 'calls':
      case 'recent':
        return change.what === this.root ? this.#listChanged(undefined) : [];
      case 'call':
        return [
          ...this.#held(pathId(...callPath(this.book.appId, change.cid))),
          ...this.#sessionsOf(change.cid),
        ];
      case 'sessions': {
        const [call] = this.#held(pathId(...callPath(this.book.appId, change.cid)));
        return call === undefined ? [] : this.#listChanged(call);
      }
      case 'session':
      case 'rows':
        return this.#sessionChanged(change.session);
    }
  }

  /** Reads the next page below the parent of a *Load more* row. Answers the first new node: that is where the focus goes. */
  async more(list: ListKey): Promise<TreeNode | undefined> {
    return this.#nodeOf(await this.reads.more(list));
  }

  /** Does again what failed or was stopped; answers as {@link more} does. */
  async retry(list: ListKey): Promise<TreeNode | undefined> {
    return this.#nodeOf(await this.reads.retry(list));
  }

  /** Reads again what the view shows: its list, and below it what is open and may have changed. */
  async refresh(expanded: readonly TreeNode[]): Promise<void> {
    await Promise.all([
      this.reads.refresh({ what: this.root }),
      ...expanded.map(async (node) => {
        if (node.kind === 'call') await this.reads.refresh({ what: 'sessions', cid: node.cid });
        // Rows of a session that is over for good do not change.
        if (node.kind === 'session' && this.book.state(node.session).provisional)
          await this.#refreshRows(node.session);
      }),
    ]);
  }

  /** @throws StreamFailure when the call itself cannot be read: that has no place in the tree. */
  async refreshCall(cid: string): Promise<void> {
    await Promise.all([this.book.readCall(cid), this.reads.refresh({ what: 'sessions', cid })]);
  }

  /** @throws StreamFailure as {@link refreshCall} does. */
  async refreshSession(session: SessionRef): Promise<void> {
    const cid = cidOf(session);
    const sessions: ListKey = { what: 'sessions', cid };
    await Promise.all([
      this.book.readCall(cid),
      ...(this.book.sessionsOf(cid).loaded ? [this.reads.refresh(sessions)] : []),
      this.#refreshRows(session),
    ]);
  }

  /** Shows a session in *Calls* even if no list has it. Answers its node, whose parents are drawn. */
  open(session: SessionRef): TreeNode | undefined {
    const cid = cidOf(session);
    const known = this.#opened.some((other) => cidOf(other) === cid && other.sessionId === session.sessionId);
    if (!known) this.#opened = [...this.#opened, session];
    this.children();
    const [call] = this.#held(pathId(...callPath(this.book.appId, cid)));
    if (call !== undefined) this.children(call);
    return this.#nodes.get(pathId(...sessionPath(this.book.appId, session)));
  }

  /** Rows that count the seconds of a wait. */
  get waiting(): readonly TreeNode[] {
    return [...this.#nodes.all].filter(
      (node) => 'list' in node && this.reads.reading(node.list).wait !== undefined,
    );
  }

  /** All nodes drawn and not gone since. */
  get drawn(): Iterable<TreeNode> {
    return this.#nodes.all;
  }

  async #refreshRows(session: SessionRef): Promise<void> {
    await this.reads.refresh({ what: 'rows', session });
  }

  get #place(): 'call' | 'recent' {
    return this.root === 'calls' ? 'call' : 'recent';
  }

  get #ground(): Ground {
    return { appId: this.book.appId, reads: this.reads, words: this.#parts.words(), opened: this.#opened };
  }

  #fresh(node: TreeNode | undefined): readonly TreeNode[] {
    if (node === undefined) return this.root === 'calls' ? callNodes(this.#ground) : dayNodes(this.#ground);
    switch (node.kind) {
      case 'call':
        return sessionsOfCall(node, this.#ground);
      case 'day':
        return sessionsOfDay(node, this.#ground);
      case 'session':
        return rowsOfSession(node, this.#ground);
      default:
        return [];
    }
  }

  #shownRow(node: Extract<TreeNode, { kind: 'row' }>): ShownRow | undefined {
    const view = this.#viewAbove(node);
    const row = view.rows && this.reads.inSight.rowOf(node.rowKey, view.rows);
    return view.rows === undefined || row === undefined ? undefined : shownRow(view.rows, row, view);
  }

  /** The session of a row: judged once for all its rows, not once for each. */
  #viewAbove({ session, parent }: Extract<TreeNode, { kind: 'row' }>): SessionView {
    const id = parent?.id ?? pathId(...sessionPath(this.book.appId, session));
    const known = this.#views.get(id);
    if (known !== undefined) return known;
    const view = sessionView(session, this.book, this.reads);
    this.#views.set(id, view);
    return view;
  }

  #notesAbove(node: TreeNode): readonly string[] {
    return (node.parent && this.tooltip(node.parent)?.notes) ?? [];
  }

  #held(id: string): readonly TreeNode[] {
    const node = this.#nodes.get(id);
    return node === undefined ? [] : [node];
  }

  #sessionsOf(cid: string): readonly TreeNode[] {
    if (this.root === 'calls') return [];
    return [...this.#nodes.all].filter((node) => node.kind === 'session' && cidOf(node.session) === cid);
  }

  #sessionChanged(session: SessionRef): Redraw {
    const [node] = this.#held(pathId(...sessionPath(this.book.appId, session)));
    if (node === undefined) return [];
    const known = this.book.session(session);
    // A session that ended, or whose start became known, moves to another day.
    if (
      node.parent?.kind === 'day' &&
      known !== undefined &&
      dayOfSession(known, this.#ground) !== node.parent.day
    ) {
      return 'all';
    }
    return this.#listChanged(node);
  }

  /** The node with all below it; only its signs when nothing else can have changed. */
  #listChanged(node: TreeNode | undefined): Redraw {
    const key = this.listOf(node);
    const shown = this.#nodes.below(node);
    if (key !== undefined && shown !== undefined && isAsking(this.reads, key)) {
      if (this.#standsAs(shown, node, key)) {
        return shown.filter((child) => child.kind === 'more' || child.kind === 'reading');
      }
    }
    return node === undefined ? 'all' : [node];
  }

  /** Nothing came or went below a node. Rows are not looked at one by one: a page comes every moment. */
  #standsAs(shown: readonly TreeNode[], node: TreeNode | undefined, key: ListKey): boolean {
    const rows = node?.kind === 'session' ? this.#drawnRows.since(node) : undefined;
    if (node === undefined || rows === undefined || rows.count === 0) {
      return areSame(shown, this.#fresh(node));
    }
    const { top, end } = signsOf(key, node, rows.count, this.#ground);
    return !rows.changed && areSame(shown.filter(isSign), [...top, ...end]);
  }

  #nodeOf(first: FirstNew | undefined): TreeNode | undefined {
    if (first === undefined) return undefined;
    this.children();
    switch (first.what) {
      case 'call':
        return this.#nodes.get(pathId(...callPath(this.book.appId, first.call.cid)));
      case 'session': {
        if (this.root === 'recent') for (const day of this.children()) this.children(day);
        else
          for (const call of this.#held(pathId(...callPath(this.book.appId, cidOf(first.session)))))
            this.children(call);
        return this.#nodes.get(pathId(...sessionPath(this.book.appId, first.session)));
      }
      case 'row': {
        const path = sessionPath(this.book.appId, first.session);
        for (const session of this.#held(pathId(...path))) this.children(session);
        const rows = this.reads.rowsHeld(first.session);
        if (rows === undefined || first.row >= rows.table.length) return undefined;
        return this.#nodes.get(pathId(...path, 'row', rows.table.key(first.row)));
      }
    }
  }
}

function areSame(one: readonly TreeNode[], other: readonly TreeNode[]): boolean {
  return one.length === other.length && one.every((node, at) => node.id === other[at]?.id);
}

function isSign(node: TreeNode): boolean {
  return 'list' in node;
}

/** Something is being read on top of what is shown. */
function isAsking(reads: Reads, key: ListKey): boolean {
  const list = reads.reading(key);
  return list.loading && list.loaded;
}
