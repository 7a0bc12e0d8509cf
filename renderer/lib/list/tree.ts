import type { RegisterName } from "#shared/model/register.ts";
import { addParent, type Growing } from "./rows.ts";

/** A branch, called by what names begin with here, dot and all. */
export interface Branch {
  readonly path: string;
  readonly children: (Branch | RegisterName)[];
  readonly branches: Map<string, Branch>;
}

/** Splits names on their dots. A branch stands where the first of its registers stood, so a tree keeps the order it is given.
 *  @param root what all names begin with and the tree need not say */
export function treeOf(names: readonly RegisterName[], root = ""): Branch {
  const trunk = branch(root);
  for (const name of names) {
    let at = trunk;
    for (let dot = name.indexOf(".", root.length); dot !== -1; dot = name.indexOf(".", dot + 1)) {
      at = branchAt(at, name.slice(0, dot + 1));
    }
    at.children.push(name);
  }
  return trunk;
}

const branch = (path: string): Branch => ({ path, children: [], branches: new Map() });

function branchAt(parent: Branch, path: string): Branch {
  const known = parent.branches.get(path);
  if (known) return known;
  const made = branch(path);
  parent.branches.set(path, made);
  parent.children.push(made);
  return made;
}

/** Lays out what is below a branch.
 *  @param level of its children  @param prefix keeps the keys of rows apart that show the same register */
export function addTree(growing: Growing, trunk: Branch, level: number, visible: boolean, prefix = ""): void {
  const siblings = trunk.children.length;
  const said = trunk.path.length;
  trunk.children.forEach((child, index) => {
    const place = { level, position: index + 1, siblings };
    if (typeof child !== "string") {
      const key = `${prefix}${child.path}*`;
      const isOpen = growing.isOpen(key, growing.opensBranches);
      const path = child.path as RegisterName;
      const row = { kind: "branch", key, path, label: child.path.slice(said, -1), isOpen, ...place } as const;
      addParent(growing, row, visible, (shown) => addTree(growing, child, level + 1, shown, prefix));
      return;
    }
    growing.leaves.push(child);
    if (visible) growing.rows.push({ kind: "register", key: prefix + child, name: child, said, ...place });
  });
}
