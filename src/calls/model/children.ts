import { cidOf, type SessionRef } from '../../attendance/call';
import { text } from '../../attendance/text';
import type { AttendanceBook, Session } from '../../book/book';
import type { HeldInSight } from './held-in-sight';
import { emptiness } from './list-state';
import { callPath, pathId, sessionPath } from './node-id';
import type {
  CallNode,
  DayNode,
  ListKey,
  MessageNode,
  RowNode,
  SessionNode,
  SignNode,
  TreeNode,
} from './node';
import { callOf } from './call-state';
import { keyOf, type Reads } from './reads';
import type { SessionMeasures } from './session-measures';
import type { Words } from './words';
import { dayOf } from './zoned-day';

/** Days of Recent that are none. */
export const liveDay = 'live';
export const unknownDay = 'unknown';

/** What the children of a node are made from; they are made from what is held and ask for nothing. */
export interface Ground {
  readonly appId: string;
  readonly book: AttendanceBook;
  readonly reads: Reads;
  readonly measures: SessionMeasures;
  /** How much is shown of what is held of people and their rows. */
  readonly held: HeldInSight;
  readonly words: Words;
  /** Sessions that somebody opened by id: shown even where no list has them. */
  readonly opened: readonly SessionRef[];
}

/** Calls: those opened by id which the list does not have, then the list. */
export function callNodes(ground: Ground): readonly TreeNode[] {
  const { reads } = ground;
  const listed = reads.book.calls.items.map((call) => call.cid);
  const held = new Set(listed);
  const opened = [...new Set(ground.opened.map(cidOf))].filter((cid) => !held.has(cid));
  const nodes = [...opened, ...listed].map((cid) => callNode(cid, ground));
  return withSigns(nodes, { what: 'calls' }, undefined, ground);
}

/** Recent: live sessions, then day by day, in the order of the list. */
export function dayNodes(ground: Ground): readonly TreeNode[] {
  const { recent } = ground.reads.book;
  const days = new Set(recent.items.map((session) => dayOfSession(session, ground)));
  const ordered = days.delete(liveDay) ? [liveDay, ...days] : [...days];
  const nodes = ordered.map((day): DayNode => {
    return { kind: 'day', id: pathId('app', ground.appId, 'day', day), parent: undefined, day };
  });
  return withSigns(nodes, { what: 'recent' }, undefined, ground);
}

export function sessionsOfDay(parent: DayNode, ground: Ground): readonly TreeNode[] {
  return ground.reads.book.recent.items
    .filter((session) => dayOfSession(session, ground) === parent.day)
    .map((session) => sessionNode(session, parent, ground));
}

export function dayOfSession(session: Session, { reads, words }: Ground): string {
  if (reads.book.state(session).kind === 'live') return liveDay;
  return session.startedAt === undefined ? unknownDay : dayOf(session.startedAt, words.dayZone);
}

export function sessionsOfCall(parent: CallNode, ground: Ground): readonly TreeNode[] {
  const list = ground.reads.book.sessionsOf(parent.cid);
  const held = new Set(list.items.map((session) => session.sessionId));
  const opened = ground.opened.filter(
    (session) => cidOf(session) === parent.cid && !held.has(session.sessionId),
  );
  const nodes: TreeNode[] = [...opened, ...list.items].map((session) => sessionNode(session, parent, ground));
  if (list.loaded && nodes.length === 0 && list.failure === undefined) {
    nodes.push(message(parent, text('Stream’s statistics know no session of this call')));
  }
  // A list that was cut short must not look whole to whoever never hovers over its call.
  if (list.loaded && list.note !== undefined) nodes.push(message(parent, list.note, 'note'));
  return withSigns(nodes, { what: 'sessions', cid: parent.cid }, parent, ground);
}

export function rowsOfSession(parent: SessionNode, ground: Ground): readonly TreeNode[] {
  const { reads } = ground;
  const key: ListKey = { what: 'rows', session: parent.session };
  const rows = reads.rowsHeld(parent.session);
  if (rows === undefined) return [];
  const nodes: TreeNode[] = reads.inSight.shown(keyOf(key), rows).map((row): RowNode => {
    const rowKey = reads.inSight.keyOf(row, rows);
    return {
      kind: 'row',
      id: pathId(...sessionPath(ground.appId, parent.session), 'row', rowKey),
      parent,
      session: parent.session,
      rowKey,
      target: { kind: 'row', appId: ground.appId, session: parent.session, rowKey },
    };
  });
  if (rows.loaded && nodes.length === 0 && rows.failure === undefined && !rows.hasMore) {
    nodes.push(emptyMessage(parent, ground));
  }
  return withSigns(nodes, key, parent, ground);
}

/** Why a session that was read has no rows (rule 11). */
export function emptyMessage(parent: SessionNode, { book }: Ground): MessageNode {
  const { empty } = book.state(parent.session);
  return message(parent, empty?.text ?? text('Stream sent no rows for this session'));
}

function callNode(cid: string, { appId }: Ground): CallNode {
  return {
    kind: 'call',
    id: pathId(...callPath(appId, cid)),
    parent: undefined,
    cid,
    target: { kind: 'call', appId, cid },
  };
}

function sessionNode(ref: SessionRef, parent: CallNode | DayNode, { appId }: Ground): SessionNode {
  const { callType, callId } = callOf(cidOf(ref));
  const session: SessionRef = { callType, callId, sessionId: ref.sessionId };
  const id = pathId(...sessionPath(appId, session));
  return { kind: 'session', id, parent, session, target: { kind: 'session', appId, session } };
}

function message(parent: TreeNode, words: MessageNode['text'], name = 'message'): MessageNode {
  return { kind: 'message', id: `${parent.id}/${name}`, parent, text: words };
}

/** Adds what the list itself has to say. */
function withSigns(
  nodes: readonly TreeNode[],
  key: ListKey,
  parent: TreeNode | undefined,
  ground: Ground,
): readonly TreeNode[] {
  const { top, end } = signsOf(key, parent, nodes.length, ground);
  return [...top, ...nodes, ...end];
}

/** What a list has to say, where it happened: a failed refresh on top, a failed page at the end. */
export function signsOf(
  key: ListKey,
  parent: TreeNode | undefined,
  otherNodes: number,
  ground: Ground,
): { readonly top: readonly SignNode[]; readonly end: readonly SignNode[] } {
  const { reads } = ground;
  const list = reads.reading(key);
  const base = parent?.id ?? pathId('app', ground.appId, keyOf(key));
  const sign = (kind: SignNode['kind'], name: string): SignNode => ({
    kind,
    id: `${base}/${name}`,
    parent,
    list: key,
  });
  const top: SignNode[] = [];
  const end: SignNode[] = [];
  if (!list.loaded) {
    if (list.loading) end.push(sign('reading', 'reading'));
    else if (failureHasNode(key, otherNodes, ground)) end.push(sign('failure', 'failure'));
    else if (reads.stopped(key)) end.push(sign('stopped', 'stopped'));
    return { top, end };
  }
  if (list.wait !== undefined && reads.lastAction(key) === 'refresh') top.push(sign('reading', 'reading'));
  if (failureHasNode(key, otherNodes, ground)) {
    if (reads.lastAction(key) === 'more') end.push(sign('failure', 'failure'));
    else top.push(sign('failure', 'failure'));
  }
  // A fixed id would make VS Code carry the focus along with the row to the far end.
  if (list.hasMore || reads.hides(key)) {
    end.push(sign('more', `more/${otherNodes}/${countOf(key, reads)}`));
  }
  return { top, end };
}

/** A view without any other node says some failures in its welcome text, with their act. */
function failureHasNode(key: ListKey, otherNodes: number, { reads }: Ground): boolean {
  const failure = reads.failure(key);
  if (failure === undefined) return false;
  if (otherNodes > 0 || (key.what !== 'calls' && key.what !== 'recent')) return true;
  return emptiness(reads.book[key.what], false) === '';
}

/** Days group many sessions: the page is numbered by what was read, not by what is drawn. */
function countOf(key: ListKey, reads: Reads): number {
  const { book } = reads;
  switch (key.what) {
    case 'calls':
      return book.calls.items.length;
    case 'recent':
      return book.recent.items.length;
    case 'sessions':
      return book.sessionsOf(key.cid).items.length;
    case 'rows':
    case 'people':
    case 'held':
      return reads.inSight.count(keyOf(key), book.rows(key.session));
  }
}
