import type { Device } from "#shared/model/device.ts";

/** What a menu is opened for. */
export interface DeviceMenuTarget {
  readonly device: Device;
  /** Where it opens. */
  readonly anchor: { getBoundingClientRect(): DOMRect };
}
