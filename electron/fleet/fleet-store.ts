import type { Activity } from "#shared/model/activity.ts";
import type { Alarm } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { FleetPolicy, KeptDevice } from "#shared/model/fleet-policy.ts";
import type { DeviceTransition } from "./uptime.ts";

export interface StoredTransition extends DeviceTransition {
  readonly device: DeviceId;
}

/** What is stored together of devices and alarms. */
export interface FleetWrite {
  readonly devices?: readonly KeptDevice[];
  /** With everything that is kept of them. */
  readonly goneDevices?: readonly DeviceId[];
  readonly transitions?: readonly StoredTransition[];
  readonly alarms?: readonly Alarm[];
}

/** What the last run left. */
export interface StoredFleet {
  readonly devices: readonly KeptDevice[];
  /** Of the last day, and each device's last one before; in their order. */
  readonly transitions: readonly StoredTransition[];
  /** Those that are not closed. */
  readonly alarms: readonly Alarm[];
  /** Of each rule and register the last alarm, where somebody closed it while it was so. */
  readonly dismissed: readonly Alarm[];
  readonly lastDeviceId: number;
  readonly lastAlarmId: number;
}

export const NO_FLEET: StoredFleet = {
  devices: [],
  transitions: [],
  alarms: [],
  dismissed: [],
  lastDeviceId: 0,
  lastAlarmId: 0,
};

/** What the fleet needs of a store. */
export interface FleetStore {
  /** Stores what happened together with what changed by it. In the order of the calls.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE`; then nothing of it is stored */
  append(
    activity: readonly Activity[],
    write: { readonly fleet?: FleetWrite; readonly fleetPolicy?: FleetPolicy },
  ): Promise<void>;
}
