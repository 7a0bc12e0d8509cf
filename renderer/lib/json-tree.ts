/** A JSON value as the rows of a tree. Only what is open is looked at; more than a hundred members come in stretches of a
 *  hundred, so that an array of a million opens as fast as one of ten. */
import { membersOf, type Member } from "./json-members.ts";
import type { Step } from "./json-path.ts";
import { kindOf, type ValueKind } from "./value.ts";

export interface TreeRow {
  readonly id: string;
  /** The object or array itself: for a stretch, the one it is part of; else the row's own id. */
  readonly home: string;
  /** From 1, as ARIA counts. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly key: Step | undefined;
  /** The key was there before, in the same object. */
  readonly isRepeated: boolean;
  /** Stands for some members of a long list: their first and last position. */
  readonly stretch: readonly [from: number, to: number] | undefined;
  readonly kind: ValueKind;
  readonly text: string;
  /** How many members it has; 0 for a leaf. */
  readonly size: number;
  readonly isOpen: boolean;
  readonly path: readonly Step[];
}

export const STRETCH = 100;
export const ROOT = "$";

type Placed = Omit<TreeRow, "isOpen">;

/** @param isOpen asked for every row with members that is in sight */
export function treeRows(text: string, isOpen: (row: Placed) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const members = new Map<string, readonly Member[]>();
  const add = (row: Placed): void => {
    const opened = row.size > 0 && isOpen(row);
    rows.push({ ...row, isOpen: opened });
    if (opened) for (const child of childrenOf(row, members)) add(child);
  };
  add(rootOf(text, members));
  return rows;
}

/** The ids to open, in order, so that the row is seen; its own comes last. */
export function ancestorsOf(text: string, path: readonly Step[]): string[] {
  const members = new Map<string, readonly Member[]>();
  let row = rootOf(text, members);
  const ids = [row.id];
  for (const step of path) {
    for (let next = leading(row, step, members); next; next = next.stretch && leading(next, step, members)) {
      row = next;
      ids.push(row.id);
    }
  }
  return ids;
}

/** Where a search hits keys or leaves, the first `most` of them. Capitals do not matter. */
export function findInTree(text: string, query: string, most: number): (readonly Step[])[] {
  const wanted = query.toLowerCase();
  const hits: (readonly Step[])[] = [];
  const walk = (value: string, path: readonly Step[]): void => {
    if (!value.toLowerCase().includes(wanted) && !/[\\]/.test(value)) return; // nothing in here
    for (const { key, text: child } of membersOf(value)) {
      if (hits.length >= most) return;
      const isLeaf = !/^[{[]/.test(child);
      const here = [...path, key];
      if ((typeof key === "string" && key.toLowerCase().includes(wanted)) || (isLeaf && leafHas(child, wanted))) {
        hits.push(here);
      }
      if (!isLeaf) walk(child, here);
    }
  };
  if (wanted !== "") walk(text, []);
  return hits;
}

function leafHas(text: string, wanted: string): boolean {
  const shown = text.startsWith('"') ? (JSON.parse(text) as string) : text;
  return shown.toLowerCase().includes(wanted);
}

function rootOf(text: string, members: Map<string, readonly Member[]>): Placed {
  const found = membersOf(text);
  members.set(ROOT, found);
  const place = {
    id: ROOT,
    home: ROOT,
    level: 1,
    position: 1,
    siblings: 1,
    key: undefined,
    isRepeated: false,
    stretch: undefined,
  };
  return { ...place, kind: kindOf(text), text, size: found.length, path: [] };
}

function childrenOf(row: Placed, members: Map<string, readonly Member[]>): Placed[] {
  const all = members.get(row.id) ?? [];
  const [from, to] = row.stretch ?? [0, all.length - 1];
  const count = to - from + 1;
  if (count <= STRETCH)
    return all.slice(from, to + 1).map((member, index) => placed(row, member, index, count, members));
  const step = stretchLength(count);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => {
    const stretch = [from + index * step, Math.min(from + (index + 1) * step - 1, to)] as const;
    const id = `${row.home}/#${stretch.join("-")}`;
    members.set(id, all);
    const place = { level: row.level + 1, position: index + 1, siblings: Math.ceil(count / step) };
    return { ...row, ...place, id, key: undefined, isRepeated: false, stretch, size: stretch[1] - stretch[0] + 1 };
  });
}

/** A hundred, or so many hundreds that there are at most a hundred stretches. */
function stretchLength(count: number): number {
  let length = STRETCH;
  while (count / length > STRETCH) length *= STRETCH;
  return length;
}

function placed(
  parent: Placed,
  { key, text, again }: Member,
  index: number,
  siblings: number,
  members: Map<string, readonly Member[]>,
): Placed {
  const id = `${parent.home}/${JSON.stringify(key)}${again > 0 ? `~${again}` : ""}`;
  const found = membersOf(text);
  members.set(id, found);
  const place = { id, home: id, level: parent.level + 1, position: index + 1, siblings, key, isRepeated: again > 0 };
  return { ...place, stretch: undefined, kind: kindOf(text), text, size: found.length, path: [...parent.path, key] };
}

/** The child on the way to a member. */
function leading(row: Placed, step: Step, members: Map<string, readonly Member[]>): Placed | undefined {
  const all = members.get(row.id) ?? [];
  const index = all.findLastIndex(({ key }) => key === step);
  return childrenOf(row, members).find(({ stretch, key }) =>
    stretch ? stretch[0] <= index && index <= stretch[1] : key === step && all[index]?.key === step,
  );
}
