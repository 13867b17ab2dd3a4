import type { SessionRef } from '../../attendance/call';
import { cidOf } from '../../attendance/call';
import type { AttendanceBook, BookChange } from '../../book/book';
import type { Names } from '../../book/names';
import type { Grouping } from '../../shell/settings';
import { callNodes, dayNodes, rowsOfSession, sessionsOfCall, sessionsOfDay, type Ground } from './children';
import { Drawing } from './drawing';
import { DrawnRows } from './drawn-rows';
import { HeldInSight } from './held-in-sight';
import { HeldNodes } from './held-nodes';
import { callPath, pathId, sessionPath } from './node-id';
import type { ListKey, Look, TreeNode } from './node';
import { peopleOfSession, rowsOfGroupNode } from './people-of-session';
import { keyOf, Reads, type FirstNew } from './reads';
import { isSign, Redraws, type Redraw } from './redraws';
import { SessionMeasures, type MeasuringParts } from './session-measures';
import type { CloseView } from './tooltips';
import type { Words } from './words';

export interface TreeParts {
  readonly book: AttendanceBook;
  /** Asked anew at each drawing: the user may change how times are shown. */
  readonly words: () => Words;
  /** What stands below a session; asked anew at each drawing, too. */
  readonly grouping: () => Grouping;
  /** Names to stand beside ids; asked anew at each drawing. Undefined: the user does not want them. */
  readonly names: () => Pick<Names, 'of' | 'want'> | undefined;
  /** False: so many rows of a session are read only when the user says so. */
  readonly mayRead: (rows: number) => boolean;
  readonly measuring: Omit<MeasuringParts, 'onReady' | 'onFailure'>;
  /** Something is to be drawn again that no change of the book tells of. */
  readonly redraw: (what: Redraw) => void;
  /** Hears of mistakes: two nodes of one identity. Gets no ids. */
  readonly warn: (message: string) => void;
}

/**
 * One view of an app: *Calls* (call → session → row) or *Recent* (day → session → row). It answers at once from what the
 * book holds; {@link begin} asks for what is missing, and the book's changes tell what to draw again ({@link affected}).
 */
export class Tree {
  readonly root: 'calls' | 'recent';
  readonly reads: Reads;
  readonly #parts: TreeParts;
  readonly #nodes: HeldNodes;
  readonly #measures: SessionMeasures;
  readonly #drawing: Drawing;
  readonly #drawnRows: DrawnRows;
  readonly #redraws: Redraws;
  readonly #held = new HeldInSight();
  #opened: readonly SessionRef[] = [];

  constructor(root: 'calls' | 'recent', parts: TreeParts) {
    this.root = root;
    this.#parts = parts;
    const { book, words, mayRead } = parts;
    const drawAgain = (session: SessionRef): void => {
      parts.redraw(this.#heldNodes(pathId(...sessionPath(book.appId, session))));
    };
    this.reads = new Reads(book, { mayRead, onOver: drawAgain });
    this.#measures = new SessionMeasures({
      ...parts.measuring,
      onReady: drawAgain,
      onFailure: (error) => {
        parts.warn(`People could not be counted: ${error instanceof Error ? error.name : typeof error}.`);
      },
    });
    this.#drawing = new Drawing({
      root,
      book,
      reads: this.reads,
      measures: this.#measures,
      words,
      names: parts.names,
    });
    this.#drawnRows = new DrawnRows(this.reads);
    this.#nodes = new HeldNodes(parts.warn);
    this.#redraws = new Redraws({
      root,
      nodes: this.#nodes,
      drawnRows: this.#drawnRows,
      ground: () => this.#ground,
      listOf: (node) => this.listOf(node),
      fresh: (node) => this.#fresh(node),
    });
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
        return { what: this.#byPerson ? 'people' : 'rows', session: node.session };
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
    if (list.what === 'people') return this.reads.whole.isLeft(list.session);
    const { loaded, loading } = this.reads.reading(list);
    return !loaded && !loading && this.reads.failure(list) === undefined;
  }

  /** The children, from what is held. The same thing is the same object as before. */
  children(node?: TreeNode): readonly TreeNode[] {
    if (node?.kind === 'session') {
      this.#drawing.forget(node);
      this.#drawnRows.note(node);
    }
    return this.#nodes.put(node, this.#fresh(node));
  }

  look(node: TreeNode): Look {
    return this.#drawing.look(node);
  }

  /** What tooltips are made of: they are drawn by a part of their own, when somebody looks closer. */
  get close(): CloseView {
    const { words, grouping } = this.#parts;
    return {
      book: this.book,
      reads: this.reads,
      measures: this.#measures,
      drawing: this.#drawing,
      words: words(),
      grouping: grouping(),
    };
  }

  /** What a change of the book means for this view. */
  affected(change: BookChange): Redraw {
    this.reads.note(change);
    this.#drawing.forgetAll();
    return this.#redraws.after(change);
  }

  /** Reads the next page below the parent of a *Load more* row. Answers the first new node: that is where the focus goes. */
  async more(list: ListKey): Promise<TreeNode | undefined> {
    if (list.what === 'held') return this.#showMore(list);
    if (list.what === 'people') return this.#readOn(list.session, () => this.reads.more(list));
    return this.#nodeOf(await this.reads.more(list));
  }

  /** Does again what failed or was stopped; answers as {@link more} does. */
  async retry(list: ListKey): Promise<TreeNode | undefined> {
    if (list.what === 'people') return this.#readOn(list.session, () => this.reads.retry(list));
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
    const [call] = this.#heldNodes(pathId(...callPath(this.book.appId, cid)));
    if (call !== undefined) this.children(call);
    return this.#nodes.get(pathId(...sessionPath(this.book.appId, session)));
  }

  /** Shows a row of a session, as {@link open} does; grouped by person it is its session that is shown. */
  openRow(session: SessionRef, rowKey: string): TreeNode | undefined {
    const node = this.open(session);
    if (node === undefined || this.#byPerson) return node;
    this.reads.inSight.bring(keyOf({ what: 'rows', session }), rowKey);
    this.children(node);
    return this.#nodes.get(pathId(...sessionPath(this.book.appId, session), 'row', rowKey)) ?? node;
  }

  /** Rows that count the seconds of a wait. */
  get waiting(): readonly TreeNode[] {
    return [...this.#nodes.all].filter(
      (node) => 'list' in node && node.kind !== 'further' && this.reads.reading(node.list).wait !== undefined,
    );
  }

  /** All rows of a session are being read, for its people. */
  get readsWhole(): boolean {
    return this.reads.whole.anyRunning;
  }

  /** Nothing is read for people any more when rows are shown as they joined. */
  regroup(): void {
    if (!this.#byPerson) this.reads.whole.leaveAll();
  }

  /** What is drawn again when names came: the people and rows that are in sight. */
  get withPeople(): readonly TreeNode[] {
    return [...this.#nodes.all].filter(
      (node) => node.kind === 'session' && (this.#nodes.below(node)?.length ?? 0) > 0,
    );
  }

  /** All nodes drawn and not gone since. */
  get drawn(): Iterable<TreeNode> {
    return this.#nodes.all;
  }

  async #refreshRows(session: SessionRef): Promise<void> {
    await this.reads.refresh({ what: 'rows', session });
  }

  get #byPerson(): boolean {
    return this.#parts.grouping() === 'person';
  }

  get #ground(): Ground {
    return {
      appId: this.book.appId,
      book: this.book,
      reads: this.reads,
      measures: this.#measures,
      held: this.#held,
      words: this.#parts.words(),
      opened: this.#opened,
    };
  }

  #fresh(node: TreeNode | undefined): readonly TreeNode[] {
    if (node === undefined) return this.root === 'calls' ? callNodes(this.#ground) : dayNodes(this.#ground);
    switch (node.kind) {
      case 'call':
        return sessionsOfCall(node, this.#ground);
      case 'day':
        return sessionsOfDay(node, this.#ground);
      case 'session':
        return this.#byPerson ? peopleOfSession(node, this.#ground) : rowsOfSession(node, this.#ground);
      case 'person':
      case 'ingress':
      case 'anonymous':
        return rowsOfGroupNode(node, this.#ground);
      default:
        return [];
    }
  }

  #heldNodes(id: string): readonly TreeNode[] {
    const node = this.#nodes.get(id);
    return node === undefined ? [] : [node];
  }

  /** Brings more of what is held into sight. Answers the first node that is new. */
  #showMore(list: Extract<ListKey, { what: 'held' }>): TreeNode | undefined {
    const sign = [...this.#nodes.all].find(
      (node) => node.kind === 'further' && keyOf(node.list) === keyOf(list),
    );
    const shown = sign && this.#nodes.below(sign.parent)?.filter((node) => !isSign(node)).length;
    this.#held.grow(list);
    if (sign === undefined || shown === undefined) return undefined;
    return this.children(sign.parent).filter((node) => !isSign(node))[shown];
  }

  /** Reads the other rows of a session; answers its first person, who may be another one now. */
  async #readOn(session: SessionRef, read: () => Promise<unknown>): Promise<TreeNode | undefined> {
    await read();
    const [node] = this.#heldNodes(pathId(...sessionPath(this.book.appId, session)));
    const rows = this.reads.rowsHeld(session);
    if (node === undefined || rows?.hasMore !== false) return undefined;
    return this.children(node).find((child) => !isSign(child));
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
          for (const call of this.#heldNodes(pathId(...callPath(this.book.appId, cidOf(first.session)))))
            this.children(call);
        return this.#nodes.get(pathId(...sessionPath(this.book.appId, first.session)));
      }
      case 'row': {
        const path = sessionPath(this.book.appId, first.session);
        for (const session of this.#heldNodes(pathId(...path))) this.children(session);
        const rows = this.reads.rowsHeld(first.session);
        if (rows === undefined || first.row >= rows.table.length) return undefined;
        return this.#nodes.get(pathId(...path, 'row', rows.table.key(first.row)));
      }
    }
  }
}
