import type { Device, Maintenance } from "#shared/model/device.ts";

/** What a device is under now, whether for itself, for a label or for its site; the one that ends last first. */
export function maintenanceOf(device: Device, all: readonly Maintenance[], now: number): Maintenance[] {
  return all
    .filter(({ from, until, scope }) => from <= now && until > now && isIn(device, scope))
    .sort((a, b) => b.until - a.until);
}

function isIn({ id, labels, site }: Device, scope: Maintenance["scope"]): boolean {
  if (scope.kind === "device") return scope.device === id;
  return scope.kind === "label" ? labels.includes(scope.label) : scope.site === site;
}
