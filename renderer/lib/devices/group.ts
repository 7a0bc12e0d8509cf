/** The groups of the list of devices. */
import type { Device, DeviceState } from "#shared/model/device.ts";
import type { DeviceView } from "#shared/model/preferences.ts";
import type { Tone } from "../status.ts";
import { text } from "../messages/messages.ts";
import { DEVICE_TONES } from "./standing.ts";

export type DeviceGrouping = DeviceView["group"];
export const DEVICE_GROUPINGS = ["problems", "site", "label", "none"] as const satisfies readonly DeviceGrouping[];

/** What a technician has to do with a device, what needs most first. Muted ones need nobody, whatever their state. */
export const STANDINGS = [
  ...(["offline", "flapping", "late", "not-observed", "new", "online", "moved", "muted"] as const),
] satisfies readonly (DeviceState | "new" | "muted")[];
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ isMuted, state, review }: Pick<Device, "isMuted" | "state" | "review">): Standing {
  if (isMuted) return "muted";
  return state === "online" && review === "new" ? "new" : state;
}

export const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  ...DEVICE_TONES,
  new: "info",
  muted: "off",
};

/** How many of them stand worst, for the head of their group; nothing while all are well. */
export function worstOf(
  devices: readonly Device[],
): { readonly standing: Standing; readonly count: number } | undefined {
  const counts = Map.groupBy(devices, standingOf);
  const standing = (["offline", "flapping", "late"] as const).find((known) => counts.has(known));
  return standing && { standing, count: counts.get(standing)?.length ?? 0 };
}

export interface DeviceGroup {
  readonly key: string;
  readonly label: string;
  readonly devices: readonly Device[];
}

/** In their order; a device with several labels is in several groups.
 *  @param devices in theirs, which they keep @returns nothing without a grouping */
export function groupsOf(devices: readonly Device[], grouping: DeviceGrouping): DeviceGroup[] | undefined {
  switch (grouping) {
    case "none":
      return undefined;
    case "problems": {
      const members = Map.groupBy(devices, standingOf);
      return STANDINGS.flatMap((standing) => {
        const found = members.get(standing);
        return found ? [{ key: standing, label: text.devices.groups[standing], devices: found }] : [];
      });
    }
    case "site":
      return named(devices, ({ site }) => (site === undefined ? [] : [site]), text.devices.groups.noSite);
    case "label":
      return named(devices, ({ labels }) => labels, text.devices.groups.noLabel);
  }
}

/** By name; those without come last. */
function named(
  devices: readonly Device[],
  namesOf: (device: Device) => readonly string[],
  without: string,
): DeviceGroup[] {
  const members = new Map<string, Device[]>();
  const rest: Device[] = [];
  for (const device of devices) {
    const names = new Set(namesOf(device));
    if (names.size === 0) rest.push(device);
    for (const name of names) members.set(name, [...(members.get(name) ?? []), device]);
  }
  const order = new Intl.Collator(undefined, { numeric: true });
  const groups = [...members]
    .sort(([a], [b]) => order.compare(a, b))
    .map(([name, found]) => ({ key: `=${name}`, label: name, devices: found }));
  return rest.length === 0 ? groups : [...groups, { key: "-", label: without, devices: rest }];
}
