/** The list as rows, one below the other: heads of groups, branches of the tree, registers. Made anew when the order
 *  changes, so whatever moves with time (values, ages, counts by state) stays out of it. */
import type { RegisterName } from "#shared/model/register.ts";

interface Placed {
  /** The same row keeps its key from one list to the next. */
  readonly key: string;
  /** From 1, as assistive technology counts. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

/** Stands for the registers `from` to `to` (exclusive) of the list's `leaves`. */
interface Parent extends Placed {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
}

export interface GroupRow extends Parent {
  readonly kind: "group";
  /** Only a `group` has a name of its own. */
  readonly section: "pins" | "rest" | "all" | "group";
}

export interface BranchRow extends Parent {
  readonly kind: "branch";
  /** Ends in a dot. */
  readonly path: RegisterName;
}

export interface LeafRow extends Placed {
  readonly kind: "register";
  readonly name: RegisterName;
  /** How much of the name the branches above have said already. */
  readonly said: number;
}

export type Row = GroupRow | BranchRow | LeafRow;
export type ParentRow = GroupRow | BranchRow;

export interface Rows {
  readonly rows: readonly Row[];
  /** Every register of the list in its order, folded away or not; pinned ones may stand in it twice. */
  readonly leaves: readonly RegisterName[];
}

/** Whether a parent is open. @param byDefault when nobody opened or closed it */
export type IsOpen = (key: string, byDefault: boolean) => boolean;

/** Where rows are put while a list is made. */
export interface Growing {
  readonly rows: Row[];
  readonly leaves: RegisterName[];
  readonly isOpen: IsOpen;
  /** Whether branches are open that nobody opened or closed. */
  readonly opensBranches: boolean;
}

/** @param prefix keeps the keys of rows apart that show the same register */
export function addLeaves(
  growing: Growing,
  names: readonly RegisterName[],
  level: number,
  visible: boolean,
  prefix = "",
) {
  const siblings = names.length;
  names.forEach((name, index) => {
    growing.leaves.push(name);
    if (!visible) return;
    growing.rows.push({ kind: "register", key: prefix + name, name, level, position: index + 1, siblings, said: 0 });
  });
}

/** Adds a parent and then, by `addChildren`, what stands below it. */
export function addParent(
  growing: Growing,
  row: Omit<GroupRow, "from" | "to"> | Omit<BranchRow, "from" | "to">,
  visible: boolean,
  addChildren: (visible: boolean) => void,
): void {
  const from = growing.leaves.length;
  const at = growing.rows.length;
  if (visible) growing.rows.push({ ...row, from, to: from });
  addChildren(visible && row.isOpen);
  if (visible) growing.rows[at] = { ...row, from, to: growing.leaves.length };
}
