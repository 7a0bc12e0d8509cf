import { deviceName, type Device } from "#shared/model/device.ts";
import type { DeviceColumn } from "#shared/model/preferences.ts";
import { standingOf, STANDINGS } from "./group.ts";

export interface DeviceSort {
  readonly column: DeviceColumn;
  readonly descending: boolean;
}

/** What most people look for: the worst state and the lowest uptime before the rest, the longest silence first. */
export const BY_NAME: DeviceSort = { column: "name", descending: false };

const VOLATILE: ReadonlySet<DeviceColumn> = new Set<DeviceColumn>([
  "state",
  "registers",
  "seen",
  "interval",
  "changes",
]);

/** Whether an order changes by itself as devices push. */
export function isVolatile({ column }: DeviceSort): boolean {
  return VOLATILE.has(column);
}

const order = new Intl.Collator(undefined, { numeric: true });
const byName = (a: Device, b: Device) => order.compare(deviceName(a), deviceName(b)) || order.compare(a.id, b.id);

/** Equal ones by name, so that rows do not dance; those that have nothing to compare come last either way.
 *  @param changesOf how many change requests wait for a device */
export function sortedDevices(
  devices: readonly Device[],
  { column, descending }: DeviceSort,
  changesOf: (device: Device) => number,
): Device[] {
  const sign = descending ? -1 : 1;
  if (column === "name") return devices.toSorted((a, b) => sign * byName(a, b));
  return devices
    .map((device) => ({ device, rank: rankOf(device, column, changesOf) }))
    .sort((a, b) => compare(a.rank, b.rank, sign) || byName(a.device, b.device))
    .map(({ device }) => device);
}

type Rank = number | string | undefined;

function compare(a: Rank, b: Rank, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === "string" || typeof b === "string") return sign * order.compare(String(a), String(b));
  return sign * (a - b);
}

function rankOf(device: Device, column: Exclude<DeviceColumn, "name">, changesOf: (device: Device) => number): Rank {
  switch (column) {
    case "state":
      return STANDINGS.indexOf(standingOf(device));
    case "site":
      return device.site ?? device.labels[0];
    case "registers":
      return -device.registers.total;
    case "seen":
      return device.lastPushAt === undefined ? undefined : -device.lastPushAt;
    case "interval":
      return device.interval?.p50;
    case "day":
      return device.uptime;
    case "changes":
      return -changesOf(device);
  }
}
