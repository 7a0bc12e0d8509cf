import type { Device, Maintenance } from "#shared/model/device.ts";
import { maintenanceOf } from "./maintenance.ts";

/** Whether nobody hears of a device, and how it can be heard of again. */
export type Silence =
  | { readonly kind: "none" }
  /** It ends when these end, and when an ignored device is kept. */
  | { readonly kind: "own"; readonly maintenance: readonly Maintenance[]; readonly isIgnored: boolean }
  /** Others are silent with it, by their label or site. */
  | { readonly kind: "shared"; readonly scope: Maintenance["scope"] }
  | { readonly kind: "blocked" };

export function silenceOf(device: Device, all: readonly Maintenance[], now: number): Silence {
  if (device.review === "blocked") return { kind: "blocked" };
  const maintenance = maintenanceOf(device, all, now);
  const shared = maintenance.find(({ scope }) => scope.kind !== "device");
  if (shared) return { kind: "shared", scope: shared.scope };
  const isIgnored = device.review === "ignored";
  return isIgnored || maintenance.length > 0 ? { kind: "own", maintenance, isIgnored } : { kind: "none" };
}
