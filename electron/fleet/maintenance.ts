import type { Maintenance } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";

/** Until when a device is under maintenance; the latest of several. @returns undefined when it is under none */
export function maintenanceUntil(all: readonly Maintenance[], device: KeptDevice, now: number): number | undefined {
  // Each has begun when it was made, also where the clock was set back since.
  const ends = all.filter((one) => now < one.until && isAbout(one, device)).map(({ until }) => until);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** Whether nobody wants to hear of it now. */
export function isMuted(all: readonly Maintenance[], device: KeptDevice, now: number): boolean {
  const { review } = device;
  return review === "ignored" || review === "blocked" || maintenanceUntil(all, device, now) !== undefined;
}

function isAbout({ scope }: Maintenance, { id, labels, site }: KeptDevice): boolean {
  if (scope.kind === "device") return scope.device === id;
  return scope.kind === "label" ? labels.includes(scope.label) : scope.site === site;
}
