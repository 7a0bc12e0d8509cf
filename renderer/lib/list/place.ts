import { freshness } from "#shared/freshness.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import type { Matches, Surroundings } from "../search/match.ts";
import { sorted, type NameOrder, type Sort } from "../sort.ts";
import type { Group } from "./arrange.ts";

/** Which registers are listed, in which order and in which groups. */
export interface Placement {
  readonly names: readonly RegisterName[];
  readonly groups: ReadonlyMap<RegisterName, Group> | undefined;
}

export interface Placing {
  readonly registers: readonly Register[];
  readonly matches: Matches | undefined;
  readonly around: Surroundings;
  readonly hidesExpired: boolean;
  readonly sort: Sort;
  readonly order: NameOrder;
  readonly groupOf: ((register: Register) => Group) | undefined;
}

/** @param registers in the order of their names, which spares the commonest order its sorting */
export function place({ registers, matches, around, hidesExpired, sort, order, groupOf }: Placing): Placement {
  const listed = registers.filter(
    (register) =>
      (!hidesExpired || freshness(register, around.now) !== "expired") && (!matches || matches(register, around)),
  );
  const isByName = sort.key === "name" && !sort.descending;
  const names = isByName ? listed.map(({ name }) => name) : sorted(listed, sort, order, around);
  if (!groupOf) return { names, groups: undefined };
  return { names, groups: new Map(listed.map((register) => [register.name, groupOf(register)])) };
}

/** Whether two say the same, so that nothing has to be drawn anew. */
export function isSamePlacement(a: Placement, b: Placement): boolean {
  if (a.names.length !== b.names.length || !a.names.every((name, index) => name === b.names[index])) return false;
  if (!a.groups || !b.groups) return a.groups === b.groups;
  return a.names.every((name) => isSameGroup(a.groups?.get(name), b.groups?.get(name)));
}

/** One that is called otherwise is drawn, and may stand, differently. */
function isSameGroup(a: Group | undefined, b: Group | undefined): boolean {
  return a?.key === b?.key && a?.label === b?.label;
}
