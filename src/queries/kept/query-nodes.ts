import { shownText, shownWithoutIcons, wordsWithoutIcons } from '../../attendance/shown-text';
import { text, type Translate } from '../../attendance/text';
import type { FilterProblem } from '../../attendance/filter/problem';
import type { KeptQuery } from './kept-query';
import type { AllKept } from './kept-store';
import { conditionWords, queryJson, queryTitle, sessionWords } from './words-of-query';

export type GroupKind = 'pinned' | 'workspace' | 'user' | 'recent';

/** What the view Queries shows. */
export type QueryNode =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly group: GroupKind;
      readonly children: readonly QueryNode[];
    }
  | { readonly kind: 'query'; readonly id: string; readonly query: KeptQuery }
  /** A file of the workspace, or an entry of one, that cannot be read. */
  | {
      readonly kind: 'broken';
      readonly id: string;
      readonly folder: string;
      readonly folderName: string;
      readonly problem: FilterProblem;
      readonly whole: boolean;
    };

/** How a node looks. All words are for people already, and safe to draw. */
export interface QueryLook {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** A codicon. */
  readonly icon: string;
  readonly contextValue: string;
  readonly accessibility: string;
}

/** The tokens that menus match; a test holds package.json against this list. */
export const queryTokens = ['query', 'saved', 'unsaved', 'pinned', 'unpinned'] as const;

/** The view's tree: groups that hold something, in their order; files with problems first. */
export function queryNodes({ queries, files }: AllKept): readonly QueryNode[] {
  const broken = files.flatMap(({ folder, folderName, problems, broken: whole }) =>
    problems.slice(0, 5).map((problem, at): QueryNode => ({
      kind: 'broken',
      id: `broken/${JSON.stringify([folder, at])}`,
      folder,
      folderName,
      problem,
      whole,
    })),
  );
  const group = (kind: GroupKind, fits: (query: KeptQuery) => boolean): readonly QueryNode[] => {
    const children = queries.filter(fits).map((query): QueryNode => ({ kind: 'query', id: query.id, query }));
    return children.length === 0 ? [] : [{ kind: 'group', id: `group/${kind}`, group: kind, children }];
  };
  return [
    ...broken,
    ...group('pinned', (query) => query.pinned),
    ...group('workspace', (query) => !query.pinned && query.where === 'workspace'),
    ...group('user', (query) => !query.pinned && query.where === 'user'),
    ...group('recent', (query) => !query.pinned && query.where === 'recent'),
  ];
}

/**
 * @param openApp the id of the open app: a query of another one names it
 * @param folderOf the name of a folder, where the workspace has several: a query says in which it is kept
 */
export function queryLook(
  node: QueryNode,
  say: Translate,
  openApp: string | undefined,
  folderOf: (id: string) => string | undefined,
): QueryLook {
  switch (node.kind) {
    case 'group':
      return plainLook(groupTitle(node.group, say), groupIcon[node.group]);
    case 'broken':
      return plainLook(brokenWords(node, say), 'warning');
    case 'query':
      return lookOfQuery(node.query, say, openApp, folderOf);
  }
}

function lookOfQuery(
  query: KeptQuery,
  say: Translate,
  openApp: string | undefined,
  folderOf: (id: string) => string | undefined,
): QueryLook {
  const label = wordsWithoutIcons(queryTitle(query, say));
  const folder = query.folder === undefined ? undefined : folderOf(query.folder);
  const description = [
    sessionWords(query.question, say),
    ...(query.name === '' ? [] : [conditionWords(query.question, say)]),
    shownText(otherApp(query, openApp)),
    shownText(folder ?? ''),
  ]
    .filter((each) => each !== '')
    .map(wordsWithoutIcons)
    .join(' · ');
  const tokens = ['query', query.name === '' ? 'unsaved' : 'saved', query.pinned ? 'pinned' : 'unpinned'];
  return {
    label,
    description,
    tooltip: queryJson(query).split('\n').map(shownWithoutIcons).join('\n'),
    icon: iconOf(query),
    contextValue: tokens.join(' '),
    accessibility: description === '' ? label : `${label}, ${description}`,
  };
}

/** The name of a query's app, where it is another than the open one; else empty. */
function otherApp(query: KeptQuery, openApp: string | undefined): string {
  return query.appId !== undefined && query.appId === openApp ? '' : (query.appName ?? '');
}

function plainLook(label: string, icon: string): QueryLook {
  return { label, description: '', tooltip: label, icon, contextValue: '', accessibility: label };
}

function brokenWords(node: Extract<QueryNode, { kind: 'broken' }>, say: Translate): string {
  const args = {
    folder: shownWithoutIcons(node.folderName),
    line: node.problem.line,
    problem: shownWithoutIcons(say(node.problem.text)),
  };
  return say(
    node.whole
      ? text('{folder}/.vscode/rollcall.json cannot be read: line {line}: {problem}', args)
      : text('{folder}/.vscode/rollcall.json, line {line}: {problem}', args),
  );
}

function groupTitle(group: GroupKind, say: Translate): string {
  switch (group) {
    case 'pinned':
      return say(text('Pinned'));
    case 'workspace':
      return say(text('Saved in This Workspace'));
    case 'user':
      return say(text('Saved for Me'));
    case 'recent':
      return say(text('Recent'));
  }
}

const groupIcon: Readonly<Record<GroupKind, string>> = {
  pinned: 'pinned',
  workspace: 'folder',
  user: 'account',
  recent: 'history',
};

function iconOf(query: KeptQuery): string {
  if (query.where === 'recent') return 'history';
  return query.where === 'workspace' ? 'file' : 'bookmark';
}
