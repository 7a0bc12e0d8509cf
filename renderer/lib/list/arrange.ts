import type { RegisterName } from "#shared/model/register.ts";
import { addLeaves, addParent, type Growing, type IsOpen, type Rows } from "./rows.ts";
import { addTree, treeOf } from "./tree.ts";

export interface Group {
  readonly key: string;
  readonly label: string;
  /** Groups stand in the order of their ranks. */
  readonly rank: string;
}

export interface Arranging {
  /** What is listed, in its order. */
  readonly names: readonly RegisterName[];
  readonly layout: "table" | "tree";
  /** Of the table only: the tree is a grouping of its own. */
  readonly groupOf: ((name: RegisterName) => Group) | undefined;
  /** Names and, ending in a dot, branches. */
  readonly pins: readonly RegisterName[];
  readonly isOpen: IsOpen;
  readonly opensBranches: boolean;
}

/** Lays the list out in rows. In the table pinned registers stand on top and only there; a tree without them would have
 *  holes, so there they stand in both places. */
export function arrange({ names, layout, groupOf, pins, isOpen, opensBranches }: Arranging): Rows {
  const growing: Growing = { rows: [], leaves: [], isOpen, opensBranches };
  const pinned = pinnedIn(names, pins);
  const others = layout === "tree" || pinned.size === 0 ? names : names.filter((name) => !pinned.has(name));
  const groups = layout === "table" && groupOf ? groupsOf(others, groupOf) : undefined;
  const hasRest = pinned.size > 0 && others.length > 0;
  const sections = Math.min(pinned.size, 1) + (groups?.length ?? Number(hasRest));
  const first = 1 + Math.min(pinned.size, 1);
  if (pinned.size > 0) addPins(growing, names, pins, sections);
  if (groups) addGroups(growing, groups, first, sections);
  else if (hasRest) addRest(growing, others, layout, sections);
  else addNames(growing, others, layout, 1, true);
  return growing;
}

/** Whether a register is pinned itself or is below a pinned branch. */
export function pinMatcher(pins: readonly RegisterName[]): (name: RegisterName) => boolean {
  const single = new Set(pins);
  const branches = pins.filter((pin) => pin.endsWith("."));
  return (name) => single.has(name) || branches.some((branch) => name.startsWith(branch));
}

function pinnedIn(names: readonly RegisterName[], pins: readonly RegisterName[]): ReadonlySet<RegisterName> {
  return pins.length === 0 ? new Set() : new Set(names.filter(pinMatcher(pins)));
}

function addGroups(growing: Growing, groups: readonly Members[], first: number, siblings: number): void {
  groups.forEach(({ key, label, names }, index) => {
    const head = { section: "group", key: `group:${key}`, label, position: first + index, siblings } as const;
    addSection(growing, head, (shown) => addLeaves(growing, names, 2, shown));
  });
}

/** What is not pinned, below what is; in a tree all there is. */
function addRest(growing: Growing, names: readonly RegisterName[], layout: "table" | "tree", siblings: number): void {
  const section = layout === "tree" ? "all" : "rest";
  const head = { section, key: "group:rest", label: "", position: 2, siblings } as const;
  addSection(growing, head, (shown) => addNames(growing, names, layout, 2, shown));
}

interface SectionHead {
  readonly section: "pins" | "rest" | "all" | "group";
  readonly key: string;
  readonly label: string;
  readonly position: number;
  readonly siblings: number;
}

function addSection(growing: Growing, head: SectionHead, addChildren: (visible: boolean) => void): void {
  const row = { kind: "group", level: 1, isOpen: growing.isOpen(head.key, true), ...head } as const;
  addParent(growing, row, true, addChildren);
}

function addNames(
  growing: Growing,
  names: readonly RegisterName[],
  layout: "table" | "tree",
  level: number,
  shown: boolean,
) {
  if (layout === "tree") addTree(growing, treeOf(names), level, shown);
  else addLeaves(growing, names, level, shown);
}

/** In the technician's own order, whatever the list's is. */
function addPins(
  growing: Growing,
  names: readonly RegisterName[],
  pins: readonly RegisterName[],
  siblings: number,
): void {
  const listed = new Set(names);
  const below = new Map(pins.filter((pin) => pin.endsWith(".")).map((pin) => [pin, [] as RegisterName[]]));
  for (const [path, members] of below) members.push(...names.filter((name) => name.startsWith(path)));
  const shown = pins.filter((pin) => listed.has(pin) || (below.get(pin)?.length ?? 0) > 0);
  const head = { section: "pins", key: "group:pins", label: "", position: 1, siblings } as const;
  addSection(growing, head, (visible) => {
    shown.forEach((pin, index) => {
      const place = { level: 2, position: index + 1, siblings: shown.length };
      const members = below.get(pin);
      if (members && members.length > 0) addPinnedBranch(growing, pin, members, place, visible);
      else {
        growing.leaves.push(pin);
        if (visible) growing.rows.push({ kind: "register", key: `pin:${pin}`, name: pin, said: 0, ...place });
      }
    });
  });
}

function addPinnedBranch(
  growing: Growing,
  path: RegisterName,
  members: readonly RegisterName[],
  place: { level: number; position: number; siblings: number },
  visible: boolean,
): void {
  const key = `pin:${path}*`;
  const isOpen = growing.isOpen(key, growing.opensBranches);
  const row = { kind: "branch", key, path, label: path.slice(0, -1), isOpen, ...place } as const;
  addParent(growing, row, visible, (shown) => addTree(growing, treeOf(members, path), 3, shown, `pin:${path}:`));
}

interface Members extends Group {
  readonly names: RegisterName[];
}

function groupsOf(names: readonly RegisterName[], groupOf: (name: RegisterName) => Group): readonly Members[] {
  const groups = new Map<string, Members>();
  for (const name of names) {
    const group = groupOf(name);
    let members = groups.get(group.key);
    if (!members) groups.set(group.key, (members = { ...group, names: [] }));
    members.names.push(name);
  }
  return [...groups.values()].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}
