import { deviceName, type Device, type DeviceId, type MaintenanceScope } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";

/** What a maintenance is about, for people. */
export function scopeName(scope: MaintenanceScope, devices: { find(id: DeviceId): Device | undefined }): string {
  const t = text.devices.maintenance;
  if (scope.kind === "label") return t.label(scope.label);
  if (scope.kind === "site") return t.site(scope.site);
  const device = devices.find(scope.device);
  return device ? deviceName(device) : t.gone;
}
