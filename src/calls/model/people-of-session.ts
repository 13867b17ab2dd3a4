import { emptyMessage, type Ground } from './children';
import type { Group, MeasuredSession } from './measured-session';
import { pathId, sessionPath } from './node-id';
import type { GroupNode, ListKey, RowNode, SessionNode, SignNode, TreeNode } from './node';
import { measuredRows, sessionView } from './session-view';

/** What a session holds, by person: a word that it is being read, or people, rows nobody's, and what is left to be done. */
export function peopleOfSession(parent: SessionNode, ground: Ground): readonly TreeNode[] {
  const { reads } = ground;
  const { session } = parent;
  const list: ListKey = { what: 'people', session };
  const sign = (kind: SignNode['kind'], name: string): SignNode => ({
    kind,
    id: `${parent.id}/${name}`,
    parent,
    list,
  });
  const rows = reads.rowsHeld(session);
  const failed = reads.failure(list) !== undefined;
  if (rows?.loaded !== true || reads.whole.isFirst(session)) {
    if (reads.whole.isRunning(session)) return [sign('reading', 'reading')];
    if (failed) return [sign('failure', 'failure')];
    return reads.whole.isStopped(session) ? [sign('stopped', 'stopped')] : [];
  }
  const measured = measuredRows(sessionView(session, ground), ground.measures);
  if (measured === undefined) return [sign('reading', 'reading')];
  if (measured.groups.length === 0 && !rows.hasMore && !failed) return [emptyMessage(parent, ground)];
  const shown = measured.groups.slice(0, ground.held.limit({ what: 'held', session, of: undefined }));
  return [
    ...(failed && !rows.hasMore ? [sign('failure', 'failure')] : []),
    ...shown.map((group) => groupNode(group, parent, ground)),
    ...further(parent, { what: 'held', session, of: undefined }, shown.length, measured.groups.length),
    ...(failed && rows.hasMore ? [sign('failure', 'failure')] : []),
    ...(rows.hasMore ? [sign('more', 'more')] : []),
  ];
}

/** The rows of a person, of a user seen only by ingress, or of nobody known, in the order of time. */
export function rowsOfGroupNode(parent: GroupNode, ground: Ground): readonly TreeNode[] {
  const { reads, appId, measures } = ground;
  const { session } = parent;
  const rows = reads.rowsHeld(session);
  const measured = measuredRows(sessionView(session, ground), measures);
  const group = measured?.groups.find((each) => isOf(each, parent));
  if (rows === undefined || measured === undefined || group === undefined) return [];
  const list: ListKey = { what: 'held', session, of: groupKey(group) };
  const all = measures.rowsOf(measured, group);
  const shown = all.slice(0, ground.held.limit(list));
  const nodes = shown.map((row): RowNode => {
    const rowKey = reads.inSight.keyOf(row, rows);
    return {
      kind: 'row',
      id: pathId(...sessionPath(appId, session), 'row', rowKey),
      parent,
      session,
      rowKey,
      target: { kind: 'row', appId, session, rowKey },
    };
  });
  return [...nodes, ...further(parent, list, shown.length, all.length)];
}

/** The group that a node stands for, as it is now. */
export function groupOf(node: GroupNode, measured: MeasuredSession): Group | undefined {
  return measured.groups.find((group) => isOf(group, node));
}

/** How many there are of what is shown in parts, and how many are shown. */
export function heldCount(of: string | undefined, measured: MeasuredSession): number | undefined {
  if (of === undefined) return measured.groups.length;
  return measured.groups.find((group) => groupKey(group) === of)?.rows;
}

function isOf(group: Group, node: GroupNode): boolean {
  return group.userId === node.userId && (group.kind === 'anonymous') === (node.kind === 'anonymous');
}

function groupKey({ kind, userId }: Pick<Group, 'kind' | 'userId'>): string {
  return kind === 'anonymous' ? 'anonymous' : pathId('user', userId);
}

function groupNode(group: Group, parent: SessionNode, { appId }: Ground): GroupNode {
  const { kind, userId } = group;
  const { session } = parent;
  const own = kind === 'anonymous' ? ['anonymous'] : ['user', userId];
  return { kind, id: pathId(...sessionPath(appId, session), ...own), parent, session, userId };
}

/** The row that shows more of what is held; numbered, so that VS Code does not carry the focus along with it. */
function further(parent: TreeNode, list: ListKey, shown: number, of: number): readonly SignNode[] {
  return shown < of ? [{ kind: 'further', id: `${parent.id}/further/${shown}`, parent, list }] : [];
}
