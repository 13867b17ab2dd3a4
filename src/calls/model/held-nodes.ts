import type { TreeNode } from './node';

/** The nodes that a view shows: each identity once, as one object for as long as it stands at the same place. */
export class HeldNodes {
  readonly #warn: (message: string) => void;
  readonly #nodes = new Map<string, TreeNode>();
  readonly #children = new Map<string | undefined, readonly TreeNode[]>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  get all(): Iterable<TreeNode> {
    return this.#nodes.values();
  }

  get(id: string): TreeNode | undefined {
    return this.#nodes.get(id);
  }

  /** What was put below a node last. */
  below(parent: TreeNode | undefined): readonly TreeNode[] | undefined {
    return this.#children.get(parent?.id);
  }

  /** Puts nodes below a parent in the place of those that stood there. Answers those to be shown. */
  put(parent: TreeNode | undefined, nodes: readonly TreeNode[]): readonly TreeNode[] {
    const fresh = this.#unique(nodes).map((node) => this.#same(node));
    const kept = new Set(fresh.map((node) => node.id));
    for (const old of this.#children.get(parent?.id) ?? []) if (!kept.has(old.id)) this.#forget(old);
    for (const node of fresh) this.#nodes.set(node.id, node);
    this.#children.set(parent?.id, fresh);
    return fresh;
  }

  /** A second node of one identity would blank the whole view: it is left out, and said. */
  #unique(nodes: readonly TreeNode[]): readonly TreeNode[] {
    const seen = new Set<string>();
    return nodes.filter((node) => {
      if (seen.has(node.id)) {
        this.#warn(`A second tree node of kind ${node.kind} with the same identity was left out.`);
        return false;
      }
      seen.add(node.id);
      return true;
    });
  }

  /** VS Code knows nodes by the object: the held one goes on as long as it stands at the same place. */
  #same(node: TreeNode): TreeNode {
    const held = this.#nodes.get(node.id);
    return held !== undefined &&
      held.parent === node.parent &&
      held.kind === node.kind &&
      node.kind !== 'message'
      ? held
      : node;
  }

  #forget(node: TreeNode): void {
    // The same thing may have moved below another parent.
    if (this.#nodes.get(node.id) !== node) return;
    for (const child of this.#children.get(node.id) ?? []) this.#forget(child);
    this.#children.delete(node.id);
    this.#nodes.delete(node.id);
  }
}
