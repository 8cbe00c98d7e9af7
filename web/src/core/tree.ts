// Trees of any kind, laid out from left to right: one row for each leaf, a parent beside its first child.

export interface TreeNode<T> {
  id: string;
  data: T;
  children: TreeNode<T>[];
}

export interface PlacedNode<T> {
  node: TreeNode<T>;
  parent: string | null;
  depth: number;
  row: number;
  open: boolean;
}

export interface TreeLayout<T> {
  /** In the order in which they are read: a parent, then what is below it. */
  placed: PlacedNode<T>[];
  rows: number;
  depth: number;
}

/** `outline` gives every node its own row, for narrow windows. */
export function layout_tree<T>(
  roots: readonly TreeNode<T>[],
  collapsed: ReadonlySet<string>,
  outline = false,
): TreeLayout<T> {
  const placed: PlacedNode<T>[] = [];
  let rows = 0;
  let deepest = 0;
  const place = (node: TreeNode<T>, parent: string | null, depth: number): void => {
    deepest = Math.max(deepest, depth);
    const open = node.children.length > 0 && !collapsed.has(node.id);
    placed.push({ node, parent, depth, row: rows, open });
    if (!open || outline) rows += 1;
    if (open) for (const child of node.children) place(child, node.id, depth + 1);
  };
  for (const root of roots) place(root, null, 0);
  return { placed, rows, depth: deepest + 1 };
}

/** Only what fits and the way to it; a node that fits keeps all that is below it. */
export function prune_tree<T>(roots: readonly TreeNode<T>[], fits: (data: T) => boolean): TreeNode<T>[] {
  return roots.flatMap((node) => {
    if (fits(node.data)) return [node];
    const children = prune_tree(node.children, fits);
    return children.length ? [{ ...node, children }] : [];
  });
}

/** Identifiers of the nodes that have something below them, from a depth on. */
export function inner_nodes<T>(roots: readonly TreeNode<T>[], from_depth = 0): string[] {
  const found: string[] = [];
  const walk = (node: TreeNode<T>, depth: number): void => {
    if (node.children.length && depth >= from_depth) found.push(node.id);
    for (const child of node.children) walk(child, depth + 1);
  };
  for (const root of roots) walk(root, 0);
  return found;
}

/** The nodes above one of them, outermost first. */
export function path_to<T>(roots: readonly TreeNode<T>[], wanted: (node: TreeNode<T>) => boolean): string[] | null {
  for (const node of roots) {
    if (wanted(node)) return [node.id];
    const below = path_to(node.children, wanted);
    if (below) return [node.id, ...below];
  }
  return null;
}
