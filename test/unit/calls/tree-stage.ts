import { english, type Translate } from '../../../src/attendance/text';
import type { Tooltip, TreeNode } from '../../../src/calls/model/node';
import { tooltipOf } from '../../../src/calls/model/tooltips';
import * as measuring from '../../../src/calls/model/measured-session';
import type { Redraw } from '../../../src/calls/model/redraws';
import { Tree, type TreeParts } from '../../../src/calls/model/tree';
import { createWords, type Words, type WordsOptions } from '../../../src/calls/model/words';
import { FakeBook, noon } from './fake-book';

/** Marks every word that went through translation. */
export const pseudo: Translate = (text) => `⟦${english(text)}⟧`;

export function wordsOf(more: Partial<WordsOptions> = {}): Words {
  return createWords({
    say: english,
    locale: 'en-US',
    zone: 'UTC',
    display: 'local',
    now: () => noon,
    localNow: () => noon,
    ...more,
  });
}

export interface Stage {
  readonly book: FakeBook;
  readonly tree: Tree;
  readonly warnings: readonly string[];
  /** What each change of the book asked to draw again. */
  readonly redraws: readonly Redraw[];
}

/** Lets whatever waits for nobody have its turn, many times over. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A tree on a fake book, with everything recorded that it says. */
export function stage(
  root: 'calls' | 'recent',
  words: Words = wordsOf(),
  more: Partial<TreeParts> = {},
): Stage {
  const book = new FakeBook();
  const warnings: string[] = [];
  const redraws: Redraw[] = [];
  const tree = new Tree(root, {
    book,
    words: () => words,
    grouping: () => 'join',
    names: () => undefined,
    mayRead: () => true,
    measuring: {
      anonymousRoles: () => new Set(),
      load: () => measuring,
      pausing: { now: () => performance.now(), pause: () => new Promise((resolve) => setImmediate(resolve)) },
    },
    redraw: (what) => redraws.push(what),
    warn: (message) => warnings.push(message),
    ...more,
  });
  book.onDidChange((change) => redraws.push(tree.affected(change)));
  return { book, tree, warnings, redraws };
}

/** The tree as somebody sees it: one line a node, children indented. Opens what `open` says. */
export function drawing(
  tree: Tree,
  open: (node: TreeNode) => boolean = () => true,
  node?: TreeNode,
  depth = 0,
): string[] {
  return tree.children(node).flatMap((child) => {
    const { label, description } = tree.look(child);
    const line = `${'  '.repeat(depth)}${label}${description === '' ? '' : ` | ${description}`}`;
    return open(child) ? [line, ...drawing(tree, open, child, depth + 1)] : [line];
  });
}

/** What hovering over a node says. */
export function tooltip(tree: Tree, node: TreeNode): Tooltip | undefined {
  return tooltipOf(node, tree.close);
}

export function child(tree: Tree, kind: TreeNode['kind'], parent?: TreeNode): TreeNode {
  const found = tree.children(parent).find((node) => node.kind === kind);
  if (found === undefined)
    throw new Error(
      `No ${kind} among ${tree
        .children(parent)
        .map((node) => node.kind)
        .join(', ')}`,
    );
  return found;
}
