import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Alarm } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { FleetPolicy, KeptDevice } from "#shared/model/fleet-policy.ts";
import type { FleetStore, FleetWrite, StoredTransition } from "./fleet-store.ts";

/** As much waits while nothing can be stored; what is older than that is not told any more. */
const MOST_WAITING = 10_000;

/** Stores what happens by itself, gathered, and again if it failed; and what a person said, at once. */
export class Keeper {
  readonly #store: FleetStore;
  #devices = new Map<DeviceId, KeptDevice>();
  #alarms = new Map<string, Alarm>();
  #transitions: StoredTransition[] = [];
  #activity: Activity[] = [];
  #isStoring = false;

  constructor(store: FleetStore) {
    this.#store = store;
  }

  device(device: KeptDevice): void {
    this.#devices.set(device.id, device);
  }

  alarm(alarm: Alarm): void {
    this.#alarms.set(alarm.id, alarm);
  }

  transition(transition: StoredTransition): void {
    this.#transitions.push(transition);
    if (this.#transitions.length > MOST_WAITING) this.#transitions.shift();
  }

  tell(activity: Activity): void {
    this.#activity.push(activity);
    if (this.#activity.length > MOST_WAITING) this.#activity.shift();
  }

  /** Stores what has gathered; while nothing can be stored it goes on gathering. */
  flush(): void {
    if (this.#isStoring || !this.#hasGathered) return;
    void this.#storeGathered();
  }

  /** Stores what a person said, after what has gathered. @throws {RegdeskError} `STORE_UNAVAILABLE`; then it was not said */
  async say(activity: readonly Activity[], fleet: FleetWrite, fleetPolicy?: FleetPolicy): Promise<void> {
    if (this.#hasGathered) void this.#storeGathered();
    await this.#store.append(activity, { fleet, ...(fleetPolicy === undefined ? {} : { fleetPolicy }) });
    // What could not be stored before it is older than it.
    for (const { id } of fleet.devices ?? []) this.#devices.delete(id);
  }

  /** A device that nobody has said anything about is gone; should that not be stored, it will be gone again. */
  async forget(device: DeviceId): Promise<void> {
    try {
      await this.#store.append([], { fleet: { goneDevices: [device] } });
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
    }
  }

  /** Nothing of a device that is gone is stored any more. */
  drop(device: DeviceId): void {
    this.#devices.delete(device);
    this.#transitions = this.#transitions.filter((transition) => transition.device !== device);
    for (const [id, alarm] of this.#alarms) if (alarm.device === device) this.#alarms.delete(id);
  }

  get #hasGathered(): boolean {
    return this.#devices.size + this.#alarms.size + this.#transitions.length + this.#activity.length > 0;
  }

  async #storeGathered(): Promise<void> {
    const [devices, alarms, transitions, activity] = [this.#devices, this.#alarms, this.#transitions, this.#activity];
    this.#devices = new Map();
    this.#alarms = new Map();
    this.#transitions = [];
    this.#activity = [];
    this.#isStoring = true;
    try {
      const fleet = { devices: [...devices.values()], alarms: [...alarms.values()], transitions };
      await this.#store.append(activity, { fleet });
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#devices = new Map([...devices, ...this.#devices]);
      this.#alarms = new Map([...alarms, ...this.#alarms]);
      this.#transitions = [...transitions, ...this.#transitions].slice(-MOST_WAITING);
      this.#activity = [...activity, ...this.#activity].slice(-MOST_WAITING);
    } finally {
      this.#isStoring = false;
    }
  }
}
