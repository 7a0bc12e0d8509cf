/** The list of devices as lines, one below the other: heads of groups, devices, or cards side by side. */
import type { Device, DeviceId } from "#shared/model/device.ts";
import type { DeviceGroup } from "./group.ts";

export interface HeadLine {
  readonly kind: "group";
  /** The same line keeps its key from one list to the next. */
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly ids: readonly DeviceId[];
  readonly isOpen: boolean;
  /** From 1, as assistive technology counts. */
  readonly position: number;
  readonly siblings: number;
}

export interface DevicesLine {
  readonly kind: "devices";
  readonly key: string;
  /** The one it is in; empty without groups. */
  readonly group: string;
  /** One in the list, as many as fit in the cards. */
  readonly ids: readonly DeviceId[];
  readonly position: number;
  readonly siblings: number;
  /** Whether a head stands above. */
  readonly isGrouped: boolean;
}

export type Line = HeadLine | DevicesLine;

/** Where the keyboard is: on the head of a group, or on a device of a line. */
export interface Stop {
  readonly line: number;
  readonly at: number;
}

/** @param columns how many devices stand side by side */
export function linesOf(
  devices: readonly Device[],
  groups: readonly DeviceGroup[] | undefined,
  isOpen: (group: string) => boolean,
  columns = 1,
): Line[] {
  if (!groups) return inLines(devices, "", columns, false);
  return groups.flatMap(({ key, label, devices: members }, index): Line[] => {
    const open = isOpen(key);
    const place = { position: index + 1, siblings: groups.length };
    const ids = members.map(({ id }) => id);
    const head = { kind: "group", key: `group ${key}`, group: key, label, ids, isOpen: open } as const;
    return [{ ...head, ...place }, ...(open ? inLines(members, key, columns, true) : [])];
  });
}

function inLines(devices: readonly Device[], group: string, columns: number, isGrouped: boolean): DevicesLine[] {
  const siblings = Math.ceil(devices.length / columns);
  return Array.from({ length: siblings }, (_, index) => {
    const ids = devices.slice(index * columns, (index + 1) * columns).map(({ id }) => id);
    return { kind: "devices", key: `${group} ${ids[0] ?? ""}`, group, ids, position: index + 1, siblings, isGrouped };
  });
}

/** How many stops a line has. */
export function stopsOf(line: Line | undefined): number {
  return line?.kind === "devices" ? line.ids.length : line ? 1 : 0;
}

/** A step up, down or sideways; beyond the ends is the end. */
export function moved(lines: readonly Line[], { line, at }: Stop, down: number, right = 0): Stop {
  if (right !== 0) {
    const next = at + right;
    if (next >= 0 && next < stopsOf(lines[line])) return { line, at: next };
    const beside = line + right;
    if (beside < 0 || beside >= lines.length) return { line, at };
    return { line: beside, at: right > 0 ? 0 : stopsOf(lines[beside]) - 1 };
  }
  const target = Math.max(0, Math.min(lines.length - 1, line + down));
  return { line: target, at: Math.max(0, Math.min(at, stopsOf(lines[target]) - 1)) };
}

/** Whether two lists say the same, so that nothing moves. */
export function isSameOrder(a: readonly Line[], b: readonly Line[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, index) => {
      const other = b[index];
      if (line.key !== other?.key || line.kind !== other.kind) return false;
      const isOpen = line.kind === "group" && line.isOpen;
      return isOpen === (other.kind === "group" && other.isOpen) && line.ids.join() === other.ids.join();
    })
  );
}
